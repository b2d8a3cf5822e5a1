"""Which words belong together: by where they lie, and by their letters."""

import pytest

from bench.analysis.matching import Match, match_places, match_texts, overlaps
from scan.page import Quad


def box(left: int, right: int, top: int = 0, bottom: int = 10) -> Quad:
    return left, top, right, top, right, bottom, left, bottom


def places(true: list[Quad], found: list[Quad]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(match.true, match.found) for match in match_places(true, found)]


def test_one_of_each() -> None:
    assert places([box(0, 10), box(12, 30)], [box(11, 31), box(-1, 11)]) == [
        ((0,), (1,)),
        ((1,), (0,)),
    ]


def test_alone() -> None:
    assert places([box(0, 10)], [box(100, 110)]) == [((), (0,)), ((0,), ())]
    assert places([], []) == []


def test_split_merged_and_both() -> None:
    assert places([box(0, 30)], [box(0, 10), box(15, 30)]) == [((0,), (0, 1))]
    assert places([box(0, 10), box(15, 30)], [box(0, 30)]) == [((0, 1), (0,))]
    assert places([box(0, 20), box(22, 40)], [box(0, 10), box(11, 40)]) == [((0, 1), (0, 1))]


def test_a_little_of_a_neighbour_does_not_count() -> None:
    assert places([box(0, 20), box(22, 42)], [box(-2, 24), box(20, 44)]) == [
        ((0,), (0,)),
        ((1,), (1,)),
    ]


def test_a_line_above_does_not_count() -> None:
    assert overlaps([box(0, 30)], [box(0, 30, top=7, bottom=17)]) == []
    assert overlaps([box(0, 30)], [box(0, 30, top=6, bottom=16)]) == [(0, 0)]


def test_slanted_words_are_compared_by_their_own_areas() -> None:
    def slanted(top: int) -> Quad:
        return 0, top, 100, top + 60, 100, top + 70, 0, top + 10

    assert overlaps([slanted(0)], [slanted(2), slanted(12)]) == [(0, 0)]


@pytest.mark.parametrize(
    ("true", "found", "matches"),
    [
        ("a cat", "a cat", [((0,), (0,)), ((1,), (1,))]),
        ("helloworld", "hello world", [((0,), (0, 1))]),
        ("hello world", "helloworld", [((0, 1), (0,))]),
        ("total 9.00", "totai 9.00", [((0,), (0,)), ((1,), (1,))]),
        ("sub total 9", "total 9", [((0,), ()), ((1,), (0,)), ((2,), (1,))]),
        ("total 9", "total xyz 9", [((0,), (0,)), ((), (1,)), ((1,), (2,))]),
        ("abc", "xyz", [((), (0,)), ((0,), ())]),
        ("one two", "", [((0,), ()), ((1,), ())]),
        ("", "", []),
    ],
)
def test_by_letters(true: str, found: str, matches: list) -> None:
    got = match_texts(true.split(), found.split())
    assert sorted(got) == sorted(Match(*each) for each in matches)
