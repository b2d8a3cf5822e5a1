"""Smaller precisions of a TFLite model: fp16 weights, int8 weights, int8 weights and activations.

All of them keep the contract's input (uint8) and output (float32).
"""

import contextlib
import io
from typing import Any

import numpy as np
from ai_edge_quantizer import quantizer, recipe

from contract.errors import PocketOcrError
from export.tflite.convert import INPUT

Recipe = list[dict[str, Any]]

SIGNATURE = "serving_default"

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
KEEP_OUTPUT: Recipe = [{"regex": ".*", "operation": "OUTPUT", "algorithm_key": "no_quantize"}]


def quantize(fp32: bytes, precision: str, calibration: np.ndarray) -> bytes:
    """The model in another precision.

    Args:
        fp32: TFLite model in full precision.
        precision: fp32 (returned as it is), fp16, dynamic-int8 (int8 weights; LiteRT quantizes
            activations as it goes) or int8 (static: int8 activations too).
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


RECIPES: dict[str, Recipe] = {
    "fp16": FP16_WEIGHTS,
    # "legacy" leaves weights of less than 1,024 elements alone, here the first convolution's:
    # 0.3 KB more, a fifth faster, and the first layer stays exact.
    "dynamic-int8": recipe.dynamic_legacy_wi8_afp32(),
    "int8": recipe.static_wi8_ai8() + KEEP_OUTPUT,
}
_KNOWN = ", ".join(RECIPES)
