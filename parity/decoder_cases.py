"""Inputs of the decoder's goldens, made from a seed without any net.

Nothing here is a distribution: the decoder compares and adds integers, whatever they mean.
"""

from collections.abc import Iterator
from random import Random

import numpy as np

from contract.charset import CHARSET, SPACE
from contract.joining import LOGIT_LIMIT
from contract.numbers import LOGPROB_ONE, STEP, TILE_WIDTHS

STEPS = TILE_WIDTHS[-1] // STEP
LETTERS = "ab c"
"""Charset of most cases: classes 1 a, 2 b, 3 the space, 4 c."""
FAR = -9 * LOGPROB_ONE

Path = list[tuple[int, int]]
"""Best class and its log-probability, step by step."""

HAND_MADE: dict[str, Path] = {
    "a blank": [(0, -3)],
    "blanks": [(0, -1)] * 9,
    "a character": [(1, -7)],
    "at both ends": [(1, -5), (0, -1), (0, -1), (4, -6)],
    "a run": [(2, -40), (2, -8), (2, -30)],
    "a run with two peaks": [(2, -8), (2, -40), (2, -8), (0, -1)],
    "a run whose last step is its peak": [(0, -2), (2, -90), (2, -50), (2, -4)],
    "twice, a blank between": [(2, -8), (0, -5), (2, -9)],
    "neighbours without a blank": [(1, -3), (2, -4), (1, -5), (4, -6)],
    "a long run": [(4, -i) for i in range(60, 0, -1)],
    "a space": [(3, -5)],
    "spaces at both ends": [(3, -5), (1, -2), (2, -3), (3, -6)],
    "several spaces": [(1, -2), (3, -5), (0, -1), (3, -7), (3, -6), (0, -2), (2, -3)],
    "a space without blanks": [(1, -2), (3, -900), (2, -3)],
    "three words": [(1, -2), (0, -4), (3, -9), (0, -1), (2, -30), (2, -20), (0, -800), (3, -2),
                    (4, -1)],
    "hardly seen": [(1, FAR), (0, FAR + 1), (2, FAR + 2)],
    "certain": [(1, 0), (0, 0), (3, 0), (4, 0)],
    "far below": [(1, 1 - 2 * LOGIT_LIMIT), (0, -LOGIT_LIMIT)],
}  # fmt: skip
TIES: dict[str, list[list[int]]] = {  # log-probs of the blank, a, b, the space, c
    "all alike": [[-5] * 5] * 3,
    "a character ties with the blank": [[-4, -4, -9, -9, -9], [-9, -4, -9, -9, -9]],
    "two characters tie": [[-9, -9, -3, -9, -3], [-9, -3, -3, -9, -9]],
    "the space ties": [[-9, -9, -9, -2, -2], [-9, -2, -9, -2, -9], [-2, -9, -9, -2, -9]],
    "the space is second": [[-9, -1, -7, -6, -8], [-1, -9, -7, -2, -8]],
    "the second best tie": [[-9, -1, -7, -7, -7], [-7, -7, -1, -7, -7]],
}


def decoder_cases(seed: int) -> Iterator[tuple[str, str, np.ndarray]]:
    """Name, charset, and log-probs int32 [T, C] of every case."""
    for name, path in HAND_MADE.items():
        yield name, LETTERS, along(path, len(LETTERS) + 1, Random(f"{name}/{seed}"))
    for name, rows in TIES.items():
        yield name, LETTERS, np.array(rows, np.int32)
    yield "no step", LETTERS, np.zeros((0, len(LETTERS) + 1), np.int32)
    yield "a charset of one", "x", np.array([[-1, -2], [-2, -1], [-3, -3]], np.int32)
    yield "no space in the charset", "abc", np.array([[-3, -1, -2, -3], [-1, -9, -9, -9]], np.int32)
    for i in range(16):
        rng = Random(f"few values/{i}/{seed}")
        charset = rng.choice((LETTERS, " ab", "ab ", "0123 56"))
        shape = rng.randrange(2, STEPS), len(charset) + 1
        values = [[-rng.randrange(6) for _ in range(shape[1])] for _ in range(shape[0])]
        yield f"few values {i}", charset, np.array(values, np.int32)
    for i in range(12):
        yield f"walk {i}", LETTERS, walk(STEPS, len(LETTERS) + 1, Random(f"walk/{i}/{seed}"))
    for i in range(5):
        rng = Random(f"line/{i}/{seed}")
        yield f"line {i}", CHARSET, along(line(rng), len(CHARSET) + 1, rng)


