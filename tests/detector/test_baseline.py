"""Slope, level and height of a chain."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contract import finding as n
from detector.baseline import fit, median, slope_of


def made_line(slope: float, level: int, height: int, count: int) -> np.ndarray:
    """Boxes of capitals on a baseline, with the halo that regions have."""
    halo = n.HALO_Q8 / 256
    left = 10 + 20 * np.arange(count)
    bottom = level + slope * (left + 7) + halo
    top = bottom - height - 2 * halo
    return np.rint(np.stack([left, top, left + 14, bottom], axis=1)).astype(np.int64)


@given(st.floats(-0.26, 0.26), st.integers(100, 400), st.integers(12, 40), st.integers(8, 60))
def test_slope_level_and_height_are_recovered(slope, level, height, count) -> None:
    boxes = made_line(slope, level, height, count)
    found = fit(boxes, slope_of(boxes))
    assert abs(found.slope_q16 / 65536 - slope) < 0.03
    assert abs(found.level_at(17) / 256 - (level + slope * 17)) <= 3
    assert abs(found.level_at(int(boxes[-1, 0])) / 256 - (level + slope * boxes[-1, 0])) <= 3
    assert abs(found.height_q8 / 256 - height) <= 2


@given(st.floats(-3, 3))
def test_slopes_end_at_fifteen_degrees(slope: float) -> None:
    assert abs(slope_of(made_line(slope, 1000, 20, 10))) <= n.SLOPE_MAX_Q16


def test_small_letters_do_not_lower_the_capitals() -> None:
    boxes = made_line(0, 100, 30, 12)
    small = boxes.copy()
    small[::2, 1] += 9
    assert abs(fit(small, 0).height_q8 - fit(boxes, 0).height_q8) <= 256


def test_medians_are_the_lower_ones() -> None:
    assert [median(np.array(v)) for v in ([], [3], [4, 1], [9, 1, 5])] == [0, 3, 1, 5]
