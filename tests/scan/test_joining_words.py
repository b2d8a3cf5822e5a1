"""Words of a line that was read: where they part, where they stand, how sure they are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.charset import BLANK, CHARSET, CLASSES, encode
from contract.numbers import STEP, STRIP_HEIGHT
from detector.finding import TextLine
from detector.framing import Frame
from detector.tiles import Tile
from model.calibration import UNCALIBRATED
from model.decode import Char, Reading, greedy
from model.reading import StripReading
from scan.joining import Gap, ReadLine, Spacing, join_words, read_line, seen_in, window_of
from scan.page import Word
from synth.text.lexicon import build

ONE = 1 << 16
SPACING = Spacing(letter=4, word=20)
SPACE, NO_SPACE = 5000, -5000
TOP, BOTTOM = 8, 26


def line_of(*words: str, cuts: tuple[int, ...] = (), frame: Frame | None = None) -> ReadLine:
    """A line as a sure net reads it: each character a step of ink, then a step of paper.

    Words are five steps apart; the net says that spaces are where they part.
    """
    steps, spaces, chars = 0, [], []
    for word in words:
        for label in encode(word):
            chars.append(Char(label, steps, steps, steps, -1))
            spaces += [NO_SPACE] * 2
            steps += 2
        spaces += [SPACE] * 4
        steps += 4
    strip = np.full((STRIP_HEIGHT, steps * STEP), 255, np.uint8)
    for char in chars:
        strip[TOP:BOTTOM, char.first * STEP : char.first * STEP + STEP] = 0
    reading = Reading(tuple(chars), (-1,) * steps, (9,) * steps, tuple(spaces))
    columns = tuple(range(0, steps * STEP, STEP))
    frame = frame or Frame(0, 0, ONE, 0, 0, ONE, strip.shape[1])
    line = TextLine(frame, False, 0, 0, strip.shape[1] << 8, 0, 18 << 8, 18 << 8, 0, len(chars))
    return read_line(line, strip, StripReading(" ".join(words), (), reading, columns, cuts))


def joined(line: ReadLine, spacing: Spacing = SPACING) -> list[Word]:
    return join_words(line, spacing, CHARSET, UNCALIBRATED)


def texts(line: ReadLine, spacing: Spacing = SPACING) -> list[str]:
    return [word.text for word in joined(line, spacing)]


WORDS = st.lists(st.text("abcXYZ19.", min_size=1, max_size=6), min_size=1, max_size=5)


@given(WORDS)
def test_words_part_where_net_and_gap_say_so(words: list[str]) -> None:
    assert texts(line_of(*words)) == words


def test_a_line_without_characters_has_no_words() -> None:
    assert joined(line_of()) == []


def test_at_a_cut_the_gap_tells_whatever_the_net_says() -> None:
    # The cuts lie in the steps of paper before the b and before the d.
    line = line_of("ab", "cd", cuts=(2, 10))
    assert [gap.cut for gap in line.gaps] == [True, False, True]
    told = tuple(replace(gap, evidence=SPACE if gap.cut else NO_SPACE) for gap in line.gaps)
    assert texts(replace(line, gaps=told)) == ["abcd"]
    line = line_of("ab", "cd", cuts=(8,))
    told = tuple(replace(gap, evidence=NO_SPACE) for gap in line.gaps)
    assert texts(replace(line, gaps=told)) == ["ab", "cd"]
    assert texts(replace(line, gaps=told), Spacing(letter=19, word=40)) == ["abcd"]


def test_a_lexicon_has_a_say_where_spaces_are_in_doubt() -> None:
    line = line_of("ab", "cde")
    told = tuple(replace(gap, evidence=0) if gap.is_wide else gap for gap in line.gaps)
    line = replace(line, gaps=told)
    lexicon = build({"abcde": 1})
    words = [join_words(line, SPACING, CHARSET, UNCALIBRATED, known) for known in (None, lexicon)]
    assert [[word.text for word in each] for each in words] == [["ab", "cde"], ["abcde"]]


def test_quads_fit_the_ink() -> None:
    first, second = joined(line_of("ab", "c"))
    assert first.quad == (0, TOP, 12, TOP, 12, BOTTOM, 0, BOTTOM)
    assert [char.quad[::2] for char in first.chars] == [(0, 4, 4, 0), (8, 12, 12, 8)]
    assert second.quad == second.chars[0].quad == (32, TOP, 36, TOP, 36, BOTTOM, 32, BOTTOM)


@pytest.mark.parametrize("along", [(1, 0), (0, 1), (-1, 0), (0, -1)])
@pytest.mark.parametrize("scale", [1, 3])
def test_quads_lie_on_the_page_as_the_frame_does(along: tuple[int, int], scale: int) -> None:
    x, y = (scale * value for value in along)
    line = line_of("ab", "cde")
    frame = Frame(500 * ONE, 400 * ONE, x * ONE, y * ONE, -y * ONE, x * ONE, line.strip.shape[1])
    words = joined(line_of("ab", "cde", frame=frame))
    columns = [(0, 12), (32, 52)]
    for word, (left, right) in zip(words, columns, strict=True):
        # A strip pixel covers `scale` page pixels about its centre.
        corners = [(left, TOP), (right, TOP), (right, BOTTOM), (left, BOTTOM)]
        for k, (column, row) in enumerate(corners):
            column, row = column - 0.5, row - 0.5
            wanted = (500.5 + column * x - row * y, 400.5 + column * y + row * x)
            assert word.quad[2 * k : 2 * k + 2] == wanted


def test_without_ink_a_word_has_the_place_between_its_neighbours() -> None:
    line = line_of("ab", "c")
    bare = joined(replace(line, strip=np.full_like(line.strip, 255)))
    middle, width = line.gaps[1].middle, line.strip.shape[1]
    assert [word.quad[::2] for word in bare] == [
        (0, middle + 1, middle + 1, 0),
        (middle, width, width, middle),
    ]
    assert {word.quad[1::2] for word in bare} == {(0, 0, STRIP_HEIGHT, STRIP_HEIGHT)}


def test_a_doubtful_step_is_the_nearer_words() -> None:
    line = line_of("ab", "cd")  # at steps 0 and 2, 8 and 10
    sure = joined(line)
    reading = line.reading.reading
    hit = []
    for step in range(len(reading.steps)):
        steps = tuple(-900 if k == step else -1 for k in range(len(reading.steps)))
        doubted = replace(
            line, reading=replace(line.reading, reading=replace(reading, steps=steps))
        )
        words = joined(doubted)
        (less_sure,) = [k for k in (0, 1) if words[k].confidence < sure[k].confidence]
        assert words[1 - less_sure] == sure[1 - less_sure]
        hit.append(less_sure)
    assert hit == [0] * 5 + [1] * 11


def test_a_words_confidence_is_of_all_its_characters() -> None:
    line = line_of("ab", "c")
    chars = (line.chars[0], line.chars[1]._replace(logprob=-700), line.chars[2])
    first, second = joined(replace(line, chars=chars))
    assert first.confidence < joined(line)[0].confidence
    assert second == joined(line)[1]
    assert first.chars[0].confidence == 999 and first.chars[1].confidence < 600


@given(st.integers(1, 600), st.integers(0, 599), st.integers(1, 300))
def test_a_window_shows_a_gap_in_its_middle(width: int, middle: int, tile: int) -> None:
    middle = min(middle, width - 1)
    line = replace(line_of("a"), strip=np.full((STRIP_HEIGHT, width), 255, np.uint8))
    window = window_of(line, Gap(8, middle, 0, True, middle, middle), tile)
    assert 0 <= window.x <= middle < window.x + window.width <= width
    assert window.width == min(tile, width)
    assert window.overlap == 0
    at_an_end = window.x == 0 or window.x + window.width == width
    assert at_an_end or middle - window.x == tile // 2


def test_what_is_seen_in_a_window_is_the_best_between_the_peaks() -> None:
    gap = Gap(10, 110, NO_SPACE, True, 102, 121)
    spaces = [-k * k for k in range(-9, 8)]  # best at step 9
    window = Tile(90, 68, 0)
    seen = seen_in(gap, window, spaces)  # from step 3 to step 7
    assert seen == replace(gap, evidence=-4, cut=False)
    assert seen_in(gap, Tile(60, 68, 0), spaces).evidence == -1  # from step 10
    assert seen_in(gap, Tile(110, 68, 0), spaces).evidence == -49  # its left peak is outside


def test_a_corrected_word_stands_where_it_was_read() -> None:
    steps = 14
    rows = np.full((steps, CLASSES), -20 * 1024, np.int32)
    rows[:, BLANK] = -1
    for step, label in zip((1, 3, 5, 7), encode("Tota"), strict=True):
        rows[step, BLANK], rows[step, label] = -20 * 1024, -1
    rows[12, encode("l")[0]] = -1000  # far to the right of all ink
    reading = greedy(rows)
    strip = np.full((STRIP_HEIGHT, steps * STEP), 255, np.uint8)
    for step in (1, 3, 5, 7):
        strip[TOP:BOTTOM, step * STEP : (step + 1) * STEP] = 0
    line = line_of("Tota")
    columns = tuple(range(0, steps * STEP, STEP))
    read = read_line(line.line, strip, StripReading("Tota", (), reading, columns, ()))
    lexicon = build({"total": 1})
    (plain,) = join_words(read, SPACING, CHARSET, UNCALIBRATED)
    (word,) = join_words(read, SPACING, CHARSET, UNCALIBRATED, lexicon)
    assert (plain.text, word.text) == ("Tota", "Total")
    assert word.quad[0] == plain.quad[0]
    for char in word.chars:
        assert char.quad[0] <= char.quad[2]
    lefts = [char.quad[0] for char in word.chars]
    assert lefts == sorted(lefts)
    assert word.confidence > 0
