"""Grey pixels: bit for bit those of the reference, for every format, whatever the stride."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.image import to_grey
from parity.native import structs as s
from parity.native.binding import FORMATS, CoreError, Engine, Library, image

pytestmark = pytest.mark.native
ARGUMENT, IMAGE = 1, 5
ORDER = {
    "RGB888": (2, 1, 0),
    "BGR888": (0, 1, 2),
    "RGBA8888": (2, 1, 0, 3),
    "BGRA8888": (0, 1, 2, 3),
}
"""Where the channels of the reference's BGR and BGRA go."""


def test_every_colour_is_as_grey_as_opencv_makes_it(library: Library) -> None:
    every = np.arange(1 << 24, dtype=np.uint32).view(np.uint8).reshape(4096, 4096, 4)
    bgr = np.ascontiguousarray(every[..., :3])
    expected = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    np.testing.assert_array_equal(library.grey(bgr, "BGR888"), expected)


@pytest.mark.parametrize("format", ORDER)
@given(
    width=st.integers(1, 40),
    height=st.integers(1, 12),
    padding=st.integers(0, 9),
    seed=st.integers(0, 1 << 31),
)
def test_formats_and_strides(
    library: Library, format: str, width: int, height: int, padding: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    channels = len(ORDER[format])
    given_ = rng.integers(0, 256, (height, width, channels), np.uint8)
    stride = width * channels + padding
    rows = rng.integers(0, 256, (height, stride), np.uint8)
    padded = np.lib.stride_tricks.as_strided(rows, given_.shape, (stride, channels, 1))
    padded[...] = given_[..., ORDER[format]]
    np.testing.assert_array_equal(library.grey(padded, format), to_grey(given_))


def test_every_grey_on_every_alpha(library: Library) -> None:
    grey, alpha = np.meshgrid(np.arange(256, dtype=np.uint8), np.arange(256, dtype=np.uint8))
    bgra = np.dstack([grey, grey, grey, alpha])
    np.testing.assert_array_equal(library.grey(bgra, "BGRA8888"), to_grey(bgra))


def test_android_integers(library: Library) -> None:
    bgra = np.random.default_rng(5).integers(0, 256, (7, 9, 4), np.uint8)
    blue, green, red, alpha = (bgra[..., i].astype(np.uint32) for i in range(4))
    colours = alpha << 24 | red << 16 | green << 8 | blue
    np.testing.assert_array_equal(library.grey(colours, "ARGB_INT"), to_grey(bgra))


def test_grey_stays_as_it_is(library: Library) -> None:
    rows = np.random.default_rng(6).integers(0, 256, (9, 16), np.uint8)
    np.testing.assert_array_equal(library.grey(rows[:, :11], "GRAY8"), rows[:, :11])


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"format": 0}, ARGUMENT, "format"),
        ({"format": 7}, ARGUMENT, "format"),
        ({"format": -1}, ARGUMENT, "format"),
        ({"width": 0}, IMAGE, "no pixels"),
        ({"height": -1}, IMAGE, "no pixels"),
        ({"width": -(1 << 31)}, IMAGE, "no pixels"),
        ({"pixels": None}, ARGUMENT, "pixels is NULL"),
        ({"stride": 29}, ARGUMENT, "stride"),
        ({"stride": 0}, ARGUMENT, "stride"),
        ({"size": 299}, ARGUMENT, "size"),
        ({"size": 0}, ARGUMENT, "size"),
        ({"stride": (1 << 64) - 1}, ARGUMENT, "size"),
        ({"height": (1 << 31) - 1}, ARGUMENT, "size"),
        ({"width": (1 << 31) - 1}, ARGUMENT, "stride"),
        ({"width": (1 << 31) - 1, "stride": (1 << 64) - 1}, ARGUMENT, "size"),
    ],
)
def test_images_that_cannot_be_are_refused(
    library: Library, engine: Engine, changes: dict[str, int], status: int, says: str
) -> None:
    pixels = np.zeros((10, 10, 3), np.uint8)
    given_: s.Image = image(pixels, "RGB888")
    for name, value in changes.items():
        setattr(given_, name, value)
    grey = np.zeros(100, np.uint8)
    for call in (
        ("grey", s.c.byref(given_), grey.ctypes.data, grey.nbytes),
        ("page_begin", engine._handle, s.c.byref(given_), -1, s.c.byref(s.c.c_void_p())),
    ):
        with pytest.raises(CoreError, match=says) as caught:
            library.attempt(*call)
        assert caught.value.status == status


def test_a_short_buffer_for_grey_is_refused(library: Library) -> None:
    given_ = image(np.zeros((10, 10), np.uint8), "GRAY8")
    grey = np.zeros(99, np.uint8)
    with pytest.raises(CoreError, match="capacity"):
        library.attempt("grey", s.c.byref(given_), grey.ctypes.data, grey.nbytes)


def test_formats_are_the_headers(library: Library) -> None:
    from parity.native.machine import ROOT

    header = (ROOT / "native" / "include" / "pocket_ocr.h").read_text()
    for name, number in FORMATS.items():
        assert f"POCKET_OCR_{name} = {number}" in header
