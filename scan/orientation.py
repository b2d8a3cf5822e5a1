"""Which way up a page stands, and turning it there and back."""

from dataclasses import replace

import numpy as np

from contract import finding as f
from contract import joining as n
from detector.chains import link
from detector.finding import Characters
from scan.page import Block, Page, Quad

TURNS = (0, 90, 180, 270)
"""Degrees clockwise."""


def turned(page: np.ndarray, degrees: int) -> np.ndarray:
    """A page, uint8 [H, W], turned clockwise."""
    return np.ascontiguousarray(np.rot90(page, -degrees // 90)) if degrees else page


def upside_down(characters: Characters) -> Characters:
    """Characters of a page, as they stand on the page turned by 180 degrees."""
    work = characters.work
    height, width = work.image.shape

    def each(boxes: np.ndarray) -> np.ndarray:
        return np.array([width, height, width, height]) - boxes[:, [2, 3, 0, 1]]

    return Characters(
        replace(work, image=turned(work.image, 180)),
        (each(characters.boxes[0]), each(characters.boxes[1])),
        (each(characters.marks[0]), each(characters.marks[1])),
    )


def likely_turns(characters: Characters) -> tuple[int, ...]:
    """Turns that may set a page upright, the likelier ones first.

    Letters stand closer to their neighbours in the word than to those of the next line, so the
    direction in which more of them have a close neighbour is that of the lines.
    """
    along = sum(_close(boxes) for boxes in characters.boxes)
    across = sum(_close(boxes[:, [1, 0, 3, 2]]) for boxes in characters.boxes)
    if n.TURN_CLEAR * across < along:
        return (0, 180)
    if n.TURN_CLEAR * along < across:
        return (90, 270)
    return (0, 180, 90, 270) if along >= across else (90, 270, 0, 180)


def _close(boxes: np.ndarray) -> int:
    """How many characters, boxes int64 [N, 4], have a neighbour that is close."""
    if len(boxes) == 0:
        return 0
    neighbour = link(boxes, boxes, n.CLOSE_GAP_Q8, f.LINK_RATIO_Q8, f.LINK_DRIFT_Q8)
    return int(np.count_nonzero(neighbour >= 0))


def turn_back(page: Page, degrees: int) -> Page:
    """What was read on a page turned clockwise, in pixels of the page as it was given."""
    if not degrees:
        return page

    def quad(q: Quad) -> Quad:
        return turn_quad(q, degrees, page.width, page.height)

    width, height = (page.height, page.width) if degrees % 180 else (page.width, page.height)
    blocks = tuple(
        Block(quad(block.quad), tuple(line.mapped(quad) for line in block.lines))
        for block in page.blocks
    )
    return Page(width, height, degrees, blocks)


def turn_quad(quad: Quad, degrees: int, width: int, height: int) -> Quad:
    """A quad on a turned page of `width` x `height` pixels, on the page before it was turned."""
    points = [(quad[i], quad[i + 1]) for i in range(0, 8, 2)]
    if degrees == 90:
        points = [(y, width - x) for x, y in points]
    elif degrees == 180:
        points = [(width - x, height - y) for x, y in points]
    elif degrees == 270:
        points = [(height - y, x) for x, y in points]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    return (x0, y0, x1, y1, x2, y2, x3, y3)
