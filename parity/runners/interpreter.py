"""The interface that LiteRT's and TensorFlow Lite's interpreters share."""

from typing import Any

import numpy as np

from parity.runners import Logits


def tile_by_tile(interpreter: Any) -> Logits:
    """Logits through an interpreter of static batch 1, with one input and one output."""
    interpreter.allocate_tensors()
    (given,), (made,) = interpreter.get_input_details(), interpreter.get_output_details()

    def logits(tiles: np.ndarray) -> np.ndarray:
        result = np.empty((len(tiles), *made["shape"][1:]), np.float32)
        for tile, into in zip(tiles, result, strict=True):
            interpreter.set_tensor(given["index"], tile[None])
            interpreter.invoke()
            into[:] = interpreter.get_tensor(made["index"])[0]
        return result

    return logits
