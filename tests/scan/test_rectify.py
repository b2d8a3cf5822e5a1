"""Photographs of pages: the outline is found, or the photograph is left alone."""

import cv2
import numpy as np
import pytest
from made_pages import made_line, made_page

from scan.page import Page
from scan.rectify import find_outline, read_rectified, rectify

PAGE = (700, 500)
"""Height and width of the drawn page."""


def paper() -> np.ndarray:
    """A page with dark lines of text, and a mark near its top left corner."""
    page = np.full(PAGE, 235, np.uint8)
    for y in range(120, 640, 40):
        for x in range(60, 440, 70):
            cv2.rectangle(page, (x, y), (x + 50, y + 14), 40, -1)
    cv2.rectangle(page, (60, 40), (140, 80), 0, -1)
    return page


def photo(corners: list[tuple[int, int]], shape: tuple[int, int] = (1000, 900)) -> np.ndarray:
    """The page on a dark, uneven table, seen at an angle, with a shadow and noise."""
    random = np.random.default_rng(3)
    height, width = PAGE
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(ends, np.array(corners, np.float32))
    grain = random.integers(50, 110, (shape[0] // 25, shape[1] // 25)).astype(np.uint8)
    table = cv2.resize(grain, shape[::-1], interpolation=cv2.INTER_CUBIC)
    seen = cv2.warpPerspective(paper(), matrix, shape[::-1])
    mask = cv2.warpPerspective(np.full(PAGE, 255, np.uint8), matrix, shape[::-1])
    whole = np.where(mask > 127, seen, table).astype(np.float32)
    shadow = np.linspace(1.0, 0.75, shape[1], dtype=np.float32)
    noisy = whole * shadow + random.normal(0, 4, shape)
    return noisy.clip(0, 255).astype(np.uint8)


VIEWS = [
    [(200, 120), (680, 150), (760, 880), (120, 840)],
    [(300, 80), (800, 260), (600, 900), (90, 700)],
    [(150, 100), (750, 100), (750, 900), (150, 900)],
]


@pytest.mark.parametrize("corners", VIEWS)
def test_the_outline_is_found(corners: list[tuple[int, int]]) -> None:
    found = find_outline(photo(corners))
    assert found is not None
    np.testing.assert_allclose(found, corners, atol=8)


@pytest.mark.parametrize("corners", VIEWS[:2])
def test_the_page_is_pulled_straight(corners: list[tuple[int, int]]) -> None:
    straight = rectify(photo(corners))
    assert straight is not None
    same = cv2.resize(straight.grey, PAGE[::-1], interpolation=cv2.INTER_AREA)
    dark = same < 120
    assert (dark == (paper() < 120)).mean() > 0.95


def test_results_return_to_the_photograph() -> None:
    image = photo(VIEWS[0])
    shapes = []

    def read(grey: np.ndarray) -> Page:
        """Finds the page's mark as a word."""
        shapes.append(grey.shape)
        height, width = grey.shape
        x, y, w = 60 * width // 500, 40 * height // 700, 80 * width // 500
        line = made_line("mark", x, y, w // 2)
        return made_page([line], size=(width, height))

    page = read_rectified(image, read)
    assert (page.height, page.width) == image.shape != shapes[0]
    ends = np.array([(0, 0), (500, 0), (500, 700), (0, 700)], np.float32)
    matrix = cv2.getPerspectiveTransform(ends, np.array(VIEWS[0], np.float32))
    expected = cv2.perspectiveTransform(np.array([[[60.0, 40.0]]]), matrix).ravel()
    (word,) = page.words
    np.testing.assert_allclose(word.quad[:2], expected, atol=6)
    assert word.chars[0].quad[:2] == word.quad[:2] == page.blocks[0].lines[0].quad[:2]
    assert page.text == "mark"
    assert all(isinstance(value, int) for value in word.quad)


def nearly_white() -> np.ndarray:
    return np.random.default_rng(1).normal(230, 4, (600, 500)).clip(0, 255).astype(np.uint8)


DOUBTFUL = {
    "a scan": paper(),
    "white": np.full((500, 400), 255, np.uint8),
    "nearly white": nearly_white(),
    "noise": np.random.default_rng(1).integers(0, 256, (600, 500), np.uint8),
    "a page that leaves the photograph": photo([(-80, 90), (500, 60), (540, 800), (-60, 820)]),
    "a small card": photo([(300, 300), (500, 300), (500, 500), (300, 500)]),
    "a dot": np.zeros((1, 1), np.uint8),
    "a stripe": np.zeros((1, 20_000), np.uint8),
    "a round plate": cv2.circle(np.full((800, 800), 40, np.uint8), (400, 400), 330, 230, -1),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_doubtful_stays_as_it_is(name: str) -> None:
    image = DOUBTFUL[name]
    assert find_outline(image) is None
    seen = []

    def read(grey: np.ndarray) -> Page:
        seen.append(grey)
        return made_page(size=grey.shape[::-1])

    read_rectified(image, read)
    assert seen[0] is image


def test_only_when_wanted() -> None:
    image = photo(VIEWS[0])
    page = read_rectified(image, lambda grey: made_page(size=grey.shape[::-1]), wanted=False)
    assert (page.height, page.width) == image.shape
