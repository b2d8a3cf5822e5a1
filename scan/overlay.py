"""A picture of what was read: the page with its lines and words, and beside it the texts."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from contract.charset import CHARSET
from scan.page import Page, Quad

MAX_SIDE = 2000
"""Pixels of a half's longer side; larger pages are scaled down."""
LINE_COLOUR = (200, 140, 60)
"""BGR."""
GAP = 8
"""Pixels between the halves."""

FONT = Path(__file__).with_name("overlay_font.png")
"""Ink of the charset in DejaVu Sans Mono (free; 32 px, baseline at row 31, the en dash cut to 12
columns), 24 cells a row. OpenCV's own fonts have ASCII only."""
CELL_WIDTH, CELL_HEIGHT, CELLS = 20, 40, 24
UNKNOWN = "?"
"""Stands for characters that the font lacks."""


def draw(grey: np.ndarray, page: Page) -> bytes:
    """PNG of a page, uint8 [H, W], and what was read on it, upright and side by side.

    Words are framed from red (confidence 0) over yellow to green (1000), lines in blue. On the
    right every word's text is stretched over its quad.
    """
    scale = min(1.0, MAX_SIDE / max(grey.shape))
    size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    shown = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    pixels = cv2.cvtColor(shown, cv2.COLOR_GRAY2BGR)
    texts = np.full_like(pixels, 255)
    for line in page.lines:
        _frame(pixels, line.quad, scale, LINE_COLOUR)
    for word in page.words:
        colour = confidence_colour(word.confidence)
        _frame(pixels, word.quad, scale, colour)
        _frame(texts, word.quad, scale, tuple(255 - (255 - c) // 3 for c in colour))
        _typeset(texts, word.text, word.quad, scale)
    turns = -page.rotation // 90
    halves = [np.rot90(half, turns) for half in (pixels, texts)]
    gap = np.full((halves[0].shape[0], GAP, 3), 128, np.uint8)
    return bytes(cv2.imencode(".png", np.hstack([halves[0], gap, halves[1]]))[1])


def confidence_colour(confidence: int) -> tuple[int, int, int]:
    """BGR of a confidence, 0 to 1000: red, yellow, green."""
    green, red = min(2 * confidence, 1000), min(2 * (1000 - confidence), 1000)
    return 0, 200 * green // 1000, 230 * red // 1000


def _frame(image: np.ndarray, quad: Quad, scale: float, colour: tuple[int, ...]) -> None:
    points = np.rint(np.array(quad).reshape(4, 2) * scale).astype(np.int32)
    cv2.polylines(image, [points], True, colour)


def _typeset(image: np.ndarray, text: str, quad: Quad, scale: float) -> None:
    """Set black text into a quad of an image, uint8 [H, W, 3], in place."""
    corners = np.array(quad, np.float32).reshape(4, 2) * np.float32(scale)
    height, width = image.shape[:2]
    left, top = np.floor(corners.min(0)).astype(int).clip(0, (width, height)).tolist()
    right, bottom = np.ceil(corners.max(0)).astype(int).clip(0, (width, height)).tolist()
    if not text or right <= left or bottom <= top:
        return
    ink = np.hstack([_glyph(character) for character in text])
    rows, columns = ink.shape
    ends = np.array([(0, 0), (columns, 0), (0, rows)], np.float32)
    to_box = cv2.getAffineTransform(ends, corners[[0, 1, 3]] - np.array((left, top), np.float32))
    set_ = cv2.warpAffine(ink, to_box, (right - left, bottom - top))
    region = image[top:bottom, left:right]
    np.minimum(region, 255 - set_[:, :, None], out=region)


def _glyph(character: str) -> np.ndarray:
    """Ink of a character, uint8 [CELL_HEIGHT, CELL_WIDTH]."""
    at = CHARSET.find(character)
    row, column = divmod(at if at >= 0 else CHARSET.index(UNKNOWN), CELLS)
    y, x = row * CELL_HEIGHT, column * CELL_WIDTH
    return _font()[y : y + CELL_HEIGHT, x : x + CELL_WIDTH]


@lru_cache(maxsize=1)
def _font() -> np.ndarray:
    font = cv2.imdecode(np.fromfile(FONT, np.uint8), cv2.IMREAD_GRAYSCALE)
    if font is None:
        raise FileNotFoundError(f"{FONT} is damaged: install the package again")
    return font
