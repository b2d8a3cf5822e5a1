"""A TFLite model as objects, and back to bytes that a phone can map into memory as they are."""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

from contract.errors import PocketOcrError

IDENTIFIER = b"TFL3"
_BUILTIN = {v: k for k, v in vars(schema.BuiltinOperator).items() if not k.startswith("_")}
ALIGNMENT = 16
"""Of weights in the file, by TFLite's schema (`force_align`)."""


class _Buffer(schema.BufferT):
    """A buffer aligned as the schema demands; what is generated for Python leaves that out."""

    def Pack(self, builder: flatbuffers.Builder) -> int:  # noqa: N802
        """Write it and return its offset."""
        if self.data is not None:
            builder.Prep(ALIGNMENT, len(self.data))
        return super().Pack(builder)


def parse(model: bytes) -> schema.ModelT:
    """The model's objects, with all weights inside.

    Raises:
        PocketOcrError: not a TFLite model.
    """
    if model[4:8] != IDENTIFIER:
        raise PocketOcrError("not a TFLite model")
    graph = schema.ModelT.InitFromPackedBuf(model)
    for one in graph.buffers or []:
        if one.offset > 1:  # behind the flatbuffer, as the quantizer writes; 0 and 1 mean inside
            one.data = np.frombuffer(model, np.uint8, one.size, one.offset)
        one.offset = one.size = 0
    return graph


def pack(graph: schema.ModelT) -> bytes:
    """The model's bytes; the same objects give the same bytes."""
    graph.buffers = [_Buffer(one.data, one.offset, one.size) for one in graph.buffers]
    builder = flatbuffers.Builder()
    builder.Finish(graph.Pack(builder), file_identifier=IDENTIFIER)
    return bytes(builder.Output())


def op_name(code: schema.OperatorCodeT) -> str:
    """Name of an operation by the schema, `CONV_2D` say; of a custom one `CUSTOM:name`."""
    builtin = max(code.builtinCode, code.deprecatedBuiltinCode)
    name = _BUILTIN.get(builtin, f"UNKNOWN_{builtin}")
    return f"{name}:{code.customCode.decode()}" if code.customCode else name
