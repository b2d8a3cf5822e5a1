"""Calibrated word confidence: of the words with confidence 900 ‰, nine in ten are right.

A piecewise-linear, monotone table of integers maps what decoding knows of a word to per mille.
It is fitted by isotonic regression (pool adjacent violators; M. Ayer et al., 1955) on held-out
synthetic words.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from contract.errors import ContractError
from contract.joining import MAX_KNOTS
from model.decode import Word

CERTAIN = 1000
"""Confidences are per mille: 0..CERTAIN."""

CALIBRATION_FILE = "calibration.json"
"""Lies beside the weights that it was fitted for."""


def word_feature(word: Word) -> int:
    """What the confidence of a word is computed from: higher is better, an integer <= 0.

    The log-probabilities of the characters at their peaks, summed up, plus that of the most
    doubtful step at or beside them, in 1/1024 nat. The latter is often a blank under which a
    character hides. Of a dozen candidates (path log-probability, means, minima, margins and sums
    of them) this simple one had about the lowest Brier score on held-out synthetic words.
    """
    return sum(char.logprob for char in word.chars) + word.worst


@dataclass(frozen=True)
class Calibration:
    """Monotone piecewise-linear map of a feature to a confidence in per mille.

    `knots` are (feature, confidence) pairs: features strictly ascending, confidences ascending,
    within 0..1000. Outside the knots the confidence stays that of the nearest knot.

    Raises:
        ContractError: knots that break one of these rules.
    """

    knots: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        flat = [value for knot in self.knots for value in knot]
        if not self.knots or len(self.knots) > MAX_KNOTS or len(flat) != 2 * len(self.knots):
            raise ContractError(f"a calibration has 1 to {MAX_KNOTS} knots of two numbers")
        if any(type(value) is not int for value in flat):
            raise ContractError("a calibration's knots must be integers")
        if any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(self.knots)):
            raise ContractError("a calibration must rise: features strictly, confidences weakly")
        if self.knots[0][1] < 0 or self.knots[-1][1] > CERTAIN:
            raise ContractError(f"a calibration's confidences must lie within 0..{CERTAIN}")

    def confidence(self, feature: int) -> int:
        """Confidence in per mille; between two knots linear, floor division."""
        at = bisect_right(self.knots, feature, key=lambda knot: knot[0])
        if at == 0 or at == len(self.knots):
            return self.knots[max(at - 1, 0)][1]
        (x0, y0), (x1, y1) = self.knots[at - 1 : at + 1]
        return y0 + (y1 - y0) * (feature - x0) // (x1 - x0)

    def to_json(self) -> dict[str, Any]:
        """The form that calibration files and bundles hold."""
        return {
            "feature": "sum of characters' log-probs + the worst step's, 1/1024 nat",
            "knots": [list(k) for k in self.knots],
        }

    @classmethod
    def from_json(cls, data: object) -> Calibration:
        """The inverse of `to_json`; other keys are ignored.

        Raises:
            ContractError: not a calibration.
        """
        knots = data.get("knots") if isinstance(data, dict) else None
        if not isinstance(knots, list) or not all(
            isinstance(k, list) and len(k) == 2 for k in knots
        ):
            raise ContractError('a calibration needs "knots": a list of [feature, confidence]')
        return cls(tuple((k[0], k[1]) for k in knots))


UNCALIBRATED = Calibration(((-2048, 0), (0, CERTAIN)))
"""Stands in until weights have a calibration of their own: an order, not a probability."""


def load_calibration(path: Path) -> Calibration:
    """Calibration of a JSON file.

    Raises:
        ContractError: the file cannot be read or is not a calibration.
    """
    try:
        return Calibration.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ContractError(f"{path}: not a calibration ({error})") from None


@dataclass
class _Block:
    """Words with neighbouring features, pooled."""

    count: int
    features: int
    correct: int

    @property
    def rate(self) -> float:
        return self.correct / self.count

    def absorb(self, other: _Block) -> None:
        self.count += other.count
        self.features += other.features
        self.correct += other.correct


def fit(features: Sequence[int], correct: Sequence[bool], knots: int = MAX_KNOTS) -> Calibration:
    """Isotonic regression of `correct` on `features`, simplified to at most `knots` knots.

    Raises:
        ContractError: fewer than 100 words, too few to say anything.
    """
    if len(features) < 100:
        raise ContractError(f"{len(features)} words are too few for a calibration: 100 or more")
    blocks = _isotonic(_groups(features, correct))
    while len(blocks) > knots:
        _merge_most_alike(blocks)
    table = {
        block.features // block.count: (2 * CERTAIN * block.correct + block.count)
        // (2 * block.count)
        for block in blocks
    }
    return Calibration(tuple(table.items()))


def _groups(features: Sequence[int], correct: Sequence[bool]) -> list[_Block]:
    """Words by ascending feature in at most 500 groups; equal features are never separated."""
    order = sorted(zip(map(int, features), map(int, correct), strict=True))
    smallest = max(len(order) // 500, 20)
    groups = [_Block(0, 0, 0)]
    previous = order[0][0]
    for feature, right in order:
        if groups[-1].count >= smallest and feature != previous:
            groups.append(_Block(0, 0, 0))
        groups[-1].absorb(_Block(1, feature, right))
        previous = feature
    return groups


def _isotonic(groups: list[_Block]) -> list[_Block]:
    """Pool adjacent violators: the rates of the blocks rise strictly."""
    blocks: list[_Block] = []
    for group in groups:
        blocks.append(group)
        while len(blocks) > 1 and blocks[-2].rate >= blocks[-1].rate:
            blocks[-2].absorb(blocks.pop())
    return blocks


def _merge_most_alike(blocks: list[_Block]) -> None:
    """Merge the two neighbours whose union adds the least squared error."""

    def cost(i: int) -> float:
        a, b = blocks[i], blocks[i + 1]
        return a.count * b.count / (a.count + b.count) * (a.rate - b.rate) ** 2

    at = min(range(len(blocks) - 1), key=cost)
    blocks[at].absorb(blocks.pop(at + 1))


def expected_calibration_error(
    confidences: Sequence[int], correct: Sequence[bool], bins: int = 15
) -> float:
    """ECE of confidences in per mille: 0 is perfect, 1 the worst (Guo et al., ICML 2017).

    Bins of equal width; in each, |mean confidence - share of right words|, weighted by its words.
    """
    if len(confidences) == 0:
        return 0.0
    values = np.asarray(confidences, np.float64) / CERTAIN
    at = np.minimum((values * bins).astype(np.int64), bins - 1)
    gap = np.bincount(at, values - np.asarray(correct, np.float64), minlength=bins)
    return float(np.abs(gap).sum() / len(values))
