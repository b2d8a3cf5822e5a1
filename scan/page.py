"""What was read on a page: blocks of lines of words of characters, in reading order.

Coordinates are whole pixels of the page as it was given (not turned upright), confidences per
mille, so that the JSON of a page holds integers only and can be compared byte for byte.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

Quad = tuple[int, int, int, int, int, int, int, int]
"""x0, y0 … x3, y3: top left, top right, bottom right, bottom left as the text is read."""


@dataclass(frozen=True)
class Char:
    """A character."""

    text: str
    quad: Quad
    confidence: int


@dataclass(frozen=True)
class Word:
    """Characters without a space between them."""

    quad: Quad
    confidence: int
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(char.text for char in self.chars)

    def mapped(self, place: Callable[[Quad], Quad]) -> "Word":
        """The word elsewhere: `place` maps its quads and those of its characters."""
        chars = tuple(replace(char, quad=place(char.quad)) for char in self.chars)
        return replace(self, quad=place(self.quad), chars=chars)


@dataclass(frozen=True)
class Line:
    """Words that stand side by side in a block."""

    quad: Quad
    confidence: int
    light_on_dark: bool
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, one space between them."""
        return " ".join(word.text for word in self.words)

    def mapped(self, place: Callable[[Quad], Quad]) -> "Line":
        """The line elsewhere: `place` maps its quads and those of all in it."""
        words = tuple(word.mapped(place) for word in self.words)
        return replace(self, quad=place(self.quad), words=words)


@dataclass(frozen=True)
class Block:
    """Lines one below the other: a column, a paragraph, a cell, a receipt's items."""

    quad: Quad
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Page:
    """A page that was read."""

    width: int
    height: int
    rotation: int
    """0, 90, 180 or 270: degrees to turn the page clockwise so that its text stands upright."""
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """All lines in reading order."""
        return (line for block in self.blocks for line in block.lines)

    @property
    def words(self) -> Iterator[Word]:
        """All words in reading order."""
        return (word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        """The blocks, an empty line between them; no newline at the end."""
        return "\n\n".join(block.text for block in self.blocks)

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON types; the texts of words, lines and blocks are in it, too."""
        return {
            "width": self.width,
            "height": self.height,
            "rotation": self.rotation,
            "blocks": [
                {
                    "quad": list(block.quad),
                    "lines": [_line_as_dict(line) for line in block.lines],
                }
                for block in self.blocks
            ],
        }


def _line_as_dict(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "quad": list(line.quad),
        "confidence": line.confidence,
        "light_on_dark": line.light_on_dark,
        "words": [
            {
                "text": word.text,
                "quad": list(word.quad),
                "confidence": word.confidence,
                "chars": [asdict(char) | {"quad": list(char.quad)} for char in word.chars],
            }
            for word in line.words
        ],
    }


def hull(quads: list[Quad]) -> Quad:
    """The upright box around quads, as a quad."""
    x = [value for quad in quads for value in quad[0::2]]
    y = [value for quad in quads for value in quad[1::2]]
    left, top, right, bottom = min(x), min(y), max(x), max(y)
    return (left, top, right, top, right, bottom, left, bottom)
