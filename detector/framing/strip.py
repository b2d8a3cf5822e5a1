"""Strip framing: which part of a page becomes the 32 rows that the net sees.

The one place where pixels are resampled, used alike by the detector, the renderer of training
words and the evaluation of word crops. Fixed-point integers throughout, so that a port to
another language or another OpenCV build gives the same bytes.
"""

from dataclasses import dataclass
from math import isqrt

import cv2
import numpy as np

from contract import numbers as n
from contract.finding import STRIP_MAX_STEP_Q8

ONE = 1 << 16


@dataclass(frozen=True)
class Frame:
    """Where a strip lies on the page; all in Q16 page pixels, pixel centres at integers.

    Strip pixel (row, column) shows page point
    (x + column * along_x + row * across_x, y + column * along_y + row * across_y).
    """

    x: int
    y: int
    along_x: int
    along_y: int
    across_x: int
    across_y: int
    width: int

    def to_page(self, column: int, row: int) -> tuple[int, int]:
        """Page point in Q16 of a strip point given in whole pixels."""
        return (
            self.x + column * self.along_x + row * self.across_x,
            self.y + column * self.along_y + row * self.across_y,
        )


def line_frame(
    x_q8: int,
    y_q8: int,
    length_q8: int,
    slope_q16: int,
    height_q8: int,
    ink_above_q8: int,
    ink_below_q8: int,
) -> Frame:
    """Frame of a text line.

    Args:
        x_q8, y_q8: left end of the ink on the baseline, page pixels.
        length_q8: length of the ink along the baseline.
        slope_q16: dy/dx of the baseline.
        height_q8: height h of a capital letter, across the baseline.
        ink_above_q8, ink_below_q8: how far ink reaches from the baseline, both positive outwards.
    """
    ink = height_q8 * n.FRAME_INK_Q8 >> 8
    above = max(height_q8 * n.FRAME_ABOVE_Q8 >> 8, ink_above_q8 + ink)
    below = max(height_q8 * n.FRAME_BELOW_Q8 >> 8, ink_below_q8 + ink)
    total = max(above + below, n.STRIP_HEIGHT)
    side = total * n.FRAME_SIDE_Q8 >> 8
    step = (total << 8) // n.STRIP_HEIGHT
    cos, sin = _direction(slope_q16)
    along_x, along_y = step * cos >> 16, step * sin >> 16
    width = -(-(length_q8 + 2 * side) * n.STRIP_HEIGHT // total)
    # From the baseline's left end: out by the side margin, up by `above`, in by half a pixel.
    left, up = -(side << 8) + step // 2, -(above << 8) + step // 2
    return Frame(
        x=(x_q8 << 8) + (left * cos - up * sin >> 16) - ONE // 2,
        y=(y_q8 << 8) + (left * sin + up * cos >> 16) - ONE // 2,
        along_x=along_x,
        along_y=along_y,
        across_x=-along_y,
        across_y=along_x,
        width=max(width, 1),
    )


def box_frame(left: int, top: int, right: int, bottom: int, width: int) -> Frame:
    """Frame that shows the box [left, right) x [top, bottom) in page pixels, `width` columns."""
    along = ((right - left) << 16) // width
    across = ((bottom - top) << 16) // n.STRIP_HEIGHT
    return Frame(
        x=(left << 16) + (along - ONE) // 2,
        y=(top << 16) + (across - ONE) // 2,
        along_x=along,
        along_y=0,
        across_x=0,
        across_y=across,
        width=width,
    )


def tilted_frame(
    x: int,
    y: int,
    slope_q16: int,
    right_q8: int,
    down_q8: int,
    width_q8: int,
    height_q8: int,
    columns: int,
) -> Frame:
    """Frame that shows a tilted box in `columns` columns.

    Args:
        x, y: a point, page pixels; pixel edges at integers.
        slope_q16: dy/dx of the box's upper edge.
        right_q8, down_q8: from the point along and across the box to its upper left corner.
        width_q8, height_q8: of the box.
    """
    cos, sin = _direction(slope_q16)
    along, across = (width_q8 << 8) // columns, (height_q8 << 8) // n.STRIP_HEIGHT
    # To the centre of the first strip pixel.
    right, down = (right_q8 << 8) + along // 2, (down_q8 << 8) + across // 2
    return Frame(
        x=(x << 16) + (right * cos - down * sin >> 16) - ONE // 2,
        y=(y << 16) + (right * sin + down * cos >> 16) - ONE // 2,
        along_x=along * cos >> 16,
        along_y=along * sin >> 16,
        across_x=-(across * sin >> 16),
        across_y=across * cos >> 16,
        width=columns,
    )


def _direction(slope_q16: int) -> tuple[int, int]:
    """Cosine and sine of a slope, Q16."""
    norm = isqrt((1 << 32) + slope_q16 * slope_q16)
    return (1 << 32) // norm, (slope_q16 << 16) // norm


def resample(page: np.ndarray, frame: Frame) -> np.ndarray:
    """The strip that a frame shows: uint8 [32, width], bilinear in 8-bit fractions.

    The page, uint8 [H, W], is first halved (exact 2 x 2 means) while the frame would skip
    pixels; outside, its border pixels go on.
    """
    step = max(abs(frame.along_x) + abs(frame.across_x), abs(frame.along_y) + abs(frame.across_y))
    halvings = 0
    while step >> halvings > STRIP_MAX_STEP_Q8 << 8:
        halvings += 1
    patch, left, top = _patch(page, frame, halvings)
    # A halved pixel's centre lies at 2 p + 1/2: p' = (p - (2^k - 1) / 2) / 2^k.
    shift = ((1 << halvings) - 1) << 15
    x0, y0 = frame.x - (left << 16) - shift, frame.y - (top << 16) - shift
    columns = np.arange(frame.width, dtype=np.int64)
    rows = np.arange(n.STRIP_HEIGHT, dtype=np.int64)
    if frame.along_y == 0 and frame.across_x == 0:
        x = (x0 + columns * frame.along_x) >> halvings
        y = (y0 + rows * frame.across_y) >> halvings
        return _bilinear_separable(patch, x, y)
    x = (x0 + columns * frame.along_x + rows[:, None] * frame.across_x) >> halvings
    y = (y0 + columns * frame.along_y + rows[:, None] * frame.across_y) >> halvings
    return _bilinear(patch, x, y)


def _patch(page: np.ndarray, frame: Frame, halvings: int) -> tuple[np.ndarray, int, int]:
    """Halved part of the page around the frame, and its left and top in page pixels.

    Cut at multiples of 2^halvings of the page, so that the result does not depend on the cut.
    """
    corners = [frame.to_page(c, r) for c in (0, frame.width - 1) for r in (0, n.STRIP_HEIGHT - 1)]
    unit = 1 << halvings
    low, high = ([f(p[k] for p in corners) >> 16 + halvings for k in (0, 1)] for f in (min, max))
    left, top = ((v - 1) * unit for v in low)
    right, bottom = ((v + 3) * unit for v in high)
    height, width = page.shape
    inside = page[
        min(max(top, 0), height - 1) : max(min(bottom, height), 1),
        min(max(left, 0), width - 1) : max(min(right, width), 1),
    ]
    missing = (
        min(max(-top, 0), bottom - top - 1),
        min(max(bottom - height, 0), bottom - top - 1),
        min(max(-left, 0), right - left - 1),
        min(max(right - width, 0), right - left - 1),
    )
    patch = cv2.copyMakeBorder(inside, *missing, cv2.BORDER_REPLICATE) if any(missing) else inside
    for _ in range(halvings):
        quad = patch.astype(np.uint16)
        pairs = quad[0::2] + quad[1::2]
        patch = (pairs[:, 0::2] + pairs[:, 1::2] + 2 >> 2).astype(np.uint8)
    return patch, left, top


def _bilinear(patch: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Values at Q16 points (x, y), both [32, width]: weights are the top 8 fraction bits."""
    left = (x >> 16).astype(np.int32)
    top = (y >> 16).astype(np.int32)
    fx, fy = (x >> 8 & 255).astype(np.int32), (y >> 8 & 255).astype(np.int32)
    stride = patch.shape[1]
    flat = patch.ravel()
    at = top * stride + left
    upper = flat[at] * (256 - fx) + flat[at + 1] * fx
    lower = flat[at + stride] * (256 - fx) + flat[at + stride + 1] * fx
    return (upper * (256 - fy) + lower * fy + (1 << 15) >> 16).astype(np.uint8)


def _bilinear_separable(patch: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """`_bilinear` for x [width] and y [32] that do not depend on each other: the same bytes."""
    left, top = x >> 16, y >> 16
    fx, fy = (x >> 8 & 255).astype(np.int32), (y >> 8 & 255).astype(np.int32)[:, None]
    rows = patch[top] * (256 - fy) + patch[top + 1] * fy
    return (rows[:, left] * (256 - fx) + rows[:, left + 1] * fx + (1 << 15) >> 16).astype(np.uint8)


def level(strip: np.ndarray) -> np.ndarray:
    """Paper to 255, darkest ink to 0: a lookup table from the strip's histogram.

    So padding with 255 continues the paper, whatever its grey was.
    """
    cumulative = np.cumsum(np.bincount(strip.ravel(), minlength=256)) * 1000
    paper = int(np.searchsorted(cumulative, n.LEVELS_PAPER_PERMILLE * strip.size))
    ink = int(np.searchsorted(cumulative, n.LEVELS_INK_PERMILLE * strip.size))
    span = max(paper - ink, n.LEVELS_MIN_CONTRAST)
    table = 255 - (paper - np.arange(256)) * 255 // span
    return np.clip(table, 0, 255).astype(np.uint8)[strip]


def show(page: np.ndarray, frame: Frame, *, light_on_dark: bool = False) -> np.ndarray:
    """The strip that a frame shows, uint8 [32, width], dark on light but not levelled."""
    strip = resample(page, frame)
    return 255 - strip if light_on_dark else strip


def frame_line(page: np.ndarray, frame: Frame, *, light_on_dark: bool = False) -> np.ndarray:
    """Strip of a line, uint8 [32, width], dark on light and levelled."""
    return level(show(page, frame, light_on_dark=light_on_dark))
