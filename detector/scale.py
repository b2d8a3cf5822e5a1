"""The work image: the page scaled so that its glyphs have one common height, and laid level."""

from dataclasses import replace
from math import isqrt

import cv2
import numpy as np

from contract import finding as n
from detector.tilt import laid_level, tilt_of
from detector.work import Work

_ROWS = 64
"""Of a smaller image, made at a time, which bounds memory."""


def glyph_height(grey: np.ndarray) -> int:
    """Common height of the glyphs on a page, uint8 [H, W], in page pixels; 0 if there are too few.

    The median, weighted by height.
    """
    shrink, glyphs = _glyphs(grey)
    return shrink * _common_height(glyphs)


def _common_height(glyphs: np.ndarray) -> int:
    heights = np.sort(glyphs[:, 3] - glyphs[:, 1])
    if len(heights) < n.PILOT_MIN_GLYPHS:
        return 0
    total = np.cumsum(heights)
    return int(heights[np.searchsorted(total, (total[-1] + 1) // 2)])


def _glyphs(grey: np.ndarray) -> tuple[int, np.ndarray]:
    """By how much a page, uint8 [H, W], is shrunk to find glyphs, and their boxes, int64 [N, 4].

    They are the components of an adaptive threshold that have the shape of a glyph. A page with
    more ink than text can have is a texture and has none.
    """
    height, width = grey.shape
    shrink = isqrt((height * width - 1) // n.PILOT_PIXELS) + 1
    k = max(-(-min(height, width) // n.PILOT_SHORT), shrink)
    small = grey
    if k > 1:
        small = shrunk(grey, max(width // k, 1), max(height // k, 1))
    ink = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, n.PILOT_BLOCK, n.PILOT_OFFSET
    )
    if np.count_nonzero(ink) << 8 > ink.size * n.PILOT_MAX_INK_Q8:
        return k, np.empty((0, 4), np.int64)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y, w, h, area = stats[1:].T.astype(np.int64)
    glyph = (
        (h >= n.PILOT_MIN_HEIGHT)
        & (h <= n.PILOT_MAX_HEIGHT)
        & (w <= n.PILOT_MAX_WIDE * h)
        & (n.PILOT_MAX_TALL * w >= h)
        & (n.PILOT_MAX_HOLLOW * area >= w * h)
    )
    return k, np.stack([x, y, x + w, y + h], axis=1)[glyph]


def work_image(grey: np.ndarray) -> Work:
    """The work image of a page, uint8 [H, W].

    Where most of the page is dark and most glyphs are light, it is inverted: rules, too, are then
    dark ones.
    """
    shrink, glyphs = _glyphs(grey)
    inverted = False
    if np.count_nonzero(grey < n.DARK_PAPER) << 8 > grey.size * n.DARK_SHARE_Q8:
        _, light = _glyphs(255 - grey)
        inverted = _ink(light) << 8 > _ink(glyphs) * n.DARK_LEAD_Q8
        glyphs = light if inverted else glyphs
    work = _scaled(grey, shrink * _common_height(glyphs) or n.GLYPH)
    tilt = tilt_of(glyphs)
    work = laid_level(grey, work, tilt) if tilt else work
    return replace(work, image=255 - work.image, inverted=True) if inverted else work


def _ink(glyphs: np.ndarray) -> int:
    """How much of a page its glyphs are, in heights: an o is higher than its hole."""
    return int((glyphs[:, 3] - glyphs[:, 1]).sum())


def _scaled(grey: np.ndarray, glyph: int) -> Work:
    """The page with glyphs of a height scaled to GLYPH, as far as that is allowed."""
    height, width = grey.shape
    # The size is numerator / denominator of the page's.
    numerator, denominator = n.GLYPH, glyph
    if numerator * 256 > denominator * n.WORK_MAX_SCALE_Q8:
        numerator, denominator = n.WORK_MAX_SCALE_Q8, 256
    w, h = max(width * numerator // denominator, 1), max(height * numerator // denominator, 1)
    while w * h > n.WORK_MAX_PIXELS:
        w, h = max(w * n.WORK_SHRINK_Q8 >> 8, 1), max(h * n.WORK_SHRINK_Q8 >> 8, 1)
    if (w, h) == (width, height):
        return Work(grey, w, h, width, height)
    if w * h < width * height:
        return Work(shrunk(grey, w, h), w, h, width, height)
    image = cv2.resize(grey, (w, h), interpolation=cv2.INTER_LINEAR_EXACT)
    return Work(np.asarray(image, np.uint8), w, h, width, height)


def shrunk(image: np.ndarray, width: int, height: int) -> np.ndarray:
    """An image, uint8 [H, W], as uint8 [height, width]: means of areas, rounded, halves up.

    OpenCV's INTER_AREA sums in floats. Where a compiler fuses multiplication and addition, as on
    arm64, some of its means are one off.
    """
    tall, wide = image.shape
    made = np.empty((height, width), np.uint8)
    columns = np.arange(width + 1, dtype=np.int64) * wide
    for first in range(0, height, _ROWS):
        rows = np.arange(first, min(first + _ROWS, height) + 1, dtype=np.int64) * tall
        top, bottom = int(rows[0]) // height, -(-int(rows[-1]) // height)
        sums = _sums(image[top:bottom].T, columns, width)
        sums = _sums(sums.T, rows - top * height, height)
        made[first : first + _ROWS] = (sums + tall * wide // 2) // (tall * wide)
    return made


def _sums(values: np.ndarray, edges: np.ndarray, parts: int) -> np.ndarray:
    """Sums of values, [N, M], between edges along the first axis: int64 [len(edges) - 1, M].

    Edges and sums count in parts, of which a value has so many.
    """
    before = np.zeros((len(values) + 1, values.shape[1]), np.int64)
    np.cumsum(values, axis=0, out=before[1:])
    whole, part = np.divmod(edges, parts)
    inside = values[np.minimum(whole, len(values) - 1)] * part[:, None]
    return np.diff(before[whole] * parts + inside, axis=0)
