"""From paths to pages: image files, multi-page TIFF, PDF, folders of them.

A page is named first and loaded later, so that a thousand pages cost a thousand names.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contract.errors import ImageError
from detector.image import load_pixels, to_grey
from scan.sources import pdf, tiff

SUFFIXES = frozenset(
    f".{name}"
    for names in ("avif bmp dib gif jp2 jpe jpeg jpg", "pbm pdf pgm png pnm ppm tif tiff webp")
    for name in names.split()
)
"""Files of a folder that are read; the others are skipped and listed."""

DPI = 300
"""Resolution at which PDF pages are rendered, and which images are taken to have."""


@dataclass(frozen=True)
class PageSource:
    """A page of a file, to be loaded when its turn comes."""

    path: Path
    index: int = 0
    """Which of the file's pages, from 0."""
    dpi: int = DPI

    @property
    def is_pdf(self) -> bool:
        """Whether it is a page of a PDF.

        Raises:
            ImageError: the file cannot be read.
        """
        return _kind(self.path) == "pdf"

    def load(self) -> np.ndarray:
        """Grey pixels uint8 [H, W], upright by EXIF.

        Raises:
            ImageError: cannot be read; names the file.
            PocketOcrError: it is a PDF, and pypdfium2 is not installed.
        """
        pixels = self.pixels(grey=True)
        try:
            return to_grey(pixels)
        except ImageError as error:
            raise ImageError(f"{self.path}: {error}") from None

    def pixels(self, *, grey: bool = False) -> np.ndarray:
        """The page's pixels as decoded, [H, W] or [H, W, C]; see `detector.image.to_grey`.

        Grey ones, which take less memory, if they will do and the format allows it.

        Raises:
            ImageError, PocketOcrError: see `load`.
        """
        kind = _kind(self.path)
        if kind == "pdf":
            return pdf.render(self.path, self.index, self.dpi, grey=grey)
        if kind == "tiff":
            return tiff.load(self.path, self.index)
        return load_pixels(self.path, grey=grey)


@dataclass(frozen=True)
class InputFile:
    """A file to read, and what it is called within the folder that was named."""

    path: Path
    relative: Path


@dataclass(frozen=True)
class Found:
    """What paths hold: files to read, and files and folders that hold nothing to read."""

    files: tuple[InputFile, ...]
    skipped: tuple[Path, ...]
    empty: tuple[Path, ...]


def find(paths: Iterable[Path]) -> Found:
    """Files in the order of `paths`; a folder's files sorted by path, with all its subfolders.

    A file that is named is taken whatever it is called. Hidden files are passed over.
    """
    files: list[InputFile] = []
    skipped: list[Path] = []
    empty = []
    for path in paths:
        if not path.is_dir():
            files.append(InputFile(path, Path(path.name)))
            continue
        inside = sorted(_walk(path))
        chosen = [each for each in inside if each.suffix.lower() in SUFFIXES]
        files += [InputFile(each, each.relative_to(path)) for each in chosen]
        skipped += [each for each in inside if each.suffix.lower() not in SUFFIXES]
        if not chosen:
            empty.append(path)
    return Found(tuple(files), tuple(skipped), tuple(empty))


def pages(path: Path, dpi: int = DPI) -> list[PageSource]:
    """The pages of a file: one of an image, or those of a TIFF or PDF. No pixel is decoded.

    Raises:
        ImageError, PocketOcrError: see `PageSource.load`.
    """
    count = {"pdf": pdf.count, "tiff": tiff.count}.get(_kind(path), lambda _: 1)(path)
    return [PageSource(path, index, dpi) for index in range(count)]


def _walk(folder: Path) -> Iterable[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root) / name for name in names if not name.startswith("."))


def _kind(path: Path) -> str:
    """What a file is by its first bytes: "pdf", "tiff" or "image".

    Raises:
        ImageError: it cannot be read, or is a pipe or a device: those may never end.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ImageError(f"{path}: not a file; save what it gives to one first")
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise ImageError(f"{path}: cannot be read ({error.strerror})") from None
    if b"%PDF-" in head:
        return "pdf"
    return "tiff" if head.startswith(tiff.MAGIC) else "image"
