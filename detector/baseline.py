"""Baselines: slope, level and height of a chain of characters, by medians."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from contract import finding as n

Columns = TypeVar("Columns", int, np.ndarray)


@dataclass(frozen=True)
class Baseline:
    """A line's geometry in work pixels.

    Attributes:
        left, right: ends of its ink.
        level_q8: y of the baseline at `left`.
        slope_q16: dy/dx.
        height_q8: of its capitals.
    """

    left: int
    right: int
    level_q8: int
    slope_q16: int
    height_q8: int

    def level_at(self, x: Columns) -> Columns:
        """Y of the baseline at a column, or at each of some, Q8."""
        return self.level_q8 + ((x - self.left) * self.slope_q16 >> 8)


def slope_of(boxes: np.ndarray) -> int:
    """Slope in Q16 of the bottoms of boxes int64 [N, 4], left to right; N >= 2.

    The median over pairs some shares of the chain apart: Theil and Sen's estimator
    (P. K. Sen, 1968) on a few pairs.
    """
    x, y = boxes[:, 0] + boxes[:, 2], 2 * boxes[:, 3]
    slopes = []
    shares = n.SLOPE_PARTS_NEAR, n.SLOPE_PARTS_MIDDLE, n.SLOPE_PARTS_FAR
    for apart in {max(len(x) * share // n.SLOPE_PARTS, 1) for share in shares}:
        dx = x[apart:] - x[:-apart]
        dy = y[apart:] - y[:-apart]
        slopes.append((dy[dx > 0] << 16) // dx[dx > 0])
    found = median(np.concatenate(slopes))
    return min(max(found, -n.SLOPE_MAX_Q16), n.SLOPE_MAX_Q16)


def median(values: np.ndarray) -> int:
    """The lower median of integers [N]; 0 of none."""
    return int(np.sort(values)[(len(values) - 1) // 2]) if len(values) else 0


def fit(boxes: np.ndarray, slope_q16: int) -> Baseline:
    """Level and height of characters, int64 [N, 4] with N >= 1, along a slope."""
    left, right = int(boxes[:, 0].min()), int(boxes[:, 2].max())
    drop = (boxes[:, 0] + boxes[:, 2] - 2 * left) * slope_q16 >> 9
    level = median((boxes[:, 3] << 8) - drop) - n.HALO_Q8
    above = np.sort(level - n.HALO_Q8 - ((boxes[:, 1] << 8) - drop))
    return Baseline(left, right, level, slope_q16, max(_capital(above), n.LINE_MIN_Q8))


def _capital(above: np.ndarray) -> int:
    """Height of a capital from the tops of characters above the baseline, sorted.

    If there are two kinds, x-height and more, the median of the higher kind; else of all.
    """
    low = int(above[len(above) * n.X_HEIGHT_RANK_Q8 >> 8])
    least, most = low * n.CAPITAL_OVER_PERCENT, low * n.CAPITAL_MAX_PERCENT
    high = above[(100 * above > least) & (100 * above <= most)]
    enough = len(high) << 8 >= len(above) * n.CAPITAL_SHARE_Q8
    return median(high) if enough else median(above)
