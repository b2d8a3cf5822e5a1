"""The slope of a page's lines, which changes from top to bottom where a camera looked askew.

Whole numbers throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contract.finding import SLOPE_CHARS
from contract.ordering import SKEW_LINES
from detector.baseline import median
from detector.finding import TextLine


@dataclass(frozen=True)
class SlopeField:
    """`slope_q16` at `y` whole pixels from the top, and `turn_q28` more for each pixel below."""

    slope_q16: int
    turn_q28: int
    y: int

    def at(self, y: int) -> int:
        """Slope in Q16 at y in whole pixels."""
        return self.slope_q16 + ((y - self.y) * self.turn_q28 >> 12)

    def levelled(self, x_q8: int, y_q8: int) -> int:
        """Y in Q8 of a point after its line was turned level about x = 0."""
        return y_q8 - (x_q8 * self.at(y_q8 >> 8) >> 16)


def slope_field(lines: Sequence[TextLine]) -> SlopeField:
    """That of the lines whose own slope is known: medians, of slopes and of their change.

    The change is estimated as by Theil and Sen (P. K. Sen, 1968), on pairs half the page apart.
    """
    long = [line for line in lines if line.characters >= SLOPE_CHARS]
    if not long:
        return SlopeField(median(np.array([line.slope_q16 for line in lines], np.int64)), 0, 0)
    slope = np.array([line.slope_q16 for line in long], np.int64)
    y = np.array([line.y_q8 >> 8 for line in long], np.int64)
    middle = median(np.repeat(slope, [line.characters for line in long]))
    if len(long) < SKEW_LINES:
        return SlopeField(middle, 0, 0)
    order = np.argsort(y, kind="stable")
    slope, y = slope[order], y[order]
    apart = len(long) // 2
    rise, run = slope[apart:] - slope[:-apart], y[apart:] - y[:-apart]
    turn = median((rise[run > 0] << 12) // run[run > 0])
    level = median(slope - ((y - int(y[0])) * turn >> 12))
    return SlopeField(level, turn, int(y[0]))
