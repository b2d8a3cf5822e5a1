"""Reads pages and words through an exported bundle, without torch."""

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from contract.errors import ImageError
from detector.image import load_grey, to_grey
from model.backends import Backend
from model.backends.litert import LiteRtBackend
from model.reading import read_crop
from scan.page import Page
from scan.reading import read_page as read_grey
from scan.rectify import read_rectified
from scan.sources import PageSource
from scan.worker import DEFAULT_BUNDLE

_reading = threading.Lock()  # a LiteRT interpreter serves one thread at a time


@dataclass(frozen=True)
class Word:
    """A word as it was read; `confidence`, 0 to 1, is the share of such words that are right."""

    text: str
    confidence: float


def read_page(
    image: str | Path | np.ndarray,
    bundle: str | Path | None = None,
    *,
    rotation: int | None = None,
    rectify: bool = False,
    lexicon: bool = True,
) -> Page:
    """Read a page.

    Args:
        image: path of an image file (of a TIFF with several pages the first one), or pixels,
            uint8 or uint16: grey [H, W], BGR or BGRA [H, W, C].
        bundle: folder of an exported bundle; by default the one of the package.
        rotation: 0, 90, 180 or 270, degrees to turn the page clockwise so that its text stands
            upright; None: found out.
        rectify: whether to look for the outline of a photographed page and pull it straight.
        lexicon: whether doubtful words are corrected by the bundle's lexicon.

    Returns:
        What stands on the page; `.text` is all of its text, `.words` says where it stands, in
        pixels of the image as given.

    Raises:
        ImageError: the image cannot be read, or is not of that form; or another rotation.
        ContractError: the bundle is missing, damaged, or of another contract.
    """
    grey = _grey(image)
    with _reading:
        backend = _backend(Path(bundle or DEFAULT_BUNDLE).resolve(), lexicon)
        return read_rectified(
            grey,
            lambda straight: read_grey(straight, backend, rotation=rotation),
            wanted=rectify,
        )


def read_word(
    image: str | Path | np.ndarray, bundle: str | Path | None = None, *, lexicon: bool = True
) -> Word:
    """Read the crop of a word (or of a few words on one line).

    Args:
        image: path of an image file, or pixels, uint8 or uint16: grey [H, W], BGR or BGRA
            [H, W, C].
        bundle: folder of an exported bundle; by default the one of the package.
        lexicon: whether doubtful words are corrected by the bundle's lexicon.

    Returns:
        The text, empty if there is none, and its calibrated confidence.

    Raises:
        ImageError: the image cannot be read, or is not of that form.
        ContractError: the bundle is missing, damaged, or of another contract.
    """
    grey = _grey(image)
    with _reading:
        found = read_crop(grey, _backend(Path(bundle or DEFAULT_BUNDLE).resolve(), lexicon))
    return Word(found.text, found.confidence / 1000)


def _grey(image: str | Path | np.ndarray) -> np.ndarray:
    """Grey pixels, uint8 [H, W]."""
    if isinstance(image, np.ndarray):
        return to_grey(image)
    if PageSource(Path(image)).is_pdf:
        raise ImageError(f"{image}: a PDF: give a page of it as pixels, or use `pocket-ocr read`")
    return load_grey(Path(image))


@lru_cache(maxsize=4)
def _backend(bundle: Path, lexicon: bool) -> Backend:
    return LiteRtBackend(bundle, lexicon=lexicon)
