"""Pages as a reader would give them, made of words at known places."""

from math import cos, radians, sin

from scan.page import Block, Char, Line, Page, Quad, Word, hull


def quad(x: float, y: float, width: float, height: float, angle: float = 0.0) -> Quad:
    """A box with its top left corner at (x, y), turned clockwise about it."""
    c, s = cos(radians(angle)), sin(radians(angle))
    corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    return tuple(round(v) for a, b in corners for v in (x + a * c - b * s, y + a * s + b * c))


def made_line(
    text: str, x: float, y: float, height: float = 40, angle: float = 0.0, confidence: int = 900
) -> Line:
    """A line of words; every character, spaces too, is half as wide as the line is high."""
    step = height / 2
    c, s = cos(radians(angle)), sin(radians(angle))
    words, at = [], 0
    for part in text.split(" "):
        chars = tuple(
            Char(t, quad(x + k * step * c, y + k * step * s, step, height, angle), confidence)
            for k, t in enumerate(part, at)
        )
        place = quad(x + at * step * c, y + at * step * s, len(part) * step, height, angle)
        words.append(Word(place, confidence, chars))
        at += len(part) + 1
    whole = quad(x, y, (at - 1) * step, height, angle)
    return Line(whole, confidence, False, tuple(words))


def made_page(*blocks: list[Line], size: tuple[int, int] = (1000, 800), rotation: int = 0) -> Page:
    """A page of blocks of lines."""
    made = tuple(Block(hull([line.quad for line in lines]), tuple(lines)) for lines in blocks)
    return Page(*size, rotation, made)


def two_columns() -> Page:
    """Two columns side by side, whose lines stand at the same heights."""
    left = [made_line(f"left column {k} café", 20, 100 + 60 * k) for k in range(5)]
    right = [made_line(f"right column {k} naïve", 520, 100 + 60 * k) for k in range(5)]
    return made_page(left, right)
