"""Pages drawn with OpenCV's stroke letters, with the boxes of their lines."""

import cv2
import numpy as np

FONT = cv2.FONT_HERSHEY_SIMPLEX
TEXTS = (
    "The quick brown fox jumps over", "a lazy dog and runs away 1234567",
    "Invoice number 2026-11-23 total", "Pack my box with five dozen jugs",
    "of liquid: a quiz 99.50 0.35 12",
)  # fmt: skip


def blank(width: int = 800, height: int = 500, grey: int = 245) -> np.ndarray:
    return np.full((height, width), grey, np.uint8)


def write(
    page: np.ndarray, text: str, x: int, y: int, ink: int = 20, scale: float = 1.0
) -> tuple[int, int, int, int]:
    """Write a line with its baseline at y, in place; its left, top, right and baseline."""
    cv2.putText(page, text, (x, y), FONT, scale, ink, 2, cv2.LINE_AA)
    (width, height), _ = cv2.getTextSize(text, FONT, scale, 2)
    return x, y - height, x + width, y


def drawn_page(
    texts: tuple[str, ...] = TEXTS,
) -> tuple[np.ndarray, list[tuple[int, int, int, int]]]:
    """A page of lines and where they are."""
    page = blank(height=110 + 70 * len(texts))
    return page, [write(page, text, 90, 110 + 70 * i) for i, text in enumerate(texts)]


def turned_by(page: np.ndarray, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    """The page turned about its middle, and the affine map [2, 3] from the page to it."""
    height, width = page.shape
    side = int(np.hypot(height, width)) + 20
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    return cv2.warpAffine(page, turn, (side, side), borderValue=245), turn


def coverage(lines: list, truth: list[tuple[int, int, int, int]], place=lambda p: p) -> float:
    """Share of the points on the middles of the true lines that lie in a detected line's quad."""
    quads = [np.array(line.quad(), np.float32).reshape(4, 2) for line in lines]
    hit = total = 0
    for left, top, right, bottom in truth:
        for x in range(left + 4, right - 4, 8):
            at = tuple(map(float, place((x, (top + bottom) / 2))))
            hit += any(cv2.pointPolygonTest(quad, at, False) >= 0 for quad in quads)
            total += 1
    return hit / total
