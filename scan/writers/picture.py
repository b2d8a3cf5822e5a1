"""The picture of a page as a PDF holds it: a file's own bytes where PDF can show them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np

from contract.errors import ImageError
from scan.sources import PageSource
from scan.writers.jpeg import read_header

Matrix = tuple[int, int, int, int, int, int]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
_PLACED: dict[int, Matrix] = {
    1: UPRIGHT,
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""How the unit square of an image with this EXIF orientation lies upright (y upwards)."""
_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_GREY, _PNG_COLOUR, _PNG_PALETTE = 0, 2, 3


@dataclass(frozen=True)
class Picture:
    """An image XObject's data and entries, and its place in the unit square."""

    data: bytes
    filter: str
    width: int
    height: int
    bits: int
    space: str | bytes
    """Name of a device colour space, or the RGB palette."""
    matrix: Matrix = UPRIGHT
    parameters: dict[str, int] = field(default_factory=dict)
    """DecodeParms."""
    inverted: bool = False


def picture_of(source: PageSource) -> Picture:
    """The bytes of a JPEG or plain PNG file as they are, else the pixels as PNG packs them.

    Raises:
        ImageError, PocketOcrError: see `PageSource.load`.
    """
    kept = _kept(source) if source.index == 0 else None
    return kept or _from_png(_encode(source.pixels()))


def _kept(source: PageSource) -> Picture | None:
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise ImageError(f"{source.path}: cannot be read ({error.strerror})") from None
    if data.startswith(_PNG):
        return _from_png(data) if is_plain(data) else None
    jpeg = read_header(data)
    if jpeg is None:
        return None
    return Picture(
        data,
        "/DCTDecode",
        jpeg.width,
        jpeg.height,
        8,
        _SPACES[jpeg.components],
        _PLACED[jpeg.orientation],
        inverted=jpeg.components == 4 and jpeg.adobe,
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and data of a PNG's chunks (W3C PNG, section 5.3)."""
    at = len(_PNG)
    while at + 8 <= len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        yield name, png[at + 8 : at + 8 + length]
        at += 12 + length


def is_plain(png: bytes) -> bool:
    """Not interlaced, opaque, upright: then PDF's PNG predictor shows its data as they are."""
    chunks = dict(_chunks(png))
    header = chunks.get(b"IHDR", b"")
    if len(header) != 13 or {b"tRNS", b"eXIf"} & chunks.keys():
        return False
    return header[9] in (_PNG_GREY, _PNG_COLOUR, _PNG_PALETTE) and header[12] == 0


def _from_png(png: bytes) -> Picture:
    """A plain PNG's data, its predictors left to the PDF reader."""
    chunks = list(_chunks(png))
    named: dict[bytes, bytes] = dict(chunks)
    width, height, bits, kind = struct.unpack_from(">IIBB", named[b"IHDR"])
    colours = 3 if kind == _PNG_COLOUR else 1
    return Picture(
        b"".join(data for name, data in chunks if name == b"IDAT"),
        "/FlateDecode",
        width,
        height,
        bits,
        named[b"PLTE"] if kind == _PNG_PALETTE else _SPACES[colours],
        parameters={
            "/Predictor": 15,
            "/Colors": colours,
            "/BitsPerComponent": bits,
            "/Columns": width,
        },
    )


def _encode(pixels: np.ndarray) -> bytes:
    """PNG of pixels as decoded: 8 bits, on white paper, grey if all of it is."""
    if pixels.dtype == np.uint16:
        pixels = (pixels >> 8).astype(np.uint8)
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = np.dstack([_on_paper(pixels[:, :, k], pixels[:, :, 3]) for k in range(3)])
    if pixels.ndim == 3 and all((pixels[:, :, 0] == pixels[:, :, k]).all() for k in (1, 2)):
        pixels = np.ascontiguousarray(pixels[:, :, 0])
    return bytes(cv2.imencode(".png", pixels)[1])


def _on_paper(channel: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    opaque = alpha.astype(np.uint16)
    return ((channel * opaque + 255 * (255 - opaque) + 127) // 255).astype(np.uint8)
