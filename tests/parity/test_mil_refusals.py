"""What the evaluator does not know, or what is damaged, is an error that names it."""

import numpy as np
import pytest
from mil import converted, noise, saved
from torch import nn

from parity.mil.errors import MilError
from parity.mil.evaluate import MilProgram
from parity.mil.package import MODEL, WEIGHTS, read_program
from parity.mil.program import Op, Program, Tensor

pytestmark = pytest.mark.filterwarnings("ignore")  # the converter warns about itself and torch


def program(kind: str, shape: tuple[int, ...] = (2,), **inputs: str) -> Program:
    """One op on x [2]."""
    op = Op(kind, {k: (v,) for k, v in inputs.items()}, (Tensor("y", "float32", shape),))
    yes, zero = np.array(True), np.array(0)
    constants = {"two": np.full(2, 2, np.float32), "fp64": "fp64", "yes": yes, "zero": zero}
    return Program((Tensor("x", "float32", (2,)),), constants, (op,), ("y",))


def run(*arguments, **inputs):
    return MilProgram(program(*arguments, **inputs))(x=np.ones(2, np.float32))


def test_a_program_made_by_hand():
    assert run("mul", x="x", y="two")["y"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: run("gru", x="x"), r"op gru \(y\) is not known"),
        (lambda: run("relu", x="x", peephole="two"), r"op relu \(y\) has parameters .*: peephole"),
        (lambda: run("relu", (3,), x="x"), r"relu gives y the shape \[2\], .* declares \[3\]"),
        (lambda: run("cast", x="x", dtype="fp64"), "cast to fp64"),
        (lambda: run("concat", values="x", axis="zero", interleave="yes"), "interleave"),
    ],
)
def test_unknown_ops_parameters_and_shapes(made, says):
    with pytest.raises(MilError, match=says):
        made()


def test_inputs_of_another_shape():
    with pytest.raises(MilError, match=r"input x must be a tensor \[2\]"):
        MilProgram(program("relu", x="x"))(x=np.ones(3, np.float32))


@pytest.fixture
def package(tmp_path):
    return saved(converted(nn.Linear(64, 64), (1, 64)), tmp_path / "net.mlpackage")


def test_a_flipped_weight_shows(package):
    given = noise(1, 64)
    before = MilProgram.load(package)(x0=given)["y0"]
    raw = bytearray((package / WEIGHTS).read_bytes())
    raw[-100] ^= 0x40
    (package / WEIGHTS).write_bytes(bytes(raw))
    assert not np.array_equal(MilProgram.load(package)(x0=given)["y0"], before)


def test_damaged_packages(package, tmp_path):
    (package / WEIGHTS).unlink()
    with pytest.raises(MilError, match="lacks the weights' file"):
        read_program(package)
    (package / MODEL).write_bytes(b"\xff" * 20)
    with pytest.raises(MilError, match=r"no readable \.mlpackage"):
        read_program(package)
    (package / MODEL).write_bytes(b"")
    with pytest.raises(MilError, match="no ML program"):
        read_program(package)
    with pytest.raises(MilError, match=r"no readable \.mlpackage"):
        read_program(tmp_path / "nowhere")
