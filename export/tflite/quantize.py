"""Smaller precisions of a TFLite model: fp16 weights, int8 weights, int8 activations as well.

All of them keep the contract's input (uint8) and output (float32).
"""

import contextlib
import io
from typing import Any

import numpy as np
from ai_edge_quantizer import quantizer, recipe

from contract.errors import PocketOcrError
from export.targets import INPUT
from export.tflite.metadata import SIGNATURE

Recipe = list[dict[str, Any]]

FP16_WEIGHTS: Recipe = [
    {
        "regex": ".*",
        "operation": "*",
        "algorithm_key": "float_casting",
        "op_config": {
            "weight_tensor_config": {"num_bits": 16, "dtype": "FLOAT", "granularity": "TENSORWISE"},
            "compute_precision": "FLOAT",
            "explicit_dequantize": True,
        },
    }
]


def quantize(fp32: bytes, precision: str, calibration: np.ndarray) -> bytes:
    """The model in another precision.

    Args:
        fp32: TFLite model in full precision.
        precision: fp32 (returned as it is), fp16, dynamic-int8 (int8 weights; LiteRT quantizes
            activations as it goes) or int8 (the convolutions' activations too, statically).
        calibration: uint8 tiles [N, 32, W]; int8 takes the activations' ranges from them.

    Raises:
        PocketOcrError: another precision, or int8 without calibration tiles.
    """
    if precision == "fp32":
        return fp32
    if precision not in RECIPES:
        raise PocketOcrError(f"tflite has no precision {precision!r}; known: fp32, {_KNOWN}")
    if precision == "int8" and len(calibration) == 0:
        raise PocketOcrError("int8 needs tiles for calibration, and the corpus holds none")
    with contextlib.redirect_stdout(io.StringIO()):
        work = quantizer.Quantizer(fp32, RECIPES[precision])
        ranges = None
        if work.need_calibration:
            ranges = work.calibrate({SIGNATURE: [{INPUT: tile[None]} for tile in calibration]})
        return bytes(work.quantize(ranges).quantized_model)


def _only(operation: str, rule: Recipe) -> Recipe:
    """A recipe for one kind of operation."""
    return [{**one, "operation": operation} for one in rule]


# Static ranges suit convolutions. In the LSTM they cost 1.8 points of words and double the file:
# its matrices are shared by all steps, whose ranges differ, so there they stay dynamic.
STATIC: Recipe = [
    *_only("CONV_2D", recipe.static_wi8_ai8()),
    *_only("FULLY_CONNECTED", recipe.dynamic_legacy_wi8_afp32()),
]

RECIPES: dict[str, Recipe] = {
    "fp16": FP16_WEIGHTS,
    # "legacy" leaves weights of less than 1,024 elements alone, here the first convolution's:
    # 0.3 KB more, a fifth faster, and the first layer stays exact.
    "dynamic-int8": recipe.dynamic_legacy_wi8_afp32(),
    "int8": STATIC,
}
_KNOWN = ", ".join(RECIPES)
