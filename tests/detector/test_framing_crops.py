"""Bare word crops: polarity, rows, rules and bleed."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import numbers as n
from contract.errors import ImageError
from detector.framing import frame_crop, view_crop


def word(text: str = "Hxg", paper: int = 230, ink: int = 30, margin: int = 4) -> np.ndarray:
    (width, height), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1, 2)
    image = np.full((height + below + 2 * margin, width + 2 * margin), paper, np.uint8)
    cv2.putText(image, text, (margin, margin + height), cv2.FONT_HERSHEY_SIMPLEX, 1, ink, 2)
    return image


def test_wide_margins_are_cut() -> None:
    tight, loose = view_crop(word(margin=2)), view_crop(word(margin=22))
    assert abs(tight.grey.shape[0] - loose.grey.shape[0]) <= 4


def test_light_on_dark_is_turned() -> None:
    strip = frame_crop(word(paper=30, ink=230))
    assert np.median(strip) == 255


def test_an_underline_below_the_word_does_not_shrink_it() -> None:
    plain = word("Total", margin=12)
    ruled = plain.copy()
    ruled[-3:] = 0
    assert view_crop(ruled).grey.shape[0] == view_crop(plain).grey.shape[0]


def test_bleed_of_the_line_above_is_left_out() -> None:
    plain = word("Total", margin=10)
    bled = plain.copy()
    bled[:3, 10:40] = 0
    assert view_crop(bled).top >= 3


def test_side_bars_are_painted_over() -> None:
    crop = word("cell", margin=8)
    crop[:, :2] = 0
    assert frame_crop(crop)[:, :3].min() > 200


def test_an_i_keeps_its_dot() -> None:
    crop = np.full((40, 20), 255, np.uint8)
    crop[8:12, 8:12] = 0
    crop[15:34, 8:12] = 0
    assert view_crop(crop).top <= 8


def test_a_colon_keeps_both_dots() -> None:
    crop = np.full((40, 16), 255, np.uint8)
    crop[12:17, 6:11] = 0
    crop[28:33, 6:11] = 0
    view = view_crop(crop)
    assert view.top <= 12 and view.top + view.grey.shape[0] >= 33


def test_a_long_crop_is_squeezed_into_one_tile_only_so_far() -> None:
    ink = np.full((32, 300), 255, np.uint8)
    ink[1:31, 5:-5:3] = 0
    assert frame_crop(ink).shape[1] == n.TILE_WIDTHS[-1]
    longer = np.tile(ink, (1, 3))
    assert frame_crop(longer).shape[1] > 2 * n.TILE_WIDTHS[-1]


@given(
    height=st.integers(1, 80),
    width=st.integers(1, 200),
    seed=st.integers(0, 2**32 - 1),
    kind=st.sampled_from(["noise", "black", "white", "binary"]),
)
def test_any_crop_gives_a_strip(height: int, width: int, seed: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    crop = {
        "noise": rng.integers(0, 256, (height, width), np.uint8),
        "binary": rng.integers(0, 2, (height, width), np.uint8) * 255,
        "black": np.zeros((height, width), np.uint8),
        "white": np.full((height, width), 255, np.uint8),
    }[kind]
    strip = frame_crop(crop)
    assert strip.dtype == np.uint8 and strip.shape[0] == n.STRIP_HEIGHT and strip.shape[1] >= 1


@pytest.mark.parametrize(
    "bad", [np.zeros((0, 5), np.uint8), np.zeros((5, 5, 3), np.uint8), np.zeros((5, 5))]
)
def test_what_is_not_a_grey_image_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(ImageError, match="word crop"):
        frame_crop(bad)
