"""Input and output of a .tflite file, as LiteRT sees them."""

from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from contract.manifest import TensorInfo


def tensors(path: Path) -> tuple[TensorInfo, TensorInfo]:
    """As they are in the file; the names are the tensors', not the signature's."""
    interpreter = Interpreter(model_path=str(path), num_threads=1)
    interpreter.allocate_tensors()
    (given,), (made,) = interpreter.get_input_details(), interpreter.get_output_details()
    return _info(given), _info(made)


def _info(details: dict[str, Any]) -> TensorInfo:
    shape = tuple(int(size) for size in details["shape"])
    return TensorInfo(details["name"], np.dtype(details["dtype"]).name, shape)
