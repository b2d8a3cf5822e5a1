"""Reading a page: lines are found, read, joined, put in order; and the page is set upright."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from contract import joining as n
from contract.errors import ImageError
from detector.contrast import stretched
from detector.finding import Characters, TextLine, find_characters, string_lines
from model.backends import Backend
from model.reading import read_tiles
from scan.closer import look_closer
from scan.joining import (
    ReadLine,
    Spacing,
    doubtful_cuts,
    join_words,
    page_spacing,
    seen_in,
    window_of,
)
from scan.order import Item, order
from scan.orientation import TURNS, likely_turns, turn_back, turned, upside_down
from scan.page import Block, Line, Page, Word, hull
from scan.skew import SlopeField, slope_field
from scan.tries import page_sureness, read_lines, try_again


def read_page(grey: np.ndarray, backend: Backend, *, rotation: int | None = None) -> Page:
    """Read a page, uint8 [H, W].

    Args:
        grey: the page.
        backend: the net.
        rotation: degrees to turn the page clockwise before it is read: 0, 90, 180 or 270; None
            decides it by how its characters stand and how well a few lines read.

    Raises:
        ImageError: not a grey page, or another rotation.
    """
    if grey.ndim != 2 or grey.dtype != np.uint8 or grey.size == 0:
        raise ImageError(f"a page must be grey uint8 [H, W], not {grey.dtype} {grey.shape}")
    if rotation is not None and rotation not in TURNS:
        raise ImageError(f"a page can be turned by 0, 90, 180 or 270 degrees, not {rotation}")
    grey = stretched(grey)
    turn, lines = _upright(grey, backend, rotation)
    upright = turned(grey, turn)
    lines = try_again(upright, lines, backend)
    spacing = page_spacing(lines)
    lines = _look_again(lines, spacing, backend)
    known = backend.charset, backend.calibration, backend.lexicon
    words = [join_words(line, spacing, *known) for line in lines]
    words = look_closer(upright, lines, words, spacing, backend)
    blocks = _blocks([line.line for line in lines], [_kept(each) for each in words])
    height, width = grey.shape[::-1] if turn % 180 else grey.shape
    return turn_back(Page(width, height, 0, tuple(blocks)), turn)


def _upright(
    grey: np.ndarray, backend: Backend, rotation: int | None
) -> tuple[int, list[ReadLine]]:
    """By how much to turn the page, and its lines, read."""
    found: dict[int, Characters] = {}

    def characters(turn: int) -> Characters:
        """Found once for either direction of lines: what is upside down has the same ones."""
        if turn % 180 not in found:
            found[turn % 180] = find_characters(turned(grey, turn % 180))
        return upside_down(found[turn % 180]) if turn >= 180 else found[turn]

    @cache
    def lines_of(turn: int) -> list[TextLine]:
        return string_lines(characters(turn))

    def read(turn: int, most: int | None = None) -> list[ReadLine]:
        lines = lines_of(turn)
        if most is not None:
            lines = sorted(lines, key=lambda line: -line.characters)[:most]
        return read_lines(turned(grey, turn), _within_limit(lines, backend), backend)

    if rotation is not None:
        return rotation, read(rotation)
    first, *others = likely_turns(characters(0))
    if len(lines_of(first)) > n.MANY_LINES:
        probes = [read(turn, n.PROBE_LINES) for turn in (first, others[0])]
        if max(map(page_sureness, probes)) < n.PROBE_SURE:
            return first, probes[0]  # noise, halftone: it would take long to find no text in it
    lines = read(first)
    sure = page_sureness(lines)
    if sure >= n.SURE_PAGE or not lines:
        return first, lines
    # Doubtful: it stands on its head, or is hard to read. A few lines tell.
    best, lead = first, sure + n.TURN_LEAD
    for turn in others:
        surer = page_sureness(read(turn, n.SAMPLE_LINES))
        if surer > lead:
            best, lead = turn, surer
    return (first, lines) if best == first else (best, read(best))


def _within_limit(lines: list[TextLine], backend: Backend) -> list[TextLine]:
    """The lines with most characters whose tiles are not too many to read, in the order given."""
    width = backend.tile_widths[-1]
    tiles = np.array([-(-line.frame.width // width) for line in lines], np.int64)
    longest = np.argsort([-line.characters for line in lines], kind="stable")
    kept = longest[np.cumsum(tiles[longest]) <= n.MAX_TILES]
    return [lines[i] for i in np.sort(kept).tolist()]


def _look_again(lines: Sequence[ReadLine], spacing: Spacing, backend: Backend) -> list[ReadLine]:
    """The lines with what the net says of gaps that tiles were cut through, where it is needed."""
    doubts = [
        (number, gap, window_of(line, line.gaps[gap], backend.tile_widths[-1]))
        for number, line in enumerate(lines)
        for gap in doubtful_cuts(line, spacing)
    ]
    readings = read_tiles(((lines[at].strip, window) for at, _, window in doubts), backend)
    seen = list(lines)
    for (at, gap, window), reading in zip(doubts, readings, strict=True):
        gaps = list(seen[at].gaps)
        gaps[gap] = seen_in(gaps[gap], window, reading.spaces)
        seen[at] = replace(seen[at], gaps=tuple(gaps))
    return seen


def _kept(words: list[Word]) -> list[Word]:
    """Without the words that are more likely noise: the rest of a line tells what to expect."""
    letters = sum(len(word.chars) for word in words)
    total = sum(word.confidence * len(word.chars) for word in words)
    kept = []
    for word in words:
        others = letters - len(word.chars)
        rest = (total - word.confidence * len(word.chars)) // others if others else 0
        floor = n.FLOOR_DOUBT if letters > 1 else n.FLOOR_SINGLE
        if rest >= n.FAIR_LINE:
            floor = n.FLOOR_SURE if rest >= n.SURE_LINE else n.FLOOR_FAIR
        if word.confidence >= floor:
            kept.append(word)
    return kept


def _blocks(lines: Sequence[TextLine], words: Sequence[list[Word]]) -> list[Block]:
    """The words in reading order; lines without any are left out."""
    kept = [i for i, each in enumerate(words) if each]
    if not kept:
        return []
    field = slope_field([lines[i] for i in kept])
    arranged = order([_item(lines[i], field) for i in kept])
    blocks = []
    for rows in arranged:
        found = tuple(_line([kept[i] for i in row], lines, words) for row in rows)
        blocks.append(Block(hull([line.quad for line in found]), found))
    return blocks


def _item(line: TextLine, field: SlopeField) -> Item:
    """A line's place for reading order: its box, moved until the page's lines are level."""
    half = line.length_q8 // 2
    level = field.levelled(line.x_q8 + half, line.y_q8 + (half * line.slope_q16 >> 16))
    top = level - line.height_q8
    return Item(
        line.x_q8 >> 8,
        top >> 8,
        (line.x_q8 + line.length_q8 >> 8) + 1,
        (level >> 8) + 1,
        max(line.height_q8 >> 8, 1),
    )


def _line(row: list[int], lines: Sequence[TextLine], words: Sequence[list[Word]]) -> Line:
    """Pieces that stand side by side as one line."""
    members = tuple(word for i in row for word in words[i])
    letters = sum(len(word.chars) for word in members)
    return Line(
        hull([word.quad for word in members]),
        sum(word.confidence * len(word.chars) for word in members) // letters,
        all(lines[i].light_on_dark for i in row),
        members,
    )
