"""A tile's picture, and below it the best path of each reader: a character a time step."""

import re
from collections.abc import Sequence

import numpy as np

from contract.numbers import STEP
from parity.records import TileRead
from parity.report.markup import Markup, join, tag
from parity.report.pictures import png
from parity.report.readings import SPACE

SCALE = 3
"""Screen pixels of a tile's pixel."""
GUTTER = 9
"""Tile pixels left of the picture, for the rows' names."""
ROW = 6
"""Tile pixels of a row of the strip."""
HEAD = 4
"""Tile pixels above the picture, for the arrow at the step where paths part."""
BLANK = "\0"
"""In a path. It is drawn as a line: every mark that could stand for it is a character, too."""
NUMBERED = 8
"""Every so many steps bear their number."""
PAPER = 255


def path(read: TileRead, steps: int) -> str:
    """The best path: a character for each of `steps` time steps, BLANK where nothing is read."""
    shown = [BLANK] * steps
    for character, (first, last, _, _) in zip(read.text, read.chars, strict=False):
        for step in range(max(first, 0), min(last + 1, steps)):
            shown[step] = SPACE if character == " " else character
    return "".join(shown)


def draw(
    pixels: np.ndarray, reference: str, candidates: Sequence[str], step: int, label: str
) -> Markup:
    """A tile, uint8 [32, W], over its paths.

    Args:
        pixels: the tile; all of it is in the page, its empty right end lies outside the view.
        reference: the path of the reference, in the row R.
        candidates: those of others, in the rows 1, 2, …; steps that differ from it are set off.
        step: where they part.
        label: for those who do not see it.
    """
    height, width = pixels.shape
    shown = _shown(pixels, [reference, *candidates], step)
    top = HEAD + height + 2
    rows = [("R", reference), *((str(i), each) for i, each in enumerate(candidates, 1))]
    bottom = top + ROW * len(rows)
    parts = [
        tag("title", label),
        tag(
            "image",
            href=png(pixels),
            x=GUTTER,
            y=HEAD,
            width=width,
            height=height,
            class_="pixels",
        ),
        _parting(step, bottom),
    ]
    for i, (name, each) in enumerate(rows):
        parts += _row(name, each[:shown], reference, top + ROW * i)
    for at in range(0, shown, NUMBERED):
        parts.append(tag("text", str(at), x=_x(at), y=bottom + 4, class_="number"))
    view = GUTTER + STEP * shown, bottom + 5
    return tag(
        "svg",
        join(*parts, between="\n"),
        viewBox=f"0 0 {view[0]} {view[1]}",
        width=SCALE * view[0],
        height=SCALE * view[1],
        role="img",
        aria_label=label,
        class_="strip",
    )


def _shown(pixels: np.ndarray, paths: Sequence[str], step: int) -> int:
    """Time steps up to the end of ink, reading and parting, and one more."""
    columns = np.flatnonzero((pixels < PAPER).any(axis=0))
    ink = int(columns[-1]) // STEP if len(columns) else 0
    read = max(len(each.rstrip(BLANK)) - 1 for each in paths)
    return min(max(ink, read, step, 2 * NUMBERED) + 2, pixels.shape[1] // STEP)


def _row(name: str, each: str, reference: str, y: int) -> list[Markup]:
    """A path, with boxes around the steps in which it is not the reference's."""
    differing = [i for i, character in enumerate(each) if character != reference[i]]
    parts = [
        tag("rect", x=GUTTER + STEP * i, y=y, width=STEP, height=ROW - 0.7, class_="parted")
        for i in differing
    ]
    parts.append(tag("text", name, x=GUTTER / 2, y=y + 3.5, class_="name"))
    parts.append(tag("path", d=_wire(each, y + ROW / 2 - 0.5), class_="blank"))
    read = [i for i, character in enumerate(each) if character != BLANK]
    if read:
        # one x a character: a time step is as wide on the screen as in the net
        places = " ".join(str(_x(i)) for i in read)
        parts.append(
            tag("text", "".join(each[i] for i in read), x=places, y=y + 3.5, class_="step")
        )
    return parts


def _wire(each: str, y: float) -> str:
    """A line through the blank steps of a path."""
    runs = re.finditer(f"{BLANK}+", each)
    return "".join(
        f"M{GUTTER + STEP * run.start()} {y:g}h{STEP * len(run.group())}" for run in runs
    )


def _parting(step: int, bottom: int) -> Markup:
    """An arrow above the picture, and a frame around the step down to the last path."""
    x = GUTTER + STEP * step
    arrow = tag("path", d=f"M{x} 0h{STEP}l{-STEP / 2:g} {HEAD - 0.8:g}z", class_="arrow")
    frame = tag("rect", x=x, y=HEAD, width=STEP, height=bottom - HEAD, class_="frame")
    return join(frame, arrow)


def _x(step: int) -> int:
    return GUTTER + STEP * step + STEP // 2
