"""Makes pages: each depends on (seed, split, index), the kind and look asked for, atlas, texts."""

from collections.abc import Callable
from random import Random

import numpy as np

from synth.fonts.atlas import Atlas
from synth.pages.articles import article
from synth.pages.desk import Desk
from synth.pages.fonts import Typefaces
from synth.pages.forms import form
from synth.pages.geometry import Geometry
from synth.pages.letters import letter
from synth.pages.looks import LOOKS, SHARES, see
from synth.pages.receipts import receipt
from synth.pages.sheet import Placed, Sheet
from synth.pages.tables import table
from synth.pages.truth import SynthPage, SynthWord, enclose
from synth.text.source import TextSource

LAYOUTS: dict[str, Callable[[Desk], Sheet]] = {
    "receipt": receipt,
    "form": form,
    "letter": letter,
    "table": table,
    "article": article,
}
KINDS = tuple(LAYOUTS)
_KIND_SHARES = (0.35, 0.3, 0.12, 0.11, 0.12)
_SAMPLES = 9
"""Points along the top and bottom of a word by which a bent word's quad is widened."""


class PageMaker:
    """Makes pages with the faces of one side of the atlas's split."""

    def __init__(self, atlas: Atlas, texts: TextSource, split: str = "train") -> None:
        self.faces, self._texts, self._split = Typefaces(atlas, split), texts, split

    def page(
        self, seed: int, index: int, kind: str | None = None, look: str | None = None
    ) -> SynthPage:
        """One page; without a kind or look, one is drawn."""
        rng = Random(f"page/{seed}/{self._split}/{index}")
        drawn = rng.choices(KINDS, _KIND_SHARES)[0]
        kind = kind or drawn
        drawn = rng.choices(LOOKS, SHARES[kind])[0]
        look = look or drawn
        sheet = LAYOUTS[kind](Desk(rng, self.faces, self._texts))
        grey, geometry = see(sheet, look, rng)
        words = tuple(carry(word, geometry) for word in sheet.words)
        ornaments = tuple(geometry.to_page(_corners(box)) for box in sheet.ornaments)
        return SynthPage(grey, words, ornaments, kind, look)


def _corners(box: tuple[float, float, float, float]) -> np.ndarray:
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])


def carry(word: Placed, geometry: Geometry) -> SynthWord:
    """A word of the sheet, on the page."""
    left, top, right, bottom = word.box
    x = np.linspace(left, right, _SAMPLES)
    border = np.concatenate([np.stack([x, np.full(_SAMPLES, y)], axis=1) for y in (top, bottom)])
    edges = np.stack([word.edges[:, 0], word.edges.mean(axis=1), word.edges[:, 1]], axis=1)
    middle = np.full(edges.size, word.baseline - word.cap / 2)
    centre = (left + right) / 2
    points = np.concatenate(
        [
            _corners(word.box),
            border,
            [(left, word.baseline), (right, word.baseline)],
            [(centre, word.baseline), (centre, word.baseline - word.cap)],
            np.stack([edges.ravel(), middle], axis=1),
        ]
    )
    moved = geometry.to_page(points)
    corners, border, baseline, upright, chars = np.split(moved, np.cumsum([4, 2 * _SAMPLES, 2, 2]))
    along = (baseline[1] - baseline[0]) / np.hypot(*(baseline[1] - baseline[0]))
    rise = upright[1] - upright[0]
    return SynthWord(
        text=word.text,
        corners=enclose(corners, np.concatenate([corners, border])),
        chars=chars.reshape(-1, 3, 2),
        baseline=baseline,
        cap=float(abs(along[0] * rise[1] - along[1] * rise[0])),
        line=word.line,
        block=word.block,
        light_on_dark=word.light_on_dark,
    )
