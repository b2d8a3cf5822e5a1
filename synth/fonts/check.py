"""Is a font file good for reading lessons? Checks of one face by itself."""

import hashlib
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from fontTools.ttLib import TTFont, TTLibError

from contract.charset import CHARSET
from synth.fonts.coverage import charset_glyphs
from synth.fonts.raster import EM, FaceError, FontFile, Glyph

ASCII = CHARSET[:95]
ALPHANUMERIC = "".join(c for c in ASCII if c.isalnum())
SIDE = 24
"""Side of a normalised glyph, in px."""

CASED = "aegrbdhnqt"
"""Letters whose small form is not a scaled capital in any text face."""

_CAPS = re.compile(r"\bSC\b|\bCaps\b|Titling|StoryTimeCaps|Unicase|Fetamont", re.I)
_USELESS = re.compile(
    _CAPS.pattern
    + r"|\bMath|Symbol|Emoji|Icons|Dingbat|Barcode|Phon.{0,2}ti|Klingon|Runic|Keyfont",
    re.I,
)

MAX_X_HEIGHT = 0.93
"""Of the capitals' height; above it c and C, o and O cannot be told apart."""


@dataclass
class Probe:
    """What the checks learn of one face. Heights in px at EM."""

    shapes: np.ndarray  # uint8 [62, SIDE, SIDE], ALPHANUMERIC's normalised glyphs
    sizes: np.ndarray  # int16 [62, 2], height and advance in px
    sha256: str
    characters: int  # of CHARSET
    cap_height: int
    x_height: int
    ascender: int
    descender: int
    fixed_pitch: bool
    pixelated: bool
    stem: float  # px, width of the left stem of H
    serif: float  # width of H's foot over its stem's
    slant: float
    family: str
    style_name: str
    own_licence: str  # the font's own words
    panose: tuple[int, int]  # family type and serif style, 0 unknown


def normalised(bitmap: np.ndarray, stretch: float = 1.0) -> np.ndarray:
    """uint8 [SIDE, SIDE]: the ink's box, widened by `stretch`, scaled to fit, and centred."""
    out = np.zeros((SIDE, SIDE), np.uint8)
    if bitmap.size == 0:
        return out
    box = bitmap.shape[0], bitmap.shape[1] * stretch
    scale = (SIDE - 2) / max(box)
    height, width = (min(SIDE - 2, max(1, round(n * scale))) for n in box)
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    small = cv2.resize(np.ascontiguousarray(bitmap), (width, height), interpolation=cv2.INTER_AREA)
    out[top : top + height, left : left + width] = small
    return out


def _sheared(bitmap: np.ndarray, slant: float) -> np.ndarray:
    """The glyph with a slant (px to the right per px up) taken out, cut to its ink."""
    if abs(slant) < 0.04:
        return bitmap
    height, width = bitmap.shape
    shift = abs(slant) * height
    matrix = np.array([[1, slant, 0 if slant > 0 else shift], [0, 1, 0]], np.float64)
    wide = cv2.warpAffine(np.ascontiguousarray(bitmap), matrix, (width + int(shift) + 1, height))
    columns = np.flatnonzero(wide.max(axis=0) > 64)
    return wide[:, columns[0] : columns[-1] + 1] if len(columns) else bitmap


def probe(path: Path) -> Probe:
    """All checks of a single face.

    Raises:
        FaceError: the face is no use for printable ASCII; the reason in a word or two.
    """
    font = FontFile(path)
    if not all(font.has(c) for c in ASCII):
        raise FaceError("ASCII incomplete")
    glyphs = {c: font.glyph(c) for c in ASCII}
    _check_ink(font, glyphs)
    _check_size(glyphs)
    # condensed, extended, slanted faces are compared as if H stood upright in its usual width
    slant = _slant(glyphs["l"])
    upright = {c: _sheared(glyphs[c].bitmap, slant) for c in ALPHANUMERIC}
    stretch = 0.75 * upright["H"].shape[0] / upright["H"].shape[1]
    shapes = {c: normalised(upright[c], stretch) for c in ALPHANUMERIC}
    _check_case(glyphs, shapes)
    advances = [glyphs[c].advance for c in ALPHANUMERIC]
    stem, serif = _foot(glyphs["H"])
    return Probe(
        shapes=np.stack([shapes[c] for c in ALPHANUMERIC]),
        sizes=np.array([(glyphs[c].height, glyphs[c].advance >> 6) for c in ALPHANUMERIC], "i2"),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        characters=sum(g is not None for g in charset_glyphs(font)),
        cap_height=glyphs["H"].height,
        x_height=glyphs["x"].height,
        ascender=glyphs["d"].top,
        descender=glyphs["p"].height - glyphs["p"].top,
        fixed_pitch=max(advances) - min(advances) <= 32,
        pixelated=font.pixelated(),
        stem=stem,
        serif=serif,
        slant=slant,
        **_tables(path),
    )


