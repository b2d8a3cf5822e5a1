"""A tilted page is laid level, and its rules are found."""

import cv2
import numpy as np
import pytest
from drawn_pages import coverage, drawn_page, turned_by

from contract import finding as n
from contract.numbers import STRIP_HEIGHT
from detector.finding import find_lines
from detector.scale import work_image
from detector.tilt import laid_level, tilt_of

DEGREES = [-12, -5, 3, 12]


def slope(degrees: float) -> float:
    """Of a level line on a page turned by `turned_by`, Q16."""
    return -np.tan(np.radians(degrees)) * 65536


def row(count: int, rise: int) -> np.ndarray:
    """Boxes of letters in a line whose bottoms sink by `rise` from each to the next."""
    at = np.arange(count)
    return np.stack([at * 20, at * rise, at * 20 + 14, at * rise + 20], axis=1)


@pytest.mark.parametrize("degrees", DEGREES)
def test_lines_tell_the_tilt(degrees: int) -> None:
    work = work_image(turned_by(drawn_page()[0], degrees)[0])
    assert abs(work.tilt_q16 - slope(degrees)) < 700
    assert work_image(work.image).tilt_q16 == 0


def test_a_level_page_stays_as_it_is() -> None:
    page, _ = drawn_page()
    work = work_image(page)
    assert work.tilt_q16 == 0
    assert work.image.shape == (work.height, work.width)


def test_enough_glyphs_must_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = row(n.TILT_GLYPHS - 1, 1), row(n.TILT_GLYPHS, 1)
    level = row(n.TILT_GLYPHS, 0) + (0, 5000, 0, 5000)
    assert tilt_of(np.empty((0, 4), np.int64)) == tilt_of(few) == tilt_of(level) == 0
    assert tilt_of(many) == tilt_of(np.concatenate([many, level[1:]])) == 65536 // 20
    more = np.concatenate([many, level, level + (0, 5000, 0, 5000)])
    assert tilt_of(more) == 0
    monkeypatch.setattr(n, "TILT_MAX_GLYPHS", len(many) - 1)
    assert tilt_of(many) == 0


def test_many_that_stand_otherwise_leave_it_open() -> None:
    rows = [row(12, rise) + (0, 900 * rise, 0, 900 * rise) for rise in (1, 2, 3, 4)]
    assert tilt_of(np.concatenate(rows)) == 0
    assert tilt_of(np.concatenate([rows[1], *rows])) == 0
    assert tilt_of(np.concatenate([rows[1], rows[1] + (0, 9000, 0, 9000), *rows[:3]])) != 0


@pytest.mark.parametrize("degrees", DEGREES)
def test_points_go_back_to_the_page(degrees: int) -> None:
    page = np.full((400, 700), 250, np.uint8)
    x, y = 500, 90
    cv2.circle(page, (x, y), 12, 0, -1)
    level = laid_level(page, work_image(page), round(slope(degrees)))
    assert level.image.shape[0] % STRIP_HEIGHT == 0
    rows, columns = np.nonzero(level.image < 128)
    middle = round(256 * (columns.mean() + 0.5)), round(256 * (rows.mean() + 0.5))
    np.testing.assert_allclose(level.to_page_q8(*middle), (256 * x + 128, 256 * y + 128), atol=40)
    across = np.ptp(columns) + 1 << 8
    np.testing.assert_allclose([level.along_q8(across), level.across_q8(across)], 25 << 8, atol=400)


def test_a_page_that_would_be_too_large_stays_tilted(monkeypatch: pytest.MonkeyPatch) -> None:
    page = turned_by(drawn_page()[0], 5)[0]
    upright = work_image(page)
    monkeypatch.setattr(n, "WORK_MAX_PIXELS", upright.width * upright.height)
    work = work_image(page)
    assert work.tilt_q16 == 0
    assert work.image.shape == (upright.height, upright.width)


@pytest.mark.parametrize("degrees", [-7, 6])
def test_rules_of_a_tilted_form_are_taken_out(
    degrees: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, truth = drawn_page()
    left, right = truth[0][0], max(line[2] for line in truth)
    for _, top, _, bottom in truth:
        cv2.rectangle(page, (left - 16, top - 14), (right + 16, bottom + 12), 20, 2)
    form, turn = turned_by(page, degrees)

    def heights() -> list[int]:
        return [line.height_q8 >> 8 for line in find_lines(form) if line.characters >= 16]

    assert coverage(find_lines(form), truth, lambda p: turn @ (*p, 1)) >= 0.97
    assert len(heights()) == len(truth)
    assert all(18 <= height <= 28 for height in heights())
    monkeypatch.setattr(n, "TILT_LEAST_Q16", 1 << 16)
    assert heights() == []
