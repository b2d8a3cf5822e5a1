"""How well lines are covered, by hand-made lines."""

from pathlib import Path

import pytest

from bench.analysis.coverage import SHARES, Coverage, coverage, covered_shares, line_shares, pieces
from bench.truth import Region, TruePage
from scan.page import Quad


def box(left: int, top: int, right: int, bottom: int) -> Quad:
    return left, top, right, top, right, bottom, left, bottom


LINE = box(0, 100, 640, 120)


@pytest.mark.parametrize(
    ("found", "share"),
    [
        ([], 0),
        ([LINE], 1),
        ([box(-5, 95, 320, 125)], 0.5),
        ([box(0, 95, 160, 125), box(320, 95, 480, 125)], 0.5),
        ([box(0, 95, 320, 125), box(160, 95, 480, 125)], 0.75),
        ([box(0, 112, 640, 140)], 0),
        ([box(0, 0, 640, 600)], 0),
        ([box(0, 108, 640, 112)], 0),
        ([(640, 120, 0, 120, 0, 100, 640, 100)], 1),
    ],
    ids=["none", "all", "half", "pieces", "both", "beside the middle", "tall", "low", "turned"],
)
def test_share_of_a_line(found: list[Quad], share: float) -> None:
    assert covered_shares([LINE], found) == [pytest.approx(share, abs=0.02)]


def test_a_slanted_line_is_followed() -> None:
    slanted = (0, 100, 640, 200, 640, 220, 0, 120)
    assert covered_shares([slanted], [slanted]) == [1]
    assert covered_shares([slanted], [LINE])[0] < 0.2


def test_no_lines() -> None:
    assert covered_shares([], [LINE]) == []
    assert coverage([], [], 100, 100).shares == {"coverage": 0, "missed": 0, "false area": 0}


def page(lines: list[Quad], words: list[Quad]) -> TruePage:
    def regions(quads: list[Quad]) -> tuple[Region, ...]:
        return tuple(Region(quad, "x") for quad in quads)

    return TruePage("p", Path("p.png"), regions(lines), regions(words), False, "")


def test_of_a_line_with_words_the_gaps_do_not_count() -> None:
    row = page([box(0, 0, 1000, 20)], [box(0, 2, 100, 18), box(900, 2, 1000, 18)])
    assert line_shares(pieces(row), [box(0, 0, 100, 20)]) == [pytest.approx(0.5)]
    assert line_shares(pieces(page([LINE], [])), [LINE]) == [1]


def test_a_word_outside_all_lines_is_a_line() -> None:
    assert pieces(page([LINE], [box(0, 500, 50, 520)])) == [[LINE], [box(0, 500, 50, 520)]]


def test_a_page() -> None:
    lines = [[box(0, 0, 400, 20)], [box(0, 50, 100, 70)]]
    found = [box(0, 0, 300, 20), box(600, 600, 900, 620)]
    result = coverage(lines, found, 1000, 1000)
    assert (result.lines, result.missed) == (2, 1)
    assert (result.width, result.covered) == (500, pytest.approx(300, abs=4))
    assert result.shares["coverage"] == pytest.approx(60, abs=1)
    assert result.shares["missed"] == 50
    assert result.shares["false area"] == pytest.approx(50, abs=3)
    assert result.shares.keys() == SHARES.keys()


def test_found_within_half_a_height_is_not_false() -> None:
    assert coverage([[LINE]], [box(-8, 92, 648, 128)], 1000, 1000).false_area == 0


def test_sums() -> None:
    one, other = Coverage(2, 1, 100.0, 50.0, 0.5, 0.1), Coverage(3, 0, 300.0, 300.0, 0.3, 0.1)
    both = one.plus(other)
    assert both == Coverage(5, 1, 400.0, 350.0, pytest.approx(0.8), pytest.approx(0.2))
    assert both.shares["coverage"] == 87.5
