"""Reads words through an exported bundle, without torch."""

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from detector.image import load_grey, to_grey
from model.backends import Backend
from model.backends.litert import LiteRtBackend
from model.reading import read_crop

DEFAULT_BUNDLE = Path(__file__).with_name("bundle")
"""The bundle that comes with the package."""

_reading = threading.Lock()  # a LiteRT interpreter serves one thread at a time


@dataclass(frozen=True)
class Word:
    """A word as it was read; `confidence`, 0 to 1, is the share of such words that are right."""

    text: str
    confidence: float


def read_word(image: str | Path | np.ndarray, bundle: str | Path | None = None) -> Word:
    """Read the crop of a word (or of a few words on one line).

    Args:
        image: path of an image file, or uint8 pixels: grey [H, W], BGR or BGRA [H, W, C].
        bundle: folder of an exported bundle; by default the one of the package.

    Returns:
        The text, empty if there is none, and its calibrated confidence.

    Raises:
        ImageError: the image cannot be read, or is not of that form.
        ContractError: the bundle is missing, damaged, or of another contract.
    """
    grey = to_grey(image) if isinstance(image, np.ndarray) else load_grey(Path(image))
    with _reading:
        found = read_crop(grey, _backend(Path(bundle or DEFAULT_BUNDLE).resolve()))
    return Word(found.text, found.confidence / 1000)


@lru_cache(maxsize=4)
def _backend(bundle: Path) -> Backend:
    return LiteRtBackend(bundle)
