"""Changes of pages: sizes, bytes, and that each does what its name says."""

import numpy as np
import pytest

from bench.robustness.changes import CHANGES, banded, faded, scaled, sheared, turned


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    """Dark bars on light paper, uint8 [120, 90, 3]."""
    page = np.full((120, 90, 3), 240, np.uint8)
    page[20:100:12, 10:80] = 20
    return page


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_page_gives_the_same_picture(name: str, page: np.ndarray) -> None:
    before = page.copy()
    first, second = CHANGES[name](page), CHANGES[name](page)
    assert first.dtype == np.uint8
    assert first.shape[2] == 3
    assert np.array_equal(first, second)
    assert np.array_equal(page, before), "it changed the page itself"
    assert np.array_equal(first, page) == (name == "as-is")


def test_a_quarter_turn_loses_nothing(page: np.ndarray) -> None:
    back = turned(turned(page, 90), -90)
    assert turned(page, 90).shape == (90, 120, 3)
    assert np.abs(back[2:-2, 2:-2].astype(int) - page[2:-2, 2:-2]).max() <= 2


def test_a_turned_page_is_held_by_its_sheet(page: np.ndarray) -> None:
    ink = np.clip(240 - page.astype(int), 0, None)
    for degrees in (3, -12, 45):
        kept = np.clip(240 - turned(page, degrees).astype(int), 0, None)
        assert kept.sum() == pytest.approx(ink.sum(), rel=0.15)


def test_sizes(page: np.ndarray) -> None:
    assert scaled(page, 0.5).shape == (60, 45, 3)
    assert scaled(page, 2.5).shape == (300, 225, 3)
    around = np.zeros((200, 150, 3), np.uint8)
    assert sheared(page, 0.03, around).shape == around.shape
    assert not sheared(page, 0.03, around)[0].any()


def test_faded_ink_has_its_share_of_the_contrast(page: np.ndarray) -> None:
    pale = faded(page, 0.25)
    assert pale.max() == 240
    assert pale.min() == 240 - (240 - 20) // 4


def test_bands_are_inverse(page: np.ndarray) -> None:
    bands = banded(page)
    assert np.array_equal(bands[:10], 255 - page[:10])
    assert np.array_equal(bands[10:30], page[10:30])
