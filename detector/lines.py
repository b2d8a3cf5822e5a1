"""Lines: chains put on baselines, pieces of a line joined, loose marks taken in."""

from dataclasses import dataclass, replace

import numpy as np

from contract import finding as n
from detector.baseline import Baseline, fit, median, slope_of
from detector.chains import chains, link


@dataclass(frozen=True)
class Found:
    """A line in work pixels.

    Attributes:
        baseline: its geometry; left and right include the marks that were taken in.
        boxes: its characters, int64 [N, 4], from left to right.
        above_q8, below_q8: how far its ink reaches from the baseline.
    """

    baseline: Baseline
    boxes: np.ndarray
    above_q8: int
    below_q8: int


def find_baselines(characters: np.ndarray, marks: np.ndarray) -> list[Found]:
    """Lines of one polarity.

    Args:
        characters: boxes int64 [N, 4].
        marks: boxes int64 [M, 4] of everything else that may be a dot or a piece of a letter.
    """
    members = chains(link(characters, characters, n.LINK_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8))
    members = _without_noise(members)
    skew = _skew([characters[chain] for chain in members])
    pieces = [_piece(characters, chain, skew) for chain in members]
    for _ in range(n.JOIN_PASSES):
        groups = _join(pieces, skew)
        if len(groups) == len(members):
            break
        joined = [_joined(characters, [members[i] for i in group]) for group in groups]
        pieces = [
            pieces[group[0]] if len(group) == 1 else _piece(characters, chain, skew)
            for group, chain in zip(groups, joined, strict=True)
        ]
        members = joined
    return _absorb(characters, members, pieces, marks)


def _skew(groups: list[np.ndarray]) -> int:
    """Common slope of the page in Q16: the median of its long chains', weighted by length."""
    long = [boxes for boxes in groups if len(boxes) >= n.SLOPE_CHARS]
    if not long:
        return 0
    slopes = np.array([slope_of(boxes) for boxes in long])
    return median(np.repeat(slopes, [len(boxes) for boxes in long]))


def _piece(characters: np.ndarray, chain: np.ndarray, skew: int) -> Baseline:
    boxes = characters[chain]
    return fit(boxes, slope_of(boxes) if len(chain) >= n.SLOPE_CHARS else skew)


def _without_noise(members: list[np.ndarray]) -> list[np.ndarray]:
    """Only the longer chains, if there are more short ones than on any page of text."""
    long = [chain for chain in members if len(chain) >= n.NOISE_CHARS]
    short = len(members) - len(long)
    return long if short > n.NOISE_CHAINS and short > len(long) else members


def _join(pieces: list[Baseline], skew: int) -> list[np.ndarray]:
    """Numbers of collinear pieces, from left to right, that are one."""
    if not pieces:
        return []
    ends = np.array(
        [
            (p.left, p.right, p.level_q8 >> 8, p.level_at(p.right) >> 8, p.height_q8 >> 8)
            for p in pieces
        ]
    )
    left, right, start, end, height = ends.T
    # Seen along the page's skew, so that a gap does not bring the other end out of level.
    start, end = start - (left * skew >> 16), end - (right * skew >> 16)
    tail = np.stack([left, end - height, right, end], axis=1)
    head = np.stack([left, start - height, right, start], axis=1)
    return chains(link(tail, head, n.JOIN_GAP_Q8, n.JOIN_RATIO_Q8, n.JOIN_DRIFT_Q8))


def _joined(characters: np.ndarray, members: list[np.ndarray]) -> np.ndarray:
    """One chain of several, from left to right."""
    found = np.concatenate(members)
    x = characters[found, 0] + characters[found, 2]
    return found[np.argsort(x, kind="stable")]


def _absorb(
    characters: np.ndarray, members: list[np.ndarray], pieces: list[Baseline], marks: np.ndarray
) -> list[Found]:
    """Lines, long ones first, each with the smaller pieces and marks in its band."""
    order = sorted(range(len(members)), key=lambda i: (-len(members[i]), i))
    loose = np.concatenate([characters, marks])
    owner = np.full(len(loose), -1, np.int64)
    for i in order:
        owner[members[i]] = i
    size = np.array([len(chain) for chain in members], np.int64)
    height = np.array([piece.height_q8 for piece in pieces], np.int64)
    window = _Rows(loose)
    gone = np.zeros(len(members), bool)
    found = []
    for i in order:
        if gone[i]:
            continue
        line = pieces[i]
        near = window.of(line)
        near = near[_in_band(line, loose[near])]
        whose = owner[near]
        marks_taken = near[whose < 0]
        others = _swallowed(i, whose[whose >= 0], size, height, size)
        others = others[~gone[others]]
        gone[others] = True
        taken = np.concatenate([marks_taken, *(members[k] for k in others)])
        owner[taken] = i
        found.append(_extended(line, characters[members[i]], loose[taken]))
    return found


