"""Integer log-softmax: close to the real one, exact in its tables, clear about bad logits."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from contract.errors import ContractError
from contract.numbers import LOGPROB_ONE
from model.logprobs import (
    EXP_ENTRIES,
    LOGIT_LIMIT,
    MAX_CLASSES,
    ONE_Q32,
    exp_table,
    log_thresholds,
    logprobs,
    rounded_log,
)

LOGITS = arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.integers(1, 180)),
    elements=st.floats(-60, 60, width=32),
)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    wide = logits.astype(np.float64)
    wide -= wide.max(axis=-1, keepdims=True)
    return wide - np.log(np.exp(wide).sum(axis=-1, keepdims=True))


@settings(max_examples=80, deadline=None)
@given(LOGITS)
def test_within_one_and_a_half_units_of_the_real_log_softmax(logits: np.ndarray) -> None:
    error = logprobs(logits) - log_softmax(logits) * LOGPROB_ONE
    assert np.abs(error).max() <= 1.5 + 1e-3
    assert logprobs(logits).max() <= 0
    assert logprobs(logits).dtype == np.int32


@settings(max_examples=40, deadline=None)
@given(LOGITS, st.integers(-100, 100))
def test_a_common_shift_changes_nothing(logits: np.ndarray, shift: int) -> None:
    eighths = np.round(logits * 8) / 8  # so that the shift itself is exact in float32
    shifted = (eighths + np.float32(shift)).astype(np.float32)
    np.testing.assert_array_equal(logprobs(eighths), logprobs(shifted))


@pytest.mark.parametrize("d", [0, 1, 2, 1023, 1024, 5000, 12345, 20000, EXP_ENTRIES - 1])
def test_exp_table_is_exp_rounded(d: int) -> None:
    with localcontext() as context:
        context.prec = 50
        exact = (Decimal(-d) / LOGPROB_ONE).exp() * ONE_Q32
        assert abs(int(exp_table()[d]) - exact) <= Decimal("0.51")


def test_exp_table_falls_to_zero() -> None:
    assert exp_table()[0] == ONE_Q32
    assert exp_table()[-1] == 0
    assert (np.diff(exp_table()) <= 0).all()


@pytest.mark.parametrize("k", [0, 1, 700, 4095, 8000])
def test_log_rounds_to_the_nearest(k: int) -> None:
    thresholds = log_thresholds()
    edge = int(thresholds[k])
    assert math.isclose(edge / ONE_Q32, math.exp((k + 0.5) / LOGPROB_ONE), rel_tol=1e-9)
    np.testing.assert_array_equal(rounded_log(np.array([edge - 1, edge])), [k, k + 1])


def test_uniform_logits_of_the_most_classes() -> None:
    result = logprobs(np.zeros((1, MAX_CLASSES), np.float32))
    assert set(result.ravel()) == {-round(math.log(MAX_CLASSES) * LOGPROB_ONE)}


def test_halves_round_up_and_float32_noise_below_a_half_rounds_down() -> None:
    just_below = np.nextafter(np.float32(0.5), np.float32(0))
    logits = np.array([[0.5, just_below, -0.5, -0.75, 200 * 1024]], np.float32) / LOGPROB_ONE
    below = logprobs(logits)[0] - logprobs(logits)[0, 4]
    np.testing.assert_array_equal(below + 200 * 1024, [1, 0, 0, -1, 200 * 1024])


def test_huge_logits_are_clamped() -> None:
    result = logprobs(np.array([[3e38, -3e38, 0]], np.float32))
    np.testing.assert_array_equal(result, [[0, -2 * LOGIT_LIMIT, -LOGIT_LIMIT]])


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_logits_that_are_not_finite_are_refused(bad: float) -> None:
    with pytest.raises(ContractError, match="not finite"):
        logprobs(np.array([[0, bad]], np.float32))


def test_other_types_and_too_many_classes_are_refused() -> None:
    with pytest.raises(ContractError, match="float32"):
        logprobs(np.zeros((2, 3)))  # type: ignore[arg-type]
    with pytest.raises(ContractError, match="classes"):
        logprobs(np.zeros((1, MAX_CLASSES + 1), np.float32))


def test_a_fixed_case_that_other_languages_can_repeat() -> None:
    logits = np.array([[0.0, 1.0, -2.5, 7.25], [3.0, 3.0, 3.0, 3.0]], np.float32)
    np.testing.assert_array_equal(
        logprobs(logits), [[-7427, -6403, -9987, -3], [-1420, -1420, -1420, -1420]]
    )
