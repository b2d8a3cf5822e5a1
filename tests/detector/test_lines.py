"""Chains become lines: joined, completed, and rid of what lies inside them."""

import numpy as np

from contract import finding as n
from detector.baseline import Baseline
from detector.lines import Found, _without_noise, drop_covered, find_baselines

NO_MARKS = np.empty((0, 4), np.int64)


def letters(left: int, bottom: int, count: int, height: int = 20) -> np.ndarray:
    x = left + 18 * np.arange(count)
    return np.stack([x, 0 * x + bottom - height, x + 13, 0 * x + bottom], axis=1)


def spans(lines: list[Found]) -> list[tuple[int, int]]:
    return sorted((line.baseline.left, line.baseline.right) for line in lines)


def test_collinear_pieces_are_joined_and_others_not() -> None:
    gap = 30  # wider than between characters, narrower than between pieces
    first = letters(10, 100, 8)
    second = letters(int(first[-1, 2]) + gap, 100, 8)
    below = letters(10, 150, 8)
    lines = find_baselines(np.concatenate([second, below, first]), NO_MARKS)
    assert spans(lines) == [(10, int(first[-1, 2])), (10, int(second[-1, 2]))]


def test_far_pieces_stay_apart() -> None:
    boxes = np.concatenate([letters(10, 100, 8), letters(400, 100, 8)])
    assert len(find_baselines(boxes, NO_MARKS)) == 2


def test_marks_and_fragments_in_the_band_are_taken_in() -> None:
    line = letters(10, 100, 10)
    dot, far = [190, 96, 194, 100], [600, 96, 604, 100]
    fragment = np.array([[60, 88, 66, 96]])
    found = find_baselines(np.concatenate([line, fragment]), np.array([dot, far]))
    assert spans(found) == [(10, 194)]
    assert len(found[0].boxes) == 12


def found_line(boxes: np.ndarray, level: int, height: int) -> Found:
    left, right = int(boxes[0, 0]), int(boxes[-1, 2])
    return Found(Baseline(left, right, level << 8, 0, height << 8), boxes, height << 8, 0)


def test_lines_within_longer_ones_are_dropped() -> None:
    long = found_line(letters(10, 100, 10), 100, 20)
    holes = found_line(letters(30, 97, 5, 12), 97, 12)
    other = found_line(letters(10, 160, 5), 160, 20)
    assert drop_covered([holes, long, other]).tolist() == [False, True, True]
    assert drop_covered([]).tolist() == []


def test_more_loose_characters_than_text_has_are_noise() -> None:
    loose = [np.array([k]) for k in range(n.NOISE_CHAINS + 1)]
    word = [np.arange(n.NOISE_CHARS)]
    assert _without_noise(loose + word) == word
    assert _without_noise(loose[:-1] + word) == loose[:-1] + word
    assert len(_without_noise(loose + word * (len(loose) + 1))) == 2 * len(loose) + 1
