"""Words and pages counted one by one, and the measures that are computed from sums of counts.

Counts of samples are rows of a table; summing rows and then taking a measure gives the measure of
all of them (micro average), which is what the bootstrap does again and again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from bench.scoring import WAYS, score
from model.evaluation.metrics import match, normal

Measure = Callable[[np.ndarray], np.ndarray]
"""From sums of counts, float64 [..., K], to percentages [...]."""


def _share(part: int, whole: int) -> Measure:
    def measure(sums: np.ndarray) -> np.ndarray:
        return 100 * sums[..., part] / np.maximum(sums[..., whole], 1)

    return measure


def _f1(matched: int) -> Measure:
    def measure(sums: np.ndarray) -> np.ndarray:
        both = sums[..., matched + 1] + sums[..., matched + 2]
        return 200 * sums[..., matched] / np.maximum(both, 1)

    return measure


@dataclass(frozen=True)
class Task:
    """Words, or pages: what is counted of a sample, and what is measured."""

    name: str
    unit: str
    count: Callable[[str, str], list[float]]
    """The counts of a sample, from its true text and what was read."""
    measures: dict[str, Measure]
    chief: str
    """The measure that decides which peer is best."""
    compared: tuple[str, ...]
    """Those whose differences are given with an interval."""

    def table(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """Counts float64 [N, K] of (true text, what was read)."""
        return np.array([self.count(true, found) for true, found in pairs], np.float64)


def count_word(label: str, text: str) -> list[float]:
    """1, right or not in each of WAYS, edits, characters of the label."""
    right = match(label, text)
    return [1, *right, *_edits(normal(label), normal(text))]


def count_page(true: str, found: str) -> list[float]:
    """Matched, true and found tokens of each of WAYS, edits, characters of the truth.

    Edits are of the casefolded texts, white space collapsed; they depend on reading order.
    """
    counts = score(true, found)
    flat = [" ".join(normal(text).casefold().split()) for text in (true, found)]
    return [*(value for way in WAYS for value in counts[way]), *_edits(*flat)]


def _edits(true: str, found: str) -> tuple[int, int]:
    return Levenshtein.distance(true, found), len(true)


WORDS = Task(
    name="words",
    unit="words",
    count=count_word,
    measures={way: _share(1 + i, 0) for i, way in enumerate(WAYS)} | {"CER": _share(4, 5)},
    chief="an",
    compared=("cs", "an"),
)
PAGES = Task(
    name="pages",
    unit="pages",
    count=count_page,
    measures={f"F1 {way}": _f1(3 * i) for i, way in enumerate(WAYS)}
    | {"recall an": _share(6, 7), "precision an": _share(6, 8), "CER": _share(9, 10)},
    chief="F1 an",
    compared=("F1 cs", "F1 an"),
)
TASKS = (WORDS, PAGES)
