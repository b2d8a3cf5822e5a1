"""Pages of a PDF, rendered with PDFium, which the extra `pdf` brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from contract.errors import ImageError, PocketOcrError
from contract.numbers import MAX_PIXELS

POINTS = 72
"""PDF units in an inch."""

_PASSWORD = 4  # FPDF_ERR_PASSWORD of PDFium's fpdfview.h


def count(path: Path) -> int:
    """Number of pages.

    Raises:
        ImageError: not a PDF that can be opened, or encrypted.
        PocketOcrError: pypdfium2 is not installed.
    """
    with _opened(path) as document:
        return len(document)


def render(path: Path, index: int, dpi: int, grey: bool) -> np.ndarray:
    """Pixels of a page at `dpi`, or lower so that it has at most MAX_PIXELS.

    Returns:
        uint8 [H, W] if grey, else BGR uint8 [H, W, 3].

    Raises:
        ImageError, PocketOcrError: see `count`.
    """
    from pypdfium2 import PdfiumError

    with _opened(path) as document:
        try:
            page = document[index]
            _refuse_huge_images(page)
            width, height = page.get_size()
            scale = fitting(width, height, dpi) / POINTS
            bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=False)
            pixels = bitmap.to_numpy()
        except (PdfiumError, ValueError, MemoryError) as error:
            message = f"{path}, page {index + 1}: PDFium cannot render this page ({error})"
            raise ImageError(message) from None
        pixels = pixels[:, :, 0] if grey and pixels.ndim == 3 else pixels
        return np.array(pixels[:, :, :3] if pixels.ndim == 3 else pixels)  # outlives the bitmap


def resolution(path: Path, index: int, dpi: int) -> float:
    """The resolution at which `render` renders a page that is wanted at `dpi`.

    Raises:
        ImageError, PocketOcrError: see `count`.
    """
    with _opened(path) as document:
        width, height = document[index].get_size()
    return fitting(width, height, dpi)


def has_text(path: Path, index: int) -> bool:
    """Whether a page already has text that can be searched.

    Raises:
        ImageError, PocketOcrError: see `count`.
    """
    with _opened(path) as document:
        return document[index].get_textpage().count_chars() > 0


def fitting(width: float, height: float, dpi: int) -> float:
    """The resolution, `dpi` or less, at which a page of so many points has ≤ MAX_PIXELS.

    PDFium rounds both sides up, so the largest scale s is where
    (width s + 1)(height s + 1) = MAX_PIXELS.

    Raises:
        ValueError: a page without an area.
    """
    if not 0 < width * height < float("inf"):
        raise ValueError(f"its size is {width} x {height} points")
    both, free = width + height, MAX_PIXELS - 1
    scale = 2 * free / (both + (both * both + 4 * width * height * free) ** 0.5)
    return min(float(dpi), scale * POINTS)


def _refuse_huge_images(page: Any) -> None:
    """PDFium decodes a page's images whole, however small they are shown.

    Raises:
        ValueError: an image has more than MAX_PIXELS.
    """
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        width, height = image.get_px_size()
        if width * height > MAX_PIXELS:
            raise ValueError(f"it holds an image of {width} x {height} pixels")


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """An open pypdfium2.PdfDocument."""
    try:
        import pypdfium2
    except ImportError:
        raise PocketOcrError(
            f"{path}: reading a PDF needs pypdfium2: pip install 'pocket-ocr[pdf]'"
        ) from None
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise ImageError(f"{path}: this PDF is encrypted; save it without password") from None
        raise ImageError(f"{path}: not a PDF that can be opened, or damaged ({error})") from None
    try:
        yield document
    finally:
        document.close()
