"""The page scaled to one height of glyphs."""

import cv2
import numpy as np
import pytest
from drawn_pages import blank, drawn_page

from contract import finding as n
from detector import scale
from detector.scale import glyph_height, shrunk, work_image


@pytest.mark.parametrize("factor", [0.5, 1, 2])
def test_glyphs_come_out_alike(factor: float) -> None:
    page, _ = drawn_page()
    scaled = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    work = work_image(scaled)
    assert abs(glyph_height(work.image) - n.GLYPH) <= 2


def test_points_go_back_to_the_page() -> None:
    page, _ = drawn_page()
    work = work_image(page)
    height, width = work.image.shape
    assert work.to_page_q8(0, 0) == (0, 0)
    assert work.to_page_q8(width << 8, height << 8) == (page.shape[1] << 8, page.shape[0] << 8)


def test_pages_without_glyphs_and_textures_stay_as_they_are() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (300, 400), np.uint8)
    for page in (blank(), noise, np.zeros((1, 1), np.uint8), np.zeros((1, 900), np.uint8)):
        assert glyph_height(page) == 0
        assert work_image(page).image is page


def test_large_pages_are_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(n, "WORK_MAX_PIXELS", 10_000)
    work = work_image(blank(400, 200))
    assert work.image.size <= 10_000
    assert (work.page_width, work.page_height) == (400, 200)
    monkeypatch.setattr(n, "PILOT_PIXELS", 10_000)
    page, _ = drawn_page()
    assert glyph_height(page) < 40


def test_a_page_of_light_print_is_inverted() -> None:
    page, _ = drawn_page()
    work, dark = work_image(page), work_image(255 - page)
    assert (work.inverted, dark.inverted) == (False, True)
    assert np.abs(dark.image.astype(int) - work.image).max() <= 1  # halves are rounded up


def test_a_page_on_a_dark_table_is_not() -> None:
    page, _ = drawn_page()
    table = np.full((page.shape[0] * 2, page.shape[1] * 3), 40, np.uint8)
    table[60 : 60 + page.shape[0], 90 : 90 + page.shape[1]] = page
    assert not work_image(table).inverted
    assert not work_image(np.zeros((300, 400), np.uint8)).inverted


def test_a_few_dark_glyphs_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = drawn_page()
    monkeypatch.setattr(n, "DARK_LEAD_Q8", 1 << 13)
    assert not work_image(255 - page).inverted
    monkeypatch.setattr(n, "DARK_LEAD_Q8", 384)
    monkeypatch.setattr(n, "DARK_SHARE_Q8", 255)
    assert not work_image(255 - page).inverted


def overlaps(many: int, few: int) -> np.ndarray:
    """By how many parts pixel i of the smaller image and pixel k of the larger one overlap."""
    i, k = np.arange(few)[:, None], np.arange(many)
    return np.maximum(np.minimum((i + 1) * many, (k + 1) * few) - np.maximum(i * many, k * few), 0)


@pytest.mark.parametrize("seed", range(40))
def test_a_smaller_page_has_the_exact_means_of_areas(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(seed)
    height, width = rng.integers(1, 40, 2).tolist()
    page = rng.integers(0, 256, (height, width), np.uint8)
    tall, wide = int(rng.integers(1, height + 1)), int(rng.integers(1, width + 1))
    total = overlaps(height, tall) @ page.astype(np.int64) @ overlaps(width, wide).T
    expected = np.floor_divide(2 * total + page.size, 2 * page.size)
    for rows in (1, 3, 64):
        monkeypatch.setattr(scale, "_ROWS", rows)
        assert (shrunk(page, wide, tall) == expected).all()


def test_a_smaller_page_is_opencvs_up_to_rounding() -> None:
    page, _ = drawn_page()
    size = page.shape[1] * 10 // 13, page.shape[0] * 10 // 13
    theirs = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    assert np.abs(shrunk(page, *size).astype(int) - theirs).max() <= 1
