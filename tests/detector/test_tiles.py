"""Cutting strips into tiles."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contract import numbers as n
from detector.tiles import cut_tiles, tile_pixels

WIDTH = n.TILE_WIDTHS[-1]


def strip_of(width: int, words: list[tuple[int, int]]) -> np.ndarray:
    strip = np.full((n.STRIP_HEIGHT, width), 255, np.uint8)
    for a, b in words:
        strip[8:24, a:b] = 0
    return strip


def test_a_short_strip_is_one_tile() -> None:
    (tile,) = cut_tiles(strip_of(100, [(5, 95)]), WIDTH)
    assert (tile.x, tile.width, tile.overlap) == (0, 100, 0)


def test_the_cut_goes_through_the_widest_gap_of_the_last_third() -> None:
    strip = strip_of(400, [(5, 60), (90, 180), (184, 210), (222, 390)])
    first, second = cut_tiles(strip, WIDTH)
    assert first.width == 216 and second.x == 216
    assert (second.overlap, second.gap) == (0, 12)


def test_without_a_gap_tiles_overlap() -> None:
    tiles = cut_tiles(strip_of(600, [(0, 600)]), WIDTH)
    assert [t.overlap for t in tiles] == [0] + [WIDTH // 4] * (len(tiles) - 1)


@given(
    st.integers(1, 1500),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 300)), max_size=12),
)
def test_tiles_cover_the_strip(width: int, words: list[tuple[int, int]]) -> None:
    strip = strip_of(width, [(a, a + w) for a, w in words])
    tiles = cut_tiles(strip, WIDTH)
    assert tiles[0].x == 0 and tiles[-1].x + tiles[-1].width == width
    for left, right in pairwise(tiles):
        assert right.x + right.overlap == left.x + left.width
    for tile in tiles:
        assert 1 <= tile.width <= WIDTH
        pixels = tile_pixels(strip, tile, WIDTH)
        assert pixels.shape == (n.STRIP_HEIGHT, WIDTH)
        assert (pixels[:, tile.width :] == 255).all()
