"""Which vertical gaps of a region part columns, and which the cells of a row.

Whole numbers throughout, as in scan.rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from contract import ordering as n
from scan.rows import Row, Segment, level, rows, spans


@dataclass(frozen=True)
class Strip:
    """What stands between two vertical gaps."""

    segments: list[Segment]
    lines: list[Row]
    left: int
    right: int
    is_prose: bool


def columns(segments: Sequence[Segment], height: int) -> list[list[Segment]]:
    """The segments as columns that are to be read one after the other, left to right.

    Parts the region at all its vertical gaps; then the narrowest gap whose sides are no columns
    of their own is closed again, until none is left.
    """
    edges = spans(segments, least_gap(height))
    if not 1 < len(edges) <= n.MOST_STRIPS:
        return [list(segments)]
    parts: list[list[Segment]] = [[] for _ in edges]
    for segment in sorted(segments):
        at = next(i for i, (_, right) in enumerate(edges) if segment.right <= right)
        parts[at].append(segment)
    strips = [strip(part, height) for part in parts]
    while True:
        closed = [
            (b.left - a.right, i)
            for i, (a, b) in enumerate(pairwise(strips))
            if not are_columns(a, b, height)
        ]
        if not closed:
            return [each.segments for each in strips]
        _, i = min(closed)
        strips[i : i + 2] = [strip(strips[i].segments + strips[i + 1].segments, height)]


def least_gap(height: int) -> int:
    """Width of the narrowest gap that may part columns."""
    return max(n.GUTTER_Q8 * height >> 8, 1)


def strip(segments: list[Segment], height: int) -> Strip:
    """Look at what stands between two gaps; it is running text if enough of its lines are.

    A line is so if its runs of words are PROSE_WIDTH heights wide, and the gaps between them and
    to the strip's right edge PROSE_SLACK heights, both on the average of its runs.
    """
    lines = rows(segments)
    right = max(segment.right for segment in segments)

    def is_running(row: Row) -> bool:
        ink, unit = sum(s.right - s.left for s in row), len(row) * height
        return ink >= n.PROSE_WIDTH * unit and right - row[0].left - ink <= n.PROSE_SLACK * unit

    is_prose = sum(map(is_running, lines)) << 8 >= n.PROSE_SHARE_Q8 * len(lines)
    return Strip(segments, lines, min(segment.left for segment in segments), right, is_prose)


def are_columns(a: Strip, b: Strip, height: int) -> bool:
    """Whether neighbours are to be read one after the other, not row by row.

    A few lines of each must lie between the other's first and last line. Then they are columns if
    both are running text, or if few of those lines of the strip that has fewer stand beside a line
    of the other.
    """
    few, many = sorted((facing(a.lines, b.lines), facing(b.lines, a.lines)), key=len)
    if len(few) < n.COLUMN_LINES:
        return False
    few_beside = beside(few, many, height) << 8 < n.BESIDE_SHARE_Q8 * len(few)
    return (a.is_prose and b.is_prose) or few_beside


def facing(lines: Sequence[Row], others: Sequence[Row]) -> list[int]:
    """The levels of the lines that lie not above or below all the others."""
    first, last = level(others[0]), level(others[-1])
    tallest = max(segment.height for segment in (*others[0], *others[-1]))
    reach = 2 * n.FACING_REACH_Q8 * tallest >> 8
    return [y for y in map(level, lines) if first - reach <= y <= last + reach]


def beside(few: Sequence[int], many: Sequence[int], height: int) -> int:
    """How many of the levels `few` have one in `many` that is at most BESIDE_AWAY_Q8 away."""
    count = at = 0
    for y in few:
        while at + 1 < len(many) and abs(many[at + 1] - y) <= abs(many[at] - y):
            at += 1
        count += abs(many[at] - y) << 8 <= 2 * n.BESIDE_AWAY_Q8 * height
    return count