def _tables(path: Path) -> dict[str, Any]:
    """What the file says of itself: names, licence, PANOSE."""
    try:
        with TTFont(path, lazy=True) as font:
            names = {i: font["name"].getDebugName(i) or "" for i in (1, 2, 13, 14, 16, 17)}
            os2 = font.reader["OS/2"] if "OS/2" in font else b""
    except (TTLibError, KeyError, AssertionError, ValueError, struct.error):
        raise FaceError("unreadable") from None
    kind = (os2[32], os2[33]) if len(os2) > 33 else (0, 0)  # the table's layout is often damaged
    family = names[16] or names[1] or path.stem
    if _USELESS.search(family):
        raise FaceError("one case" if _CAPS.search(family) else "not for text")
    return {
        "family": family,
        "style_name": names[17] or names[2] or "Regular",
        "own_licence": f"{names[13]} {names[14]}".strip(),
        "panose": kind,
    }


def _check_ink(font: FontFile, glyphs: dict[str, Glyph]) -> None:
    if not glyphs[" "].blank or glyphs[" "].advance <= 0:
        raise FaceError("inked space")
    if any(g.blank for c, g in glyphs.items() if c != " "):
        raise FaceError("blank glyphs")
    notdef = font.notdef()
    if not notdef.blank and any(g.key() == notdef.key() for c, g in glyphs.items() if c != "?"):
        raise FaceError(".notdef boxes")
    keys: dict[tuple[int, int, bytes], str] = {}
    for char in ALPHANUMERIC:
        other = keys.setdefault(glyphs[char].key(), char)
        pair = {char, other}
        if other != char and not any(pair <= set(s) for s in ("0O", "1Il")):
            raise FaceError("one case" if other.lower() == char.lower() else "same glyph twice")


def _check_size(glyphs: dict[str, Glyph]) -> None:
    capital = glyphs["H"]
    if not 0.35 * EM <= capital.height <= 1.15 * EM:
        raise FaceError("size")
    for char in "HxnTE":
        below = glyphs[char].height - glyphs[char].top
        if abs(below) > 0.17 * capital.height + 1:
            raise FaceError("off the baseline")
    for char in "aenHT08":
        glyph = glyphs[char]
        wide = max(glyph.bitmap.shape[1], glyph.advance >> 6)
        if glyph.advance <= 0 or not 0.15 <= wide / capital.height <= 2.5:
            raise FaceError("width")
        if glyph.bitmap.shape[1] > 2.2 * (glyph.advance / 64):
            raise FaceError("width")


def _check_case(glyphs: dict[str, Glyph], shapes: dict[str, np.ndarray]) -> None:
    if glyphs["x"].height > MAX_X_HEIGHT * glyphs["H"].height:
        raise FaceError("one case")
    same = sum(_cosine(shapes[c], shapes[c.upper()]) > 0.85 for c in CASED)
    if same >= 5:
        raise FaceError("one case")


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    x, y = a.astype(np.float32).ravel(), b.astype(np.float32).ravel()
    return float(x @ y / (np.linalg.norm(x) * np.linalg.norm(y) + 1e-6))


def _foot(capital: Glyph) -> tuple[float, float]:
    """Width of H's left stem in px, and its foot's width over the stem's."""
    ink = capital.bitmap.astype(np.float64) / 255
    rows = ink[:, : max(1, ink.shape[1] // 2)]
    mid = float(np.median(rows[[int(len(ink) * f) for f in (0.22, 0.28, 0.72, 0.78)]].sum(axis=1)))
    foot = float(rows[int(len(ink) * 0.93) : len(ink)].sum(axis=1).max())
    return mid, foot / max(mid, 0.25)


def _slant(letter: Glyph) -> float:
    """Horizontal shift of l's ink per px of height: 0 upright, about 0.2 in italics."""
    ink = letter.bitmap.astype(np.float64)
    columns = np.arange(ink.shape[1])
    third = max(1, len(ink) // 3)
    top, low = ink[:third].sum(axis=0), ink[-third:].sum(axis=0)
    shift = (top @ columns) / max(top.sum(), 1) - (low @ columns) / max(low.sum(), 1)
    return float(shift / max(len(ink) - third, 1))
