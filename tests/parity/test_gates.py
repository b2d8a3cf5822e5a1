"""Measuring a model against the reference, and the gates."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.gates import Errors, GateError, compare, gate, measure, readings

CHARSET = " ab"


def logits(text: str, margin: float = 8.0, steps: int = 12) -> np.ndarray:
    """Logits [T, 4] that decode to `text`, every step by `margin`."""
    result = np.zeros((steps, len(CHARSET) + 1), np.float32)
    path = [0] * steps
    for i, character in enumerate(text):
        path[2 * i] = 1 + CHARSET.index(character)
    result[np.arange(steps), path] = margin
    return result


def test_equal_runtimes():
    reference = np.stack([logits("ab a"), logits("bb")])
    found = measure(reference, reference.copy(), ["ab a", "bb"], CHARSET)
    assert found.max_logit_error == 0
    assert found.psnr_db == 200
    assert found.agreement == found.swa == 100
    assert found.swa_loss == found.texts_undecided == found.texts_broken == 0
    for precision in ("fp32", "fp16", "dynamic-int8", "int8"):
        gate(precision, found)


def test_a_lost_word_counts_among_all_words():
    reference = np.stack([logits("ab a"), logits("bb"), logits("a")])
    candidate = np.stack([logits("ab a"), logits("ba"), logits("a")])
    found = measure(reference, candidate, ["ab a", "bb", "b"], CHARSET)
    assert found.swa == 50
    assert found.swa_loss == 25
    assert found.texts_different == 1
    assert found.agreement == pytest.approx(100 * 35 / 36)
    gate("int8", found)  # how many words may be lost is counted over more tiles: parity.accuracy


def test_psnr_is_that_of_its_definition():
    reference = np.stack([logits("ab", margin=10.0)])
    found = measure(reference, reference + np.float32(0.1), ["ab"], CHARSET)
    assert found.psnr_db == pytest.approx(40, abs=0.01)
    gate("fp16", found)
    with pytest.raises(GateError, match="PSNR 34"):
        gate("fp16", replace(found, psnr_db=34.0))


def test_fp32_is_held_to_its_error():
    reference = np.stack([logits("ab")])
    found = measure(reference, reference + np.float32(0.001), ["ab"], CHARSET)
    with pytest.raises(GateError, match=r"logit error 0\.001 exceeds 0\.0001"):
        gate("fp32", found)


def test_a_broken_promise_fails_every_precision():
    reference = np.stack([logits("ab")])
    broken = replace(measure(reference, reference, ["ab"], CHARSET), texts_broken=1)
    for precision in ("fp32", "fp16", "dynamic-int8", "int8"):
        with pytest.raises(GateError, match="1 texts differ although"):
            gate(precision, broken)


def test_a_difference_says_where_the_best_paths_part():
    reference = np.stack([logits("ab a"), logits("bb", margin=0.5)])
    candidate = np.stack([logits("ab b"), logits("ba", margin=0.5)])
    first, second = measure(reference, candidate, ["ab a", "bb"], CHARSET).differences
    assert (first.tile, first.reference, first.candidate, first.step) == (0, "ab a", "ab b", 6)
    assert (second.tile, second.step, second.verdict) == (1, 2, "undecided")
    assert first.margin == 8 * 1024
    errors = Errors(1.0, 0.1, 60.0)
    pair = readings(reference, CHARSET), readings(candidate, CHARSET)
    decided = compare(*pair, ["ab a", "bb"], errors)
    assert [one.verdict for one in decided.differences] == ["broken", "undecided"]
    assert (decided.texts_broken, decided.texts_different, decided.texts_undecided) == (1, 1, 1)


@given(st.integers(0, 2**32 - 1), st.floats(0, 3))
def test_the_margin_rule_holds_for_any_noise(seed, size):
    """Texts that the margin decides are equal, whatever the error: the rule is sound."""
    rng = np.random.default_rng(seed)
    reference = rng.normal(0, 3, (4, 6, 4)).astype(np.float32)
    noise = rng.uniform(-size, size, reference.shape).astype(np.float32)
    found = measure(reference, reference + noise, ["a"] * 4, CHARSET)
    assert found.texts_broken == 0
    assert found.texts_different <= found.texts_undecided
