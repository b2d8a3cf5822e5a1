"""Pages are turned there and back."""

import numpy as np
import pytest
from drawn_pages import blank, drawn_page
from hypothesis import given
from hypothesis import strategies as st
from made_pages import two_columns

from detector.finding import find_characters, string_lines
from scan.orientation import TURNS, likely_turns, turn_back, turn_quad, turned, upside_down
from scan.page import hull

QUAD = st.tuples(*[st.integers(0, 500)] * 8)


def turn_there(quad, degrees: int, width: int, height: int):
    """A quad on a page of width x height, on the page turned clockwise by 90 degrees' steps."""
    points = [(quad[i], quad[i + 1]) for i in range(0, 8, 2)]
    for _ in range(degrees // 90):
        points = [(height - y, x) for x, y in points]
        width, height = height, width
    return tuple(v for point in points for v in point), width, height


@given(QUAD, st.sampled_from(TURNS))
def test_there_and_back_is_itself(quad, degrees: int) -> None:
    there, width, height = turn_there(quad, degrees, 500, 700)
    assert turn_quad(there, degrees, width, height) == quad


@pytest.mark.parametrize("degrees", TURNS)
def test_a_quad_turns_with_its_pixels(degrees: int) -> None:
    page = np.full((30, 50), 255, np.uint8)
    page[5:9, 10:22] = 0
    y, x = np.nonzero(turned(page, degrees) == 0)
    left, top, right, bottom = x.min(), y.min(), x.max() + 1, y.max() + 1
    there = tuple(map(int, (left, top, right, top, right, bottom, left, bottom)))
    height, width = turned(page, degrees).shape
    back = turn_quad(there, degrees, width, height)
    assert (min(back[::2]), min(back[1::2]), max(back[::2]), max(back[1::2])) == (10, 5, 22, 9)


@pytest.mark.parametrize("degrees", TURNS)
def test_a_page_is_turned_back_whole(degrees: int) -> None:
    page = two_columns()
    back = turn_back(page, degrees)
    assert back.rotation == degrees
    sides = (page.width, page.height)
    assert (back.width, back.height) == (sides[::-1] if degrees % 180 else sides)
    assert [word.text for word in back.words] == [word.text for word in page.words]
    for one, other in zip(page.words, back.words, strict=True):
        quads = turn_quad(one.quad, degrees, page.width, page.height)
        assert other.quad == quads
        assert len(hull([char.quad for char in other.chars])) == 8


def test_lines_tell_the_direction() -> None:
    page, _ = drawn_page()
    assert likely_turns(find_characters(page)) == (0, 180)
    assert likely_turns(find_characters(turned(page, 90))) == (90, 270)
    assert likely_turns(find_characters(turned(page, 180))) == (0, 180)
    assert likely_turns(find_characters(blank())) == TURNS[:1] + (180, 90, 270)


def test_characters_upside_down_are_those_of_the_page_turned() -> None:
    page, truth = drawn_page()
    there = upside_down(find_characters(turned(page, 180)))
    np.testing.assert_array_equal(there.work.image, find_characters(page).work.image)
    lines, same = string_lines(there), string_lines(find_characters(page))
    assert len(lines) == len(same) == len(truth)
    for one, other in zip(lines, same, strict=True):
        assert np.abs(np.array(one.quad()) - np.array(other.quad())).max() <= 3
