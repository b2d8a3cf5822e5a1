"""Smaller weights of an ML program: int8, or palettes of 256, 64 or 16 values by k-means."""

from typing import Any

import coremltools.optimize.coreml as cto
from coremltools.proto import MIL_pb2

from contract.errors import PocketOcrError
from export.coreml.convert import quietly

LEAST = 1024
"""Weights of no more elements stay as they are: the first convolution's, and all biases."""


PALETTES = {"palette8": 8, "palette6": 6, "palette4": 4}
"""Bits of an index into the palette."""

FLOATS = (MIL_pb2.FLOAT16, MIL_pb2.FLOAT32)


def compress(model: Any, precision: str) -> Any:
    """The model with its weights in this precision; fp32 and fp16 are returned as they are.

    Raises:
        PocketOcrError: another precision, or a weight that was not compressed.
    """
    if precision in ("fp32", "fp16"):
        return model
    if precision == "int8":
        form = cto.OpLinearQuantizerConfig("linear_symmetric", weight_threshold=LEAST)
        with quietly():
            small = cto.linear_quantize_weights(model, cto.OptimizationConfig(form))
    elif precision in PALETTES:
        form = cto.OpPalettizerConfig("kmeans", PALETTES[precision], weight_threshold=LEAST)
        with quietly():
            small = cto.palettize_weights(model, cto.OptimizationConfig(form))
    else:
        raise PocketOcrError(f"coreml has no precision {precision!r}")
    left = uncompressed(small)
    if left:
        raise PocketOcrError(f"weights that did not become {precision}: {', '.join(left)}")
    return small


def uncompressed(model: Any) -> list[str]:
    """Names of the weights of more than LEAST elements that are stored as floats."""
    function = model.get_spec().mlProgram.functions["main"]
    found = []
    for op in function.block_specializations[function.opset].operations:
        declared = op.outputs[0].type.tensorType
        size = 1
        for dimension in declared.dimensions:
            size *= int(dimension.constant.size)
        stored = op.type == "const" and op.attributes["val"].HasField("blobFileValue")
        if stored and size > LEAST and declared.dataType in FLOATS:
            found.append(op.outputs[0].name)
    return found
