"""A closer look: words that read doubtfully are framed by their own ink and read once more.

A line's frame fits most of its words, but not one whose letters are lower, stand higher or have
a neighbour's ink in the frame; and two looks tell more of a word than one.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import isqrt

import cv2
import numpy as np

from contract import joining as n
from contract.numbers import CROP_MARGIN_Q8, STRIP_HEIGHT
from detector.finding import TextLine
from detector.framing import Frame, ink_rows, show, strip_columns, tilted_frame
from model.backends import Backend
from scan.joining import ReadLine, Spacing, join_words
from scan.page import Quad, Word
from scan.tries import read_lines


def look_closer(
    page: np.ndarray,
    lines: Sequence[ReadLine],
    words: Sequence[list[Word]],
    spacing: Spacing,
    backend: Backend,
) -> list[list[Word]]:
    """The words of each line, the doubtful ones as two looks at them say.

    Args:
        page: uint8 [H, W].
        lines: its lines as they were read.
        words: of each line.
        spacing: of the page.
        backend: the net.
    """
    doubtful = sorted(
        (word.confidence, number, at)
        for number, line in enumerate(words)
        for at, word in enumerate(line)
        if word.confidence < n.LOOK_BELOW and _is_short(word.quad)
    )[: n.LOOK_WORDS]
    frames = [_framed(page, lines[number].line, words[number][at]) for _, number, at in doubtful]
    known = backend.charset, backend.calibration, backend.lexicon
    seen = {
        (number, at): join_words(line, spacing, *known)
        for (_, number, at), line in zip(doubtful, read_lines(page, frames, backend), strict=True)
    }
    return [
        [
            word
            for at, first in enumerate(line)
            for word in (both(first, seen[number, at]) if (number, at) in seen else (first,))
        ]
        for number, line in enumerate(words)
    ]


def both(first: Word, closer: Sequence[Word]) -> list[Word]:
    """The word or the words that two looks at a word show.

    The surer look counts. What both say is as sure as their mean, what one says half as sure;
    between that and what the first look said, if it was surer, lies the confidence.
    """
    sure = min((word.confidence for word in closer), default=0)
    letters = sum(len(word.chars) for word in closer)
    if [word.text for word in closer] == [first.text]:
        return [_surer(first, first.confidence, sure)]
    enough = 100 * letters >= n.LOOK_LENGTH_PERCENT * len(first.chars)
    if not enough or sure <= first.confidence:
        return [_surer(first, first.confidence, 0)]
    return [_surer(word, first.confidence, word.confidence - first.confidence) for word in closer]


def _surer(word: Word, first: int, closer: int) -> Word:
    mean = first + closer >> 1
    return replace(word, confidence=mean + max(mean, first) >> 1)


def _framed(page: np.ndarray, line: TextLine, word: Word) -> TextLine:
    """The word as a line of its own."""
    return replace(line, frame=closer_frame(page, line, word.quad))


def _corner(quad: Quad) -> tuple[int, int, int, int]:
    """Upper left corner of a word, page pixels, and its width and height, Q8."""
    x, y, right_x, right_y, _, _, low_x, low_y = quad
    width = isqrt((right_x - x) ** 2 + (right_y - y) ** 2 << 16)
    height = isqrt((low_x - x) ** 2 + (low_y - y) ** 2 << 16)
    return x, y, max(width, 256), max(height, 256)


def _is_short(quad: Quad) -> bool:
    _, _, width, height = _corner(quad)
    return width <= n.LOOK_WIDEST * height


def closer_frame(page: np.ndarray, line: TextLine, quad: Quad) -> Frame:
    """Frame of a word by its own ink, as that of a bare crop of it, but level with its line.

    Args:
        page: uint8 [H, W].
        line: the word's.
        quad: the word's, page pixels.
    """
    x, y, width, height = _corner(quad)
    margin = height * n.LOOK_MARGIN_Q8 >> 8
    width, height = width + 2 * margin, height + 2 * margin
    columns = max(width * STRIP_HEIGHT // height, 1)
    corner = x, y, line.slope_q16
    around = tilted_frame(*corner, -margin, -margin, width, height, columns)
    look = show(page, around, light_on_dark=line.light_on_dark)
    threshold, _ = cv2.threshold(look, 0, 255, cv2.THRESH_OTSU)
    rows = ink_rows(look <= int(threshold))
    top, bottom = (row * height // STRIP_HEIGHT for row in rows)
    spare = (bottom - top) * CROP_MARGIN_Q8 >> 8
    top, bottom = max(top - spare, 0), min(bottom + spare, height)
    columns = strip_columns(width, bottom - top)
    return tilted_frame(*corner, -margin, top - margin, width, bottom - top, columns)
