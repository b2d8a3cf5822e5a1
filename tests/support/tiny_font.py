"""Fonts drawn by the tests: every glyph a pattern of squares on a 5 x 7 grid."""

import hashlib
import unicodedata
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

SQUARE = 100
ASCII = "".join(map(chr, range(0x20, 0x7F)))
UNICASE_PAIRS = {c.upper(): c for c in "abcdefghijklmnopqrstuvwxyz"}


def tiny_font(
    path: Path,
    family: str = "Tiny Sans",
    chars: str = ASCII,
    like: dict[str, str] | None = None,
    wide: int = 600,
    salt: str = "",
    licence: str = "",
    blank: str = " ",
    accented: bool = True,
) -> Path:
    """Write a TrueType font; `like` maps a character to the one whose picture it shows.

    Without `accented`, letters with accents show something else than their base letters.
    """
    like = like or {}
    order = [".notdef", *(f"c{ord(c):04x}" for c in chars)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(c): f"c{ord(c):04x}" for c in chars})
    glyphs = {".notdef": _draw([(0, 0, 5, 7)])}
    for char in chars:
        shown = like.get(char, char)
        glyphs[f"c{ord(char):04x}"] = _draw(
            [] if char in blank else _squares(shown, salt, accented)
        )
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (wide, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": family, "styleName": "Regular"}
    builder.setupNameTable({**names, **({"licenseDescription": licence} if licence else {})})
    builder.setupOS2(sTypoAscender=800)
    builder.setupPost(isFixedPitch=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def _squares(char: str, salt: str, accented: bool) -> list[tuple[int, int, int, int]]:
    """A picture of its own for every character, as tall as its kind: 7 squares or 5."""
    base = unicodedata.normalize("NFD", char)[0]
    if base != char:
        marks = 1 | int.from_bytes(hashlib.sha256(char.encode()).digest()[:2], "big")
        accent = [
            (x, y, x + 1, y + 1) for x in range(5) for y in (7, 8) if marks >> (x + y - 7) & 1
        ]
        under = _squares(base, salt, True) if accented else [(4, y, 5, y + 1) for y in range(7)]
        return under + accent
    rows = 5 if char.islower() and char not in "bdfhklt" else 7
    bits = int.from_bytes(hashlib.sha256(f"{salt}{char}".encode()).digest()[:5], "big")
    cells = [(x, y) for y in range(rows) for x in range(5) if bits >> (5 * y + x) & 1]
    # a stem as tall and a foot as wide as the letter, so that sizes do not hang on the hash
    cells += [(0, y) for y in range(rows)] + [(x, 0) for x in range(5)]
    return [(x, y, x + 1, y + 1) for x, y in sorted(set(cells))]


def _draw(boxes: list[tuple[int, int, int, int]]) -> object:
    pen = TTGlyphPen(None)
    for left, low, right, high in boxes:
        pen.moveTo((left * SQUARE, low * SQUARE))
        pen.lineTo((left * SQUARE, high * SQUARE))
        pen.lineTo((right * SQUARE, high * SQUARE))
        pen.lineTo((right * SQUARE, low * SQUARE))
        pen.closePath()
    return pen.glyph()
