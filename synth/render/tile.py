"""One sample: a text becomes a line on a page patch, is degraded, framed, cut into tiles."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import cv2
import numpy as np

from contract import numbers as n
from contract.charset import CHARSET, SPACE, decode
from detector.framing import frame_line, line_frame, view_crop
from detector.tiles import cut_tiles, tile_pixels
from synth.render.degrade import to_grey
from synth.render.layout import Line
from synth.render.scene import MARGIN

TILE = n.TILE_WIDTHS[-1]

CARELESS_SHARE = 0.16
"""Of the line frames: made for a wrong baseline or height, as beside rules and dirt."""
BROAD_SHARE = 0.1
"""Of the line frames: reaching past the line's ends, where boxes and strokes may stand."""
_DEEPEST_CUT = 0.13
"""Of a capital's height: what a careless frame may cut off."""
_FEET, _HEADS = frozenset(",.;_"), frozenset("'\"*^`~°®")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Patch:
    """A line on a piece of page.

    Attributes:
        grey: uint8 [H, W].
        matrix: float64 [3, 3], canvas point -> page point.
        scale: page px per canvas px, vertically.
        light_on_dark: polarity.
    """

    grey: np.ndarray
    matrix: np.ndarray
    scale: float
    light_on_dark: bool

    def to_page(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Page points [N, 2] of canvas points."""
        points = self.matrix @ np.stack([x, y, np.ones_like(x)])
        return (points[:2] / points[2]).T


def sample_cap_height(rng: Random) -> float:
    """Height of a capital in page px: 8 to 44, most between 10 and 26."""
    if rng.random() < 0.7:
        return 9.0 * (26 / 9.0) ** rng.random()
    return 8.0 * (44 / 8.0) ** rng.random()


def _sample_aspect(rng: Random) -> float:
    """Width over height of the letters, of the face's own: receipts print tall and wide."""
    kind = rng.random()
    if kind < 0.35:
        return 1.0
    return rng.uniform(0.8, 1.2) if kind < 0.72 else rng.uniform(0.55, 1.5)


def photograph(canvas: np.ndarray, cap: int, rng: Random, levelled: bool) -> Patch:
    """Canvas coverage -> page patch: scaled, skewed, sheared, bent; then degraded.

    Args:
        levelled: the line's slope will be followed when it is framed, so more of it is allowed.
    """
    scale = min(sample_cap_height(rng) / cap, 1.3)
    aspect = _sample_aspect(rng)
    height, width = canvas.shape
    size = (max(int(width * scale * aspect), 8), max(int(height * scale), 8))
    small = cv2.resize(
        canvas, size, interpolation=cv2.INTER_AREA if scale < 0.9 else cv2.INTER_LINEAR
    )
    sx, sy = size[0] / width, size[1] / height
    matrix = np.array([[sx, 0, sx / 2 - 0.5], [0, sy, sy / 2 - 0.5], [0, 0, 1.0]])
    if rng.random() < 0.65:
        turned, size = warp(size, rng, 3.0 if levelled else 1.3)
        small = cv2.warpPerspective(small, turned, size, flags=cv2.INTER_LINEAR)
        matrix = turned @ matrix
    if rng.random() < 0.06:
        small = bend(small, rng)
    grey = to_grey(small, rng)
    light_on_dark = rng.random() < 0.05
    return Patch(255 - grey if light_on_dark else grey, matrix, sy, light_on_dark)


def warp(size: tuple[int, int], rng: Random, degrees: float) -> tuple[np.ndarray, tuple[int, int]]:
    """Rotation, shear and a little perspective about the centre, and the size that holds it."""
    width, height = size
    angle = np.radians(rng.gauss(0, degrees / 2))
    shear = rng.uniform(-0.12, 0.2) if rng.random() < 0.4 else 0.0
    px, py = rng.gauss(0, 0.04) / width, rng.gauss(0, 0.04) / height
    cos, sin = np.cos(angle), np.sin(angle)
    about = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
    turn = np.array([[cos, -sin - shear, 0], [sin, cos, 0], [px, py, 1.0]])
    drop = abs(sin) * width
    new = (int(width + shear * shear * height) + 2, int(height + drop) + 2)
    back = np.array([[1, 0, new[0] / 2], [0, 1, new[1] / 2], [0, 0, 1.0]])
    return back @ turn @ about, new


def bend(image: np.ndarray, rng: Random) -> np.ndarray:
    """Columns shifted up and down along a slow wave, as on a curled page."""
    height, width = image.shape
    wave = np.sin(np.arange(width) / width * rng.uniform(1, 6) + rng.uniform(0, 6))
    x, y = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32), copy=False
    )
    shift = (wave * rng.uniform(0.01, 0.05) * height).astype(np.float32)
    return cv2.remap(image, x, y + shift, cv2.INTER_LINEAR)


