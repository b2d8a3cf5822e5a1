"""Reading order of a page: a recursive XY-cut that knows tables from columns.

Text is cut from left to right only where both sides are columns of their own: filled with running
text, or with lines that do not stand beside each other. Where lines do stand beside each other, as
in a table, a form or a receipt, they are read row by row. A region without columns is cut from top
to bottom where its vertical gaps end, so that a heading comes before the columns that it spans.

Whole numbers throughout, and sorts whose keys never tie, so that a port gives the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contract import ordering as n
from scan.columns import columns
from scan.gutters import around_columns
from scan.levelling import levelled
from scan.rows import Row, Segment, bands, level, parted, rows, typical_height

Flow = list[Row]
"""Rows to be read one below the other."""


@dataclass(frozen=True)
class Item:
    """A run of words on a line, in whole pixels of an upright, levelled page."""

    left: int
    top: int
    right: int
    bottom: int
    height: int
    """Of a capital letter; at least 1."""


def order(items: Sequence[Item]) -> list[list[list[int]]]:
    """Indices of the items as blocks of rows, in reading order; each row from left to right.

    A block is a column, a paragraph, a list or a table. Every index occurs once.
    """
    segments = [
        Segment(item.left, item.right, item.top + item.bottom, max(item.height, 1), index)
        for index, item in enumerate(items)
    ]
    flows = arrange(levelled(segments)) if segments else []
    return [[[s.item for s in row] for row in block] for flow in flows for block in parted(flow)]


def arrange(segments: Sequence[Segment], depth: int = 0) -> list[Flow]:
    """The segments as flows in reading order."""
    height = typical_height(segments)
    if depth < n.ORDER_DEPTH:
        across = columns(segments, height)
        if len(across) > 1:
            parts = [part for part in peel(across, height) if part]
            if len(parts) > 1:
                return joined([arrange(part, depth + 1) for part in parts])
            return [flow for column in across for flow in arrange(column, depth + 1)]
        parts = around_columns(segments, height)
        if len(parts) > 1:
            return joined([arrange(part, depth + 1) for part in parts])
    return [rows(segments)]


def joined(parts: Sequence[list[Flow]]) -> list[Flow]:
    """Flows of regions one below the other; where both are one flow, they are one together."""
    flows: list[Flow] = []
    open_end = False
    for part in parts:
        if open_end and len(part) == 1:
            flows[-1] = flows[-1] + part[0]
        else:
            flows += part
        open_end = len(part) == 1
    return flows


def peel(
    across: Sequence[list[Segment]], height: int
) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """What stands alone above and below columns, and the columns.

    That is a first band in another column than the first, or a last band in another than the
    last, if it is far from the rest, as a date or a page number is.
    """
    column = {s.item: i for i, part in enumerate(across) for s in part}
    parts = bands([s for part in across for s in part], height)

    def stands_alone(at: int, beside: int, but: int) -> bool:
        owners = {column[s.item] for s in parts[at]}
        away = abs(level(parts[at]) - level(parts[beside])) > 2 * n.ALONE * height
        return len(owners) == 1 and but not in owners and away

    first, last = 0, len(parts)
    if len(parts) > 2 and stands_alone(0, 1, 0):
        first = 1
    if len(parts) > 2 and stands_alone(last - 1, last - 2, len(across) - 1):
        last -= 1
    above, inside, below = (
        [s for part in chosen for s in part]
        for chosen in (parts[:first], parts[first:last], parts[last:])
    )
    return above, inside, below
