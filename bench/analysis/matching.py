"""Which words of the truth and which words found belong together.

A match is a group of both: one of each; a true word with none, or a found word with none; a true
word that was split, true words that were merged, or both at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from model.evaluation.metrics import align
from scan.page import Quad

SHARED = 1 / 3
"""Least share of the smaller one's area that two words must have in common."""
MOST_PIECES = 5
"""That a word is split into, or merged from, when words are matched by their letters."""
CHANGE = 0.05
WRONG = 2.5
"""What words too many and wrong letters cost: see step_cost."""


class Match(NamedTuple):
    """Indices of true words and of found words, both rising."""

    true: tuple[int, ...]
    found: tuple[int, ...]


def match_places(true: Sequence[Quad], found: Sequence[Quad]) -> list[Match]:
    """Groups of words that lie on each other: the connected parts of the graph of overlaps.

    Two words overlap if at least SHARED of the smaller one's area lies in the other.
    """
    n = len(true)
    group = list(range(n + len(found)))

    def root(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    for i, j in overlaps(true, found):
        group[root(i)] = root(n + j)
    parts: dict[int, tuple[list[int], list[int]]] = {}
    for node in range(len(group)):
        some = parts.setdefault(root(node), ([], []))
        some[node >= n].append(node - n if node >= n else node)
    return sorted(Match(tuple(a), tuple(b)) for a, b in parts.values())


def overlaps(a: Sequence[Quad], b: Sequence[Quad]) -> list[tuple[int, int]]:
    """Pairs of quads that share at least SHARED of the smaller one's area."""
    if not a or not b:
        return []
    corners = [np.array(quads, np.float32).reshape(-1, 4, 2) for quads in (a, b)]
    low, high = ([reach(quads, axis=1) for quads in corners] for reach in (np.min, np.max))
    area = [np.array([cv2.contourArea(quad) for quad in quads]) for quads in corners]
    common = np.minimum(high[0][:, None], high[1]) - np.maximum(low[0][:, None], low[1])
    pairs = []
    for i, j in np.argwhere((common > 0).all(axis=2)).tolist():
        shared, _ = cv2.intersectConvexConvex(corners[0][i], corners[1][j])
        if shared > 0 and shared >= SHARED * min(area[0][i], area[1][j]):
            pairs.append((i, j))
    return pairs


def match_texts(true: Sequence[str], found: Sequence[str]) -> list[Match]:
    """Groups of words of one line with the fewest wrong letters, without their places.

    Each step takes a word of each side, one and up to MOST_PIECES, or a word of one side alone;
    the steps with the lowest sum of `step_cost` are taken.
    """
    n, m = len(true), len(found)
    steps = [(1, 1), (1, 0), (0, 1)]
    steps += [(1, k) for k in range(2, MOST_PIECES + 1)]
    steps += [(k, 1) for k in range(2, MOST_PIECES + 1)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        for j in range(m + 1):
            if i == j == 0:
                continue
            best[i, j] = min(
                (
                    best[i - a, j - b][0]
                    + step_cost("".join(true[i - a : i]), "".join(found[j - b : j]), a + b),
                    (a, b),
                )
                for a, b in steps
                if a <= i and b <= j
            )
    matches = []
    i, j = n, m
    while i or j:
        a, b = best[i, j][1]
        matches.append(Match(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return matches[::-1]


def step_cost(true: str, found: str, words: int) -> float:
    """Of a step that takes so many words of both sides; the texts are without spaces.

    1 for a word alone; else WRONG times the share of wrong letters, twice as much and CHANGE for
    each word too many in a split or a merge. So words without a letter in common rather stay alone,
    and a word that was not read does not count as merged with its neighbour.
    """
    if words == 1:
        return 1.0
    edits = sum(i is None or j is None or true[i] != found[j] for i, j in align(true, found))
    wrong = WRONG * edits / max(len(true), len(found), 1)
    return wrong if words == 2 else 2 * wrong + CHANGE * (words - 2)
