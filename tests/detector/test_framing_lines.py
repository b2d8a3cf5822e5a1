"""Strips of lines: geometry, levels, and bytes that do not depend on the way they are computed."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contract import numbers as n
from contract.finding import STRIP_MAX_STEP_Q8
from detector.framing import Frame, box_frame, frame_line, level, line_frame, resample
from detector.framing.strip import ONE


def page(height: int = 200, width: int = 300, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)


def test_a_frame_at_page_scale_copies_pixels() -> None:
    image = page()
    strip = resample(image, box_frame(40, 50, 140, 50 + n.STRIP_HEIGHT, 100))
    np.testing.assert_array_equal(strip, image[50 : 50 + n.STRIP_HEIGHT, 40:140])


def test_halving_takes_exact_means() -> None:
    image = page()
    strip = resample(image, box_frame(20, 30, 20 + 128, 30 + 2 * n.STRIP_HEIGHT, 64))
    block = image[30:94, 20:148].astype(int).reshape(32, 2, 64, 2).sum(axis=(1, 3))
    np.testing.assert_array_equal(strip, (block + 2) // 4)


HALVED_ABOVE = STRIP_MAX_STEP_Q8 << 8
"""From the next step on the page is halved: there even the least slant makes a difference."""


@example(step=HALVED_ABOVE - 256, x=0, y=0)
@example(step=HALVED_ABOVE + 256, x=0, y=0)
@given(
    step=st.integers(ONE // 4, 5 * ONE).filter(lambda step: step & ~255 != HALVED_ABOVE),
    x=st.integers(-60 * ONE, 320 * ONE),
    y=st.integers(-60 * ONE, 220 * ONE),
)
def test_slanted_and_upright_paths_agree(step: int, x: int, y: int) -> None:
    """A slope too small to move any sample by 1/256 px takes the general path, same bytes."""
    image = page()
    x, y = x & ~255 | 100, y & ~255 | 100
    upright = Frame(x, y, step & ~255, 0, 0, step & ~255, 40)
    slanted = Frame(x, y, step & ~255, 1, 1, step & ~255, 40)
    np.testing.assert_array_equal(resample(image, upright), resample(image, slanted))


@given(st.integers(-400, 600), st.integers(-400, 600), st.integers(1, 300))
def test_frames_off_the_page_show_its_border(x: int, y: int, height: int) -> None:
    image = np.full((200, 300), 77, np.uint8)
    frame = line_frame(x << 8, y << 8, 50 << 8, 2000, height << 8, 0, 0)
    assert (resample(image, frame) == 77).all()


def test_a_slanted_line_is_levelled() -> None:
    image = np.full((300, 400), 255, np.uint8)
    slope = 0.15
    for x in range(50, 350):
        y = round(100 + slope * (x - 50))
        image[y - 20 : y, x] = 0
    frame = line_frame(50 << 8, 100 << 8, 300 << 8, int(slope * ONE), 20 << 8, 0, 0)
    strip = frame_line(image, frame)
    ink = strip[:, 10:-10] < 128
    top, bottom = ink.argmax(axis=0), n.STRIP_HEIGHT - ink[::-1].argmax(axis=0)
    assert np.ptp(top) <= 2 and np.ptp(bottom) <= 2
    # 1.10 h above and 0.20 h below the baseline share 32 rows.
    assert abs(int(np.median(bottom)) - 32 * 1.10 / 1.30) <= 1.5


def test_the_frame_widens_to_the_ink() -> None:
    narrow = line_frame(0, 0, 100 << 8, 0, 20 << 8, 0, 0)
    wide = line_frame(0, 0, 100 << 8, 0, 20 << 8, 0, 12 << 8)
    assert wide.across_y > narrow.across_y
    last_row = wide.y + (n.STRIP_HEIGHT - 1) * wide.across_y
    assert last_row + wide.across_y // 2 + ONE // 2 > 12 * ONE


def test_polarity_is_undone() -> None:
    image = page()
    frame = box_frame(10, 10, 110, 60, 64)
    inverted = frame_line(255 - image, frame, light_on_dark=True)
    difference = inverted.astype(int) - frame_line(image, frame)
    # Rounding of 255 - v goes the other way for halves.
    assert np.abs(difference).max() <= 6


def test_levels_map_paper_to_white_and_ink_to_black() -> None:
    strip = np.full((32, 100), 180, np.uint8)
    strip[10:20, 10:30] = 90
    out = level(strip)
    assert set(np.unique(out)) == {0, 255}


@pytest.mark.parametrize("grey", [0, 13, 128, 255])
def test_an_even_strip_is_paper(grey: int) -> None:
    assert (level(np.full((32, 9), grey, np.uint8)) == 255).all()


def test_faint_noise_stays_faint() -> None:
    noise = np.random.default_rng(3).integers(200, 206, (32, 100), np.uint8)
    assert level(noise).min() >= 255 - 6 * 255 // n.LEVELS_MIN_CONTRAST - 1
