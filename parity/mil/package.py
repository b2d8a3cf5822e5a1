"""Reads an `.mlpackage`: its ML program, with every constant decoded.

The only module that needs coremltools: its protobuf classes and its reader of weight files.
"""

import logging
from pathlib import Path
from typing import Any

import numpy as np

from parity.mil.constants import PREFIX, decode, signed, unpack
from parity.mil.errors import MilError
from parity.mil.program import Op, Program, Tensor, Value

for _name in ("coremltools", "torchao"):  # they complain about each other's versions
    logging.getLogger(_name).setLevel(logging.ERROR)

from coremltools.libmilstoragepython import _BlobStorageReader as BlobReader  # noqa: E402
from coremltools.proto import MIL_pb2, Model_pb2  # noqa: E402

MODEL = Path("Data", "com.apple.CoreML", "model.mlmodel")
WEIGHTS = Path("Data", "com.apple.CoreML", "weights", "weight.bin")
BLOB = "@model_path/weights/weight.bin"

DTYPES = {
    "BOOL": "bool",
    "FLOAT16": "float16",
    "FLOAT32": "float32",
    "INT8": "int8",
    "INT16": "int16",
    "INT32": "int32",
    "INT64": "int64",
    "UINT8": "uint8",
    "UINT16": "uint16",
    "UINT32": "uint32",
    "STRING": "str",
}
SUB_BYTE = {"UINT1": 1, "UINT2": 2, "UINT3": 3, "UINT4": 4, "UINT6": 6, "INT4": 4}
READERS = {"FLOAT32": "float", "FLOAT16": "fp16"}  # others: the type's name in lower case


def read_spec(path: Path) -> Any:
    """The package's `Model` protobuf.

    Raises:
        MilError: not an ML program, or damaged.
    """
    spec = Model_pb2.Model()
    try:
        spec.ParseFromString((path / MODEL).read_bytes())
    except Exception as error:  # missing, or protobuf's own errors, which differ by version
        raise MilError(f"{path} is no readable .mlpackage ({error})") from None
    if spec.WhichOneof("Type") != "mlProgram":
        raise MilError(f"{path} holds no ML program")
    return spec


def read_program(path: Path) -> Program:
    """The program of an `.mlpackage` and its weights.

    Raises:
        MilError: not an ML program, damaged, or weights in a form that is not known.
    """
    function = read_spec(path).mlProgram.functions["main"]
    if function.opset not in function.block_specializations:
        raise MilError(f"{path}: its ML program has no function main")
    block = function.block_specializations[function.opset]
    weights = path / WEIGHTS
    reader = BlobReader(str(weights)) if weights.is_file() else None
    constants: dict[str, Value] = {}
    ops = []
    for op in block.operations:
        if op.blocks:
            raise MilError(f"{path}: op {op.type} has blocks inside, which are not evaluated")
        if op.type == "const":
            constants[op.outputs[0].name] = _value(op.attributes["val"], reader)
        elif op.type.startswith(PREFIX):
            constants[op.outputs[0].name] = decode(op.type, _arguments(op, constants, reader))
        else:
            outputs = tuple(_tensor(output) for output in op.outputs)
            ops.append(Op(op.type, _bindings(op, constants, reader), outputs))
    inputs = tuple(_tensor(one) for one in function.inputs)
    return Program(inputs, constants, tuple(ops), tuple(block.outputs))


def _arguments(op: Any, constants: dict[str, Value], reader: Any) -> dict[str, Value]:
    """Of a constexpr op: attributes (iOS 16) or inputs (iOS 18)."""
    found = {k: _value(v, reader) for k, v in op.attributes.items() if k != "name"}
    for key, names in _bindings(op, constants, reader).items():
        found[key] = constants[names[0]]
    return found


def _bindings(op: Any, constants: dict[str, Value], reader: Any) -> dict[str, tuple[str, ...]]:
    """Names of the inputs; values written in place get a name."""
    found = {}
    for key, argument in op.inputs.items():
        names = []
        for i, binding in enumerate(argument.arguments):
            name = binding.name
            if binding.WhichOneof("binding") == "value":
                name = f"{op.outputs[0].name}.{key}.{i}"
                constants[name] = _value(binding.value, reader)
            names.append(name)
        found[key] = tuple(names)
    return found


def _tensor(named: Any) -> Tensor:
    kind = _kind(named.type)
    return Tensor(named.name, DTYPES.get(kind, kind), _shape(named.type.tensorType))


def _kind(declared: Any) -> str:
    if declared.WhichOneof("type") != "tensorType":
        raise MilError(f"values of type {declared.WhichOneof('type')} are not evaluated")
    return str(MIL_pb2.DataType.Name(declared.tensorType.dataType))


def _shape(declared: Any) -> tuple[int, ...]:
    if any(d.WhichOneof("dimension") != "constant" for d in declared.dimensions):
        raise MilError("tensors of flexible shape are not evaluated")
    return tuple(int(d.constant.size) for d in declared.dimensions)


def _value(value: Any, reader: Any) -> Value:
    """A constant, from the weights' file or written in place."""
    kind = _kind(value.type)
    shape = _shape(value.type.tensorType)
    if value.WhichOneof("value") == "blobFileValue":
        return _from_file(value.blobFileValue, kind, reader).reshape(shape)
    tensor = value.immediateValue.tensor
    held = tensor.WhichOneof("value")
    if held == "strings":
        return str(tensor.strings.values[0])
    if held != "bytes":
        return np.array(getattr(tensor, held).values, DTYPES[kind]).reshape(shape)
    if kind not in SUB_BYTE:
        return np.frombuffer(tensor.bytes.values, DTYPES[kind]).reshape(shape)
    packed: np.ndarray = np.frombuffer(tensor.bytes.values, np.uint8)
    whole = unpack(packed, SUB_BYTE[kind], int(np.prod(shape)))
    return (signed(whole, SUB_BYTE[kind]) if kind == "INT4" else whole).reshape(shape)


def _from_file(blob: Any, kind: str, reader: Any) -> np.ndarray:
    if reader is None or blob.fileName != BLOB:
        raise MilError(f"the package lacks the weights' file {blob.fileName}")
    method = getattr(reader, f"read_{READERS.get(kind, kind.lower())}_data", None)
    if method is None:
        raise MilError(f"weights of type {kind} cannot be read")
    data = np.asarray(method(blob.offset))
    return data.view(np.float16) if kind == "FLOAT16" else data
