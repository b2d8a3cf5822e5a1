"""Which characters of the charset a face truly has."""

import unicodedata
from collections import Counter

import numpy as np

from contract.charset import CHARSET
from synth.fonts.raster import FontFile, Glyph

MIN_LIKE_BASE = 0.7
"""Cosine of an accented letter's lower part with its base letter's."""


def charset_glyphs(font: FontFile) -> list[Glyph | None]:
    """CHARSET's glyphs in order; None where the font lacks one beyond ASCII.

    Lacking is also what would teach a wrong label: a blank, .notdef's box, the very picture of
    another character (curly quotes drawn straight, an accented letter without its accent), and a
    letter that does not show its base letter. Where most do not (an old 8-bit font with Cyrillic
    in the place of Latin-1), nothing beyond ASCII counts.
    """
    glyphs = {c: font.glyph(c) if font.has(c) else None for c in CHARSET}
    seen = Counter(g.key() for g in glyphs.values() if g is not None)
    notdef = font.notdef().key()
    for char, glyph in glyphs.items():
        if glyph is not None and not char.isascii():
            false = glyph.blank or glyph.key() == notdef or seen[glyph.key()] > 1
            glyphs[char] = None if false else glyph
    like = {c: _shows_base(c, glyphs) for c, g in glyphs.items() if g is not None and _base(c)}
    astray = sum(not good for good in like.values()) * 2 > len(like)
    for char in glyphs:
        if not char.isascii() and (astray or not like.get(char, True)):
            glyphs[char] = None
    return list(glyphs.values())


def _base(char: str) -> str | None:
    """The letter under an accent: é → e."""
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if len(parts) > 1 else None


def _shows_base(char: str, glyphs: dict[str, Glyph | None]) -> bool:
    """Whether an accented letter's lower part looks like its base letter."""
    base = _base(char)
    whole, plain, small = glyphs[char], glyphs[base or ""], glyphs["x"]
    assert whole is not None and plain is not None and small is not None
    # the upper quarter may hold the accent, or i's dot
    rows = (small.top if char.islower() else plain.top) * 3 // 4
    a, b = (_between(g, rows) for g in (whole, plain))
    width = max(a.shape[1], b.shape[1])
    best = 0.0
    for shift in range(abs(a.shape[1] - b.shape[1]) + 1):  # an accent may be wider than its letter
        narrow, wide = sorted((a, b), key=lambda part: part.shape[1])
        moved = np.zeros((rows, width), np.float64)
        moved[:, shift : shift + narrow.shape[1]] = narrow
        norm = np.linalg.norm(moved) * np.linalg.norm(wide)
        best = max(best, float((moved * wide).sum() / max(norm, 1.0)))
    return best > MIN_LIKE_BASE


def _between(glyph: Glyph, rows: int) -> np.ndarray:
    """float64 [rows, width]: the glyph from the baseline up, cut to its ink."""
    out = np.zeros((rows, max(1, glyph.bitmap.shape[1])), np.float64)
    for row in range(rows):  # row 0 is the highest
        at = glyph.top - rows + row
        if 0 <= at < glyph.height:
            out[row] = glyph.bitmap[at]
    columns = np.flatnonzero(out.max(axis=0) > 64)
    return out[:, columns[0] : columns[-1] + 1] if len(columns) else out[:, :1]
