"""Reading an image file as grey pixels, with errors that say what to do."""

import os
from pathlib import Path

from contract.finding import MAX_SIDE
from contract.numbers import MAX_PIXELS

# Read when OpenCV is loaded: it says nothing by itself, and decodes nothing that is too large.
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(MAX_PIXELS))

import cv2
import numpy as np

from contract.errors import ImageError
from contract.finding import MAX_FILE_BYTES

_BAND = 256
"""Rows that are blended at a time, so that a large page needs no second copy in 16 bit."""


def to_grey(image: np.ndarray) -> np.ndarray:
    """Grey uint8 [H, W] of a grey, BGR or BGRA image, uint8 or uint16.

    16 bit keeps the upper byte; transparent pixels show white paper.

    Raises:
        ImageError: another shape or dtype, no pixels, or too many.
    """
    if image.dtype == np.uint16:
        image = (image >> 8).astype(np.uint8)
    channels = image.shape[2] if image.ndim == 3 else 1
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or channels not in (1, 3, 4):
        raise ImageError(
            f"an image must be uint8 or uint16, grey, BGR or BGRA, not {image.dtype} {image.shape}"
        )
    height, width = image.shape[:2]
    if height * width == 0:
        raise ImageError("the image has no pixels")
    if height * width > MAX_PIXELS:
        raise ImageError(
            f"the image has {width} x {height} pixels, more than {MAX_PIXELS}: scale it down"
        )
    if max(height, width) > MAX_SIDE:
        raise ImageError(
            f"the image has {width} x {height} pixels, a side of more than {MAX_SIDE}: cut it"
        )
    if channels == 1:
        return np.ascontiguousarray(image.reshape(height, width))
    if channels == 3:
        return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    grey = cv2.cvtColor(image, cv2.COLOR_BGRA2GRAY)
    for top in range(0, height, _BAND):
        _lay_on_paper(grey[top : top + _BAND], image[top : top + _BAND, :, 3])
    return grey


def _lay_on_paper(grey: np.ndarray, alpha: np.ndarray) -> None:
    """Blend grey pixels with white by their alpha, both uint8 [H, W], in place."""
    opaque = alpha.astype(np.uint16)
    grey[:] = (grey * opaque + 255 * (255 - opaque) + 127) // 255


def _is_complete(data: np.ndarray) -> bool:
    """Whether a JPEG or PNG has its end marker: OpenCV fills up what is missing with grey."""
    head, tail = data[:8].tobytes(), data[-65536:].tobytes()
    if head.startswith(b"\xff\xd8"):
        return b"\xff\xd9" in tail
    return b"IEND" in tail if head == b"\x89PNG\r\n\x1a\n" else True


def load_pixels(path: Path | str, *, grey: bool = False) -> np.ndarray:
    """Pixels of an image file, turned upright by its EXIF tag: BGR or BGRA, uint8 or uint16.

    Args:
        path: of the file.
        grey: a JPEG's luma alone will do; its colours take three times the memory.

    Raises:
        ImageError: no such file, not an image, truncated, empty or too large.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise ImageError(
                f"{path}: the file has {size} bytes, more than {MAX_FILE_BYTES}: "
                "save the image smaller, or as JPEG or PNG"
            )
        data = np.fromfile(path, np.uint8)
    except OSError as error:
        raise ImageError(f"{path}: cannot be read ({error.strerror})") from None
    if data.size == 0:
        raise ImageError(f"{path}: the file is empty")
    if not _is_complete(data):
        raise ImageError(f"{path}: the file is truncated; copy it again")
    try:
        jpeg = data[:2].tobytes() == b"\xff\xd8"
        image = None if jpeg else cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
        if jpeg or (image is not None and (image.ndim == 2 or image.shape[2] != 4)):
            # Only without IMREAD_UNCHANGED does OpenCV honour the EXIF tag (it has no alpha then).
            image = None  # two copies of a large page are too much
            colour = cv2.IMREAD_GRAYSCALE if jpeg and grey else cv2.IMREAD_COLOR
            image = cv2.imdecode(data, cv2.IMREAD_ANYDEPTH | colour)
    except cv2.error as error:
        if "PIXELS" in error.err:
            message = f"{path}: the image has more than {MAX_PIXELS} pixels: scale it down"
            raise ImageError(message) from None
        raise ImageError(f"{path}: OpenCV cannot decode this image: {error.err}") from None
    if image is None:
        raise ImageError(f"{path}: not an image that OpenCV can decode, or truncated")
    return image


def load_grey(path: Path | str) -> np.ndarray:
    """Grey uint8 [H, W] of an image file, turned upright by its EXIF tag.

    Raises:
        ImageError: no such file, not an image, truncated, empty or too large.
    """
    pixels = load_pixels(path, grey=True)
    try:
        return to_grey(pixels)
    except ImageError as error:
        raise ImageError(f"{path}: {error}") from None
