"""Which runners run when none, some or all are named."""

from pathlib import Path

import pytest

from contract.errors import PocketOcrError
from parity.runners import RUNNERS
from parity.selection import select

TFLITE, COREML, WEIGHTS = Path("net.tflite"), Path("net.mlpackage"), Path("word.safetensors")


@pytest.fixture(autouse=True)
def linux_without_tensorflow(monkeypatch):
    only = {name: RUNNERS[name] for name in ("torch", "litert", "tensorflow", "mil", "coreml")}
    monkeypatch.setattr("parity.selection.RUNNERS", only)
    monkeypatch.setattr("parity.runners.tensorflow.find_spec", lambda name: None)
    monkeypatch.setattr("parity.runners.coreml.platform.system", lambda: "Linux")


def names(*wanted: str, models=(TFLITE, COREML), reports: bool = False) -> list[str]:
    return [one.name for one in select(wanted, models, WEIGHTS, reports)[0]]


def test_by_default_all_that_are_here_and_can_run_a_model():
    assert names() == ["litert", "mil"]
    assert names(models=[TFLITE]) == ["litert"]


def test_named_ones_only_and_each_once():
    assert names("mil", "torch", "mil") == ["torch", "mil"]


def test_all_says_who_is_not_here_and_why():
    found, absent = select(["all"], [TFLITE], WEIGHTS, False)
    assert [one.name for one in found] == ["torch", "litert"]
    assert list(absent) == ["tensorflow", "mil", "coreml"]
    assert "pip install 'pocket-ocr[tensorflow]'" in absent["tensorflow"]
    assert absent["mil"] == "it runs *.mlpackage, and there is no such file"


def test_a_report_alone_needs_no_runner():
    assert names(reports=True) == names("report", reports=True) == []
    assert names("report", "litert", reports=True) == ["litert"]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (["report"], "--from FILE"),
        (["tensorflow"], "the runner tensorflow cannot run: TensorFlow is not installed"),
        (["mil"], r"the runner mil cannot run: it runs \*\.mlpackage"),
        (["litert", "hal9000"], r"unknown runner 'hal9000'; known: .*litert"),
    ],
)
def test_what_was_asked_for_must_be_possible(wanted, says):
    with pytest.raises(PocketOcrError, match=says):
        select(wanted, [TFLITE], WEIGHTS, False)


def test_nothing_to_run_is_an_error():
    with pytest.raises(PocketOcrError, match=r"no runner can run \(torch: .*coreml: "):
        names(models=[Path("net.onnx")])


def test_the_slow_one_runs_only_when_it_is_asked_for(monkeypatch):
    monkeypatch.setattr("parity.selection.RUNNERS", {"arm64": RUNNERS["arm64"]})
    monkeypatch.setattr("parity.runners.native.Core.missing", lambda core: None)
    model = Path("net-int8.tflite")
    assert names("arm64", models=[model]) == ["arm64"]
    with pytest.raises(PocketOcrError, match="it takes long: ask for it with --runner arm64"):
        select([], [model], WEIGHTS, False)
