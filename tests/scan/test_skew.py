"""The slope of lines, and how it changes down a page."""

from dataclasses import replace

import pytest
from drawn_pages import drawn_page
from hypothesis import given
from hypothesis import strategies as st

from contract.finding import SLOPE_CHARS
from detector.finding import TextLine, find_lines
from scan.skew import SlopeField, slope_field

PATTERN = find_lines(drawn_page(("Some line of text",))[0])[0]


def line_at(y: int, slope_q16: int, characters: int = 20, x: int = 0) -> TextLine:
    return replace(PATTERN, x_q8=x << 8, y_q8=y << 8, slope_q16=slope_q16, characters=characters)


@given(st.integers(-6000, 6000), st.integers(-6, 6), st.integers(8, 40))
def test_a_linear_change_is_found(slope, turn, count):
    lines = [line_at(50 * i, slope + turn * 50 * i) for i in range(count)]
    field = slope_field(lines)
    for i in range(count):
        assert abs(field.at(50 * i) - (slope + turn * 50 * i)) <= 2


def test_short_lines_and_a_few_wrong_ones_do_not_count():
    lines = [line_at(40 * i, 100 + 4 * i) for i in range(20)]
    lines += [line_at(30 * i, -9000, characters=SLOPE_CHARS - 1) for i in range(50)]
    lines[3], lines[12] = line_at(120, 9000), line_at(480, -9000)
    field = slope_field(lines)
    assert abs(field.at(0) - 100) <= 12
    assert abs(field.at(760) - 176) <= 12


@pytest.mark.parametrize("count", [1, 3])
def test_few_lines_have_one_slope(count):
    field = slope_field([line_at(100 * i, 700) for i in range(count)])
    assert (field.at(0), field.at(5000)) == (700, 700)


def test_points_of_a_line_come_to_one_level():
    field = SlopeField(3000, 4096 * 2, 100)
    slope = field.at(300)
    level = field.levelled(0, 300 << 8)
    for x in (50, 400, 900):
        y = (300 << 8) + (x * slope >> 8)
        assert abs(field.levelled(x << 8, y) - level) < 40 + x  # the slope at y is not that at 300
