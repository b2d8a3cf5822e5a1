"""Tiles: windows of a strip, of the net's fixed width."""

from dataclasses import dataclass

import numpy as np

from contract import numbers as n
from contract.finding import TILE_LAST_PART, TILE_MIN_GAP, TILE_OVERLAP_PART


@dataclass(frozen=True)
class Tile:
    """Columns [x, x + width) of a strip; the first `overlap` of them the previous tile has too.

    `gap` is the width of the ink-free run of columns through which the cut before it goes, 0 if
    there was none: whoever joins tiles decides by it whether a space was cut.
    """

    x: int
    width: int
    overlap: int
    gap: int = 0


def cut_tiles(strip: np.ndarray, tile_width: int) -> list[Tile]:
    """Tiles that cover a strip, uint8 [32, width], from left to right.

    Each cut goes through the middle of the widest gap that ends in the last third of the
    window, rightmost of equals. Where there is no gap, the next tile overlaps by a quarter.
    """
    empty = np.asarray(strip.min(axis=0) >= n.TILE_INK_BELOW)
    tiles: list[Tile] = []
    x = overlap = gap = 0
    while strip.shape[1] - x > tile_width:
        third = x + tile_width - tile_width // TILE_LAST_PART
        found = _widest_gap(empty[third : x + tile_width])
        cut = x + tile_width if found is None else third + found[1]
        tiles.append(Tile(x, cut - x, overlap, gap))
        gap, overlap = (0, tile_width // TILE_OVERLAP_PART) if found is None else (found[0], 0)
        x = cut - overlap
    tiles.append(Tile(x, strip.shape[1] - x, overlap, gap))
    return tiles


def _widest_gap(empty: np.ndarray) -> tuple[int, int] | None:
    """Width and middle of the widest run of True that is wide enough, the rightmost of equals."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], empty.astype(np.int8), [0]])))
    runs = [(int(b - a), int(a + b) // 2) for a, b in edges.reshape(-1, 2) if b - a >= TILE_MIN_GAP]
    return max(runs, default=None)


def tile_pixels(strip: np.ndarray, tile: Tile, tile_width: int) -> np.ndarray:
    """The net's input for a tile: uint8 [32, tile_width], padded on the right with paper."""
    pixels = np.full((n.STRIP_HEIGHT, tile_width), 255, np.uint8)
    pixels[:, : tile.width] = strip[:, tile.x : tile.x + tile.width]
    return pixels
