"""Targets and precisions by name."""

import pytest
from exports import FakeTarget

from contract.errors import PocketOcrError
from export.targets import TARGETS, chosen_precisions, target


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
