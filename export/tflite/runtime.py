"""Runs a .tflite file on this machine, one thread, as a phone would."""

from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from contract.manifest import TensorInfo
from export.targets import INPUT, OUTPUT, Runner


def runner(path: Path) -> Runner:
    """A function from uint8 tiles [N, 32, W] to float32 logits [N, T, C]."""
    run = _interpreter(path).get_signature_runner()

    def logits(tiles: np.ndarray) -> np.ndarray:
        return np.concatenate([run(**{INPUT: tile[None]})[OUTPUT] for tile in tiles])

    return logits


def tensors(path: Path) -> tuple[TensorInfo, TensorInfo]:
    """Input and output as they are in the file; the names are the tensors', not the signature's."""
    interpreter = _interpreter(path)
    (given,), (made,) = interpreter.get_input_details(), interpreter.get_output_details()
    return _info(given), _info(made)


def _interpreter(path: Path) -> Interpreter:
    interpreter = Interpreter(model_path=str(path), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter


def _info(details: dict[str, Any]) -> TensorInfo:
    shape = tuple(int(size) for size in details["shape"])
    return TensorInfo(details["name"], np.dtype(details["dtype"]).name, shape)
