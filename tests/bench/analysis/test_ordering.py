"""Pairwise order accuracy."""

from hypothesis import given
from hypothesis import strategies as st

from bench.analysis.ordering import right_pairs


def test_by_hand() -> None:
    assert right_pairs([]) == (0, 0)
    assert right_pairs([4]) == (0, 0)
    assert right_pairs([0, 1, 2]) == (3, 3)
    assert right_pairs([2, 1, 0]) == (0, 3)
    assert right_pairs([1, 0, 2]) == (2, 3)


@given(st.lists(st.integers(), unique=True, max_size=30))
def test_as_counted_one_by_one(ranks: list[int]) -> None:
    pairs = [(a, b) for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
    assert right_pairs(ranks) == (sum(a < b for a, b in pairs), len(pairs))
