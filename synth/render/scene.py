"""What surrounds a line on paper: neighbouring lines, rules, underlines, boxes, broken ink."""

from collections import deque
from random import Random

import cv2
import numpy as np

from contract.charset import SPACE
from synth.render.banks import banks, window
from synth.render.layout import EM, Line

CROSSED_SHARE = 0.25
"""Of the lines with a rule below them: it runs through the letters' feet."""
BESIDE_SHARE = 0.025
"""Of the lines: a check box before or behind them."""

MARGIN = 30
"""Canvas rows and columns kept free around a line's band, for wide margins."""


class Scene:
    """Paints lines on canvases; remembers earlier lines to bleed in as neighbours."""

    def __init__(self) -> None:
        self._earlier: deque[np.ndarray] = deque(maxlen=24)

    def paint(self, line: Line, rng: Random) -> tuple[np.ndarray, int]:
        """Canvas, uint8 coverage [rows, columns], and the row of the baseline.

        The line's column 0 lies at canvas column MARGIN.
        """
        band = stroke(line.band, rng)
        self.remember(line)
        height, width = band.shape
        canvas = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN), np.uint8)
        canvas[MARGIN:-MARGIN, MARGIN:-MARGIN] = band
        baseline = MARGIN + line.above
        if rng.random() < 0.4:
            self.neighbours(canvas, baseline, rng)
        if rng.random() < 0.3:
            rules(canvas, baseline, line, rng)
        if rng.random() < BESIDE_SHARE:
            beside(canvas, baseline, rng)
        return canvas, baseline

    def remember(self, line: Line) -> None:
        """Keeps a line, as it was set, to bleed into later ones."""
        self._earlier.append(line.band)

    def neighbours(self, canvas: np.ndarray, baseline: int, rng: Random) -> None:
        """Bleeds earlier lines in above and below, by chance."""
        for direction in (-1, 1):
            if rng.random() < 0.35:
                continue
            other = self._earlier[rng.randrange(len(self._earlier))]
            # Distance of the neighbour's nearer edge from this line's baseline.
            if direction < 0:
                bottom = baseline - int(rng.uniform(0.78, 1.25) * EM)
                top = bottom - other.shape[0]
            else:
                top = baseline + int(rng.uniform(0.16, 0.7) * EM)
            shift = rng.randrange(-EM, EM)
            _paste(canvas, other, top, shift)


def _paste(canvas: np.ndarray, patch: np.ndarray, top: int, left: int) -> None:
    """Darker of the two, where the patch falls on the canvas."""
    a, b = max(top, 0), min(top + patch.shape[0], canvas.shape[0])
    c, d = max(left, 0), min(left + patch.shape[1], canvas.shape[1])
    if a < b and c < d:
        spot = canvas[a:b, c:d]
        np.maximum(spot, patch[a - top : b - top, c - left : d - left], out=spot)


def rules(canvas: np.ndarray, baseline: int, line: Line, rng: Random) -> None:
    """Underline, overline, cell borders, strike-through; solid, dashed or dotted."""
    height, width = canvas.shape
    ink = rng.randrange(110, 256)
    thick = rng.choice((1, 1, 2, 2, 3, 4))
    kind = rng.random()
    if kind < 0.8:
        y = baseline + rng.choice((3, 4, 5, 6, 8, 10, 12, 15, 20))
        if kind < 0.55 and rng.random() < CROSSED_SHARE:
            y = baseline + rng.randrange(-4, 3)
        if kind > 0.55:
            y = baseline - line.cap - rng.randrange(4, 22)
        y = min(max(y, 0), height - 1)
        start, stop = 0, width
        if rng.random() < 0.4:
            start, stop = rng.randrange(MARGIN + 1), width - rng.randrange(MARGIN + 1)
        row = canvas[y : y + thick, start:stop]
        if rng.random() < 0.2:
            pitch = rng.randrange(4, 14)
            on = np.arange(stop - start) % pitch < rng.randrange(2, pitch)
            np.maximum(row, (on * ink).astype(np.uint8), out=row)
        else:
            np.maximum(row, ink, out=row)
    if kind > 0.55:
        _bars(canvas, line, thick, ink, rng)
    if rng.random() < 0.03:
        y = baseline - line.cap * rng.randrange(3, 7) // 10
        np.maximum(canvas[y : y + thick], ink, out=canvas[y : y + thick])


