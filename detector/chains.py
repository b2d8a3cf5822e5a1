"""Chains: characters strung to their neighbours, left to right."""

import numpy as np

from contract import finding as n


def link(
    tail: np.ndarray, head: np.ndarray, gap_q8: int, ratio_q8: int, drift_q8: int
) -> np.ndarray:
    """The right neighbour of each of N things in a row, or -1: int64 [N].

    Args:
        tail, head: boxes int64 [N, 4] (left, top, right, bottom) that count when it is the left
            one and the right one of a pair; a character's own box is both.
        gap_q8: how far apart neighbours may lie, in heights of the higher one.
        ratio_q8: how much their heights may differ.
        drift_q8: how far their bottoms may differ, in heights of the higher one.

    Two are linked if each is the nearest of the other on that side among those of a like height
    that stand at a like level.
    """
    source, target = _pairs(tail, head, gap_q8, ratio_q8, drift_q8)
    gap = np.maximum(head[target, 0] - tail[source, 2], 0)
    off = abs(head[target, 3] - tail[source, 3]) + abs(head[target, 1] - tail[source, 1])
    cost = n.LINK_GAP_WEIGHT * gap + off
    mutual = _first_of(source, cost, target) & _first_of(target, cost, source)
    neighbour = np.full(len(tail), -1, np.int64)
    neighbour[source[mutual]] = target[mutual]
    return neighbour


def _first_of(key: np.ndarray, cost: np.ndarray, tie: np.ndarray) -> np.ndarray:
    """Mask bool [P] of the pairs that are the cheapest of their key, the lowest `tie` of equals."""
    order = np.lexsort((tie, cost, key))
    first = np.ones(len(order), bool)
    first[1:] = key[order][1:] != key[order][:-1]
    mask = np.zeros(len(order), bool)
    mask[order[first]] = True
    return mask


def _pairs(
    tail: np.ndarray, head: np.ndarray, gap_q8: int, ratio_q8: int, drift_q8: int
) -> tuple[np.ndarray, np.ndarray]:
    """Indices of pairs (left, right) that could be neighbours, found on one grid an octave."""
    height = tail[:, 3] - tail[:, 1]
    octave = np.zeros(len(tail), np.int64)
    for k in range(1, 24):
        octave += height >> k > 0
    none = np.empty(0, np.int64)
    sources, targets = [none], [none]
    for k in np.unique(octave).tolist():
        source, target = _octave_pairs(tail, head, octave, k, gap_q8, ratio_q8)
        keep = _fit(tail, head, source, target, gap_q8, ratio_q8, drift_q8)
        sources.append(source[keep])
        targets.append(target[keep])
    return np.concatenate(sources), np.concatenate(targets)


def _octave_pairs(
    tail: np.ndarray, head: np.ndarray, octave: np.ndarray, k: int, gap_q8: int, ratio_q8: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that may fit, whose left one is 2^k to 2^(k+1) - 1 high: what is near it.

    The targets are sorted by rows so high that middles of a pair lie in neighbouring ones, and
    in a row by their left edges.
    """
    sources = np.flatnonzero(octave == k)
    targets = np.flatnonzero(abs(octave - k) <= 2)
    cell = ((2 << k) * ratio_q8 >> 8) + 2  # twice as far as the middles may be apart
    stride = 1 << 24
    key = (head[targets, 1] + head[targets, 3]) // cell * stride + head[targets, 0]
    order = np.argsort(key, kind="stable")
    targets, key = targets[order], key[order]
    left, top, right, bottom = tail[sources].T
    row = (top + bottom) // cell * stride
    into = (right - left) * n.LINK_INTO_Q8 >> 8
    reach = (bottom - top) * ratio_q8 * gap_q8 >> 16
    found_source, found_target = [], []
    for shift in (-stride, 0, stride):
        first = np.searchsorted(key, row + shift + right - into - 1)
        count = np.searchsorted(key, row + shift + right + reach + 1, side="right") - first
        each = np.repeat(sources, count)
        offset = np.arange(len(each)) - np.repeat(np.cumsum(count) - count, count)
        found_source.append(each)
        found_target.append(targets[np.repeat(first, count) + offset])
    return np.concatenate(found_source), np.concatenate(found_target)


def _fit(
    tail: np.ndarray,
    head: np.ndarray,
    s: np.ndarray,
    t: np.ndarray,
    gap_q8: int,
    ratio_q8: int,
    drift_q8: int,
) -> np.ndarray:
    """Whether t can be the right neighbour of s: bool [P]."""
    a, b = tail[s], head[t]
    own, other = a[:, 3] - a[:, 1], b[:, 3] - b[:, 1]
    low, high = np.minimum(own, other), np.maximum(own, other)
    overlap = np.minimum(a[:, 3], b[:, 3]) - np.maximum(a[:, 1], b[:, 1])
    narrow = np.minimum(a[:, 2] - a[:, 0], b[:, 2] - b[:, 0])
    gap = b[:, 0] - a[:, 2]
    drift = abs(a[:, 3] - b[:, 3])
    return (
        (s != t)
        & (a[:, 0] + a[:, 2] < b[:, 0] + b[:, 2])
        & (a[:, 2] < b[:, 2])
        & (gap << 8 <= high * gap_q8)
        & (gap << 8 >= -narrow * n.LINK_INTO_Q8)
        & (overlap << 8 >= low * n.LINK_OVERLAP_Q8)
        & (high << 8 <= low * ratio_q8)
        & (drift << 8 <= high * drift_q8)
    )


def chains(neighbour: np.ndarray) -> list[np.ndarray]:
    """Chains, each the indices of its members from left to right, by its first one."""
    starts = np.ones(len(neighbour), bool)
    starts[neighbour[neighbour >= 0]] = False
    right = neighbour.tolist()
    found = []
    for i in np.flatnonzero(starts).tolist():
        chain = [i]
        while right[chain[-1]] >= 0:
            chain.append(right[chain[-1]])
        found.append(np.array(chain, np.int64))
    return found
