"""What a synthetic page shows, exactly: words with their characters, in reading order.

Points are (x, y) in page px, edge coordinates: the pixel (row, column) covers
[column, column + 1) x [row, row + 1). (The detector's frames have pixel centres at integers:
take 0.5 away.)

Reading order: top to bottom, columns one after the other, table rows from left to right cell by
cell, a boxed field's label before its content, receipts row by row. A line is a run of words set
with the font's own spaces: a table row is a line per cell, as in the corpora.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np


@dataclass(frozen=True)
class SynthWord:
    """A word; its reading-order index is its place in the page's words.

    Attributes:
        corners: float64 [4, 2], top left, top right, bottom right, bottom left; holds the ink.
        chars: float64 [characters, 3, 2], left edge, centre and right edge of each character's
            ink, at half a capital's height.
        baseline: float64 [2, 2], the left and right end of the word on its baseline.
        cap: height of a capital letter of its font, page px, across the baseline.
        line, block: numbers of its line and block, counted through the page.
        light_on_dark: polarity.
    """

    text: str
    corners: np.ndarray
    chars: np.ndarray
    baseline: np.ndarray
    cap: float
    line: int
    block: int
    light_on_dark: bool

    @property
    def quad(self) -> tuple[int, ...]:
        """x0, y0 … x3, y3: the corners in whole px, rounded outwards."""
        return whole_quad(self.corners)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of the quad."""
        x, y = self.quad[0::2], self.quad[1::2]
        return min(x), min(y), max(x), max(y)


@dataclass(frozen=True)
class SynthPage:
    """A page: grey, uint8 [H, W], its words in reading order, and how it was made.

    `ornaments`, a list of float64 [4, 2], are places of glyphs that are no text: dotted leaders,
    rows of dashes.
    """

    grey: np.ndarray
    words: tuple[SynthWord, ...]
    ornaments: tuple[np.ndarray, ...]
    kind: str
    look: str

    @property
    def lines(self) -> list[tuple[SynthWord, ...]]:
        """The words of each line."""
        return [tuple(words) for _, words in groupby(self.words, key=lambda word: word.line)]

    @property
    def text(self) -> str:
        """The lines, joined by newlines."""
        return "\n".join(line_text(line) for line in self.lines)

    def record(self, name: str) -> dict[str, Any]:
        """The page as a line of `pages.jsonl`, in the shape of the evaluation corpora."""
        return {
            "id": name,
            "set": "synth",
            "image": f"pages/{name}.png",
            "kind": self.kind,
            "look": self.look,
            "lines": [
                {"quad": list(line_quad(line)), "text": line_text(line), "block": line[0].block}
                for line in self.lines
            ],
            "words": [
                {
                    "box": list(word.box),
                    "text": word.text,
                    "quad": list(word.quad),
                    "order": order,
                    "line": word.line,
                    "block": word.block,
                }
                for order, word in enumerate(self.words)
            ],
            "full_text": self.text,
        }


def line_text(line: tuple[SynthWord, ...]) -> str:
    """The words of a line, one space between them."""
    return " ".join(word.text for word in line)


def line_quad(line: tuple[SynthWord, ...]) -> tuple[int, ...]:
    """The quad that holds a line's words, in whole px."""
    return whole_quad(enclose(line[0].corners, np.concatenate([w.corners for w in line])))


def whole_quad(corners: np.ndarray) -> tuple[int, ...]:
    """Corners [4, 2] rounded outwards: x0, y0 … x3, y3."""
    out = np.ceil(corners - 1e-3)
    low = np.floor(corners + 1e-3)
    out[[0, 3], 0] = low[[0, 3], 0]
    out[[0, 1], 1] = low[[0, 1], 1]
    return tuple(int(v) for v in out.ravel())


def enclose(corners: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The parallelogram [4, 2] along the sides of a quad that holds all points [N, 2]."""
    along = (corners[1] - corners[0]) + (corners[2] - corners[3])
    across = (corners[3] - corners[0]) + (corners[2] - corners[1])
    basis = np.stack([along / np.hypot(*along), across / np.hypot(*across)], axis=1)
    u, v = np.linalg.solve(basis, (points - corners[0]).T)
    u0, u1, v0, v1 = u.min(), u.max(), v.min(), v.max()
    ends = np.array([[u0, v0], [u1, v0], [u1, v1], [u0, v1]])
    return np.asarray(corners[0] + ends @ basis.T)