def drop_covered(lines: list[Found]) -> np.ndarray:
    """Which of the lines of both polarities stay: bool [N].

    A line goes if most of its characters stand in the band of a longer one: the holes of
    letters, or the paper between them.
    """
    length = np.array([line.baseline.right - line.baseline.left for line in lines], np.int64)
    count = np.array([len(line.boxes) for line in lines], np.int64)
    height = np.array([line.baseline.height_q8 for line in lines], np.int64)
    keep = np.ones(len(lines), bool)
    if not lines:
        return keep
    owner = np.repeat(np.arange(len(lines)), count)
    boxes = np.concatenate([line.boxes for line in lines])
    window = _Rows(boxes)
    for i in np.argsort(-length, kind="stable").tolist():
        if keep[i]:
            line = lines[i].baseline
            near = window.of(line)
            near = near[_in_band(line, boxes[near])]
            keep[_swallowed(i, owner[near], count, height, length)] = False
    return keep


def _swallowed(
    i: int, owner: np.ndarray, count: np.ndarray, height: np.ndarray, rank: np.ndarray
) -> np.ndarray:
    """Numbers of the lines of lower rank most of whose characters stand in the band of line `i`.

    Args:
        i: number of the line.
        owner: whose the characters in its band are, int64 [M].
        count, height, rank: of every line, int64 [N]: its characters, their height, its rank.

    A word of much smaller letters is no part of it: a signature was written over that word.
    """
    other, inside = np.unique(owner, return_counts=True)
    most = (100 * inside >= n.SWALLOW_PERCENT * count[other]) & (rank[other] < rank[i])
    alike = (count[other] <= n.FRAGMENT) | (n.SWALLOW_MAX_RATIO * height[other] >= height[i])
    return other[most & alike]


class _Rows:
    """Boxes by the row of their middle, to look near a line only."""

    def __init__(self, boxes: np.ndarray) -> None:
        middle = (boxes[:, 1] + boxes[:, 3]) // 2
        self._order = np.argsort(middle, kind="stable")
        self._rows = middle[self._order]

    def of(self, line: Baseline) -> np.ndarray:
        """Indices of the boxes that may stand in a line's band."""
        h = line.height_q8 >> 8
        levels = line.level_q8 >> 8, line.level_at(line.right) >> 8
        top, bottom = min(levels) - n.BAND_ROWS_ABOVE * h, max(levels) + n.BAND_ROWS_BELOW * h
        first, last = np.searchsorted(self._rows, [top, bottom])
        return self._order[first:last]


def _in_band(line: Baseline, boxes: np.ndarray) -> np.ndarray:
    """Whether boxes int64 [N, 4] stand in a line's band, or just beside its ends: bool [N]."""
    h = line.height_q8
    level = line.level_at((boxes[:, 0] + boxes[:, 2]) // 2)
    top, bottom = (boxes[:, 1] << 8) - level, (boxes[:, 3] << 8) - level
    band_top, band_bottom = -(h * n.BAND_ABOVE_Q8 >> 8), h * n.BAND_BELOW_Q8 >> 8
    inside = np.minimum(bottom, band_bottom) - np.maximum(top, band_top)
    reach = h * n.BAND_SIDE_Q8 >> 16
    return (
        (inside << 8 >= (bottom - top) * n.BAND_INSIDE_Q8)
        & (bottom - top << 8 <= h * n.BAND_HEIGHT_Q8)
        & (boxes[:, 0] <= line.right + reach)
        & (boxes[:, 2] >= line.left - reach)
    )


def _extended(line: Baseline, boxes: np.ndarray, taken: np.ndarray) -> Found:
    every = np.concatenate([boxes, taken])
    left, right = int(every[:, 0].min()), int(every[:, 2].max())
    level = line.level_at((every[:, 0] + every[:, 2]) // 2)
    above = int((level - (every[:, 1] << 8)).max())
    below = int(((every[:, 3] << 8) - level).max())
    moved = replace(line, left=left, right=right, level_q8=line.level_at(left))
    h = line.height_q8
    order = np.argsort(every[:, 0] + every[:, 2], kind="stable")
    above, below = min(above, h * n.INK_ABOVE_Q8 >> 8), min(below, h * n.INK_BELOW_Q8 >> 8)
    return Found(moved, every[order], above, below)
