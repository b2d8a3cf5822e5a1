"""Words that are more likely noise are dropped; the rest of a line says how sure they must be."""

import pytest

from contract import joining as n
from scan.page import Char, Word
from scan.reading import _kept

QUAD = (0, 0, 9, 0, 9, 9, 0, 9)


def word(confidence: int, letters: int = 4) -> Word:
    return Word(QUAD, confidence, (Char("x", QUAD, confidence),) * letters)


@pytest.mark.parametrize(
    ("floor", "letters", "others"),
    [
        (n.FLOOR_SINGLE, 1, []),
        (n.FLOOR_DOUBT, 2, []),
        (n.FLOOR_DOUBT, 1, [word(n.FAIR_LINE - 1)]),
        (n.FLOOR_FAIR, 1, [word(n.FAIR_LINE)]),
        (n.FLOOR_FAIR, 3, [word(n.SURE_LINE - 1)]),
        (n.FLOOR_SURE, 3, [word(n.SURE_LINE)]),
        (n.FLOOR_SURE, 1, [word(1000), word(1000)]),
        # the mean is that of letters: 4 of 11 are doubtful
        (n.FLOOR_SURE, 2, [word(n.SURE_LINE + 100, 7), word(n.SURE_LINE - 175, 4)]),
        (n.FLOOR_FAIR, 2, [word(n.SURE_LINE + 100, 7), word(n.SURE_LINE - 176, 4)]),
    ],
)
def test_a_word_stays_from_its_floor_on(floor: int, letters: int, others: list[Word]) -> None:
    sure, doubtful = word(floor, letters), word(floor - 1, letters)
    assert sure in _kept([*others, sure])
    assert doubtful not in _kept([*others, doubtful])
    assert sure in _kept([sure, *others])
    assert doubtful not in _kept([doubtful, *others])


def test_the_floors_rise_as_the_line_gets_worse() -> None:
    assert n.FLOOR_SURE < n.FLOOR_FAIR < n.FLOOR_DOUBT < n.FLOOR_SINGLE


def test_noise_beside_words_goes_and_they_stay() -> None:
    words = [word(900, 5), word(100, 2), word(800, 3)]
    assert _kept(words) == [words[0], words[2]]
    assert _kept([]) == []
