"""What a PDF must know of a JPEG file to show its bytes as they are."""

import struct
from dataclasses import dataclass

_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
"""Start-of-frame markers that PDF's DCTDecode takes: baseline, extended, progressive."""
_OTHER_FRAMES = frozenset(range(0xC0, 0xD0)) - _FRAMES - {0xC4, 0xC8, 0xCC}
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Jpeg:
    """Header of a JPEG file."""

    width: int
    height: int
    components: int
    """1 grey, 3 colour, 4 CMYK."""
    adobe: bool
    """Has Adobe's marker, so that CMYK is stored inverted."""
    orientation: int
    """EXIF: 1 to 8."""


def read_header(data: bytes) -> Jpeg | None:
    """The header of a JPEG with 8 bits a sample; None for all else (ITU T.81, annex B)."""
    if not data.startswith(b"\xff\xd8"):
        return None
    at, adobe, orientation = 2, False, 1
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if marker in _FRAMES and len(body) >= 6:
            bits, height, width, components = struct.unpack_from(">BHHB", body)
            fits = bits == 8 and height and width and components in (1, 3, 4)
            return Jpeg(width, height, components, adobe, orientation) if fits else None
        if marker in _OTHER_FRAMES or marker == 0xDA:
            return None
        if marker == 0xEE and body.startswith(b"Adobe"):
            adobe = True
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        at += 2 + length
    return None


def _orientation(tiff: bytes) -> int:
    """The orientation of an EXIF block, 1 if it says nothing that makes sense."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (entries,) = struct.unpack_from(order + "H", tiff, start)
        for entry in range(entries):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * entry)
            if tag == _ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1
