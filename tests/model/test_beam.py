"""Prefix beam search: equal to enumerating every path, where that is possible."""

import math
from itertools import groupby, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from contract.numbers import LOGPROB_ONE
from model.beam import beam_search, log_add
from model.decode import greedy
from model.logprobs import logprobs

CHARSET = "ab"


def by_enumeration(rows: np.ndarray) -> dict[str, float]:
    """Log-probability (1/1024 nat) of every text, over all of its paths."""
    totals: dict[str, float] = {}
    for path in product(range(rows.shape[1]), repeat=len(rows)):
        text = "".join(CHARSET[k - 1] for k, _ in groupby(path) if k)
        logprob = sum(int(row[k]) for row, k in zip(rows, path, strict=True))
        totals[text] = totals.get(text, 0.0) + math.exp(logprob / LOGPROB_ONE)
    return {text: math.log(p) * LOGPROB_ONE for text, p in totals.items() if p > 0}


LOGITS = arrays(np.float32, st.tuples(st.integers(1, 5), st.just(3)),
                elements=st.floats(-6, 6, width=32))  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(LOGITS)
def test_equals_brute_force(logits: np.ndarray) -> None:
    rows = logprobs(logits)
    expected = by_enumeration(rows)
    found = beam_search(rows, width=10_000, prune=None, charset=CHARSET)
    tolerance = 2 * len(rows)  # half a unit per addition, at most 4 additions per step
    assert {hypothesis.text for hypothesis in found} == set(expected)
    for text, logprob in found:
        assert abs(logprob - expected[text]) <= tolerance
    assert expected[found[0].text] >= max(expected.values()) - 2 * tolerance


@settings(max_examples=50, deadline=None)
@given(LOGITS)
def test_best_comes_first_and_is_no_worse_than_the_best_path(logits: np.ndarray) -> None:
    rows = logprobs(logits)
    found = beam_search(rows, width=27, prune=None, charset=CHARSET)
    assert [h.logprob for h in found] == sorted((h.logprob for h in found), reverse=True)
    assert found[0].logprob >= greedy(rows, CHARSET).path_logprob


def test_adds_up_what_greedy_overlooks() -> None:
    # blank 0.4, a 0.6 · 0.5 …: "a" is likelier than the empty text though blank leads each step
    rows = np.round(np.log([[0.5, 0.4, 0.1]] * 2) * LOGPROB_ONE).astype(np.int32)
    assert greedy(rows, CHARSET).text == ""
    assert beam_search(rows, charset=CHARSET)[0].text == "a"


def test_width_limits_the_alternatives() -> None:
    rows = logprobs(np.zeros((6, 3), np.float32))
    assert len(beam_search(rows, width=3, charset=CHARSET)) == 3


def test_pruning_drops_only_the_unlikely() -> None:
    rows = logprobs(np.array([[0, 9, 0], [9, 0, 0], [0, 0, 9]], np.float32))
    pruned = beam_search(rows, prune=5 * LOGPROB_ONE, charset=CHARSET)
    assert [h.text for h in pruned] == ["ab"]
    assert pruned[0].text == beam_search(rows, prune=None, charset=CHARSET)[0].text


def test_equal_totals_are_ordered_by_class() -> None:
    rows = np.array([[-9000, -700, -700]], np.int32)
    assert [h.text for h in beam_search(rows, charset=CHARSET)][:2] == ["a", "b"]


@given(st.integers(-30_000, 0), st.integers(-30_000, 0))
def test_log_add(a: int, b: int) -> None:
    high, low = max(a, b), min(a, b)
    exact = high + math.log1p(math.exp((low - high) / LOGPROB_ONE)) * LOGPROB_ONE
    assert abs(log_add(a, b) - exact) <= 0.5 + 1e-6
    assert log_add(a, b) == log_add(b, a)
