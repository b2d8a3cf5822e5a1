"""Whole pages, drawn: what stands on them is found, whatever its slope and polarity."""

import cv2
import numpy as np
import pytest
from drawn_pages import blank, coverage, drawn_page, turned_by, write

from detector.finding import find_lines


def test_level_lines_are_found_once_each() -> None:
    page, truth = drawn_page()
    lines = find_lines(page)
    assert coverage(lines, truth) == 1
    assert len(lines) == len(truth)
    assert not any(line.light_on_dark for line in lines)
    for line, (left, _, right, bottom) in zip(lines, truth, strict=True):
        assert abs((line.y_q8 >> 8) - bottom) <= 3
        assert abs((line.x_q8 >> 8) - left) <= 6
        assert abs((line.x_q8 + line.length_q8 >> 8) - right) <= 8


@pytest.mark.parametrize("degrees", [-12, -5, 3, 12])
def test_skewed_lines_are_found(degrees: int) -> None:
    page, truth = drawn_page()
    skewed, turn = turned_by(page, degrees)
    lines = find_lines(skewed)
    assert coverage(lines, truth, lambda p: turn @ (*p, 1)) >= 0.97
    slope = np.median([line.slope_q16 for line in lines]) / 65536
    assert abs(slope + np.tan(np.radians(degrees))) < 0.02


def test_white_on_black_is_found() -> None:
    page, truth = drawn_page()
    lines = find_lines(255 - page)
    assert coverage(lines, truth) >= 0.97
    assert [line.light_on_dark for line in lines] == [True] * len(truth)


def test_a_white_on_black_form_is_found_like_a_black_on_white_one() -> None:
    page, truth = drawn_page()
    for left, top, right, bottom in truth:
        cv2.rectangle(page, (left - 16, top - 14), (right + 16, bottom + 12), 20, 2)
    lines, light = find_lines(page), find_lines(255 - page)
    assert coverage(light, truth) >= 0.97
    assert [line.frame for line in light] == [line.frame for line in lines]
    assert all(line.light_on_dark for line in light)


def test_both_polarities_on_one_page() -> None:
    page, truth = drawn_page()
    left, top, right, bottom = truth[0]
    page[top - 25 : bottom + 25, left - 40 : right + 40] = 30
    write(page, "The quick brown fox jumps over", left, bottom, ink=250)
    lines = find_lines(page)
    assert coverage(lines, truth) >= 0.97
    assert [line.light_on_dark for line in lines] == [True] + [False] * (len(truth) - 1)


def test_a_table_with_rules_is_found() -> None:
    page = blank(height=460)
    truth = []
    for row in range(5):
        y = 60 + 80 * row
        cv2.line(page, (40, y), (760, y), 20, 2)
        if row < 4:
            truth += [
                write(page, text, x, y + 50) for x, text in ((60, "Item 4711"), (460, "12.50"))
            ]
    for x in (40, 400, 760):
        cv2.line(page, (x, 60), (x, 380), 20, 2)
    lines = find_lines(page)
    assert coverage(lines, truth) >= 0.97
    assert len(lines) == len(truth)


def test_a_bent_page_is_found() -> None:
    page, truth = drawn_page()
    height, width = page.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    bend = 8 * np.sin(x / width * np.pi)
    bent = cv2.remap(page, x, y - bend.astype(np.float32), cv2.INTER_LINEAR, borderValue=245)
    place = lambda p: (p[0], p[1] + 8 * np.sin(p[0] / width * np.pi))  # noqa: E731
    assert coverage(find_lines(bent), truth, place) >= 0.97


def test_threads_do_not_change_what_is_found() -> None:
    page, _ = drawn_page()
    threads = cv2.getNumThreads()
    try:
        found = []
        for count in (1, 2):
            cv2.setNumThreads(count)
            found.append(find_lines(page))
    finally:
        cv2.setNumThreads(threads)
    assert found[0] == found[1]


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (2, 2), (40, 3000)])
@pytest.mark.parametrize("grey", [0, 255])
def test_plain_pages_hold_nothing(shape: tuple[int, int], grey: int) -> None:
    assert find_lines(np.full(shape, grey, np.uint8)) == []


def test_noise_gives_few_lines_of_little() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1000, 800), np.uint8)
    lines = find_lines(noise)
    assert len(lines) < 1000
    assert all(line.characters >= 3 for line in lines)
