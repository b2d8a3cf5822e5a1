"""Gaps between characters, and which of them are spaces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import joining as n
from scan.joining import Gap, Spacing, _widest, empty_columns, page_spacing, space_score


def gap_of(width: int, evidence: int, *, cut: bool) -> Gap:
    return Gap(width, 20, evidence, cut, 10, 30)


def test_empty_columns_leave_rules_out() -> None:
    strip = np.full((32, 100), 255, np.uint8)
    strip[8:26, 20:30] = 0
    strip[8:26, 60:64] = 0
    wanted = np.ones(100, bool)
    wanted[20:30] = wanted[60:64] = False
    np.testing.assert_array_equal(empty_columns(strip), wanted)
    strip[29:31] = 0  # an underline
    np.testing.assert_array_equal(empty_columns(strip), wanted)


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_the_widest_run_is_the_first_of_its_width(columns: list[bool]) -> None:
    width, middle = _widest(np.array(columns), 0, len(columns) - 1)
    runs = "".join("x" if empty else " " for empty in columns).split(" ")
    assert width == max(map(len, runs))
    if width:
        start = "".join("x" if empty else " " for empty in columns).index("x" * width)
        assert start <= middle < start + width


@given(st.integers(-9000, 9000), st.integers(0, 60), st.integers(1, 30))
def test_wider_gaps_and_more_evidence_only_help_a_space(evidence, width, more) -> None:
    spacing = Spacing(2, 10)
    score = space_score(gap_of(width, evidence, cut=False), spacing)
    assert space_score(gap_of(width + more, evidence, cut=False), spacing) >= score
    assert space_score(gap_of(width, evidence + more, cut=False), spacing) >= score


@pytest.mark.parametrize("width, wanted", [(2, False), (4, False), (9, True), (30, True)])
def test_at_a_cut_the_gap_decides_alone(width: int, wanted: bool) -> None:
    for evidence in (-9000, 9000):
        assert (space_score(gap_of(width, evidence, cut=True), Spacing(2, 10)) > 0) is wanted


def test_a_page_without_gaps_has_the_usual_spacing() -> None:
    assert page_spacing([]) == Spacing(n.LETTER_GAP, n.WORD_GAP)


@given(st.integers(0, 30), st.integers(0, 60), st.integers(0, 80))
def test_widths_count_from_a_letter_gap_to_a_space(letter, more, gap) -> None:
    wide = Spacing(letter, letter + more).wide_q8(gap)
    assert -128 <= wide <= 384
    if more >= n.LEAST_SPREAD:
        assert Spacing(letter, letter + more).wide_q8(letter) == 0
        assert Spacing(letter, letter + more).wide_q8(letter + more) == 256
