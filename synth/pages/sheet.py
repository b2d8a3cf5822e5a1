"""A flat sheet on which layouts set text and draw rules; it remembers where each word lies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

import cv2
import numpy as np

from contract.charset import SPACE, decode
from synth.pages.fonts import Font
from synth.render.layout import Line, Spacing, set_line
from synth.render.scene import stroke

_FAR = 1 << 20


@dataclass(frozen=True)
class Placed:
    """A word on the sheet, edge coordinates in sheet px.

    Attributes:
        box: left, top, right, bottom of its ink.
        edges: float64 [characters, 2], left and right of each character's ink.
    """

    text: str
    box: tuple[float, float, float, float]
    baseline: float
    cap: float
    edges: np.ndarray
    line: int
    block: int
    light_on_dark: bool


class Sheet:
    """Ink coverage, uint8 [H, W], and the words on it in the order in which they were set."""

    def __init__(self, height: int, width: int) -> None:
        self.ink = np.zeros((height, width), np.uint8)
        self.words: list[Placed] = []
        self.ornaments: list[tuple[float, float, float, float]] = []
        self._line = self._block = 0

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.ink.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.ink.shape[1])

    def block(self) -> None:
        """What is set from here on belongs together: a paragraph, a cell, a column."""
        self._block += 1

    def write(
        self,
        x: float,
        y: float,
        text: str,
        font: Font,
        *,
        align: float = 0.0,
        strength: float = 1.0,
        light_on_dark: bool = False,
        space: float | None = None,
        ornament: bool = False,
    ) -> float:
        """Sets a line of text on the baseline y; returns the right end of its ink.

        Args:
            align: which part of the text lies at x: 0 its left end, 0.5 its middle, 1 its right.
            strength: share of the full ink.
            space: width of a space in page px instead of the font's own.
            ornament: glyphs that are no text, such as dotted leaders: no truth is kept.

        A text that would leave the sheet is not set; x is returned.
        """
        classes = font.classes(text)
        while classes and classes[-1] == SPACE:
            classes.pop()
        if not classes:
            return x
        gap = font.space if space is None else space / font.scale[0]
        spacing = Spacing(font.tracking, gap, 0.0, 0.0, font.stray)
        line = set_line(font.atlas, font.face, classes, Random(text), _FAR, spacing)
        band, (sx, sy) = _band(line, font)
        left = round(x - align * line.right[-1] * sx - (1 - align) * line.left[0] * sx)
        top = round(y - font.above * sy)
        spot = self.ink[max(top, 0) : top + band.shape[0], max(left, 0) : left + band.shape[1]]
        if spot.shape != band.shape:
            return x
        if strength < 1:
            band = cv2.convertScaleAbs(band, alpha=strength)
        if light_on_dark:
            np.minimum(spot, 255 - band, out=spot)
        else:
            np.maximum(spot, band, out=spot)
        origin = left, top + font.above * sy
        if ornament:
            self.ornaments.append(_box(line, font, 0, len(line.classes), origin, (sx, sy)))
        else:
            self._remember(line, font, origin, (sx, sy), light_on_dark)
        return float(left + line.right[-1] * sx)

    def _remember(
        self,
        line: Line,
        font: Font,
        origin: tuple[float, float],
        scale: tuple[float, float],
        light_on_dark: bool,
    ) -> None:
        start = 0
        for stop, k in enumerate((*line.classes, SPACE)):
            if k != SPACE:
                continue
            if stop > start:
                columns = np.stack([line.left[start:stop], line.right[start:stop]], axis=1)
                placed = Placed(
                    text=decode(list(line.classes[start:stop])),
                    box=_box(line, font, start, stop, origin, scale),
                    baseline=origin[1],
                    cap=line.cap * scale[1],
                    edges=origin[0] + columns.astype(np.float64) * scale[0],
                    line=self._line,
                    block=self._block,
                    light_on_dark=light_on_dark,
                )
                self.words.append(placed)
            start = stop + 1
        self._line += 1

    def paragraph(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        font: Font,
        pitch: float,
        *,
        width: float | None = None,
        align: float = 0.0,
        light_on_dark: bool = False,
    ) -> float:
        """Sets lines `pitch` px apart; the baseline after the last. With `width`: justified."""
        rest = list(lines)
        for i, text in enumerate(rest):
            space = None
            gaps = text.count(" ")
            if width is not None and gaps and i < len(rest) - 1:
                own = font.width(" ")
                space = own + (width - font.width(text)) / gaps
                space = space if space < 3.5 * own else None
            self.write(x, y, text, font, align=align, space=space, light_on_dark=light_on_dark)
            y += pitch
        return y

    def rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        thick: int = 1,
        dash: int = 0,
        strength: float = 1.0,
    ) -> None:
        """A horizontal or vertical rule, solid or dashed with that pitch."""
        a, b, c, d = (max(round(v), 0) for v in (y0, y1, x0, x1))
        across = d - c >= b - a
        area = self.ink[a : a + thick, c:d] if across else self.ink[a:b, c : c + thick]
        length = area.shape[1] if across else area.shape[0]
        on = np.full(length, 255 * strength)
        if dash:
            on[np.arange(length) % dash > dash * 0.6] = 0
        np.maximum(area, on.astype(np.uint8) if across else on.astype(np.uint8)[:, None], out=area)

    def frame(self, x0: float, y0: float, x1: float, y1: float, thick: int = 1) -> None:
        """A box of four rules."""
        for y in (y0, y1 - thick):
            self.rule(x0, y, x1, y, thick)
        for x in (x0, x1 - thick):
            self.rule(x, y0, x, y1, thick)

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: int | np.ndarray) -> None:
        """Prints an area: one coverage, or a pattern uint8 at least as large."""
        a, b, c, d = (max(round(v), 0) for v in (y0, y1, x0, x1))
        area = self.ink[a:b, c:d]
        if isinstance(ink, np.ndarray):
            ink = ink[: area.shape[0], : area.shape[1]]
        np.maximum(area, np.asarray(ink, np.uint8), out=area)

    def cut(self, height: int) -> None:
        """Keeps the topmost rows only, down to a place below all text."""
        self.ink = self.ink[:height]

    def embed(self, height: int, width: int, top: int, left: int) -> None:
        """Lays the sheet on a larger white one."""
        below, right = height - top - self.height, width - left - self.width
        borders = top, below, left, right
        self.ink = np.asarray(cv2.copyMakeBorder(self.ink, *borders, cv2.BORDER_CONSTANT), np.uint8)
        shift = np.array([left, top, left, top])
        self.ornaments = [tuple((box + shift).tolist()) for box in map(np.array, self.ornaments)]
        self.words = [
            replace(
                word,
                box=tuple((np.array(word.box) + shift).tolist()),
                baseline=word.baseline + top,
                edges=word.edges + left,
            )
            for word in self.words
        ]


def _band(line: Line, font: Font) -> tuple[np.ndarray, tuple[float, float]]:
    """The line's ink at page size with the font's own rows above and below; its exact scale."""
    band = line.band
    pad = (font.above - line.above, font.below - line.below)
    if font.bold:
        band = np.asarray(cv2.dilate(band, np.ones((1 + font.bold // 2, 1 + font.bold))), np.uint8)
    if font.wear is not None:
        band = stroke(band, Random(font.wear))
    band = cv2.copyMakeBorder(band, max(pad[0], 0), max(pad[1], 0), 0, 0, cv2.BORDER_CONSTANT)
    sx, sy = font.scale
    size = (max(round(band.shape[1] * sx), 1), max(round(band.shape[0] * sy), 1))
    way = cv2.INTER_AREA if sy < 0.95 else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(band, size, interpolation=way))
    ink = scaled[scaled > 40]
    if sy < 0.5 and len(ink) and font.wear is None:
        # Strokes thinner than a pixel: a printer's are narrower, but no paler.
        scaled = cv2.convertScaleAbs(scaled, alpha=min(max(225 / np.percentile(ink, 80), 1.0), 1.8))
    return scaled, (size[0] / band.shape[1], size[1] / band.shape[0])


def _box(
    line: Line,
    font: Font,
    start: int,
    stop: int,
    origin: tuple[float, float],
    scale: tuple[float, float],
) -> tuple[float, float, float, float]:
    glyphs = font.rows[[k - 1 for k in line.classes[start:stop] if k != SPACE]]
    spread = 1.0 if font.bold or font.wear is not None else 0.0
    top = float(glyphs["top"].max()) + spread
    bottom = float((glyphs["height"].astype(int) - glyphs["top"]).max()) + spread
    return (
        origin[0] + (float(line.left[start]) - spread) * scale[0],
        origin[1] - top * scale[1],
        origin[0] + (float(line.right[stop - 1]) + spread) * scale[0],
        origin[1] + bottom * scale[1],
    )
