"""Pairwise order accuracy: of all pairs of words, the share that is read in the true order."""

from bisect import bisect_left, insort
from collections.abc import Sequence


def right_pairs(ranks: Sequence[int]) -> tuple[int, int]:
    """How many pairs are in rising order, and how many pairs there are; no rank occurs twice.

    `ranks`: the words' places in the truth, in the order in which they were read.
    """
    before: list[int] = []
    right = 0
    for rank in ranks:
        right += bisect_left(before, rank)
        insort(before, rank)
    return right, len(ranks) * (len(ranks) - 1) // 2
