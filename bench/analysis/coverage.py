"""How well lines were found: how much of the true lines is covered, how much is found in vain."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from bench.analysis.matching import overlaps
from bench.truth import TruePage
from scan.page import Quad

SAMPLES = 64
"""Places along a true line or word."""
TALLEST = 4
"""A detected line covers no true line that is this many times lower, or taller."""
MISSED = 0.5
"""Share of a true line's width; with less in detected lines it is missed."""
LONG_SIDE = 1600
"""Pixels of the map on which areas are counted."""


class Coverage(NamedTuple):
    """Of a page, or the sum over many; widths in page pixels, areas in shares of a page."""

    lines: int
    missed: int
    """Lines of which less than MISSED is covered."""
    width: float
    """Of all true lines."""
    covered: float
    """Width inside detected lines."""
    area: float
    """Inside detected lines."""
    false_area: float
    """Of that, what lies in no true line, each grown by half its height on all sides."""

    def plus(self, other: "Coverage") -> "Coverage":
        """The sum."""
        counts = self.lines + other.lines, self.missed + other.missed
        return Coverage(*counts, *(a + b for a, b in zip(self[2:], other[2:], strict=True)))

    @property
    def shares(self) -> dict[str, float]:
        """In percent: SHARES."""
        return {
            "coverage": 100 * self.covered / max(self.width, 1e-9),
            "missed": 100 * self.missed / max(self.lines, 1),
            "false area": 100 * self.false_area / max(self.area, 1e-9),
        }


SHARES = {
    "coverage": "width of the true lines that lies inside detected lines less than four times as "
    "tall or low, of all their width; of a line with known words the words count, not the gaps",
    "missed": "true lines of which less than half is covered",
    "false area": "area of the detected lines outside the true lines or words (these grown by half "
    "their height), of all their area",
}


def covered_shares(true: Sequence[Quad], found: Sequence[Quad]) -> list[float]:
    """For each true quad the share of its width that lies inside detected lines.

    Of SAMPLES places on it from the middle of its left side to that of its right side, those
    that lie in a detected quad less than TALLEST times as tall, and low, as it is.
    """
    if not true:
        return []
    if not found:
        return [0.0] * len(true)
    lines, quads = (np.array(each, np.float64).reshape(-1, 4, 2) for each in (true, found))
    starts, ends = (lines[:, [a, b]].mean(axis=1) for a, b in ((0, 3), (1, 2)))
    at = ((np.arange(SAMPLES) + 0.5) / SAMPLES)[:, None]
    tall = heights(lines)[:, None] / np.maximum(heights(quads), 1e-9)
    fits = (tall < TALLEST) & (tall > 1 / TALLEST)
    sides = np.roll(quads, -1, axis=1) - quads  # [Q, 4, 2]
    shares = []
    for start, end, usable in zip(starts, ends, fits, strict=True):
        points = start + (end - start) * at  # [SAMPLES, 2]
        away = points[:, None, None] - quads[usable]  # [SAMPLES, Q, 4, 2]
        turn = sides[usable][..., 0] * away[..., 1] - sides[usable][..., 1] * away[..., 0]
        inside = (turn >= 0).all(axis=2) | (turn <= 0).all(axis=2)
        shares.append(float(inside.any(axis=1).mean()))
    return shares


def heights(quads: np.ndarray) -> np.ndarray:
    """Mean length of the left and right sides of quads [Q, 4, 2]: [Q]."""
    left, right = quads[:, 3] - quads[:, 0], quads[:, 2] - quads[:, 1]
    return (np.hypot(*left.T) + np.hypot(*right.T)) / 2


def pieces(page: TruePage) -> list[list[Quad]]:
    """What is to be covered of each true line: its words, or else the line itself.

    A line of a table may have wide gaps, where there is nothing to be found. A word that lies in no
    line is a line of its own.
    """
    lines: list[list[Quad]] = [[] for _ in page.lines]
    alone = dict.fromkeys(range(len(page.words)))
    for i, j in overlaps([line.quad for line in page.lines], [word.quad for word in page.words]):
        if j in alone:
            lines[i].append(page.words[j].quad)
            del alone[j]
    whole = [words or [line.quad] for words, line in zip(lines, page.lines, strict=True)]
    return whole + [[page.words[j].quad] for j in alone]


def line_shares(lines: Sequence[Sequence[Quad]], found: Sequence[Quad]) -> list[float]:
    """For each line of pieces the share of their width that lies inside detected lines."""
    quads = [quad for line in lines for quad in line]
    shares = iter(zip(widths(quads).tolist(), covered_shares(quads, found), strict=True))
    result = []
    for line in lines:
        parts = [next(shares) for _ in line]
        total = sum(width for width, _ in parts)
        result.append(sum(width * share for width, share in parts) / max(total, 1e-9))
    return result


def widths(quads: Sequence[Quad]) -> np.ndarray:
    """Distance of the middles of the left and right sides."""
    corners = np.array(quads, np.float64).reshape(-1, 4, 2)
    return np.hypot(*(corners[:, [1, 2]] - corners[:, [0, 3]]).mean(axis=1).T)


def coverage(
    lines: Sequence[Sequence[Quad]], found: Sequence[Quad], width: int, height: int
) -> Coverage:
    """Of a page of that size; a true line is given as its pieces."""
    wide = [float(widths(line).sum()) for line in lines]
    shares = line_shares(lines, found)
    scale = min(LONG_SIDE / max(width, height), 1.0)
    size = max(round(height * scale), 1), max(round(width * scale), 1)
    true = np.array([quad for line in lines for quad in line], np.float64).reshape(-1, 4, 2)
    detected = painted(np.array(found, np.float64).reshape(-1, 4, 2) * scale, size)
    wanted = painted(grown(true) * scale, size)
    return Coverage(
        lines=len(lines),
        missed=sum(share < MISSED for share in shares),
        width=sum(wide),
        covered=sum(a * b for a, b in zip(wide, shares, strict=True)),
        area=float(detected.mean()),
        false_area=float((detected & ~wanted).mean()),
    )


def grown(lines: np.ndarray) -> np.ndarray:
    """Quads [Q, 4, 2], each side moved out by half the quad's height."""
    if not len(lines):
        return lines
    half = heights(lines)[:, None] / 2
    along = lines[:, 1] - lines[:, 0] + lines[:, 2] - lines[:, 3]
    along = half * along / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    out = np.stack([-along - across, along - across, along + across, across - along], axis=1)
    return lines + out


def painted(quads: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Where quads [Q, 4, 2] lie on a map: bool [H, W]."""
    map_ = np.zeros(size, np.uint8)
    for quad in quads:
        cv2.fillConvexPoly(map_, np.rint(quad).astype(np.int32), 1)
    return map_.astype(bool)
