"""Names for a model's tensors that a reader of the network knows, in place of the converter's.

Weights are named as in the safetensors file (`context.weight_ih_l0`); a convolution's, which hold
its batch norm as well, by their block (`features.3.weight`). What is computed is named by module
and operation (`features.3/conv_2d`), shapes and offsets `constant`. A number tells namesakes apart.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from export.tflite.graph import op_name, pack, parse

WEIGHTED = {"CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED"}
"""Operations whose inputs are a tensor, its weights, and a bias."""
ROLES = ("weight", "bias")
WHOLE = "net"
"""The module of what the net computes itself, outside its layers."""


def rename(model: bytes, weights: Mapping[str, np.ndarray]) -> bytes:
    """The model in full precision with better names.

    `weights`: those of the net that the model holds as they are, by name; told by their values.
    Input and output take the names that the signature gives them.
    """
    whole = parse(model)
    (graph,) = whole.subgraphs
    names = _of_signature(whole)
    kinds = [op_name(code) for code in whole.operatorCodes]
    for op in graph.operators:
        kind, made = kinds[op.opcodeIndex], graph.tensors[op.outputs[0]]
        module = _module(made.name.decode())
        if kind in WEIGHTED:
            for role, index in zip(ROLES, op.inputs[1:], strict=False):
                names.setdefault(index, f"{module}.{role}")
        for index in op.outputs:
            names.setdefault(index, f"{module}/{kind.lower()}")
    for index, tensor in enumerate(graph.tensors):
        exact = _same(whole.buffers[tensor.buffer], tensor, weights)
        names[index] = exact or names.get(index, "constant")
    for tensor, name in zip(graph.tensors, _unique(names, len(graph.tensors)), strict=True):
        tensor.name = name
    return pack(whole)


def _of_signature(model: schema.ModelT) -> dict[int, str]:
    (signature,) = model.signatureDefs
    both = [*signature.inputs, *signature.outputs]
    return {one.tensorIndex: one.name.decode() for one in both}


def _module(scope: str) -> str:
    """`features.3` of `…WordNet_net/…Sequential_features/…Sequential_3/…Conv2d_0;1`.

    The converter writes a module as its class and, behind the last underscore, its attribute.
    """
    inner = scope.split(";")[0].split("/")[2:]
    return ".".join(part.rsplit("_", 1)[-1] for part in inner[:2]) or WHOLE


def _same(
    buffer: schema.BufferT, tensor: schema.TensorT, weights: Mapping[str, np.ndarray]
) -> str | None:
    """Name of the weight that a constant holds, unchanged but perhaps for axes of size 1."""
    if buffer.data is None or tensor.type != schema.TensorType.FLOAT32:
        return None
    values = np.frombuffer(buffer.data.tobytes(), np.float32)
    for name, weight in weights.items():
        if values.size == weight.size and np.array_equal(values, weight.ravel()):
            return name
    return None


def _unique(names: Mapping[int, str], count: int) -> list[str]:
    """The names in order; the second of a name gets `_1` behind it."""
    seen: Counter[str] = Counter()
    result = []
    for index in range(count):
        name = names[index]
        result.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return result
