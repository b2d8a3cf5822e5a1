"""Greedy decoding: runs, blanks, ties, margins, words, and joining of parts."""

import tracemalloc
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from contract.charset import CLASSES
from contract.errors import ContractError
from contract.joining import NEAR_COST
from model.decode import Char, clip, greedy, join, words

CHARSET = "a b"  # classes: 0 blank, 1 a, 2 space, 3 b


def of_path(path: list[int], top: int = -10, rest: int = -5000) -> np.ndarray:
    """Log-probs [T, 4] whose best path is `path`."""
    rows = np.full((len(path), 4), rest, np.int32)
    rows[np.arange(len(path)), path] = top
    return rows


PATHS = st.lists(st.integers(0, 3), min_size=1, max_size=24)


@given(PATHS)
def test_text_is_the_collapsed_path(path: list[int]) -> None:
    expected = [k for k, _ in groupby(path) if k]
    reading = greedy(of_path(path), CHARSET)
    assert list(reading.classes) == expected
    assert reading.text == "".join(CHARSET[k - 1] for k in expected)
    assert reading.path_logprob == -10 * len(path)
    assert reading.margin == 4990


@given(PATHS)
def test_runs_cover_exactly_the_steps_of_their_class(path: list[int]) -> None:
    covered = [0] * len(path)
    for char in greedy(of_path(path), CHARSET).chars:
        assert char.first <= char.peak <= char.last
        covered[char.first : char.last + 1] = [char.label] * (char.last + 1 - char.first)
    assert covered == path


def test_a_repeated_letter_needs_a_blank() -> None:
    assert greedy(of_path([1, 1, 0, 1]), CHARSET).text == "aa"


def test_the_peak_is_the_earliest_best_step() -> None:
    rows = of_path([0, 1, 1, 1, 0])
    rows[2, 1] = rows[3, 1] = -3
    assert greedy(rows, CHARSET).chars == (Char(1, 1, 3, 2, -3),)


def test_ties_go_to_the_lowest_class_and_have_no_margin() -> None:
    rows = np.array([[-9, -2, -2, -2]], np.int32)
    reading = greedy(rows, CHARSET)
    assert (reading.text, reading.margin) == ("a", 0)


@settings(max_examples=60)
@given(
    arrays(np.int32, (5, 4), elements=st.integers(-9000, 0)),
    arrays(np.int32, (5, 4), elements=st.integers(-4000, 4000)),
)
def test_a_change_below_half_the_margin_keeps_the_text(rows: np.ndarray, noise: np.ndarray) -> None:
    reading = greedy(rows, CHARSET)
    half = max(0, (reading.margin - 1) // 2)
    assert greedy(rows + np.clip(noise, -half, half), CHARSET).text == reading.text


def test_words_split_at_spaces_and_take_the_blanks_beside_them() -> None:
    #                0  1  2  3  4  5  6  7  8  9
    reading = greedy(of_path([0, 1, 3, 0, 2, 2, 0, 3, 0, 2]), CHARSET)
    first, second = words(reading)
    assert (first.text, first.first, first.last, first.logprob) == ("ab", 0, 3, -40)
    assert (second.text, second.first, second.last, second.logprob) == ("b", 6, 8, -30)
    assert [char.label for char in second.chars] == [3]


@given(PATHS)
def test_words_are_the_texts_split(path: list[int]) -> None:
    reading = greedy(of_path(path), CHARSET)
    assert [word.text for word in words(reading)] == reading.text.split()


def test_a_word_knows_its_most_doubtful_step() -> None:
    rows = of_path([1, 0, 3, 2, 1])
    rows[1, 0] = -70  # a blank inside the first word
    rows[3, 2] = -90  # the space belongs to no word
    first, second = words(greedy(rows, CHARSET))
    assert (first.worst, first.logprob) == (-70, -90)
    assert (second.worst, second.logprob) == (-10, -10)


def test_a_charset_without_a_space_gives_one_word() -> None:
    assert [word.text for word in words(greedy(of_path([1, 2, 3]), "abc"))] == ["abc"]


@given(PATHS, st.data())
def test_parts_cut_between_runs_join_to_the_whole(path: list[int], data: st.DataObject) -> None:
    reading = greedy(of_path(path), CHARSET)
    inside = {s for c in reading.chars for s in range(c.first + 1, c.last + 1)}
    cuts = [s for s in range(len(path) + 1) if s not in inside]
    cut = data.draw(st.sampled_from(cuts))
    assert join([clip(reading, 0, cut), clip(reading, cut, len(path))]) == reading


def test_clip_keeps_a_character_by_its_peak_and_cuts_its_run() -> None:
    rows = of_path([1, 1, 1, 0])
    rows[1, 1] = -1
    reading = greedy(rows, CHARSET)
    assert clip(reading, 1, 4).chars == (Char(1, 0, 1, 0, -1),)
    assert clip(reading, 2, 4).chars == ()


def test_wrong_class_count_is_refused() -> None:
    with pytest.raises(ContractError, match=r"needs \[steps, 4\]"):
        greedy(np.zeros((3, 5), np.int32), CHARSET)


@given(arrays(np.int32, (7, 4), elements=st.integers(-2 * NEAR_COST, 0)))
def test_the_near_classes_are_those_that_cost_little_more(logprobs: np.ndarray) -> None:
    reading = join([clip(greedy(logprobs, CHARSET), 0, 3), clip(greedy(logprobs, CHARSET), 3, 7)])
    for step, row in enumerate((row.max() - row).tolist() for row in logprobs):
        assert reading.near_at(step) == tuple(
            (label, cost) for label, cost in enumerate(row) if cost <= NEAR_COST
        )


def test_a_reading_takes_little_memory() -> None:
    """A page of fine print has 5,000 tiles."""
    rows = np.full((64, CLASSES), -20 * 1024, np.int32)
    rows[:, :9] = -700
    tracemalloc.start()
    reading = greedy(rows)
    assert tracemalloc.get_traced_memory()[0] < 16 << 10
    tracemalloc.stop()
    assert len(reading.near_at(63)) == 9
