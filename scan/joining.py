"""Joining: a line's tiles, read by the net, become words with places and confidences.

The net and the gaps decide together where spaces are: the net's evidence for a space between two
characters, and the width of the ink-free gap between them, seen against the gaps of the line.
Where they are in doubt, a lexicon has a say (`scan.segmentation`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np

from contract import joining as n
from contract.charset import SPACE, decode
from contract.lexicon import Lexicon
from contract.numbers import STEP, TILE_INK_BELOW
from detector.baseline import median
from detector.finding import TextLine
from detector.tiles import Tile
from model.calibration import Calibration, word_feature
from model.correction import check
from model.decode import Char, Word
from model.logprobs import permille
from model.reading import StripReading
from scan import page as p
from scan.segmentation import spaces


@dataclass(frozen=True)
class Gap:
    """What lies between two characters of a line.

    Attributes:
        width: of the widest ink-free run between their peaks, in strip columns.
        middle: strip column of that run's middle; without one, of the peaks' middle.
        evidence: the net's, for a space: see Reading.spaces.
        cut: a cut between tiles goes through it, so that the net could not see it.
        left, right: strip columns of the peaks beside it.
    """

    width: int
    middle: int
    evidence: int
    cut: bool
    left: int
    right: int

    @property
    def is_wide(self) -> bool:
        """What the net says alone."""
        return self.evidence > 0


@dataclass(frozen=True)
class ReadLine:
    """A line as it was read, before spaces are decided."""

    line: TextLine
    strip: np.ndarray
    reading: StripReading
    chars: tuple[Char, ...]
    """Without the net's spaces."""
    gaps: tuple[Gap, ...]
    """Between them."""


def read_line(line: TextLine, strip: np.ndarray, reading: StripReading) -> ReadLine:
    """The characters of a strip, uint8 [32, W], and the gaps between them."""
    chars = tuple(char for char in reading.reading.chars if char.label != SPACE)
    return ReadLine(line, strip, reading, chars, tuple(_gaps(strip, reading, chars)))


def _gaps(strip: np.ndarray, reading: StripReading, chars: Sequence[Char]) -> list[Gap]:
    """What lies between the characters of a strip, uint8 [32, W]."""
    empty = empty_columns(strip)
    gaps = []
    for a, b in pairwise(chars):
        left, right = _peak(a, reading, len(empty)), _peak(b, reading, len(empty))
        width, middle = _widest(empty, left, right)
        evidence = max(reading.reading.spaces[a.peak : b.peak + 1])
        cut = any(a.peak < step <= b.peak for step in reading.cuts)
        gaps.append(Gap(width, middle, evidence, cut, left, right))
    return gaps


def empty_columns(strip: np.ndarray) -> np.ndarray:
    """Columns without ink of a strip, uint8 [32, W]: bool [W]. Rows of a rule do not count."""
    return np.asarray(~_ink(strip).any(axis=0))


def _ink(strip: np.ndarray) -> np.ndarray:
    """Where a strip, uint8 [32, W], has ink that is not in a row of a rule: bool [32, W]."""
    ink = strip < TILE_INK_BELOW
    if strip.shape[1] >= n.STRIP_RULE_WIDTH:
        ink[100 * np.count_nonzero(ink, axis=1) >= n.STRIP_RULE_PERCENT * strip.shape[1]] = False
    return ink


