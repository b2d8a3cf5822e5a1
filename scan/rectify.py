"""Photographs of a page: find its outline and pull it straight, before anything is looked for.

This stands before the parity boundary: it uses OpenCV's edges, contours and warps as they are on
this machine, and what comes after only sees the straight picture. Phones have document cameras
of their own for this. When there is any doubt the photograph stays as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from scan.page import Block, Page, Quad, hull

WORK_SIDE = 800
"""The outline is looked for in a copy whose longer side has so many pixels."""
MIN_AREA = 0.2
"""Share of the photograph that a page fills at least,"""
MAX_AREA = 0.97
"""and at most: a scan's own border is no outline."""
MAX_COSINE = 0.5
"""Corners have 60 to 120 degrees."""
MAX_SIDE_RATIO = 1.8
"""Of two opposite sides, the longer to the shorter."""
MIN_FILL = 0.93
"""Share of the quad that the contour's area fills, and the other way round."""
MIN_CONTRAST = 18
"""Grey levels by which paper is lighter than what it lies on, along its outline."""
MARGIN = 0.02
"""Contrast is measured so far inside and outside, in parts of the shorter side."""


@dataclass(frozen=True)
class Rectified:
    """A page pulled straight."""

    grey: np.ndarray
    """uint8 [H, W]."""
    to_photo: np.ndarray
    """float64 [3, 3], maps its pixels to the photograph's."""
    photo_shape: tuple[int, int]

    def map_page(self, page: Page) -> Page:
        """What was read, in pixels of the photograph; corners stay inside it."""
        height, width = self.photo_shape
        blocks = []
        for block in page.blocks:
            lines = tuple(line.mapped(self._quad) for line in block.lines)
            blocks.append(Block(hull([line.quad for line in lines]), lines))
        return replace(page, width=width, height=height, blocks=tuple(blocks))

    def _quad(self, quad: Quad) -> Quad:
        points = np.array(quad, np.float64).reshape(1, 4, 2)
        mapped = np.rint(cv2.perspectiveTransform(points, self.to_photo)[0]).astype(int)
        height, width = self.photo_shape
        x0, y0, x1, y1, x2, y2, x3, y3 = mapped.clip(0, (width, height)).ravel().tolist()
        return (x0, y0, x1, y1, x2, y2, x3, y3)


def read_rectified(
    grey: np.ndarray, read: Callable[[np.ndarray], Page], wanted: bool = True
) -> Page:
    """Read a photograph, uint8 [H, W], pulled straight if that is wanted and safe.

    Returns:
        The page, in pixels of the photograph.
    """
    straight = rectify(grey) if wanted else None
    return read(grey) if straight is None else straight.map_page(read(straight.grey))


def rectify(grey: np.ndarray) -> Rectified | None:
    """The page of a photograph, uint8 [H, W], pulled straight; None if its outline is not sure."""
    outline = find_outline(grey)
    if outline is None:
        return None
    top, right, bottom, left = _sides(outline)
    width, height = round(max(top, bottom)), round(max(left, right))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    to_photo = cv2.getPerspectiveTransform(corners, outline.astype(np.float32))
    straight = cv2.warpPerspective(
        grey,
        to_photo,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Rectified(straight, to_photo, (grey.shape[0], grey.shape[1]))


def find_outline(grey: np.ndarray) -> np.ndarray | None:
    """Corners of the page in a photograph, float64 [4, 2]: top left, then clockwise; or None.

    A page is the largest convex quad that is lighter than what is around it. Two ways to see it:
    Otsu's threshold, and edges where paper and table are equally light in places.
    """
    height, width = grey.shape
    scale = WORK_SIDE / max(height, width)
    if min(height, width) * scale < 8:
        return None
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (5, 5), 0)
    found = [quad for mask in _masks(small) if (quad := _best_quad(mask)) is not None]
    sure = [quad for quad in found if _contrast(small, quad) >= MIN_CONTRAST]
    if not sure:
        return None
    best = max(sure, key=cv2.contourArea).astype(np.float64)
    return (best + 0.5) * (width / small.shape[1], height / small.shape[0])


def _masks(small: np.ndarray) -> list[np.ndarray]:
    """Pixels that may be the page, uint8 [H, W], by brightness and by edges."""
    bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, kernel)  # over the text
    edges = cv2.dilate(cv2.Canny(small, 30, 90), np.ones((3, 3), np.uint8))
    return [bright, edges]


def _best_quad(mask: np.ndarray) -> np.ndarray | None:
    """The largest contour that is as good as a quad, float32 [4, 2] in order; None if none is."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
        around = cv2.convexHull(contour)
        length = cv2.arcLength(around, True)
        for tolerance in (0.01, 0.02, 0.04):
            corners = cv2.approxPolyDP(around, tolerance * length, True)
            if len(corners) == 4:
                quad = _in_order(corners.reshape(4, 2).astype(np.float32))
                if _is_page(quad, cv2.contourArea(contour), mask.size):
                    return quad
    return None


def _in_order(corners: np.ndarray) -> np.ndarray:
    """Corners clockwise (y downwards), from the one nearest to the top left."""
    if cv2.contourArea(corners, oriented=True) < 0:
        corners = corners[::-1]
    first = int(np.argmin(corners.sum(1)))
    return np.ascontiguousarray(np.roll(corners, -first, axis=0))


def _is_page(quad: np.ndarray, filled: float, photo: int) -> bool:
    """Whether a quad has the size and shape of a page seen from not too far aside."""
    area = cv2.contourArea(quad)
    if not MIN_AREA * photo <= area <= MAX_AREA * photo:
        return False
    if not MIN_FILL <= filled / area <= 1 / MIN_FILL:
        return False
    top, right, bottom, left = _sides(quad)
    for one, other in ((top, bottom), (left, right)):
        if max(one, other) > MAX_SIDE_RATIO * min(one, other):
            return False
    ahead, back = np.roll(quad, -1, 0) - quad, np.roll(quad, 1, 0) - quad
    cosines = (ahead * back).sum(1) / (np.linalg.norm(ahead, axis=1) * np.linalg.norm(back, axis=1))
    return bool(np.abs(cosines).max() <= MAX_COSINE)


def _contrast(small: np.ndarray, quad: np.ndarray) -> float:
    """The least of the four sides' differences, median just inside less median just outside."""
    middle = quad.mean(0)
    shorter = min(_sides(quad))
    found = []
    for a, b in pairwise([*quad, quad[0]]):
        along = (b - a) / np.linalg.norm(b - a)
        outwards = np.array([along[1], -along[0]])
        if outwards @ (middle - a) > 0:
            outwards = -outwards
        steps = a + (b - a) * np.linspace(0.1, 0.9, 33)[:, None]
        levels = []
        for shift in (-MARGIN * shorter, MARGIN * shorter):
            x, y = np.rint(steps + outwards * shift).astype(int).T
            inside = (x >= 0) & (y >= 0) & (x < small.shape[1]) & (y < small.shape[0])
            if not inside.any():
                return 0.0  # the page leaves the photograph on this side
            levels.append(float(np.median(small[y[inside], x[inside]])))
        found.append(levels[0] - levels[1])
    return min(found)


def _sides(quad: np.ndarray) -> list[float]:
    """Lengths: top, right, bottom, left."""
    return [float(np.linalg.norm(b - a)) for a, b in pairwise([*quad, quad[0]])]
