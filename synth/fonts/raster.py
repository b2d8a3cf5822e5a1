"""Glyph bitmaps and metrics of one font file, by FreeType, unhinted at `EM` pixels."""

import ctypes
from dataclasses import dataclass
from pathlib import Path

import freetype
import numpy as np

EM = 40
"""Pixels of the em square at which the atlas is rendered."""

_FLAGS = freetype.FT_LOAD_RENDER | freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP


class FaceError(Exception):
    """A font file that cannot be used; `reason` is a short word or two for the summary."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Glyph:
    """One rendered glyph.

    bitmap: uint8 [height, width], coverage 0..255. left: bearing in px. top: px above the
    baseline. advance: 26.6 px.
    """

    bitmap: np.ndarray
    left: int
    top: int
    advance: int

    @property
    def blank(self) -> bool:
        """Whether there is no ink at all."""
        return not self.bitmap.any()

    @property
    def height(self) -> int:
        """Rows of the bitmap."""
        return int(self.bitmap.shape[0])

    def key(self) -> tuple[int, int, bytes]:
        """Equal for two glyphs that look the same and sit at the same height."""
        return self.top, self.bitmap.shape[1], self.bitmap.tobytes()


class FontFile:
    """An open scalable font with a Unicode map.

    Raises:
        FaceError: the file is damaged, has bitmaps only, or maps no Unicode.
    """

    def __init__(self, path: Path) -> None:
        try:
            self.face = freetype.Face(str(path))
            if not self.face.is_scalable:
                raise FaceError("bitmaps only")
            self.face.set_pixel_sizes(0, EM)
        except freetype.FT_Exception:
            raise FaceError("unreadable") from None
        try:
            self.face.select_charmap(freetype.FT_ENCODING_UNICODE)
        except freetype.FT_Exception:
            raise FaceError("no Unicode map") from None

    def has(self, char: str) -> bool:
        """Whether the font maps the character."""
        return bool(self.face.get_char_index(char))

    def glyph(self, char: str) -> Glyph:
        """The glyph of `char`; .notdef where the font lacks it."""
        return self._load(self.face.get_char_index(char))

    def notdef(self) -> Glyph:
        """What the font shows in place of a character that it lacks."""
        return self._load(0)

    def _load(self, index: int) -> Glyph:
        try:
            self.face.load_glyph(index, _FLAGS)
        except freetype.FT_Exception:
            raise FaceError("unreadable") from None
        slot = self.face.glyph._FT_GlyphSlot.contents  # .buffer of freetype-py is a slow list
        rows, width, pitch = slot.bitmap.rows, slot.bitmap.width, slot.bitmap.pitch
        if rows == 0 or width == 0:
            bitmap = np.zeros((0, 0), np.uint8)
        else:
            raw = ctypes.string_at(slot.bitmap.buffer, rows * pitch)
            bitmap = np.frombuffer(raw, np.uint8).reshape(rows, pitch)[:, :width]
        # 16.16 px, not rounded to whole pixels as `advance` may be
        advance = (int(slot.linearHoriAdvance) + 512) >> 10
        return Glyph(bitmap, int(slot.bitmap_left), int(slot.bitmap_top), advance)

    def pixelated(self, chars: str = "SRax2") -> bool:
        """Whether the outlines are made of squares: horizontal and vertical edges only."""
        edges = slanted = 0
        for char in chars:
            self.face.load_char(char, freetype.FT_LOAD_NO_SCALE)
            outline = self.face.glyph.outline
            points, start = np.array(outline.points, np.int64).reshape(-1, 2), 0
            for end in outline.contours:
                step = np.diff(points[start : end + 1], axis=0, append=points[start : start + 1])
                edges += len(step)
                slanted += int(((step != 0).all(axis=1)).sum())
                start = end + 1
        return edges > 0 and slanted * 20 < edges
