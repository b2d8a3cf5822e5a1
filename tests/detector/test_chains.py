"""Characters strung to their neighbours."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import finding as n
from detector.chains import chains, link

BOX = st.tuples(st.integers(0, 300), st.integers(0, 120), st.integers(3, 30), st.integers(6, 40))


def linked(boxes: np.ndarray) -> np.ndarray:
    return link(boxes, boxes, n.LINK_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8)


def as_boxes(drawn: list[tuple[int, int, int, int]]) -> np.ndarray:
    found = np.array(drawn, np.int64).reshape(-1, 4)
    found[:, 2:] += found[:, :2]
    return found


@given(st.lists(BOX, max_size=40))
def test_links_are_one_to_one_and_lead_right(drawn: list[tuple[int, int, int, int]]) -> None:
    boxes = as_boxes(drawn)
    right = linked(boxes)
    targets = right[right >= 0]
    assert len(np.unique(targets)) == len(targets)
    sources = np.flatnonzero(right >= 0)
    middles = boxes[:, 0] + boxes[:, 2]
    assert (middles[sources] < middles[targets]).all()
    found = np.concatenate([np.empty(0, np.int64), *chains(right)])
    assert sorted(found.tolist()) == list(range(len(boxes)))  # so there is no cycle


@settings(max_examples=50)
@given(st.lists(BOX, max_size=25, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_distinct_costs_does_not_matter(drawn, random) -> None:
    boxes = as_boxes(drawn)
    # a grid of x that no two share, so that no costs tie
    boxes[:, [0, 2]] = boxes[:, [0, 2]] * 64 + np.array(
        [[k * k] for k in range(len(boxes))]
    ).reshape(-1, 1)
    boxes[:, [1, 3]] *= 64
    order = list(range(len(boxes)))
    random.shuffle(order)
    pairs = {(i, int(k)) for i, k in enumerate(linked(boxes)) if k >= 0}
    shuffled = {(order[i], order[int(k)]) for i, k in enumerate(linked(boxes[order])) if k >= 0}
    assert pairs == shuffled


def test_a_word_is_one_chain_and_a_far_one_another() -> None:
    letters = [(20 * k, 10, 20 * k + 15, 34) for k in (4, 2, 0, 3, 1)] + [(300, 10, 315, 34)]
    found = chains(linked(np.array(letters, np.int64)))
    assert [chain.tolist() for chain in found] == [[2, 4, 1, 3, 0], [5]]


def test_lines_below_each_other_stay_apart() -> None:
    boxes = [(20 * k, y, 20 * k + 15, y + 24) for y in (0, 30) for k in range(4)]
    assert [chain.tolist() for chain in chains(linked(np.array(boxes)))] == [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
    ]


@given(st.lists(BOX, max_size=30))
def test_what_is_not_looked_at_could_not_fit(drawn: list[tuple[int, int, int, int]]) -> None:
    from detector.chains import _fit, _pairs

    boxes = as_boxes(drawn)
    s, t = (each.ravel() for each in np.mgrid[: len(boxes), : len(boxes)])
    numbers = n.LINK_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8
    fits = _fit(boxes, boxes, s, t, *numbers)
    every = set(zip(s[fits].tolist(), t[fits].tolist(), strict=True))
    source, target = _pairs(boxes, boxes, *numbers)
    assert set(zip(source.tolist(), target.tolist(), strict=True)) == every
