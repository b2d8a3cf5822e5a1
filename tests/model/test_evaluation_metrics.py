"""Word accuracy, alignment, kinds of errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.evaluation.metrics import (
    align,
    cer,
    counts,
    edits,
    error_kind,
    length_bucket,
    match,
    swa,
)

SHORT = st.text("abAB-. ", max_size=8)


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Total", "Total", (True, True, True)),
        ("Total", " Total\n", (True, True, True)),
        ("Total", "TOTAL", (False, True, True)),
        ("RM 9.00", "rm9,00", (False, False, True)),
        ("Straße", "STRASSE", (False, True, True)),
        ("cafe\u0301", "caf\u00e9", (True, True, True)),
        ("a_b", "ab", (False, False, True)),
        ("10", "1O", (False, False, False)),
        ("x", "", (False, False, False)),
    ],
)
def test_match(label: str, text: str, expected: tuple[bool, bool, bool]) -> None:
    assert match(label, text) == expected


def test_swa_skips_labels_without_letters_or_digits() -> None:
    assert not counts("--_") and counts("-a-")
    pairs = [("a", "a"), ("B", "b"), ("c.", "c"), ("--", "x")]
    assert swa(pairs) == {"n": 3, "cs": 33.33, "ci": 66.67, "an": 100.0}
    assert swa([]) == {"n": 0, "cs": 0, "ci": 0, "an": 0}


@given(SHORT, SHORT)
def test_alignment_costs_the_levenshtein_distance_and_keeps_both_texts(a: str, b: str) -> None:
    pairs = align(a, b)
    assert [i for i, _ in pairs if i is not None] == list(range(len(a)))
    assert [j for _, j in pairs if j is not None] == list(range(len(b)))
    cost = sum(i is None or j is None or a[i] != b[j] for i, j in pairs)
    assert cost == levenshtein(a, b)


def levenshtein(a: str, b: str) -> int:
    """By the recursive definition, for short texts."""
    known: dict[tuple[int, int], int] = {}

    def distance(i: int, j: int) -> int:
        if min(i, j) == 0:
            return max(i, j)
        if (i, j) not in known:
            known[i, j] = min(
                distance(i - 1, j) + 1,
                distance(i, j - 1) + 1,
                distance(i - 1, j - 1) + (a[i - 1] != b[j - 1]),
            )
        return known[i, j]

    return distance(len(a), len(b))


def test_edits_and_cer() -> None:
    assert edits("kitten", "sittin") == [("k", "s"), ("e", "i")]
    assert edits("ab", "abc") == [("", "c")]
    assert edits("abc", "ac") == [("b", "")]
    assert cer([("kitten", "sittin"), ("abcd", "abcd")]) == 20.0
    assert cer([]) == 0


@pytest.mark.parametrize(
    ("label", "text", "kind"),
    [
        ("a", "a", None),
        ("a", "", "empty"),
        ("Ab", "ab", "case"),
        ("A.b", "ab,", "punctuation"),
        ("abc", "axc", "substitution"),
        ("abc", "abcd", "insertion"),
        ("abc", "bc", "deletion"),
        ("abcd", "xbc", "mixed"),
    ],
)
def test_error_kind(label: str, text: str, kind: str | None) -> None:
    assert error_kind(label, text) == kind


def test_length_buckets() -> None:
    found = {n: length_bucket("x" * n) for n in (1, 3, 4, 5, 6, 12, 13, 40)}
    assert found == {
        1: "1", 3: "3", 4: "4-5", 5: "4-5", 6: "6-8", 12: "9-12", 13: "13+", 40: "13+"
    }  # fmt: skip
