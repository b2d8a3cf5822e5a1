"""Pages of a TIFF file, one by one."""

import struct
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np

from contract.errors import ImageError
from contract.numbers import MAX_PIXELS

MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""First bytes of TIFF and BigTIFF, little and big endian."""


def count(path: Path) -> int:
    """Number of pages.

    OpenCV's own count stops silently where a truncated file ends, so the chain of image file
    directories is followed here (TIFF 6.0, section 2; BigTIFF has 64-bit offsets).

    Raises:
        ImageError: the chain leaves the file or runs in circles.
    """
    with path.open("rb") as file:
        head = file.read(16)
        order = "<" if head.startswith(b"II") else ">"
        big = head[2:4] in (b"+\0", b"\0+")
        offset, number, entry = ("Q", "Q", 20) if big else ("I", "H", 12)
        try:
            (at,) = struct.unpack_from(order + offset, head, 8 if big else 4)
            seen: set[int] = set()
            while at:
                if at in seen:
                    raise ImageError(f"{path}: this TIFF's pages run in circles: it is damaged")
                seen.add(at)
                file.seek(at)
                (entries,) = _unpack(file, order + number)
                file.seek(entries * entry, 1)
                (at,) = _unpack(file, order + offset)
        except (struct.error, OSError, OverflowError):
            raise ImageError(f"{path}: the file is truncated; copy it again") from None
    if not seen:
        raise ImageError(f"{path}: this TIFF has no page")
    return len(seen)


def load(path: Path, index: int) -> np.ndarray:
    """Pixels of one page, turned upright by its orientation tag; grey, BGR or BGRA.

    Raises:
        ImageError: the page cannot be decoded, is truncated, or is too large.
    """
    where = f"{path}, page {index + 1}"
    try:
        decoded, images = cv2.imreadmulti(
            str(path), start=index, count=1, flags=cv2.IMREAD_UNCHANGED
        )
    except cv2.error as error:
        if "PIXELS" in error.err:
            raise ImageError(f"{where}: more than {MAX_PIXELS} pixels: scale it down") from None
        raise ImageError(f"{where}: OpenCV cannot decode this page: {error.err}") from None
    if not decoded or not images:
        raise ImageError(f"{where}: not a page that OpenCV can decode, or truncated")
    return images[0]


def _unpack(file: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))
