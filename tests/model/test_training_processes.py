"""Runs in processes of their own: killed without warning, and two together under torchrun."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from model.training import TrainOptions, train
from model.training.checkpoint import read_state
from model.weights import load_weights
from tests.model.drawn_shards import write_drawn

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from model.training import TrainOptions, train
shards, run, samples = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
train(TrainOptions(shards, run, samples=samples, decay=64, batch=16, lr=0.1, keep_shards=True,
                   checkpoint_seconds=0.2, log_seconds=1))
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    for index in range(4):
        write_drawn(tmp_path / "shards", index, 96)
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    return [str(script), str(tmp_path / "shards"), str(tmp_path / "run")]


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": ""}
    return subprocess.Popen([sys.executable, *arguments], env=environment)


@pytest.mark.slow
def test_a_killed_run_goes_on(command: list[str], tmp_path: Path) -> None:
    checkpoint = tmp_path / "run" / "checkpoint.safetensors"
    process = start(*command, "1000000")
    while not checkpoint.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(1)
    process.kill()
    assert process.wait() < 0
    seen = read_state(checkpoint)["samples"]
    path = train(
        TrainOptions(
            tmp_path / "shards", tmp_path / "run", samples=seen + 96, decay=64, batch=16,
            keep_shards=True,
        )
    )  # fmt: skip
    assert load_weights(path)[1]["samples"] == str(seen + 96)


@pytest.mark.slow
def test_two_processes_train_together(command: list[str], tmp_path: Path) -> None:
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    for samples in ("128", "192"):  # the second time it continues from before the decay
        assert start(*torchrun, *command, samples).wait(60) == 0
        meta = load_weights(tmp_path / "run" / "weights.safetensors")[1]
        assert (meta["samples"], meta["processes"], meta["batch"]) == (samples, "2", "32")
    uses = read_state(tmp_path / "run" / "checkpoint.safetensors")["pool"]
    readers = {int(name[-5:]) % 2 for name in [*uses["uses"], *(c[0] for c in uses["current"])]}
    assert readers == {0, 1}


@pytest.mark.slow
def test_it_learns_to_read_digits(tmp_path: Path) -> None:
    for index in range(2):
        write_drawn(tmp_path / "shards", index, 1024, texts="0123")
    write_drawn(tmp_path / "valid", 9, 64, texts="0123")
    path = train(
        TrainOptions(
            tmp_path / "shards", tmp_path / "run", tmp_path / "valid", samples=20_000, batch=32,
            lr=6e-3, keep_shards=True, valid_seconds=8,
        )
    )  # fmt: skip
    assert float(load_weights(path)[1]["valid_exact"]) > 0.9
