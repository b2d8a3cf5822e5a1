"""A file that was read, as the writers take it."""

import os
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from contract.numbers import FRAME_ABOVE_Q8, FRAME_BELOW_Q8
from scan.page import Page, Quad
from scan.sources import PageSource

BELOW_BASELINE = FRAME_BELOW_Q8 / (FRAME_ABOVE_Q8 + FRAME_BELOW_Q8)
"""Share of a line's height that lies below its baseline, as the framing has it."""


@dataclass(frozen=True)
class ReadPage:
    """A page and where its pixels came from."""

    source: PageSource
    page: Page


@dataclass(frozen=True)
class Document:
    """A file's pages, all read, at least one."""

    name: str
    """The file as the user named it."""
    pages: tuple[ReadPage, ...]

    @property
    def clean_name(self) -> str:
        """The name in printable Unicode, whatever bytes the file system holds."""
        name = os.fsencode(self.name).decode("utf-8", "replace")
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def box(quad: Quad) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a quad's upright box."""
    return min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])


def sides(quad: Quad) -> tuple[float, float]:
    """Width along the text and height across it, each the mean of two opposite sides."""
    points = [*zip(quad[0::2], quad[1::2], strict=True), quad[:2]]
    top, right, bottom, left = (hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    return (top + bottom) / 2, (left + right) / 2


def direction(quad: Quad) -> tuple[float, float]:
    """Unit vector along the text, y downwards; (1, 0) for a quad without width."""
    x = quad[2] - quad[0] + quad[4] - quad[6]
    y = quad[3] - quad[1] + quad[5] - quad[7]
    length = hypot(x, y)
    return (x / length, y / length) if length else (1.0, 0.0)


def baseline_start(quad: Quad) -> tuple[float, float]:
    """Where the baseline meets the quad's left side."""
    return (
        quad[6] + (quad[0] - quad[6]) * BELOW_BASELINE,
        quad[7] + (quad[1] - quad[7]) * BELOW_BASELINE,
    )
