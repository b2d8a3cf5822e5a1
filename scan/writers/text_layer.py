"""Text that a PDF reader can search and copy, though nothing of it is painted.

Every word is set in text render mode 3 and stretched horizontally over its quad. The font is
Courier, whose characters are equally wide in every reader: it is never seen, and a ToUnicode map
tells which character a code stands for (PDF 32000-1, 9.3.6, 9.6.2, 9.10.3).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from scan.document import BELOW_BASELINE, baseline_start, direction, sides
from scan.page import Line, Page

ADVANCE = 600
"""Width of every character, in 1/1000 of the font size."""
ASCENT = round(1000 * (1 - BELOW_BASELINE))
DESCENT = ASCENT - 1000
LAST_SPACE = 0.2
"""Of the font size: the space after a line, for readers that see no gap to the next cell."""
LEAST_SPACE = 0.01
"""Of the font size: the space between words that touch."""
SPACE_CODE = 32
"""In every font: the word spacing widens this code only (PDF 32000-1, 9.3.3)."""
FIRST_CODE = 33
CODES = 222
"""Characters of a font beyond the first, which has those of Windows-1252."""


@dataclass(frozen=True)
class Fonts:
    """The characters of a document beyond Windows-1252, sorted; the n-th font has CODES of them."""

    beyond: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Fonts":
        """Fonts for all characters of some texts."""
        return cls("".join(sorted({c for text in texts for c in text if _ansi(c) is None})))

    def code(self, character: str) -> tuple[int, int]:
        """Number of a character's font, and its code in there."""
        ansi = _ansi(character)
        if ansi is not None:
            return 0, ansi
        font, code = divmod(self.beyond.index(character), CODES)
        return font + 1, code + FIRST_CODE

    def maps(self) -> list[dict[int, str]]:
        """For each font the characters of its codes."""
        first = {code: c for code in range(32, 256) if (c := _character(code))}
        later = (self.beyond[at : at + CODES] for at in range(0, len(self.beyond), CODES))
        return [first, *({SPACE_CODE: " "} | dict(enumerate(part, FIRST_CODE)) for part in later)]


def _ansi(character: str) -> int | None:
    try:
        (code,) = character.encode("cp1252")
    except (UnicodeEncodeError, ValueError):
        return None
    return code if code >= 32 else None


def _character(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore")


def to_unicode(characters: dict[int, str]) -> bytes:
    """A ToUnicode CMap, in sections of at most 100 entries."""
    lines = [
        f"<{code:02X}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in sorted(characters.items())
    ]
    sections = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (lines[at : at + 100] for at in range(0, len(lines), 100))
    ]
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + "".join(sections)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def content(page: Page, scale: float, fonts: Fonts) -> bytes:
    """Operators that set a page's words in reading order; `scale` is points a pixel."""
    words = "".join(_line(line, page.height, scale, fonts) for line in page.lines if line.words)
    return f"BT\n3 Tr\n{words}ET\n".encode() if words else b""


def _line(line: Line, height: int, scale: float, fonts: Fonts) -> str:
    """A line's words at their places, each with a space that reaches to the next.

    A space is shown together with its word, its width set by the word spacing: PDFium drops one
    that is shown alone where words touch.
    """
    dx, dy = direction(line.quad)
    size = max(sides(line.quad)[1] * scale, 0.1)
    operators = []
    for word, following in zip_longest(line.words, line.words[1:]):
        x, y = baseline_start(word.quad)
        width = max(sides(word.quad)[0], 0.1) * scale
        gap = LAST_SPACE * size
        if following is not None:
            next_x, next_y = baseline_start(following.quad)
            gap = ((next_x - x) * dx + (next_y - y) * dy) * scale - width
        advance = size * ADVANCE / 1000
        stretch = width / (max(len(word.text), 1) * advance)
        spacing = max(gap, LEAST_SPACE * size) / stretch - advance
        place = _numbers(dx, -dy, dy, dx, x * scale, (height - y) * scale)
        operators.append(f"{place} Tm {_numbers(100 * stretch)} Tz {_numbers(spacing)} Tw\n")
        operators += _show(word.text + " ", size, fonts)
    return "".join(operators)


def _show(text: str, size: float, fonts: Fonts) -> Iterator[str]:
    """Show text, a string for each font in turn; a space is in the font of what it follows."""
    codes: list[tuple[int, int]] = []
    for character in text:
        follows = character == " " and codes
        codes.append((codes[-1][0], SPACE_CODE) if follows else fonts.code(character))
    for font, run in groupby(codes, key=lambda code: code[0]):
        shown = "".join(f"{code:02X}" for _, code in run)
        yield f"/F{font} {_numbers(size)} Tf <{shown}> Tj\n"


def _numbers(*values: float) -> str:
    return " ".join(f"{value + 0.0:.4f}".rstrip("0").rstrip(".") or "0" for value in values)
