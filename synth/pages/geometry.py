"""From the flat sheet to the page that a scanner or camera delivers: points and pixels alike."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import cv2
import numpy as np

_COARSE = 8
"""Px between the nodes at which a bent page's map is computed; linear in between."""
_HALF = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])


@dataclass(frozen=True)
class Bend:
    """A sheet that curls as a book's page: columns move up and closer together.

    Attributes:
        place: float64 [W + 1], where each sheet column's edge comes to lie; increasing.
        lift: float64 [W + 1], how far up it moves, px.
    """

    place: np.ndarray
    lift: np.ndarray

    def forward(self, points: np.ndarray) -> np.ndarray:
        """Bent points [N, 2] of sheet points."""
        at = np.arange(len(self.place))
        x = np.interp(points[:, 0], at, self.place)
        return np.stack([x, points[:, 1] - np.interp(points[:, 0], at, self.lift)], axis=1)

    def back(self, points: np.ndarray) -> np.ndarray:
        """Sheet points [N, 2] of bent points."""
        at = np.arange(len(self.place))
        x = np.interp(points[:, 0], self.place, at)
        # Beyond the sheet go on with the slope of 1, so that no border is smeared over the page.
        x += np.minimum(points[:, 0] - self.place[0], 0)
        x += np.maximum(points[:, 0] - self.place[-1], 0)
        return np.stack([x, points[:, 1] + np.interp(x, at, self.lift)], axis=1)


@dataclass(frozen=True)
class Geometry:
    """Sheet -> page, in edge coordinates: bent first, then seen in perspective.

    Attributes:
        matrix: float64 [3, 3], homography.
        size: height and width of the page.
    """

    matrix: np.ndarray
    size: tuple[int, int]
    bend: Bend | None = None

    def to_page(self, points: np.ndarray) -> np.ndarray:
        """Page points [N, 2] of sheet points."""
        if self.bend:
            points = self.bend.forward(points)
        return project(self.matrix, points)

    def warp(self, ink: np.ndarray) -> np.ndarray:
        """The sheet's ink, uint8, as it lies on the page; 0 beyond the sheet."""
        height, width = self.size
        if self.bend is None:
            centres = np.linalg.inv(_HALF) @ self.matrix @ _HALF
            warped = cv2.warpPerspective(ink, centres, (width, height), flags=cv2.INTER_LINEAR)
            return np.asarray(warped)
        # One node beyond each border: a resize holds its border values for half a cell.
        nodes = [np.arange(-1, -(-size // _COARSE) + 1) + 0.5 for size in (width, height)]
        x, y = np.meshgrid(*(n * _COARSE for n in nodes))
        bent = project(np.linalg.inv(self.matrix), np.stack([x.ravel(), y.ravel()], axis=1))
        coarse = (self.bend.back(bent) - 0.5).reshape(*x.shape, 2).astype(np.float32)
        full = (x.shape[1] * _COARSE, x.shape[0] * _COARSE)
        fine = cv2.resize(coarse, full, interpolation=cv2.INTER_LINEAR)
        fine = fine[_COARSE : _COARSE + height, _COARSE : _COARSE + width]
        return np.asarray(cv2.remap(ink, fine[..., 0], fine[..., 1], cv2.INTER_LINEAR))

    def outline(self, height: int, width: int) -> np.ndarray:
        """Page points [N, 2] along the border of a sheet of that size."""
        t = np.linspace(0, 1, 41)[:, None]
        ends = np.array([(0, 0), (width, 0), (width, height), (0, height), (0, 0)], np.float64)
        sides = [a + (b - a) * t for a, b in pairwise(ends)]
        return self.to_page(np.concatenate(sides))


def project(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Points [N, 2] through a homography."""
    out = points @ matrix[:2, :2].T + matrix[:2, 2]
    return np.asarray(out / (points @ matrix[2, :2] + matrix[2, 2])[:, None])


def _hold(matrix: np.ndarray, bend: Bend | None, sheet: tuple[int, int], margins: tuple[
    float, float, float, float]) -> Geometry:  # fmt: skip
    """Moves the sheet's outline to positive coordinates, with margins left, top, right, bottom."""
    edge = Geometry(matrix, (1, 1), bend).outline(*sheet)
    low, high = edge.min(axis=0), edge.max(axis=0)
    shift = np.array([[1, 0, margins[0] - low[0]], [0, 1, margins[1] - low[1]], [0, 0, 1.0]])
    width, height = high - low + (margins[0] + margins[2], margins[1] + margins[3])
    return Geometry(shift @ matrix, (int(np.ceil(height)), int(np.ceil(width))), bend)


def flat(sheet: tuple[int, int]) -> Geometry:
    """The sheet (height, width) as it is."""
    return Geometry(np.eye(3), sheet)


def scanned(sheet: tuple[int, int], scale: float, rng: Random) -> Geometry:
    """Laid on a scanner's glass: skewed by up to 3 degrees, a trace of shear and stretch."""
    angle = np.radians(max(min(rng.gauss(0, 0.8), 3.0), -3.0))
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    shear, stretch = rng.gauss(0, 0.003), rng.uniform(0.99, 1.01)
    matrix = np.array([[cos, -sin + shear, 0], [sin, cos * stretch, 0], [0, 0, 1.0]])
    return _hold(matrix, None, sheet, (0, 0, 0, 0))


def photographed(sheet: tuple[int, int], scale: float, rng: Random) -> Geometry:
    """Seen by a camera: in perspective, turned a little, often curled, background around it."""
    height, width = sheet
    angle = np.radians(rng.gauss(0, 1.4))
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    tilt = [rng.gauss(0, 0.035) / size for size in (width, height)]
    about = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
    matrix = np.array([[cos, -sin, 0], [sin, cos, 0], [*tilt, 1.0]]) @ about
    bend = curl(width, rng) if rng.random() < 0.5 else None
    margins = [rng.uniform(0, 0.08) * width * scale for _ in range(4)]
    return _hold(matrix, bend, sheet, (margins[0], margins[1], margins[2], margins[3]))


def curl(width: int, rng: Random) -> Bend:
    """A slow wave across the sheet, as of a page that does not lie flat."""
    t = np.linspace(0, 1, width + 1)
    wave = np.sin(2 * np.pi * (rng.uniform(0.3, 0.8) * t + rng.random()))
    lift = rng.uniform(0.004, 0.018) * width * wave
    # What rises is seen at a slant: its columns come closer together.
    slope = np.gradient(lift) * rng.uniform(1.0, 3.0)
    step = 1 / np.sqrt(1 + slope * slope)
    place = np.concatenate([[0.0], np.cumsum(step[1:])])
    return Bend(place, lift)
