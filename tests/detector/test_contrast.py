"""A pale page gets the full range of greys, any other one stays as it is."""

import numpy as np
import pytest
from drawn_pages import blank, coverage, drawn_page

from contract import finding as n
from detector import contrast
from detector.contrast import stretched
from detector.finding import find_lines


def pale(page: np.ndarray, paper: int, levels: int) -> np.ndarray:
    """A page, uint8 [H, W], with so many levels up to its paper's."""
    return (paper - (255 - page.astype(int)) * levels // 255).astype(np.uint8)


@pytest.mark.parametrize(("paper", "levels"), [(255, 25), (90, 60), (230, 110)])
def test_pale_print_becomes_black_on_white(paper: int, levels: int) -> None:
    page, truth = drawn_page()
    found = stretched(pale(page, paper, levels))
    assert abs(found.astype(int) - stretched(page)).max() <= 40
    assert (found.min(), found.max()) == (0, 255)
    assert coverage(find_lines(found), truth) >= 0.97


def test_greys_are_stretched_evenly() -> None:
    page = np.repeat(np.arange(100, 181, 20, dtype=np.uint8), 40).reshape(5, 40)
    assert np.unique(stretched(page)).tolist() == [0, 63, 127, 191, 255]


@pytest.mark.parametrize("light", [n.CONTRAST_BLANK - 1, n.CONTRAST_PALE])
def test_blank_pages_and_common_ones_stay_as_they_are(light: int) -> None:
    page = blank(grey=light)
    page[:100] = 0
    assert stretched(page) is page


def test_a_speck_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    page = blank(1000, 1000, grey=200)
    page[:100] = 150
    page[0, : 1000 * 1000 // n.CONTRAST_RARE_PART] = 0
    page[1, : 1000 * 1000 // n.CONTRAST_RARE_PART] = 255
    found = stretched(page)
    assert np.unique(found).tolist() == [0, 255]
    page[2, 0] = 0
    assert stretched(page) is page
    monkeypatch.setattr(contrast, "_ROWS", 7)
    page[2, 0] = 150
    np.testing.assert_array_equal(stretched(page), found)
