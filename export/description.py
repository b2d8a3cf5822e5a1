"""What a model says of itself, whatever its format: the words are written once."""

from collections.abc import Mapping

from contract.charset import BLANK, CLASSES
from contract.manifest import Precision
from contract.numbers import STEP, STRIP_HEIGHT

NAME = "Pocket OCR word reader"
AUTHOR = "The Pocket OCR authors"
LICENCE = "Apache-2.0"
SHORT = "Reads a strip of text: a tile of grey pixels in, logits per time step out, for CTC."

MODES: Mapping[str, Mapping[Precision, str]] = {
    "tflite": {
        "fp32": "weights and arithmetic in float32, as trained",
        "fp16": "weights in float16; a phone may compute in float16 as well",
        "dynamic-int8": "weights in int8, one scale a channel; activations quantized as they come",
        "int8": "the convolutions' activations in int8 too, with ranges calibrated on tiles; the "
        "LSTM and the head as in dynamic-int8",
    },
    "coreml": {
        "fp32": "weights and arithmetic in float32, as trained",
        "fp16": "weights and arithmetic in float16",
        "int8": "weights in int8, one scale a channel; arithmetic in float16",
        "palette8": "weights as indices of 8 bits into 256 values each matrix, by k-means",
        "palette6": "the same with 6 bits, 64 values",
        "palette4": "the same with 4 bits, 16 values",
    },
}
"""What each mode of `--quantize` does, by target."""


def of_input(width: int) -> str:
    """Of the tile, `width` pixels wide."""
    return (
        f"A tile, {width} x {STRIP_HEIGHT} grey pixels, dark text on white (255); "
        "no normalisation: it is part of the model."
    )


def of_output(width: int, labels: str) -> str:
    """Of the logits; `labels`: where the classes' characters stand, as a clause."""
    return (
        f"Logits [1, {width // STEP}, {CLASSES}]: a row for every {STEP} pixels; "
        f"class {BLANK} is CTC's blank, {labels}. Neither normalised nor decoded."
    )
