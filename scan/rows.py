"""Runs of words on a page put into rows, and rows into bands: what reading order is made of.

Whole numbers throughout; heights of y are doubled, so that the middle of a box is exact.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from contract import ordering as n


class Segment(NamedTuple):
    """An item of a page."""

    left: int
    right: int
    middle: int
    """Twice the y of the box's middle."""
    height: int
    """Of a capital letter."""
    item: int
    """Its index; no two segments share one."""


Row = list[Segment]
"""From left to right."""


def typical_height(segments: Sequence[Segment]) -> int:
    """The median height, the upper one of two."""
    heights = sorted(segment.height for segment in segments)
    return heights[len(heights) // 2]


def rows(segments: Sequence[Segment]) -> list[Row]:
    """The segments as rows, from top to bottom.

    From left to right, each segment goes to the row whose last segment ends before it and lies
    nearest in height, if their middles differ by no more than a share of the sum of their heights.
    So a row may climb or sink along its way, as on a curved page.
    """
    if not segments:
        return []
    most = n.TALL * typical_height(segments)
    cell = max(most * n.ROW_CELL_Q8 >> 8, 1)
    found: list[Row] = []
    near: defaultdict[int, dict[int, None]] = defaultdict(dict)
    """Rows by the middle of their last segment, in cells, the one that grew last at the end."""
    for segment in sorted(segments, key=lambda s: (s.left, s.middle, s.item)):
        height = min(segment.height, most)
        reach = 2 * n.ROW_AWAY_Q8 * (height + most) >> 8
        best: tuple[int, int] | None = None
        for at in range((segment.middle - reach) // cell, (segment.middle + reach) // cell + 1):
            for number in islice(reversed(near.get(at, {})), n.MOST_NEAR):
                last = found[number][-1]
                away = abs(segment.middle - last.middle)
                other = min(last.height, most)
                fits = away << 8 <= 2 * n.ROW_AWAY_Q8 * (height + other)
                overlap = last.right - segment.left
                if fits and overlap << 8 <= n.ROW_OVERLAP_Q8 * min(height, other):
                    best = min(best or (away, number), (away, number))
        if best is None:
            number = len(found)
            found.append([segment])
        else:
            number = best[1]
            near[found[number][-1].middle // cell].pop(number)
            found[number].append(segment)
        near[segment.middle // cell][number] = None
    return sorted(found, key=lambda row: (level(row), row[0].left, row[0].item))


def level(row: Row) -> int:
    """Twice the mean y of a row's middles, rounded down."""
    return sum(segment.middle for segment in row) // len(row)


def bands(segments: Sequence[Segment], height: int) -> list[list[Segment]]:
    """The segments from top to bottom, parted wherever a level line passes between them.

    Of each segment only the middle part of its height counts, so that rows which are not quite
    level are parted, too; of one taller than TALL heights, as much as if it had that height.
    """

    def reach(segment: Segment) -> int:
        return 2 * n.BAND_REACH_Q8 * min(segment.height, n.TALL * height) >> 8

    parts: list[list[Segment]] = []
    bottom = 0
    for segment in sorted(segments, key=lambda s: (s.middle - reach(s), s.left, s.item)):
        if not parts or segment.middle - reach(segment) > bottom:
            parts.append([])
            bottom = segment.middle + reach(segment)
        parts[-1].append(segment)
        bottom = max(bottom, segment.middle + reach(segment))
    return parts


def spans(segments: Sequence[Segment], least: int) -> list[tuple[int, int]]:
    """What the segments cover from left to right; gaps narrower than `least` count as covered."""
    found: list[tuple[int, int]] = []
    for left, right in sorted((segment.left, segment.right) for segment in segments):
        if found and left - found[-1][1] < least:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def parted(parts: Sequence[Row]) -> list[list[Row]]:
    """Bands or rows grouped: a step down much over the median step starts a group."""
    levels = [level(part) for part in parts]
    steps = [b - a for a, b in pairwise(levels)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0
    groups = [[parts[0]]]
    for step, part in zip(steps, parts[1:], strict=True):
        if step << 8 > n.GROUP_STEP_Q8 * usual:
            groups.append([])
        groups[-1].append(part)
    return groups
