"""Whether one engine reads better than another: intervals of the difference, by paired bootstrap.

Documents are drawn with replacement, each with all its words, since the words of a document share
its print and its scanner; both engines are measured on the same draws. Of several corpora as many
documents are drawn from each as it has.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bench.accuracy.measures import Measure

DRAWS = 4000
LEVEL = 95
"""Percent of the draws inside an interval."""


class Interval(NamedTuple):
    """A difference in points, and between what it lies with LEVEL percent confidence."""

    difference: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """What it proves."""
        return "better" if self.low > 0 else "worse" if self.high < 0 else "not clear"


def compare(
    ours: np.ndarray,
    other: np.ndarray,
    documents: Sequence[tuple[str, str]],
    measure: Measure,
    seed: int = 1,
) -> Interval:
    """How much more than `other` ours has of a measure; both are counts [N, K] of the same samples.

    `documents`: corpus and document of each sample.
    """
    names = sorted(set(documents))
    at = {name: i for i, name in enumerate(names)}
    rows = np.array([at[document] for document in documents])
    tables = []
    for counts in (ours, other):
        sums = np.zeros((len(names), counts.shape[1]))
        np.add.at(sums, rows, counts)
        tables.append(sums)
    weights = draws(tuple(corpus for corpus, _ in names), seed)
    mine, its = (measure(weights @ table) for table in tables)
    low, high = np.percentile(mine - its, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    whole = [float(measure(table.sum(axis=0))) for table in tables]
    return Interval(whole[0] - whole[1], float(low), float(high))


@lru_cache(maxsize=8)
def draws(corpora: tuple[str, ...], seed: int) -> np.ndarray:
    """How often each document is in each draw: float64 [DRAWS, documents], corpora in order."""
    generator = np.random.default_rng(seed)
    sizes = [corpora.count(name) for name in dict.fromkeys(corpora)]
    parts = [generator.multinomial(size, [1 / size] * size, DRAWS) for size in sizes]
    return np.concatenate(parts, axis=1).astype(np.float64)
