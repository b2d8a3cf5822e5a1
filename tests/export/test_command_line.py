"""`python -m export` for users: wrong inputs, a full disk, and the whole net (slow)."""

import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from exports import corpus, write_weights

from contract.bundle import read_bundle
from export.compare import compare
from export.coreml import CoremlTarget
from parity.corpus import write_corpus

ROOT = Path(__file__).parents[2]
REASON = os.strerror(errno.EFBIG)


def run_export(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "export", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
    )


def test_an_unknown_target_exits_with_two():
    result = run_export("--target", "onnx")
    assert result.returncode == 2
    assert result.stderr.startswith("error: unknown target 'onnx'; known: ")


def test_missing_weights_exit_with_two(tmp_path):
    result = run_export("--target", "tflite", "--weights", tmp_path / "none", "--output", tmp_path)
    assert result.returncode == 2
    assert "error: " in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_lexicon_and_none_contradict_each_other():
    result = run_export("--target", "tflite", "--lexicon", "words.bin", "--no-lexicon")
    assert result.returncode == 2
    assert "either --lexicon or --no-lexicon" in result.stderr


@pytest.mark.slow  # it loads the converters of both
def test_a_mode_that_one_target_lacks_stops_before_either(tmp_path):
    arguments = ("--target", "all", "--quantize", "palette4", "--output", tmp_path / "out")
    result = run_export(*arguments)
    assert result.returncode == 2
    assert "unknown precision 'palette4'; known: fp32, fp16, dynamic-int8" in result.stderr
    assert not list(tmp_path.iterdir())


def full_disk() -> None:
    """In the child: no file may grow beyond 100 KB; writing more fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.fixture
def inputs(tmp_path):
    write_corpus(tmp_path / "tiles", corpus(16, width=256))
    weights = write_weights(tmp_path / "weights")
    return [
        *("--target", "tflite", "--weights", weights, "--tiles", tmp_path / "tiles"),
        *("--accuracy-tiles", tmp_path / "tiles", "--cache", tmp_path / "cache"),
    ]


@pytest.mark.slow
def test_a_full_disk_leaves_nothing(tmp_path, inputs):
    result = run_export(*inputs, "--output", tmp_path / "out", preexec_fn=full_disk)
    assert result.returncode == 2
    assert "error: " in result.stderr and REASON in result.stderr
    assert not (tmp_path / "out").exists()
    assert not [p for p in tmp_path.rglob("*") if p.name.startswith(".")], "nothing half-written"


@pytest.mark.slow
def test_two_processes_export_the_same_bytes(tmp_path, inputs):
    """All precisions at the contract's tile width, from the command line, twice."""
    for name in ("a", "b"):
        result = run_export(*inputs, "--quantize", "all", "--output", tmp_path / name)
        assert result.returncode == 0, result.stderr
    a, b = read_bundle(tmp_path / "a"), read_bundle(tmp_path / "b")
    assert [m.precision for m in a.manifest.models] == ["fp32", "fp16", "dynamic-int8", "int8"]
    assert all("identical" in line for line in compare(a, b))
    for path in a.path.iterdir():
        assert path.read_bytes() == (b.path / path.name).read_bytes(), path.name


@pytest.mark.slow
def test_all_targets_twice(tmp_path, inputs):
    """Both bundles side by side; Core ML's in every precision, the same bytes in two processes."""
    arguments = [*inputs[2:], "--quantize", "all"]
    assert run_export("--target", "all", *arguments, "--output", tmp_path / "a").returncode == 0
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["coreml", "tflite"]
    again = run_export("--target", "coreml", *arguments, "--output", tmp_path / "b")
    assert again.returncode == 0, again.stderr
    a, b = read_bundle(tmp_path / "a" / "coreml"), read_bundle(tmp_path / "b")
    assert [m.precision for m in a.manifest.models] == list(CoremlTarget.precisions)
    assert all("identical" in line for line in compare(a, b))
    for path in (p for p in a.path.rglob("*") if p.is_file()):
        assert path.read_bytes() == (b.path / path.relative_to(a.path)).read_bytes(), path.name
