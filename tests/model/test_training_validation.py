"""Greedy reading, edit distance, and the score on shards."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import PocketOcrError
from model.network import WordNet
from model.training.validation import Validation, edit_distance, greedy
from tests.model.drawn_shards import write_drawn

words = st.lists(st.integers(1, 4), max_size=8)


def test_greedy_merges_repeats_and_drops_blanks() -> None:
    assert greedy(np.array([0, 3, 3, 0, 3, 5, 5, 0, 0])) == [3, 3, 5]
    assert greedy(np.array([0, 0])) == []


@given(words, words, words)
def test_edit_distance_is_a_metric(a: list[int], b: list[int], c: list[int]) -> None:
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) == (a == b)
    assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)
    assert abs(len(a) - len(b)) <= edit_distance(a, b) <= max(len(a), len(b))


def test_edit_distance_of_known_words() -> None:
    assert edit_distance([*b"kitten"], [*b"sitting"]) == 3


class Oracle(WordNet):
    """Reads each tile right, except that it drops the first character of every `miss`-th."""

    def __init__(self, validation: Validation, miss: int) -> None:
        super().__init__()
        self.labels, self.miss, self.seen = validation.labels, miss, 0

    def forward(self, tiles: torch.Tensor) -> torch.Tensor:
        logits = torch.zeros(len(tiles), tiles.shape[2] // 4, self.config.classes)
        logits[:, :, 0] = 1
        for i in range(len(tiles)):
            label = self.labels[self.seen]
            label = label[1:] if self.seen % self.miss == 0 else label
            for step, k in enumerate(label):
                logits[i, 2 * step, k] = 2
            self.seen += 1
        return logits


def test_score_counts_exact_tiles_and_edits(tmp_path: Path) -> None:
    for index in (0, 1):
        write_drawn(tmp_path, index, 40)
    validation = Validation(tmp_path, 1000)
    assert len(validation.labels) == 80
    score = validation(Oracle(validation, 4), torch.device("cpu"), torch.float32)
    assert score.exact == 0.75
    assert score.cer == 20 / sum(map(len, validation.labels))


def test_a_limit_takes_from_every_shard(tmp_path: Path) -> None:
    for index in (0, 1):
        write_drawn(tmp_path, index, 40)
    assert sum(map(len, Validation(tmp_path, 20).tiles)) == 20


def test_no_shards_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PocketOcrError, match="no validation shards"):
        Validation(tmp_path, 10)