def along(path: Path, classes: int, rng: Random) -> np.ndarray:
    """Log-probs int32 [T, classes] whose best path is that one: the others lie below it."""
    rows = [[best - 1 - rng.randrange(-FAR) for _ in range(classes)] for _, best in path]
    for row, (label, best) in zip(rows, path, strict=True):
        row[label] = best
    return np.array(rows, np.int32)


def walk(steps: int, classes: int, rng: Random) -> np.ndarray:
    """Log-probs int32 [steps, classes], each class wandering by itself."""
    row = [-rng.randrange(2000) for _ in range(classes)]
    rows = []
    for _ in range(steps):
        row = [min(value + rng.randrange(-300, 301), 0) for value in row]
        rows.append(row)
    return np.array(rows, np.int32)


def line(rng: Random) -> Path:
    """A best path of a tile, as a net gives one: characters, blanks between, some spaces."""
    path: Path = []
    while len(path) < STEPS:
        label = SPACE if rng.random() < 0.2 else rng.randrange(1, len(CHARSET) + 1)
        sure = rng.choice((5, 80, 700))
        path += [(label, -rng.randrange(sure)) for _ in range(rng.choice((1, 1, 2, 3)))]
        path += [(0, -rng.randrange(sure)) for _ in range(rng.choice((0, 1, 1, 2, 4)))]
    return path[:STEPS]


def logits_cases(seed: int) -> Iterator[tuple[str, np.ndarray]]:
    """Name and logits float32 [..., C] of every case; all of them can be written exactly."""
    rng = Random(f"logits/{seed}")
    half = 0.5 / LOGPROB_ONE
    yield "zeros", np.zeros((2, 5), np.float32)
    yield "negative zeros", np.array([[-0.0, 0.0, -0.0, 0.0]], np.float32)
    yield "one class", np.array([[3.5], [-7.25]], np.float32)
    yield "one dimension", np.array([1.0, 2.0, 3.0], np.float32)
    yield "three dimensions", _uniform(rng, (2, 3, 7), 8)
    yield "huge", np.array([[3.4e38, -3.4e38, 0.0], [1e30, 1e30, -1e30]], np.float32)
    yield "tiny", np.array([[1e-45, -1e-45, 0.0, 1e-30, -1e-38]], np.float32)
    yield "at the limits", np.array([[1024, 1023.5, -1024, -1025, 1025]], np.float32)
    yield "halves", np.array([[k / 2 / LOGPROB_ONE for k in range(-9, 10)]], np.float32)
    next_to = [[np.nextafter(np.float32(half * k), np.float32(sign)) for k in (-5, -1, 1, 3, 5)]
               for sign in (-9, 9)]  # fmt: skip
    yield "beside halves", np.array(next_to, np.float32)
    yield "beyond the table", np.array([[0.0, -22.8, -22.9, -23.0, -40.0, -900.0]], np.float32)
    yield "ties", np.array([[4.0, 4.0, 4.0, -4.0], [2.5, -2.5, 2.5, 2.5]], np.float32)
    yield "many classes", _uniform(rng, (1, 4096), 4)
    yield "some steps", _uniform(rng, (24, len(CHARSET) + 1), 30)
    yield "sure steps", _uniform(rng, (8, len(CHARSET) + 1), 300)


def _uniform(rng: Random, shape: tuple[int, ...], most: int) -> np.ndarray:
    """float32 multiples of 2**-16 within ± most."""
    count = int(np.prod(shape))
    values = [rng.randrange(-most << 16, (most << 16) + 1) / 65536 for _ in range(count)]
    return np.array(values, np.float32).reshape(shape)
