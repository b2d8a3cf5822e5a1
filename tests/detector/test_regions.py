"""MSER regions: polarity, tree, and bands that do not show."""

from itertools import pairwise

import cv2
import numpy as np
import pytest
from drawn_pages import blank, drawn_page

from contract import finding as n
from detector import regions as stage
from detector.regions import _parents, find_regions


def test_polarity() -> None:
    page = np.full((200, 220), 128, np.uint8)  # larger than a region may be
    cv2.rectangle(page, (20, 20), (34, 44), 10, -1)
    cv2.rectangle(page, (70, 20), (84, 44), 250, -1)
    dark, light = find_regions(page)
    assert np.unique(dark.box, axis=0).tolist() == [[20, 20, 35, 45]]
    assert np.unique(light.box, axis=0).tolist() == [[70, 20, 85, 45]]
    assert set(dark.area.tolist()) == {15 * 25}


def test_parents_contain_their_children_and_come_first() -> None:
    page, _ = drawn_page()
    for regions in find_regions(cv2.GaussianBlur(page, (0, 0), 1.5)):
        child = np.flatnonzero(regions.parent >= 0)
        assert len(child) > 20
        parent = regions.parent[child]
        assert (parent < child).all()
        assert (regions.box[parent, :2] <= regions.box[child, :2]).all()
        assert (regions.box[parent, 2:] >= regions.box[child, 2:]).all()
        assert (regions.area[parent] > regions.area[child]).all()


def test_a_parent_is_the_smallest_region_around() -> None:
    # largest first: all of a row of ten, its right half, its left half, two within the left one
    regions = [range(10), range(5, 10), range(1, 5), range(2, 4), range(4, 5)]
    pixels = np.array([at for region in regions for at in region], np.int32)
    area = np.array([len(region) for region in regions])
    assert _parents(pixels, area, 10).tolist() == [-1, 0, 0, 2, 2]


def test_nothing_has_no_parents() -> None:
    assert _parents(np.empty(0, np.int32), np.empty(0, np.int64), 9).tolist() == []
    assert [len(regions) for regions in find_regions(blank(400, 300))] == [0, 0]
    assert [len(regions) for regions in find_regions(blank(60, 2))] == [0, 0]


@pytest.mark.parametrize("axis", [0, 1])
def test_bands_find_what_the_whole_page_has(monkeypatch: pytest.MonkeyPatch, axis: int) -> None:
    page, _ = drawn_page()
    whole = find_regions(page)
    monkeypatch.setattr(n, "BAND_PIXELS", page.size // 2)
    monkeypatch.setattr(stage, "_cut_axis", lambda _: axis)
    for one, parts in zip(whole, find_regions(page), strict=True):
        high = [r.box[r.box[:, 3] - r.box[:, 1] >= n.CHAR_MIN_HEIGHT] for r in (one, parts)]
        in_one, in_parts = ({tuple(box) for box in boxes.tolist()} for boxes in high)
        assert len(in_one) > 5
        assert len(in_one ^ in_parts) <= len(in_one) // 50
        child = np.flatnonzero(parts.parent >= 0)
        assert (parts.parent[child] < child).all()


@pytest.mark.parametrize("height, width", [(3464, 3464), (360, 27_000), (2, 6_000_000)])
def test_no_band_is_large(height: int, width: int) -> None:
    page = np.broadcast_to(np.uint8(255), (height, width))  # no memory
    bands = list(stage._bands(page, stage._cut_axis(page)))
    assert max(band.size for *_, band in bands) <= 4 * n.BAND_PIXELS
    ends = [(first, last) for _, first, last, _ in bands]
    assert ends[0][0] == 0 and ends[-1][1] in page.shape
    assert all(a[1] == b[0] for a, b in pairwise(ends))


def test_low_regions_stay_only_alone() -> None:
    page, _ = drawn_page()
    for regions in find_regions(page):
        low = regions.box[:, 3] - regions.box[:, 1] < n.CHAR_MIN_HEIGHT
        assert (regions.parent[low] < 0).all()
