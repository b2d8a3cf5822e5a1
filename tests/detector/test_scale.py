"""The page scaled to one height of glyphs."""

import cv2
import numpy as np
import pytest
from drawn_pages import blank, drawn_page

from contract import finding as n
from detector.scale import glyph_height, work_image


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
