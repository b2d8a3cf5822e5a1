"""Characters: of each branch of the region tree the outermost region that can be one."""

import numpy as np

from contract import finding as n
from detector.regions import Regions


def choose_characters(regions: Regions) -> np.ndarray:
    """Numbers of the regions, int64 [N], of one polarity, that can be characters.

    A region that two or more characters inside it explain better gives way to them: touching
    letters, lines that a stroke ties together.
    """
    box = regions.box
    width, height = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    valid = (
        (height >= n.CHAR_MIN_HEIGHT)
        & (height <= n.CHAR_MAX_HEIGHT)
        & (width << 8 <= height * n.CHAR_MAX_WIDTH_Q8)
        & (width << 8 >= height * n.CHAR_MIN_WIDTH_Q8)
    ).tolist()
    w, h, parent = width.tolist(), height.tolist(), regions.parent.tolist()
    inside: list[list[int]] = [[] for _ in parent]
    chosen: list[int] = []
    for i in range(len(parent) - 1, -1, -1):  # children come after their parents
        found = [i] if valid[i] and not _gives_way(i, inside[i], w, h) else inside[i]
        if parent[i] < 0:
            chosen += found
        elif found:
            inside[parent[i]] += found
    return np.sort(np.array(chosen, np.int64))


def _gives_way(i: int, inside: list[int], w: list[int], h: list[int]) -> bool:
    if len(inside) < n.CHILDREN:
        return False
    large = [k for k in inside if h[k] << 8 >= h[i] * n.CHILD_HEIGHT_Q8]
    if len(large) >= n.CHILDREN and sum(w[k] for k in large) << 8 >= w[i] * n.CHILDREN_COVER_Q8:
        return True
    tallest = max(h[k] for k in inside)
    stacked = sum(h[k] << 8 >= h[i] * n.STACK_CHILD_Q8 for k in inside) >= n.CHILDREN
    is_high = h[i] >= n.STACK_MIN_HEIGHT and 100 * h[i] >= tallest * n.STACK_OVER_PERCENT
    return stacked and is_high


def drop_counters(
    dark: Regions, light: Regions, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Which characters of either polarity are not holes of the other's: bool [N], bool [M].

    A region inside the box of one of the other polarity is a hole (the inside of an o), unless
    the outer one is the paper that several letters stand on: almost solid.
    """
    within_light, light_is_paper = _nesting(dark, light, shape)
    within_dark, dark_is_paper = _nesting(light, dark, shape)
    return (
        ~dark_is_paper & ~_holes(within_light, light_is_paper),
        ~light_is_paper & ~_holes(within_dark, dark_is_paper),
    )


def _holes(outer: np.ndarray, is_paper: np.ndarray) -> np.ndarray:
    hole = outer >= 0
    hole[hole] = ~is_paper[outer[hole]]
    return hole


def _nesting(
    inner: Regions, outer: Regions, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """For each inner region the smallest outer box around it, or -1; which outer ones are paper."""
    box = outer.box
    size = (box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1])
    label = np.full(shape, -1, np.int32)
    for i in np.argsort(-size, kind="stable").tolist():
        left, top, right, bottom = box[i].tolist()
        label[top:bottom, left:right] = i
    middle = (inner.box[:, :2] + inner.box[:, 2:]) // 2
    found = label[middle[:, 1], middle[:, 0]].astype(np.int64)
    at = np.flatnonzero(found >= 0)
    around, own = box[found[at]], inner.box[at]
    slack = n.HOLE_SLACK
    inside = (own[:, :2] >= around[:, :2] - slack) & (own[:, 2:] <= around[:, 2:] + slack)
    found[at[~inside.all(axis=1)]] = -1
    count = np.bincount(found[found >= 0], minlength=len(box))
    solid = outer.area << 8 >= size * n.PAPER_FILL_Q8
    return found, (count >= n.PAPER_LETTERS) & solid & (box[:, 3] - box[:, 1] >= n.PAPER_HEIGHT)
