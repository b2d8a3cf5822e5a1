"""Rows that climb, sink or bend are laid level, so that reading order sees them side by side.

Whole numbers throughout, as in scan.rows.
"""

from collections.abc import Sequence
from itertools import pairwise

from contract import ordering as n
from scan.rows import Segment, rows, typical_height


def levelled(segments: Sequence[Segment]) -> list[Segment]:
    """The segments moved up or down by a curve over the page's width that levels their rows.

    The curve's slope in a strip is the median slope from a segment to the next one of its row.
    """
    found = list(segments)
    for _ in range(n.LEVEL_PASSES):
        found = _levelled_once(found)
    return found


def _levelled_once(segments: list[Segment]) -> list[Segment]:
    height = typical_height(segments)
    start = min(segment.left for segment in segments)
    width = max((max(segment.right for segment in segments) - start) // n.LEVEL_STRIPS, 1)
    slopes: list[list[int]] = [[] for _ in range(n.LEVEL_STRIPS)]
    for row in rows(segments):
        for a, b in pairwise(row):
            run = _centre(b) - _centre(a)  # doubled, as the rise is
            if run >= 2 * n.LEVEL_APART * height:
                for at in range(_strip(a, start, width), _strip(b, start, width) + 1):
                    slopes[at].append(((b.middle - a.middle) << 16) // run)
    rise = [0]
    for found in slopes:
        slope = sorted(found)[len(found) // 2] if len(found) >= n.LEVEL_LINKS else 0
        rise.append(rise[-1] + slope * width)

    def curve(segment: Segment) -> int:
        at = _strip(segment, start, width)
        inside = _centre(segment) - 2 * (start + at * width)
        return (2 * rise[at] + (rise[at + 1] - rise[at]) * inside // width) >> 16

    return [s._replace(middle=s.middle - curve(s)) for s in segments]


def _centre(segment: Segment) -> int:
    """Twice the x of a segment's middle."""
    return segment.left + segment.right


def _strip(segment: Segment, start: int, width: int) -> int:
    """Number of the strip that a segment's middle lies in."""
    return min((_centre(segment) // 2 - start) // width, n.LEVEL_STRIPS - 1)
