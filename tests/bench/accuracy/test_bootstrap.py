"""Intervals: what is clear, what is not, and that documents are drawn, not words."""

import numpy as np

from bench.accuracy.bootstrap import DRAWS, compare, draws
from bench.accuracy.measures import WORDS

AN = WORDS.measures["an"]
RIGHT, WRONG = WORDS.count("a", "a"), WORDS.count("a", "b")


def counts(*right: bool) -> np.ndarray:
    return np.array([RIGHT if each else WRONG for each in right], np.float64)


def documents(count: int, words: int = 1) -> list[tuple[str, str]]:
    return [("c", str(i // words)) for i in range(count)]


def test_equal_engines_do_not_differ() -> None:
    table = counts(*(i % 3 == 0 for i in range(60)))
    found = compare(table, table, documents(60), AN)
    assert found == (0, 0, 0)
    assert found.verdict == "not clear"


def test_a_clear_gain_a_clear_loss_and_a_doubtful_one() -> None:
    good, bad = counts(*[True] * 60), counts(*([True] * 40 + [False] * 20))
    gain = compare(good, bad, documents(60), AN)
    assert gain.verdict == "better"
    assert 0 < gain.low < gain.difference < gain.high
    assert round(gain.difference, 2) == 33.33
    assert compare(bad, good, documents(60), AN).verdict == "worse"
    near = counts(*([True] * 59 + [False]))
    assert compare(good, near, documents(60), AN).verdict == "not clear"


def test_the_interval_is_that_of_the_normal_approximation() -> None:
    good, bad = counts(*[True] * 400), counts(*([True] * 360 + [False] * 40))
    found = compare(good, bad, documents(400), AN)
    half = 100 * 1.96 * (0.1 * 0.9 / 400) ** 0.5
    assert abs(found.low - (10 - half)) < 0.4
    assert abs(found.high - (10 + half)) < 0.4


def test_words_of_one_document_are_drawn_together() -> None:
    good = counts(*[True] * 100)
    bad = counts(*([False] * 20 + [True] * 80))
    alone = compare(good, bad, documents(100), AN)
    together = compare(good, bad, documents(100, words=20), AN)
    assert together.high - together.low > 2 * (alone.high - alone.low)
    assert together.verdict == "not clear"


def test_each_corpus_keeps_its_number_of_documents() -> None:
    corpora = ("a", "a", "a", "b")
    weights = draws(corpora, seed=1)
    assert weights.shape == (DRAWS, 4)
    assert set(weights[:, :3].sum(axis=1)) == {3}
    assert set(weights[:, 3]) == {1}
    assert (weights != draws(corpora, seed=2)).any()
