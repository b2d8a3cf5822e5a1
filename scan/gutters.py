"""White gutters from top to bottom of a region, and the columns on their sides.

Whole numbers throughout, as in scan.rows.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from contract import ordering as n
from scan.columns import columns, least_gap
from scan.rows import Segment, bands, level, spans


class Gutter(NamedTuple):
    """White space between `left` and `right` in the bands [start, stop)."""

    left: int
    right: int
    start: int
    stop: int


def around_columns(segments: Sequence[Segment], height: int) -> list[list[Segment]]:
    """The segments as what is above, beside and below the tallest gutter that parts columns.

    All of them together if there is none.
    """
    parts = bands(segments, height)
    for start, stop in trials(parts, least_gap(height)):
        beside = [s for part in parts[start:stop] for s in part]
        if len(beside) < len(segments) and len(columns(beside, height)) > 1:
            three = parts[:start], parts[start:stop], parts[stop:]
            return [[s for part in some for s in part] for some in three if some]
    return [list(segments)]


def trials(parts: Sequence[list[Segment]], least: int) -> Iterator[tuple[int, int]]:
    """First band and end of the tallest gutters, and of the tallest one's parts.

    It is parted at the widest step down, since it may go on through a form that has white space
    in the same place by chance.
    """
    tallest = sorted(gutters(parts, least), key=lambda g: (g.start - g.stop, g.start, g.left))
    spots = list(dict.fromkeys((gutter.start, gutter.stop) for gutter in tallest))[: n.MOST_TRIALS]
    for number, (start, stop) in enumerate(spots):
        yield start, stop
        if number == 0:
            levels = [level(part) for part in parts[start:stop]]
            _, middle = min((a - b, i) for i, (a, b) in enumerate(pairwise(levels), start + 1))
            yield middle, stop
            yield start, middle


def gutters(parts: Sequence[list[Segment]], least: int) -> list[Gutter]:
    """Gutters at least that wide, and with text on both sides; none lies inside another one."""
    left = min(segment.left for part in parts for segment in part)
    right = max(segment.right for part in parts for segment in part)
    found: list[Gutter] = []
    followed: dict[tuple[int, int], int] = {}
    """First bands of the gutters that reach down to here."""
    for number, part in enumerate(parts):
        free = gaps(part, left, right, least)
        narrowed = dict.fromkeys(free, number)
        for gutter, start in followed.items():
            goes_on = False
            for a, b in free:
                both = max(a, gutter[0]), min(b, gutter[1])
                if both[1] - both[0] >= least:
                    narrowed[both] = min(narrowed.get(both, start), start)
                    goes_on = goes_on or both == gutter
            if not goes_on:
                found.append(Gutter(*gutter, start, number))
        tallest = sorted(narrowed.items(), key=lambda item: (item[1], item[0]))
        followed = dict(tallest[: n.MOST_GUTTERS])
    found += [Gutter(*gutter, start, len(parts)) for gutter, start in followed.items()]
    return [
        g for g in found if g.left > left and g.right < right and g.stop - g.start >= n.GUTTER_BANDS
    ]


def gaps(part: Sequence[Segment], left: int, right: int, least: int) -> list[tuple[int, int]]:
    """What a band leaves free between the edges, if it is at least that wide."""
    covered = spans(part, least)
    starts = [left, *(b for _, b in covered)]
    ends = [*(a for a, _ in covered), right]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b - a >= least]
