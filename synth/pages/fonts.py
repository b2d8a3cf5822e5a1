"""Fonts of a page: faces of the atlas with a size, and how to choose them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np

from contract.charset import CHARSET, CLASS_OF, SPACE
from synth.fonts.atlas import Atlas
from synth.render.layout import EM

_CAPITAL = CHARSET.index("H")
_AVERAGE = np.array([CHARSET.index(c) for c in "ABCDEHILMNORSTaabcdeefhiilmnoorsttu0123456789"])
_BOLD = re.compile(r"bold|black|heavy|demi", re.I)
_UNUSUAL = re.compile(r"italic|oblique|slant|thin|hairline|extralight|ultralight|light", re.I)


@dataclass(frozen=True)
class Font:
    """A face at a size.

    Attributes:
        cap: height of a capital in page px.
        aspect: width over height of the letters, of the face's own.
        tracking, space: px at the atlas's em, after each glyph and of a space.
        wear: None, or a seed of the wear of its strokes (see synth.render.scene.stroke).
        bold: how many px at the atlas's em the strokes are spread.
        stray: s.d. of a glyph's advance, px at the atlas's em.
    """

    atlas: Atlas
    face: int
    cap: float
    aspect: float = 1.0
    tracking: float = 0.0
    space: float = 0.3 * EM
    wear: int | None = None
    bold: int = 0
    stray: float = 0.0

    @cached_property
    def rows(self) -> np.ndarray:
        """The face's glyph records, GLYPH [characters]."""
        return np.asarray(self.atlas.glyphs[self.face])

    @cached_property
    def above(self) -> int:
        """Rows over the baseline that hold every glyph, at the atlas's em."""
        return max(int(self.rows["top"][self.rows["offset"] >= 0].max()), 4) + 2

    @cached_property
    def below(self) -> int:
        """Rows under the baseline that hold every glyph."""
        known = self.rows[self.rows["offset"] >= 0]
        return max(int((known["height"].astype(int) - known["top"]).max()), 2) + 2

    @cached_property
    def scale(self) -> tuple[float, float]:
        """Page px per px at the atlas's em, across and down; whole rows for above + below."""
        capital = max(int(self.rows["top"][_CAPITAL]), 8)
        rows = self.above + self.below
        down = max(round(rows * self.cap / capital), 1) / rows
        return self.cap / capital * self.aspect, down

    @cached_property
    def _advances(self) -> np.ndarray:
        advances = np.maximum(self.rows["advance"] / 64 + self.tracking, 1.0)
        advances[SPACE - 1] = self.space
        return np.asarray(advances * self.scale[0])

    def classes(self, text: str) -> list[int]:
        """Class numbers of a text; what the face lacks falls back to its base letter or away."""
        has = self.rows["offset"]
        out = []
        for char in text:
            if char not in CLASS_OF or has[CLASS_OF[char] - 1] < 0:
                char = _PLAIN.get(char) or unicodedata.normalize("NFKD", char)[0]
            if char in CLASS_OF and has[CLASS_OF[char] - 1] >= 0:
                out.append(CLASS_OF[char])
        return out

    def width(self, text: str) -> float:
        """Width in page px of a text."""
        at = np.array(self.classes(text), np.int64) - 1
        return float(self._advances[at].sum()) if len(at) else 0.0

    @property
    def average(self) -> float:
        """Mean advance of letters and digits, page px."""
        return float(self._advances[_AVERAGE].mean())

    def fit(self, text: str, width: float) -> str:
        """As many characters of a text as fit; whole words where there are several."""
        if self.width(text) <= width:
            return text
        ends = np.cumsum([self.width(c) for c in text])
        cut = text[: int(np.searchsorted(ends, width, side="right"))]
        return (cut.rpartition(" ")[0] or cut).strip()

    def wrap(self, text: str, width: float) -> list[str]:
        """Lines of whole words, each at most `width` px wide."""
        lines: list[str] = []
        used, space = 0.0, self.width(" ")
        for word in text.split():
            size = self.width(word)
            if size > width:
                word = self.fit(word, width)
                size = self.width(word)
            if lines and used + space + size <= width:
                lines[-1] += " " + word
                used += space + size
            elif word:
                lines.append(word)
                used = size
        return lines


_PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "•": "*", "·": "."}


class Typefaces:
    """Chooses faces by style, as often as the atlas weighs them."""

    def __init__(self, atlas: Atlas, split: str) -> None:
        """Raises PocketOcrError where the atlas has no faces for `split`."""
        self.atlas = atlas
        chosen, cumulative = atlas.cumulative(split)
        weights = np.diff(cumulative, prepend=0.0)
        self._styles: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._bold: dict[str, list[int]] = defaultdict(list)
        for index, weight in zip(chosen.tolist(), weights.tolist(), strict=True):
            face = atlas.faces[index]
            if _UNUSUAL.search(face.style_name):
                weight *= 0.15
            if _BOLD.search(face.style_name):
                if not re.search(r"italic|oblique", face.style_name, re.I):
                    self._bold[face.family].append(index)
                weight *= 0.3
            self._styles[face.style].append((index, weight))

    def pick(self, rng: Random, shares: Mapping[str, float]) -> int:
        """A face of one of these styles, drawn by the styles' shares."""
        known = [style for style in shares if style in self._styles] or list(self._styles)
        style = rng.choices(known, [shares.get(s, 1.0) for s in known])[0]
        faces, weights = zip(*self._styles[style], strict=True)
        return int(rng.choices(faces, weights)[0])

    def bold(self, rng: Random, face: int) -> int | None:
        """A bold face of the same family, or None."""
        options = self._bold.get(self.atlas.faces[face].family)
        return rng.choice(options) if options else None
