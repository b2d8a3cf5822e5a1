"""Framing of a bare word crop, of which no page and no line is known.

The crop's own ink gives polarity, top and bottom: rules and a neighbour's bleed are told from
the word by where they lie, and the margin is cut to a fixed share of the ink's height.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from contract import numbers as n
from contract.errors import ImageError
from detector.framing.strip import box_frame, frame_line


def is_light_on_dark(ink: np.ndarray) -> bool:
    """Whether of a crop, bool [H, W], both the whole and the border are mostly dark."""
    border = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    return bool(2 * np.count_nonzero(ink) > ink.size and 2 * np.count_nonzero(border) > border.size)


def ink_rows(ink: np.ndarray) -> tuple[int, int]:
    """First row of the word and the row after its last.

    Args:
        ink: bool [H, W].

    The word is the run of inked rows with the most ink; a row is inked if it has as much ink as
    a thin stem. A run near it (an i's dots, a broken print) is joined unless it touches the
    crop's border, as a neighbouring line does. Rows inked almost from side to side are rules,
    and separate.
    """
    height, width = ink.shape
    count = np.count_nonzero(ink, axis=1)
    filled = count >= max(height // 16, 1)
    rule = (count * 100 >= 85 * width) & (width >= 2 * height)
    filled &= ~rule
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]])))
    if len(edges) == 0:
        return 0, height
    runs = [(int(a), int(b), int(count[a:b].sum())) for a, b in edges.reshape(-1, 2)]
    top, bottom, _ = max(runs, key=lambda r: (r[2], -r[0]))
    for a, b, _ in reversed(runs):
        if b <= top and 2 * (top - b) <= bottom - top and a > 0:
            top = a
    for a, b, _ in runs:
        if a >= bottom and 6 * (a - bottom) <= bottom - top and b < height:
            bottom = b
    if 3 * (bottom - top) < height:
        # A colon, a dash, a full stop: its place in the crop says more than its own ink.
        inner = [(a, b) for a, b, _ in runs if a > 0 and b < height] or [(top, bottom)]
        top, bottom = inner[0][0], inner[-1][1]
        spare = max(height // 2 - (bottom - top), 0)
        top, bottom = max(top - (spare + 1) // 2, 0), min(bottom + (spare + 1) // 2, height)
    return top, bottom


def clear_side_bars(grey: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """The crop with vertical rules at its left and right edge painted over with paper."""
    height, width = ink.shape
    bars = np.count_nonzero(ink, axis=0) * 100 >= 95 * height
    limit = min(height // 5, width // 4)
    cut = grey.copy()
    paper = int(np.sort(grey, axis=None)[grey.size * 3 // 4])
    for columns in (np.arange(limit), width - 1 - np.arange(limit)):
        hit = np.flatnonzero(bars[columns])
        if len(hit):
            cut[:, columns[: min(int(hit[-1]) + 2, limit)]] = paper
    return cut


@dataclass(frozen=True)
class CropView:
    """A crop made ready for framing: upright grey uint8 [rows, W], dark on light.

    It starts at row `top` of the crop given, and is shown in `columns` strip columns.
    """

    grey: np.ndarray
    top: int
    columns: int

    def strip(self) -> np.ndarray:
        """The crop as a strip: uint8 [32, columns], levelled."""
        rows, width = self.grey.shape
        return frame_line(self.grey, box_frame(0, 0, width, rows, self.columns))


def strip_columns(width: int, height: int) -> int:
    """Columns of a strip that shows a word of this size, both in one unit, in its proportions.

    One up to 1.3 tiles wide is squeezed into one tile.
    """
    columns = max((2 * width * n.STRIP_HEIGHT + height) // (2 * height), 1)
    tile = n.TILE_WIDTHS[-1]
    return tile if tile < columns <= tile * n.TILE_SQUEEZE_Q8 >> 8 else columns


def view_crop(grey: np.ndarray) -> CropView:
    """Polarity, rows and strip width of a word crop, uint8 [H, W].

    Raises:
        ImageError: not a grey image, or empty.
    """
    if grey.ndim != 2 or grey.dtype != np.uint8 or grey.size == 0:
        raise ImageError(f"a word crop must be grey uint8 [H, W], not {grey.dtype} {grey.shape}")
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    ink = grey <= int(threshold)
    if is_light_on_dark(ink):
        grey, ink = 255 - grey, ~ink
    height, width = grey.shape
    top, bottom = ink_rows(ink)
    margin = max((bottom - top) * n.CROP_MARGIN_Q8 >> 8, 1)
    top, bottom = max(top - margin, 0), min(bottom + margin, height)
    columns = strip_columns(width, bottom - top)
    return CropView(clear_side_bars(grey[top:bottom], ink[top:bottom]), top, columns)


def frame_crop(grey: np.ndarray) -> np.ndarray:
    """Strip of a word crop: uint8 [H, W] -> uint8 [32, columns], dark on light and levelled.

    Raises:
        ImageError: not a grey image, or empty.
    """
    return view_crop(grey).strip()