def _peak(char: Char, reading: StripReading, width: int) -> int:
    return min(reading.columns[char.peak] + STEP // 2, width - 1)


def _widest(empty: np.ndarray, left: int, right: int) -> tuple[int, int]:
    """Width and middle of the widest run of True in [left, right], the first of equals."""
    best, middle, run = 0, (left + right) // 2, 0
    for column, is_empty in enumerate(empty[left : right + 1].tolist(), left):
        run = run + 1 if is_empty else 0
        if run > best:
            best, middle = run, column - (run - 1) // 2
    return best, middle


@dataclass(frozen=True)
class Spacing:
    """Usual gap between letters, and usual space, in strip columns."""

    letter: int
    word: int

    def wide_q8(self, gap: int) -> int:
        """Width of a gap on the scale from a letter gap, 0, to a space, 256; limited both ways."""
        spread = max(self.word - self.letter, n.LEAST_SPREAD)
        wide = (gap - self.letter << 8) // spread
        return min(max(wide, -n.WIDE_BELOW_Q8), n.WIDE_ABOVE_Q8)


def page_spacing(lines: Sequence[ReadLine]) -> Spacing:
    """Medians over the lines of a page, by the net's own decisions."""
    gaps = [gap for line in lines for gap in line.gaps if not gap.cut]
    letters = [gap.width for gap in gaps if not gap.is_wide]
    spaces = [gap.width for gap in gaps if gap.is_wide]
    return Spacing(
        median(np.array(letters)) if letters else n.LETTER_GAP,
        median(np.array(spaces)) if spaces else n.WORD_GAP,
    )


def line_spacing(line: ReadLine, page: Spacing) -> Spacing:
    """A line's own medians where it has gaps enough, else the page's."""
    letters = [gap.width for gap in line.gaps if not gap.cut and not gap.is_wide]
    spaces = [gap.width for gap in line.gaps if not gap.cut and gap.is_wide]
    letter = median(np.array(letters)) if len(letters) >= n.LINE_LETTERS else page.letter
    word = median(np.array(spaces)) if len(spaces) >= n.LINE_SPACES else page.word
    return Spacing(letter, max(word, letter + n.LEAST_SPREAD))


def space_score(gap: Gap, spacing: Spacing) -> int:
    """Above 0 where two words meet at a gap; how far tells how sure that is, in 1/1024 nat."""
    wide = spacing.wide_q8(gap.width)
    if gap.cut:
        return n.SPACE_CUT_WEIGHT * (wide - n.SPACE_CUT_Q8)
    evidence = min(max(gap.evidence, -n.SPACE_EVIDENCE), n.SPACE_EVIDENCE)
    return evidence - n.SPACE_BIAS + (n.SPACE_GAP_WEIGHT * wide >> 8)


def doubtful_cuts(line: ReadLine, page: Spacing) -> list[int]:
    """Numbers of the gaps at cuts whose width does not tell by itself what they are."""
    spacing = line_spacing(line, page)
    return [
        i
        for i, gap in enumerate(line.gaps)
        if gap.cut and n.CUT_LETTER_Q8 < spacing.wide_q8(gap.width) < n.CUT_SPACE_Q8
    ]


def window_of(line: ReadLine, gap: Gap, width: int) -> Tile:
    """A tile of the line's strip that shows a gap in its middle."""
    whole = line.strip.shape[1]
    x = max(min(gap.middle - width // 2, whole - width), 0)
    return Tile(x, min(width, whole - x), 0)


def seen_in(gap: Gap, window: Tile, spaces: Sequence[int]) -> Gap:
    """A gap at a cut with what the net says of it in a window; see Reading.spaces."""
    first, last = (max(column - window.x, 0) // STEP for column in (gap.left, gap.right))
    return replace(gap, evidence=max(spaces[first : last + 1]), cut=False)


def join_words(
    line: ReadLine,
    page: Spacing,
    charset: str,
    calibration: Calibration,
    lexicon: Lexicon | None = None,
) -> list[p.Word]:
    """The words of a line from left to right, with a lexicon parted and corrected by it."""
    spacing = line_spacing(line, page)
    scores = [space_score(gap, spacing) for gap in line.gaps]
    apart = spaces(decode([char.label for char in line.chars], charset), scores, lexicon)
    steps = line.reading.reading.steps
    edges = [0, *(gap.middle for gap in line.gaps), line.strip.shape[1] - 1]
    ink = _ink(line.strip)
    found = []
    first = start = 0
    for i in range(len(line.chars)):
        last = i == len(line.chars) - 1
        if not last and not apart[i]:
            continue
        chars = line.chars[first : i + 1]
        # The steps up to the middle between this word and the next belong to it.
        end = len(steps) if last else (chars[-1].last + line.chars[i + 1].first + 1) // 2
        worst = min(steps[start:end])
        text = decode([char.label for char in chars], charset)
        read = Word(text, chars, start, end - 1, sum(steps[start:end]), worst)
        word, bonus, corrected = check(read, line.reading.reading, lexicon)
        around = edges[first : i + 2]
        if corrected:
            around = _edges(line, word.chars, around[0], around[-1])
        confidence = calibration.confidence(word_feature(word) + bonus)
        found.append(_placed(line, ink, word.chars, around, confidence, charset))
        first, start = i + 1, end
    return found


def _edges(line: ReadLine, chars: Sequence[Char], left: int, right: int) -> list[int]:
    """Edges of a corrected word: its own, and between them the middles of the gaps within it.

    They rise: a character may have been put beyond the word's own edge.
    """
    middles = (gap.middle for gap in _gaps(line.strip, line.reading, chars))
    inner = accumulate((min(max(middle, left), right) for middle in middles), max)
    return [left, *inner, right]


def _placed(
    line: ReadLine,
    ink: np.ndarray,
    chars: Sequence[Char],
    edges: Sequence[int],
    confidence: int,
    charset: str,
) -> p.Word:
    """A word with quads, each trimmed to the line's ink; `edges` lie between its characters."""
    rows = np.flatnonzero(ink[:, edges[0] : edges[-1] + 1].any(axis=1))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, len(ink))
    columns = np.count_nonzero(ink[top:bottom], axis=0)
    spans = []
    for left, right in pairwise(edges):
        inked = np.flatnonzero(columns[left : right + 1])
        if len(inked):
            left, right = left + int(inked[0]), left + int(inked[-1])
        spans.append((left, right + 1))
    return p.Word(
        _quad(line.line, spans[0][0], spans[-1][1], top, bottom),
        confidence,
        tuple(
            p.Char(
                decode([char.label], charset),
                _quad(line.line, left, right, top, bottom),
                permille(char.logprob),
            )
            for char, (left, right) in zip(chars, spans, strict=True)
        ),
    )


def _quad(line: TextLine, left: int, right: int, top: int, bottom: int) -> p.Quad:
    """Page pixels of a box on the strip; strip pixel centres are at whole numbers."""
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    frame = line.frame
    half_x, half_y = (frame.along_x + frame.across_x) // 2, (frame.along_y + frame.across_y) // 2
    at = [frame.to_page(column, row) for column, row in corners]
    x0, y0, x1, y1, x2, y2, x3, y3 = (
        value - half + (1 << 16) >> 16
        for point in at
        for value, half in zip(point, (half_x, half_y), strict=True)
    )
    return (x0, y0, x1, y1, x2, y2, x3, y3)