Finished = tuple[np.ndarray, int, list[int]]
"""Tile uint8 [32, 256], its valid width, its label."""


def frame_as_line(patch: Patch, line: Line, baseline: int, rng: Random) -> list[Finished]:
    """Frames the patch as the detector frames a line, with the detector's kind of errors."""
    ends = patch.to_page(
        np.array([line.left[0], line.right[-1]]) + MARGIN, np.array([baseline, baseline], float)
    )
    cap = line.cap * patch.scale
    (x0, y0), (x1, y1) = ends
    slope = (y1 - y0) / max(x1 - x0, 1.0)
    length = float(np.hypot(x1 - x0, y1 - y0))
    slope += rng.gauss(0, 0.05) * cap / max(length, 4 * cap)
    # As measured on synthetic pages (`python -m synth jitter`): blur makes letters taller, and
    # ascenders are taken for capitals; both errors have long tails.
    height = cap * min(max(rng.gauss(1.08, 0.09), 0.86), 1.36)
    down = rng.gauss(0.045, 0.055) * cap
    wide = rng.uniform(0, 0.6) * cap if rng.random() < 0.25 else 0.0
    above = line.above * patch.scale * rng.uniform(0.92, 1.2) + wide * rng.random()
    below = line.below * patch.scale + rng.uniform(-0.14, 0.1) * cap + wide * rng.random()
    lost = _NONE
    if rng.random() < CARELESS_SHARE:
        height, down, above, below, lost = _careless(height, above, below, cap, rng)
    start = x0 + rng.gauss(0, 0.08) * cap
    length += rng.gauss(0, 0.08) * cap
    if rng.random() < BROAD_SHARE:
        more = rng.uniform(0, 0.9) * cap
        start, length = start - more, length + more + rng.uniform(0, 0.9) * cap
    frame = line_frame(
        int(start * 256),
        int((y0 + down + 0.5) * 256),
        max(int(length * 256), 256),
        int(slope * 65536),
        max(int(height * 256), 256),
        int(above * 256),
        int(below * 256),
    )
    strip = frame_line(patch.grey, frame, light_on_dark=patch.light_on_dark)
    # Strip columns of the characters: their page points, projected on the frame's direction.
    along = np.array([frame.along_x, frame.along_y]) / 65536
    origin = np.array([frame.x, frame.y]) / 65536
    y = np.full(len(line.left), float(baseline))
    columns = [
        (patch.to_page(edge + MARGIN, y) - origin) @ along / (along @ along)
        for edge in (line.left, line.right)
    ]
    finished = _cut(strip, line.classes, columns[0], columns[1])
    return [tile for tile in finished if not _lacks(tile[2], lost)]


def _careless(
    height: float, above: float, below: float, cap: float, rng: Random
) -> tuple[float, float, float, float, frozenset[str]]:
    """Height, place of the baseline, ink above and below it, and the marks that are cut off.

    Feet cut off, as where a rule took them away; heads cut off; or framed for something taller.
    """
    kind = rng.random()
    if kind < 0.4:
        bottom = rng.uniform(-_DEEPEST_CUT, 0.1) * cap
        down = bottom - n.FRAME_BELOW_Q8 * height / 256
        return height, down, max(above + down, 0.0), 0.0, _FEET if bottom < 0.05 * cap else _NONE
    if kind < 0.6:
        top = rng.uniform(1 - _DEEPEST_CUT, 1.1) * cap
        down = n.FRAME_ABOVE_Q8 * height / 256 - top
        return height, down, 0.0, max(below - down, 0.0), _HEADS if top < 1.03 * cap else _NONE
    height *= rng.uniform(1.2, 1.6)
    return height, rng.uniform(-0.2, 0.25) * cap, above, below, _NONE


def _lacks(label: list[int], lost: frozenset[str]) -> bool:
    """Whether the label has marks that are cut off, or letters that need what is cut off."""
    if not lost:
        return False
    text = decode(label)
    if lost is _FEET:
        return any(c in _FEET or c in "gjpqyQ" for c in text)
    return any(c in _HEADS or not c.isascii() for c in text)


