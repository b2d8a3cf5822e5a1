"""Text set with glyphs from the atlas: a line as ink coverage at 40 px em."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from contract.charset import SPACE
from synth.fonts.atlas import Atlas

EM = 40


@dataclass(frozen=True)
class Line:
    """A line of glyphs.

    Attributes:
        band: ink coverage, uint8 [rows, columns]; rows run from `-above` to `below`.
        above: rows above the baseline.
        classes: class number per character, spaces included.
        left, right: canvas columns of each character's ink (a space: of its gap).
        cap: height of a capital letter in rows.
    """

    band: np.ndarray
    above: int
    classes: tuple[int, ...]
    left: np.ndarray
    right: np.ndarray
    cap: int

    @property
    def below(self) -> int:
        """Rows below the baseline."""
        return self.band.shape[0] - self.above


@dataclass(frozen=True)
class Spacing:
    """Tracking in px after each glyph, width of a space, and of the odd wide gap, in px."""

    tracking: float
    space: float
    gap: float
    gap_share: float

    @classmethod
    def sample(cls, rng: Random, natural_space: float) -> "Spacing":
        """Mostly the face's own, sometimes letter-spaced, tight, or with gaps as in tables."""
        kind = rng.random()
        tracking = rng.gauss(0, 0.5)
        if kind < 0.07:
            tracking = rng.uniform(2, 9)
        elif kind < 0.12:
            tracking = rng.uniform(-2.0, -0.8)
        space = max(natural_space * rng.uniform(0.75, 1.5), 0.18 * EM) + 2 * max(tracking, 0)
        return cls(tracking, space, rng.uniform(1.0, 4.0) * EM, 0.3 if rng.random() < 0.12 else 0.0)


def set_line(
    atlas: Atlas,
    face: int,
    classes: Sequence[int],
    rng: Random,
    limit: int = 1600,
    spacing: Spacing | None = None,
) -> Line:
    """Sets a line; characters that would pass column `limit` are left out.

    Glyphs keep the face's own advances; where ink meets, the darker wins. Without `spacing`,
    one is drawn from `rng`.
    """
    rows = atlas.glyphs[face]
    spacing = spacing or Spacing.sample(rng, rows["advance"][SPACE - 1] / 64)
    placed: list[tuple[int, int, int, int, int, int]] = []
    pen = 4.0
    lefts, rights = [], []
    above, below, right_end = 4, 2, 0
    for k in classes:
        offset, width, height, bearing, top, advance = rows[k - 1].item()
        if k == SPACE:
            gap = spacing.gap if rng.random() < spacing.gap_share else spacing.space
            lefts.append(pen)
            pen += gap
            rights.append(pen)
            continue
        x = max(int(pen + bearing + 0.5), 0)
        if x + width > limit and placed:
            break
        placed.append((offset, width, height, x, top, k))
        lefts.append(x)
        rights.append(x + width)
        above, below = max(above, top), max(below, height - top)
        right_end = max(right_end, x + width)
        pen += max(advance / 64 + spacing.tracking, 1.0)
    band = np.zeros((above + below, right_end + 4), np.uint8)
    for offset, width, height, x, top, _ in placed:
        glyph = atlas.bitmaps[offset : offset + width * height].reshape(height, width)
        spot = band[above - top : above - top + height, x : x + width]
        np.maximum(spot, glyph, out=spot)
    count = len(lefts)
    while count and classes[count - 1] == SPACE:
        count -= 1
    return Line(
        band=band,
        above=above,
        classes=tuple(classes[:count]),
        left=np.array(lefts[:count], np.float32),
        right=np.array(rights[:count], np.float32),
        cap=max(int(rows["top"][33 + ord("H") - ord("A")]), 8),
    )
