"""Counts of words and pages, and the measures of their sums."""

import pytest

from bench.accuracy.measures import PAGES, WORDS, Task
from bench.scoring import score, total
from model.evaluation.metrics import cer, swa

WORD_PAIRS = [("One", "One"), ("two", "TWO"), ("three.", "three"), ("four", "for"), ("5", "")]
PAGE_PAIRS = [("One two three", "one two"), ("four", "four five"), ("", "x")]


def measured(task: Task, pairs: list[tuple[str, str]]) -> dict[str, float]:
    sums = task.table(pairs).sum(axis=0)
    return {name: float(measure(sums)) for name, measure in task.measures.items()}


def test_words_are_measured_as_swa_does() -> None:
    found, wanted = measured(WORDS, WORD_PAIRS), swa(WORD_PAIRS)
    assert [found[way] for way in ("cs", "ci", "an")] == [20, 40, 60]
    assert [found[way] for way in ("cs", "ci", "an")] == [wanted[way] for way in ("cs", "ci", "an")]
    assert found["CER"] == pytest.approx(cer(WORD_PAIRS), abs=0.005)


def test_pages_are_measured_as_scoring_does() -> None:
    found = measured(PAGES, PAGE_PAIRS)
    wanted = total(score(*pair) for pair in PAGE_PAIRS)
    for way in ("cs", "ci", "an"):
        assert found[f"F1 {way}"] == pytest.approx(100 * wanted[way].f1)
    assert found["recall an"] == pytest.approx(100 * wanted["an"].recall) == pytest.approx(75)
    assert found["precision an"] == pytest.approx(100 * wanted["an"].precision)


def test_the_cer_of_pages_ignores_case_and_kinds_of_white_space() -> None:
    assert measured(PAGES, [("One\n two", "one TWO")])["CER"] == 0
    assert measured(PAGES, [("abcd", "abxd")])["CER"] == 25


def test_nothing_measures_nothing() -> None:
    assert set(measured(PAGES, [("", "")]).values()) == {0}