def beside(canvas: np.ndarray, baseline: int, rng: Random) -> None:
    """A check box in the margin before or behind the line."""
    side = rng.randrange(20, MARGIN - 4)
    x = rng.randrange(1, MARGIN - side) + (canvas.shape[1] - MARGIN) * (rng.random() < 0.5)
    bottom = baseline + rng.randrange(-2, 5)
    corner = (x, bottom - side), (x + side, bottom)
    cv2.rectangle(canvas, *corner, rng.randrange(120, 256), rng.randrange(1, 4))


def _bars(canvas: np.ndarray, line: Line, thick: int, ink: int, rng: Random) -> None:
    """Vertical borders of cells, beside the line and between its words, often cut short."""
    height, width = canvas.shape
    places = [MARGIN - rng.randrange(1, 20), width - MARGIN + rng.randrange(-2, 16)]
    for i, k in enumerate(line.classes):
        if k == SPACE and line.right[i] - line.left[i] > 3 * thick + 4:
            places.append(MARGIN + rng.randrange(int(line.left[i]) + 2, int(line.right[i]) - thick))
    for x in places:
        if rng.random() < 0.55:
            top, bottom = 0, height
            if rng.random() < 0.3:
                top, bottom = rng.randrange(height // 2), height - rng.randrange(height // 2)
            column = canvas[top:bottom, max(x, 0) : x + thick]
            np.maximum(column, ink, out=column)


PIN_SHARE = 0.5
"""Of what is printed in dots: struck by a head's pins instead of broken into dots."""
_SQUARES = tuple(np.ones((k, k), np.uint8) for k in (2, 3))
_CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)


def stroke(band: np.ndarray, rng: Random) -> np.ndarray:
    """Ink spread, erosion, dot matrix, missing thermal rows or columns, pin holes."""
    kind = rng.random()
    if kind < 0.13:
        band = cv2.dilate(band, _SQUARES[kind < 0.05])
    elif kind < 0.16:
        band = cv2.dilate(band, _CROSS, iterations=2)
    elif kind < 0.22:
        thin = cv2.erode(band, _SQUARES[0])
        band = thin if kind < 0.19 else cv2.addWeighted(thin, 0.6, band, 0.4, 0)
    kind = rng.random()
    if kind < 0.035:
        band = dot_matrix(band, rng)
    elif kind < 0.055:
        band = missing_rows(band, rng)
    elif kind < 0.085:
        band = pin_holes(band, rng)
    elif kind < 0.1:
        band = outline(band)
    return band


def dot_matrix(band: np.ndarray, rng: Random) -> np.ndarray:
    """Ink in dots; between them a little of it."""
    if rng.random() < PIN_SHARE:
        return pins(band, rng)
    pitch, size = rng.choice(((4, 3), (5, 4), (5, 3), (6, 4)))
    y, x = np.ogrid[: band.shape[0], : band.shape[1]]
    grid = (y % pitch < size) & (x % pitch < size)
    spread = np.asarray(cv2.dilate(band, _SQUARES[1]), np.uint8)
    return np.where(grid, spread, spread >> rng.choice((1, 2, 3)))


def pins(band: np.ndarray, rng: Random) -> np.ndarray:
    """Letters made of a print head's round dots, nine to twelve of them to a capital."""
    pitch = rng.choice((2.5, 3.0, 3.0, 3.5))
    height, width = band.shape
    grid = (max(round(width / pitch), 1), max(round(height / pitch), 1))
    struck = cv2.resize(band, grid, interpolation=cv2.INTER_AREA) > 80
    spread = rng.uniform(0.3, 0.42)
    y, x = (
        (np.arange(size) + 0.5) * of / size for size, of in zip(band.shape, grid[::-1], strict=True)
    )
    far = ((y % 1 - 0.5) ** 2)[:, None] + (x % 1 - 0.5) ** 2
    dot = np.clip(255 * np.exp(-(far - spread * spread) * 9), 0, 255)
    return np.where(struck[y.astype(int)[:, None], x.astype(int)], dot, 0).astype(np.uint8)


def missing_rows(band: np.ndarray, rng: Random) -> np.ndarray:
    """Pale rows, as of a thermal head with dead elements."""
    pitch = rng.randrange(4, 12)
    gaps = np.arange(band.shape[0]) % pitch == 0
    return np.where(gaps[:, None], band >> 2, band)


def pin_holes(band: np.ndarray, rng: Random) -> np.ndarray:
    """Ink that did not take everywhere."""
    return np.asarray(cv2.min(band, window(banks().holes, band.shape, rng)), np.uint8)


def outline(band: np.ndarray) -> np.ndarray:
    """Outline letters: the ink's rim only."""
    band = np.asarray(cv2.subtract(band, cv2.erode(band, _SQUARES[1])), np.uint8)
    return np.asarray(cv2.add(band, band), np.uint8)
