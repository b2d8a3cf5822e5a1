"""The shipped bundle reads a page that the test draws."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_pages import blank, drawn_page

from contract import joining as n
from contract.errors import ImageError
from model.backends import Backend, open_backend
from scan.orientation import TURNS, turned
from scan.page import Page
from scan.reading import _within_limit, read_page

BUNDLE = Path(__file__).parents[2] / "pocket_ocr" / "bundle"
TEXTS = ("The quick brown fox jumps over", "Invoice number 4711 of March", "TOTAL 1234.56")


@pytest.fixture(scope="module")
def backend() -> Backend:
    return open_backend(bundle=BUNDLE)


def words_of(page: Page) -> list[str]:
    return [word.text for word in page.words]


def test_a_page_is_read(backend: Backend) -> None:
    page, truth = drawn_page(TEXTS)
    read = read_page(page, backend)
    wanted = " ".join(TEXTS).split()
    assert read.rotation == 0
    assert (read.width, read.height) == page.shape[::-1]
    assert len(set(wanted) & set(words_of(read))) >= len(wanted) - 2
    for line, (left, top, right, bottom) in zip(read.lines, truth, strict=True):
        x, y = line.quad[::2], line.quad[1::2]
        assert abs(min(x) - left) < 10 and abs(max(x) - right) < 10
        assert min(y) - 10 < top < bottom < max(y) + 10


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("told", [True, False])
def test_a_turned_page_reads_alike(backend: Backend, degrees: int, told: bool) -> None:
    page, _ = drawn_page(TEXTS)
    upright = read_page(page, backend, rotation=0)
    back = TURNS[-degrees // 90 % 4]
    given = turned(page, degrees)
    read = read_page(given, backend, rotation=back if told else None)
    assert read.rotation == back
    assert (read.width, read.height) == given.shape[::-1]
    assert words_of(read) == words_of(upright)
    for one, other in zip(read.words, upright.words, strict=True):
        # a point of the page as given stands where the drawn ink is
        x, y = one.quad[::2], one.quad[1::2]
        ink = given[max(min(y), 0) : max(y), max(min(x), 0) : max(x)] < 128
        assert ink.any()
        assert one.text == other.text


def test_an_empty_page_is_an_empty_page(backend: Backend) -> None:
    for shape in ((1, 1), (1, 2000), (600, 400)):
        read = read_page(np.full(shape, 255, np.uint8), backend)
        assert (read.width, read.height, read.blocks) == (*shape[::-1], ())


def test_noise_reads_as_nothing(backend: Backend) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (300, 240), np.uint8)
    assert len(words_of(read_page(noise, backend))) <= 2


def test_threads_do_not_change_a_byte(backend: Backend) -> None:
    page, _ = drawn_page(TEXTS)
    threads = cv2.getNumThreads()
    try:
        found = []
        for count in (1, 2):
            cv2.setNumThreads(count)
            found.append(repr(read_page(page, backend)))
    finally:
        cv2.setNumThreads(threads)
    assert found[0] == found[1]


def test_what_is_no_page_is_refused(backend: Backend) -> None:
    for bad in (blank()[:, :, None], blank().astype(np.float32), blank()[:0]):
        with pytest.raises(ImageError, match="a page must be grey"):
            read_page(bad, backend)
    with pytest.raises(ImageError, match="can be turned by"):
        read_page(blank(), backend, rotation=45)


def test_the_longest_lines_are_read_if_there_are_too_many(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detector.finding import find_lines

    page, _ = drawn_page(TEXTS)
    lines = find_lines(page)
    tiles = [-(-line.frame.width // backend.tile_widths[-1]) for line in lines]
    monkeypatch.setattr(n, "MAX_TILES", tiles[0] + tiles[1])
    assert _within_limit(lines, backend) == lines[:2]
    monkeypatch.setattr(n, "MAX_TILES", 0)
    assert _within_limit(lines, backend) == []
