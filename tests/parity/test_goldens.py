"""Detector and decoder give what is committed: a change by accident fails here.

A change on purpose is written down by `python -m parity.make --goldens`.
"""

import json
import shutil

import numpy as np
import pytest

from contract.errors import ContractError
from contract.numbers import LOGPROB_ONE
from model.logprobs import logprobs
from parity.corpus import read_pages
from parity.decoder_cases import decoder_cases, logits_cases
from parity.goldens import (
    CONSTANTS,
    DECODER,
    DETECTOR,
    EXPECTED,
    GIVEN,
    GOLDENS,
    INPUTS,
    LOGITS,
    constants,
    decoder_golden,
    detector_golden,
    read_arrays,
    read_goldens,
    write_goldens,
)
from parity.make import SEED

PAGES = {page.name: page for page in read_pages()}
CASES = read_goldens(DECODER)


def test_every_page_has_its_golden():
    assert list(read_goldens(DETECTOR)) == list(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_detector_finds_what_it_found(name):
    golden = read_goldens(DETECTOR)[name]
    found = detector_golden(PAGES[name].grey)
    assert found["page"] == golden["page"]
    for step, value in golden["trace"].items():  # the first that differs tells most
        assert found["trace"][step] == value, step
    assert found == golden


def test_the_pages_put_the_detector_to_the_test():
    traces = {name: golden["trace"] for name, golden in read_goldens(DETECTOR).items()}
    assert traces["blank"]["lines"] == []
    assert all(traces[name]["lines"] for name in PAGES if name != "blank")
    lines = [line for trace in traces.values() for line in trace["lines"]]
    assert {line["light_on_dark"] for line in lines} == {False, True}
    assert any(line["slope_q16"] > 3000 for line in lines)
    assert any(line["slope_q16"] < 0 for line in lines)
    assert sum(trace["tiles"]["count"] for trace in traces.values()) > len(lines)


@pytest.mark.parametrize("name", CASES)
def test_log_probs_are_decoded_as_they_were(name):
    found = decoder_golden(read_arrays(INPUTS)[name], CASES[name]["charset"])
    assert json.loads(json.dumps(found)) == CASES[name]


def test_logits_give_the_same_log_probs():
    arrays = read_arrays(LOGITS)
    for name, logits in logits_cases(SEED):
        assert arrays[name + GIVEN].tobytes() == logits.tobytes(), name
        np.testing.assert_array_equal(logprobs(logits), arrays[name + EXPECTED], err_msg=name)
    assert len(arrays) == 2 * len(list(logits_cases(SEED)))


def test_their_log_probs_are_nearly_those_of_real_numbers():
    for name, logits in logits_cases(SEED):
        exact = np.clip(logits.astype(np.float64), -1024, 1024)
        exact -= exact.max(axis=-1, keepdims=True)
        exact -= np.log(np.exp(exact).sum(axis=-1, keepdims=True))
        given = read_arrays(LOGITS)[name + EXPECTED]
        assert np.abs(given - exact * LOGPROB_ONE).max() <= 1.5, name


def test_constants():
    assert json.loads(json.dumps(constants())) == read_goldens(CONSTANTS)


def test_the_seed_gives_the_committed_cases():
    arrays, names = read_arrays(INPUTS), []
    for name, charset, rows in decoder_cases(SEED):
        names.append(name)
        assert rows.dtype == np.int32
        assert CASES[name]["charset"] == charset
        np.testing.assert_array_equal(arrays[name], rows, err_msg=name)
    assert names == list(arrays) == list(CASES)
    assert len(names) >= 60


def test_the_cases_hold_what_decoders_get_wrong():
    every = CASES.values()
    assert any(margin == 0 for case in every for margin in case["margins"])
    assert any(char[2] - char[1] > 50 for case in every for char in case["chars"])
    assert any(case["text"].startswith(" ") and case["text"].endswith(" ") for case in every)
    assert any("  " in case["text"] for case in every)
    assert any("aa" in case["text"] for case in every)
    assert any(" " not in case["charset"] for case in every)
    assert any(case["steps"] == [] for case in every)
    assert any(len(case["words"]) > 5 for case in every)
    confidences = {word["confidence"] for case in every for word in case["words"]}
    assert {0, 997} <= confidences
    assert len(confidences) > 30


def test_they_are_written_as_they_are_committed(tmp_path):
    write_goldens(tmp_path, [PAGES["one-word"], PAGES["blank"]], SEED)
    for name in (DECODER, CONSTANTS, INPUTS, LOGITS):
        assert (tmp_path / name).read_bytes() == (GOLDENS / name).read_bytes(), name
    committed = (GOLDENS / DETECTOR).read_text("utf-8").splitlines()
    for line in (tmp_path / DETECTOR).read_text("utf-8").splitlines()[1:-1]:
        assert any(line.removesuffix(",") == other.removesuffix(",") for other in committed)


def test_what_is_missing_or_damaged_is_said(tmp_path):
    with pytest.raises(ContractError, match=r"decoder\.json cannot be read"):
        read_goldens(DECODER, tmp_path)
    with pytest.raises(ContractError, match=r"decoder\.safetensors cannot be read"):
        read_arrays(INPUTS, tmp_path)
    for damage in ("[]", "{"):
        (tmp_path / DECODER).write_text(damage)
        with pytest.raises(ContractError, match=r"decoder\.json"):
            read_goldens(DECODER, tmp_path)
    shutil.copy(GOLDENS / INPUTS, tmp_path)
    (tmp_path / INPUTS).write_bytes((tmp_path / INPUTS).read_bytes()[:-4])
    with pytest.raises(ContractError, match="not a readable safetensors file"):
        read_arrays(INPUTS, tmp_path)
