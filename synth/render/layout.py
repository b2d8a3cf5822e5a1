"""Text set with glyphs from the atlas: a line as ink coverage at 40 px em."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from contract.charset import SPACE
from synth.fonts.atlas import Atlas

EM = 40

WIDE_SHARE = 0.07
"""Of the lines: letters set apart."""
TIGHT_SHARE = 0.05
"""Of the lines: letters set tight."""
UNEVEN_SHARE = 0.08
"""Of the lines: each letter's advance strays, as receipt printers round it."""
NARROW_SHARE = 0.07
"""Of the lines: spaces hardly wider than the gap between letters."""


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
    """Px after each glyph, width of a space, of the odd wide gap, and the s.d. of an advance."""

    tracking: float
    space: float
    gap: float
    gap_share: float
    stray: float = 0.0

    @classmethod
    def sample(cls, rng: Random, natural_space: float) -> "Spacing":
        """Mostly the face's own, sometimes letter-spaced, tight, or with gaps as in tables."""
        kind = rng.random()
        tracking = rng.gauss(0, 0.5)
        if kind < WIDE_SHARE:
            tracking = rng.uniform(2, 9)
        elif kind < WIDE_SHARE + TIGHT_SHARE:
            tracking = rng.uniform(-2.0, -0.8)
        space = max(natural_space * rng.uniform(0.75, 1.5), 0.18 * EM) + 2 * max(tracking, 0)
        gap_share = 0.3 if rng.random() < 0.12 else 0.0
        kind = rng.random()
        stray = rng.uniform(0.6, 1.8) if kind < UNEVEN_SHARE else 0.0
        if kind > 1 - NARROW_SHARE and tracking < 1:
            space = rng.uniform(0.13, 0.2) * EM
        return cls(tracking, space, rng.uniform(1.0, 4.0) * EM, gap_share, stray)


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
        if spacing.stray:
            pen += min(max(rng.gauss(0, spacing.stray), -2.0), 0.4 * spacing.space)
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
