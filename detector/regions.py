"""Maximally stable extremal regions of both polarities, and the tree that they form.

J. Matas et al., "Robust wide-baseline stereo from maximally stable extremal regions", BMVC 2002;
D. Nistér and H. Stewénius, "Linear time maximally stable extremal regions", ECCV 2008 (OpenCV's).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from contract import finding as n


@dataclass(frozen=True)
class Regions:
    """N regions of one polarity, parents before their children.

    Attributes:
        box: int64 [N, 4]: left, top, right, bottom in work pixels, right and bottom exclusive.
        area: int64 [N], in pixels.
        parent: int64 [N]: the smallest region that contains it, -1 if there is none.

    What is lower than a character and has a parent is left out.
    """

    box: np.ndarray
    area: np.ndarray
    parent: np.ndarray

    def take(self, which: np.ndarray) -> "Regions":
        """Some of them, by number int64 [M] or mask bool [N]; their parents are not known."""
        box, area = self.box[which], self.area[which]
        return Regions(box, area, np.full(len(area), -1, np.int64))

    def __len__(self) -> int:
        return len(self.area)


def find_regions(image: np.ndarray) -> tuple[Regions, Regions]:
    """Dark and light regions of a work image, uint8 [h, w], that may be glyphs or parts of one."""
    mser = _mser()
    return _regions(mser, image, light=False), _regions(mser, image, light=True)


def _regions(mser: cv2.MSER, image: np.ndarray, *, light: bool) -> Regions:
    parts = []
    count = 0
    axis = _cut_axis(image)
    for start, first, last, band in _bands(image, axis):
        found = _band_regions(mser, band if light else 255 - band)
        middle = found.box[:, axis] + found.box[:, axis + 2] + 2 * start
        own = (middle >= 2 * first) & (middle < 2 * last)
        # Ancestors that another band keeps are not ours: such a region becomes a root.
        is_child = (found.parent >= 0) & own[found.parent]
        # What is too low for a character is of interest only if it stands alone.
        high = found.box[:, 3] - found.box[:, 1] >= n.CHAR_MIN_HEIGHT
        keep = own & (high | ~is_child)
        number = np.cumsum(keep) - 1 + count
        parent = np.where(is_child, number[found.parent], -1)
        box = found.box.copy()
        box[:, axis::2] += start
        parts.append((box[keep], found.area[keep], parent[keep]))
        count += int(keep.sum())
    box, area, parent = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Regions(box, area, parent)


def _cut_axis(image: np.ndarray) -> int:
    """1, bands of rows; 0, of columns, where rows are so long that a band had too many pixels."""
    return int(image.shape[1] * n.BAND_OVERLAP <= n.BAND_PIXELS)


def _bands(image: np.ndarray, axis: int) -> Iterator[tuple[int, int, int, np.ndarray]]:
    """Start, first and last own row or column (exclusive), pixels: MSER needs 80 bytes a pixel."""
    length = image.shape[1 - axis]
    count = -(-image.size // n.BAND_PIXELS)
    size = max(-(-length // count), n.BAND_OVERLAP)
    for first in range(0, length, size):
        last = min(first + size, length)
        start = max(first - n.BAND_OVERLAP // 2, 0)
        own = slice(start, last + n.BAND_OVERLAP // 2)
        yield start, first, last, image[own] if axis else image[:, own]


def _mser() -> cv2.MSER:
    """MSER of bright regions; used again, it keeps its memory."""
    mser = cv2.MSER.create(
        delta=n.MSER_DELTA,
        min_area=n.MSER_MIN_AREA,
        max_area=n.MSER_MAX_AREA,
        max_variation=n.MSER_MAX_VARIATION_Q8 / 256,
    )
    mser.setPass2Only(True)  # the first pass is for dark regions
    return mser


def _band_regions(mser: cv2.MSER, bright: np.ndarray) -> Regions:
    """Bright regions of uint8 [h, w], largest first, of a glyph's size."""
    none = np.empty(0, np.int64)
    if min(bright.shape) < n.MSER_MIN_SIDE:
        return Regions(none.reshape(0, 4), none, none)
    found = mser.detectRegions(np.ascontiguousarray(bright))
    points, bounds = cast(tuple[tuple[np.ndarray, ...], np.ndarray], found)
    if len(points) == 0:
        return Regions(none.reshape(0, 4), none, none)
    rects = np.asarray(bounds, np.int64)
    box = np.concatenate([rects[:, :2], rects[:, :2] + rects[:, 2:]], axis=1)
    area = np.fromiter(map(len, points), np.int64, len(points))
    width, height = rects[:, 2], rects[:, 3]
    sized = np.flatnonzero(
        (height <= n.CHAR_MAX_HEIGHT)
        & (width << 8 <= np.maximum(height, n.GLYPH) * n.CHAR_MAX_WIDTH_Q8)
    )
    order = sized[np.lexsort((sized, -area[sized]))][: n.MAX_REGIONS]
    pixels = _flat([points[k] for k in order.tolist()], area[order], bright.shape[1])
    del points  # they are the most that a page needs memory for
    return Regions(box[order], area[order], _parents(pixels, area[order], bright.size))


def _flat(regions: list[np.ndarray], area: np.ndarray, width: int) -> np.ndarray:
    """Indices in the image, int32, of the pixels (x, y) of all regions, one after the other."""
    pixels = np.empty(int(area.sum()), np.int32)
    end = 0
    for start in range(0, len(regions), 256):  # together they would leave the processor's cache
        some = np.concatenate(regions[start : start + 256])
        begin, end = end, end + len(some)
        pixels[begin:end] = some[:, 1] * width + some[:, 0]
    return pixels


def _parents(pixels: np.ndarray, area: np.ndarray, size: int) -> np.ndarray:
    """Parents of regions, largest first: the last one before it that has its first pixel.

    Args:
        pixels: indices in the image of the pixels of all regions, one after the other.
        area: how many of them each has, int64 [N].
        size: of the image, in pixels.
    """
    ends = np.cumsum(area)
    first = pixels[ends - area].astype(np.int64)
    wanted = np.zeros(size, bool)
    wanted[first] = True
    # Pairs of a wanted pixel and a region that has it; sorted, a parent comes before its child.
    hit = np.flatnonzero(wanted[pixels])
    region = np.searchsorted(ends, hit, side="right")
    count = max(len(area), 1)
    pairs = np.sort(pixels[hit].astype(np.int64) * count + region)
    own = first * count + np.arange(len(area))
    before = pairs[np.searchsorted(pairs, own) - 1]  # of the lowest, the highest: not before it
    return np.where((before // count == first) & (before < own), before % count, -1)
