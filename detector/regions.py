"""Maximally stable extremal regions of both polarities, and the tree that they form.

J. Matas et al., "Robust wide-baseline stereo from maximally stable extremal regions", BMVC 2002;
D. Nistér and H. Stewénius, "Linear time maximally stable extremal regions", ECCV 2008 (OpenCV's).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from contract import finding as n


@dataclass(frozen=True)
class Regions:
    """N regions of one polarity, larger ones first.

    Attributes:
        box: int64 [N, 4]: left, top, right, bottom in work pixels, right and bottom exclusive.
        area: int64 [N], in pixels.
        parent: int64 [N]: the smallest region that contains it, -1 if there is none.
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


def find_regions(image: np.ndarray, *, light: bool) -> Regions:
    """Dark (or light) regions of a work image, uint8 [h, w], that could be glyphs or their parts."""
    boxes, areas, parents = [], [], []
    count = 0
    for top, first, last, band in _bands(image):
        found = _band_regions(band if light else 255 - band)
        middle = found.box[:, 1] + found.box[:, 3] + 2 * top
        keep = (middle >= 2 * first) & (middle < 2 * last)
        number = np.cumsum(keep) - 1 + count
        # Ancestors that another band keeps are not ours: such a region becomes a root.
        parent = found.parent
        known = (parent >= 0) & keep[parent]
        boxes.append(found.box[keep] + np.array([0, top, 0, top]))
        areas.append(found.area[keep])
        parents.append(np.where(known, number[parent], -1)[keep])
        count += int(keep.sum())
    return Regions(np.concatenate(boxes), np.concatenate(areas), np.concatenate(parents))


def _bands(image: np.ndarray) -> Iterator[tuple[int, int, int, np.ndarray]]:
    """Top row, first and last own row (exclusive), pixels: MSER needs 80 bytes a pixel."""
    height, width = image.shape
    count = -(-height * width // n.BAND_PIXELS)
    rows = max(-(-height // count), n.BAND_OVERLAP)
    for first in range(0, height, rows):
        last = min(first + rows, height)
        top = max(first - n.BAND_OVERLAP // 2, 0)
        yield top, first, last, image[top : last + n.BAND_OVERLAP // 2]


def _band_regions(bright: np.ndarray) -> Regions:
    """Bright regions of uint8 [h, w], largest first, of a glyph's size."""
    none = np.empty(0, np.int64)
    if min(bright.shape) < 3:
        return Regions(none.reshape(0, 4), none, none)
    mser = cv2.MSER_create(
        delta=n.MSER_DELTA,
        min_area=n.MSER_MIN_AREA,
        max_area=n.MSER_MAX_AREA,
        max_variation=n.MSER_MAX_VARIATION_Q8 / 256,
    )
    mser.setPass2Only(True)  # the first pass is for dark regions
    points, rects = mser.detectRegions(np.ascontiguousarray(bright))
    if len(points) == 0:
        return Regions(none.reshape(0, 4), none, none)
    rects = np.asarray(rects, np.int64)
    box = np.concatenate([rects[:, :2], rects[:, :2] + rects[:, 2:]], axis=1)
    area = np.fromiter(map(len, points), np.int64, len(points))
    width, height = rects[:, 2], rects[:, 3]
    sized = np.flatnonzero(
        (height <= n.CHAR_MAX_HEIGHT) & (width << 8 <= np.maximum(height, n.GLYPH) * n.CHAR_MAX_WIDTH_Q8)
    )
    order = sized[np.lexsort((sized, -area[sized]))][: n.MAX_REGIONS]
    return Regions(box[order], area[order], _parents(points, order, bright.shape))


def _parents(points: tuple[np.ndarray, ...], order: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Parents of regions from large to small: each finds what was painted where it lies."""
    label = np.full(shape[0] * shape[1], -1, np.int32)
    parent = np.empty(len(order), np.int64)
    for i, region in enumerate(order):
        pixels = points[region]
        at = pixels[:, 1] * shape[1] + pixels[:, 0]
        parent[i] = label[at[0]]
        label[at] = i
    return parent