def frame_as_crop(patch: Patch, line: Line, baseline: int, rng: Random) -> list[Finished]:
    """Cuts one or more words out as an annotator would, and frames them as a bare crop."""
    first, last = _pick_words(line, rng)
    x = np.array([line.left[first], line.right[last]]) + MARGIN
    capital = max(line.above, int(line.cap * 1.05)) if rng.random() < 0.6 else line.above
    descent = max(line.below, int(line.cap * 0.25)) if rng.random() < 0.5 else line.below
    y = np.array([baseline - capital, baseline + descent], float)
    corners = patch.to_page(x[[0, 1, 1, 0]], y[[0, 0, 1, 1]])
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    size = line.cap * patch.scale
    most = 0.6 if rng.random() < 0.1 else 0.28
    left -= (rng.uniform(-0.05, most) + _sliver(line, first - 1, rng)) * size
    right += (rng.uniform(-0.05, most) + _sliver(line, last + 1, rng)) * size
    top -= rng.uniform(-0.05, most) * size
    bottom += rng.uniform(-0.05, most) * size
    height, width = patch.grey.shape
    a, b = max(int(top), 0), min(int(bottom) + 1, height)
    c, d = max(int(left), 0), min(int(right) + 1, width)
    if b - a < 4 or d - c < 2:
        return []
    view = view_crop(patch.grey[a:b, c:d])
    rows = view.grey.shape[0]
    # Where a rule or a neighbour won over the word, there is nothing to learn.
    middle = patch.to_page(x.mean(keepdims=True), np.array([baseline - line.cap / 2.0]))[0, 1]
    if not a + view.top <= middle < a + view.top + rows or rows < 0.4 * size:
        return []
    strip = view.strip()
    ratio = view.columns / (d - c)
    y = np.full(last + 1 - first, float(baseline - line.cap / 2.0))
    columns = [
        (patch.to_page(edge[first : last + 1] + MARGIN, y)[:, 0] - c) * ratio
        for edge in (line.left, line.right)
    ]
    return _cut(strip, line.classes[first : last + 1], columns[0], columns[1])


def _sliver(line: Line, gap: int, rng: Random) -> float:
    """How much wider a careless box is, in caps: now and then past the gap into the next word."""
    if not 0 < gap < len(line.classes) - 1 or rng.random() < 0.75:
        return 0.0
    return float(line.right[gap] - line.left[gap]) / line.cap * rng.uniform(0.5, 1.0) + 0.1


def _pick_words(line: Line, rng: Random) -> tuple[int, int]:
    """First and last character of one word of the line (mostly), or of a few."""
    starts = [0] + [i + 1 for i, k in enumerate(line.classes) if k == SPACE]
    ends = [i - 1 for i, k in enumerate(line.classes) if k == SPACE] + [len(line.classes) - 1]
    first = rng.randrange(len(starts))
    last = first
    while last + 1 < len(starts) and rng.random() < 0.12:
        last += 1
    return starts[first], ends[last]


def _cut(
    strip: np.ndarray, classes: tuple[int, ...], left: np.ndarray, right: np.ndarray
) -> list[Finished]:
    """Tiles of a strip with the characters whose middle each of them shows."""
    finished = []
    middle = (left + right) / 2
    for tile in cut_tiles(strip, TILE):
        inside = np.flatnonzero((middle >= tile.x) & (middle < tile.x + tile.width))
        label = [classes[i] for i in inside]
        while label and label[-1] == SPACE:
            label.pop()
        while label and label[0] == SPACE:
            label.pop(0)
        finished.append((tile_pixels(strip, tile, TILE), tile.width, label))
    return finished


def fits(label: list[int], width: int) -> bool:
    """Whether CTC can spell the label in the steps of `width` columns: repeats need a blank."""
    repeats = sum(a == b for a, b in pairwise(label))
    steps = width // n.STEP
    return 0 < steps >= len(label) + repeats


def is_legible(tile: np.ndarray, label: list[int]) -> bool:
    """Whether there is ink enough for the label: a threshold can wipe a faint line out."""
    solid = sum(CHARSET[k - 1].isalnum() for k in label)
    return int(np.count_nonzero(tile < 150)) >= 5 * len(label) + 5 * solid
