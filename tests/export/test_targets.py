"""Targets and precisions by name."""

import pytest
from exports import FakeTarget

from contract.errors import PocketOcrError
from export.targets import TARGETS, chosen_precisions, find_targets, target


def test_an_unknown_target_lists_the_known():
    with pytest.raises(PocketOcrError, match=r"unknown target 'onnx'; known: .*tflite"):
        target("onnx")


def test_missing_converters_name_the_extra(monkeypatch):
    monkeypatch.setitem(TARGETS, "other", "no_such_converter")
    with pytest.raises(PocketOcrError, match=r"pip install 'pocket-ocr\[export\]'"):
        target("other")


def test_precisions():
    fake = FakeTarget()
    assert chosen_precisions(fake, None) == ("dynamic-int8",)
    assert chosen_precisions(fake, "fp32") == ("fp32",)
    assert chosen_precisions(fake, "all") == fake.precisions
    with pytest.raises(PocketOcrError, match="known: fp32, dynamic-int8, all"):
        chosen_precisions(fake, "int4")


def test_all_targets_and_the_oldest_ios():
    assert list(find_targets("all")) == ["tflite", "coreml"]
    assert find_targets("coreml", 18)["coreml"].ios == 18
    assert find_targets("all", 16)["coreml"].ios == 16
    assert find_targets("coreml")["coreml"].ios == 17
    with pytest.raises(PocketOcrError, match="--ios is for coreml, the target is tflite"):
        find_targets("tflite", 17)
