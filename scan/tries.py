"""Reading lines, and reading those again, in other frames, that the first one did not fit."""

from collections.abc import Sequence

import numpy as np

from contract import joining as n
from detector.finding import TextLine
from model.backends import Backend
from model.reading import read_strips
from scan.joining import ReadLine, read_line

FRAMES_Q8 = ((n.TRY_TALL_Q8, True), (n.TRY_PLAIN_Q8, False), (n.TRY_SMALL_Q8, False))
"""Height of a capital against what the detector says, and whether there is room for all ink."""


def read_lines(page: np.ndarray, lines: Sequence[TextLine], backend: Backend) -> list[ReadLine]:
    """Lines of a page, uint8 [H, W], read in their frames."""
    strips = [line.strip(page) for line in lines]
    readings = read_strips(strips, backend)
    return [read_line(*each) for each in zip(lines, strips, readings, strict=True)]


def sureness(line: ReadLine) -> tuple[int, int]:
    """Mean confidence of a line's characters, each its word's, and how many they are."""
    words = line.reading.words
    count = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) // max(count, 1), count


def page_sureness(lines: Sequence[ReadLine]) -> int:
    """Mean confidence of the characters of lines that are long enough to tell; 0 without any."""
    told = [sureness(line) for line in lines if len(line.chars) >= n.LINE_LETTERS]
    count = sum(count for _, count in told)
    return sum(sure * count for sure, count in told) // max(count, 1)


def try_again(page: np.ndarray, lines: Sequence[ReadLine], backend: Backend) -> list[ReadLine]:
    """The lines, those that read badly in the frame in which they read surest."""
    best = list(lines)
    first = [sureness(line) for line in lines]
    doubtful = [
        i for i, (sure, count) in enumerate(first) if sure < n.TRY_BELOW and count >= n.TRY_LEAST
    ]
    doubtful = sorted(doubtful, key=lambda i: -first[i][1])[: n.TRY_LINES]
    for height_q8, with_ink in FRAMES_Q8:
        frames = [lines[i].line.reframed(height_q8, with_ink=with_ink) for i in doubtful]
        for i, line in zip(doubtful, read_lines(page, frames, backend), strict=True):
            sure, count = sureness(line)
            enough = 100 * count >= n.TRY_LENGTH_PERCENT * first[i][1]
            if enough and sure > sureness(best[i])[0] + n.TRY_LEAD:
                best[i] = line
    return best
