"""Runs an ML program op by op in numpy, in float64: it adds no rounding of its own."""

import inspect
from pathlib import Path

import numpy as np

from parity.mil.errors import MilError
from parity.mil.ops import OPS
from parity.mil.package import read_program
from parity.mil.program import Op, Program, Value

LISTS = {"values"}
"""Parameters that take a list of tensors, even if it has one only."""


class MilProgram:
    """A program ready to run: its weights are decoded once.

    Weights have the precision that the package stores. Between two ops values are float64;
    with `round_fp16` what the program declares as fp16 is rounded to it, after each op.
    """

    def __init__(self, program: Program, round_fp16: bool = False) -> None:
        """Check that every op is known.

        Raises:
            MilError: an op or a parameter of it is not; names it.
        """
        for op in program.ops:
            _check(op)
        self.inputs = program.inputs
        self._program = program
        self._round = round_fp16
        self._constants = {name: _widened(value) for name, value in program.constants.items()}

    @classmethod
    def load(cls, path: Path, round_fp16: bool = False) -> "MilProgram":
        """The program of an `.mlpackage`.

        Raises:
            MilError: see read_program and __init__.
        """
        return cls(read_program(path), round_fp16)

    @property
    def declares_fp16(self) -> bool:
        """Whether rounding to fp16 would change anything."""
        return any(out.dtype == "float16" for op in self._program.ops for out in op.outputs)

    def __call__(self, **inputs: np.ndarray) -> dict[str, np.ndarray]:
        """Outputs by name, float32, of float32 inputs in the declared shapes.

        Raises:
            MilError: inputs are missing, or not of that shape.
        """
        for tensor in self.inputs:
            if tensor.name not in inputs or inputs[tensor.name].shape != tensor.shape:
                raise MilError(f"input {tensor.name} must be a tensor {list(tensor.shape)}")
        given = {name: value.astype(np.float64) for name, value in inputs.items()}
        values: dict[str, Value] = {**self._constants, **given}
        for op in self._program.ops:
            self._run(op, values)
        outputs = {name: values[name] for name in self._program.outputs}
        return {name: np.asarray(value, np.float32) for name, value in outputs.items()}

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """Logits float32 [N, T, C] of tiles uint8 [N, 32, W]: the only input is a grey image."""
        (given,) = self.inputs
        (output,) = self._program.outputs
        shaped = tiles.astype(np.float32).reshape(-1, *given.shape)
        return np.concatenate([self(**{given.name: tile})[output] for tile in shaped])

    def _run(self, op: Op, values: dict[str, Value]) -> None:
        """Add an op's outputs to `values`."""
        arguments = {
            key: [values[name] for name in names] if key in LISTS else values[names[0]]
            for key, names in op.inputs.items()
        }
        made = OPS[op.kind](**arguments)
        outputs = made if isinstance(made, tuple) else (made,)
        for declared, value in zip(op.outputs, outputs, strict=True):
            if value.shape != declared.shape:
                raise MilError(
                    f"op {op.kind} gives {declared.name} the shape {list(value.shape)}, "
                    f"but the program declares {list(declared.shape)}"
                )
            rounded = self._round and declared.dtype == "float16"
            values[declared.name] = _rounded(value) if rounded else value


def _check(op: Op) -> None:
    if op.kind not in OPS:
        raise MilError(f"op {op.kind} ({op.outputs[0].name}) is not known to the evaluator")
    strange = op.inputs.keys() - inspect.signature(OPS[op.kind]).parameters.keys()
    if strange:
        raise MilError(
            f"op {op.kind} ({op.outputs[0].name}) has parameters that are not known to the "
            f"evaluator: {', '.join(sorted(strange))}"
        )


def _widened(value: Value) -> Value:
    if isinstance(value, str) or value.dtype.kind != "f":
        return value
    return value.astype(np.float64)


def _rounded(value: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):  # beyond 65,504 it becomes infinite, as on the device
        return value.astype(np.float16).astype(np.float64)
