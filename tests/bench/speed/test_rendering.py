"""The renderer's speed: what is counted, and where the profile's time goes."""

import cProfile
import pstats

import numpy as np
import pytest

from bench.speed import rendering
from contract.charset import encode
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from synth.shards import LABEL_LENGTH, Shard

TEXTS = ("two words", "", "one", "a b c")


def shard_of(size: int) -> Shard:
    labels, lengths = np.zeros((size, LABEL_LENGTH), np.uint8), np.zeros(size, np.uint8)
    for i in range(size):
        classes = encode(TEXTS[i % len(TEXTS)])
        labels[i, : len(classes)], lengths[i] = classes, len(classes)
    tiles = np.zeros((size, STRIP_HEIGHT, TILE_WIDTHS[-1]), np.uint8)
    zeros = np.zeros(size, np.uint8)
    return Shard(tiles, zeros, labels, lengths, zeros, {})


class Producer:
    def __init__(self) -> None:
        self.asked: list[tuple[int, int, int]] = []

    def shard(self, seed: int, index: int, size: int) -> Shard:
        self.asked.append((seed, index, size))
        return shard_of(size)


def test_words_are_those_of_the_labels() -> None:
    assert rendering.words(shard_of(8)) == 2 * (2 + 0 + 1 + 3)


def test_each_pass_renders_other_tiles_after_a_warm_up() -> None:
    producer = Producer()
    speed = rendering.measure(producer, seed=5, tiles=8, repeat=2)
    assert producer.asked == [(5, 0, rendering.WARM_UP), (5, 1, 8), (5, 2, 8), (5, 3, 8)]
    assert speed.words_per_second == pytest.approx(speed.tiles_per_second * 12 / 8, rel=1e-6)


def test_library_calls_count_for_their_caller() -> None:
    ticks = iter(range(10_000))
    profile = cProfile.Profile(lambda: next(ticks))
    profile.runcall(encode, "some text to encode")
    shares = rendering.shares(pstats.Stats(profile))
    assert "contract.charset" in shares
    assert sum(shares.values()) == pytest.approx(100, abs=1)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)


def test_as_text_names_speed_and_shares() -> None:
    speed = rendering.Speed(8, 1500.4, 3000.6, {"synth.render.degrade": 60.0, "other": 0.4})
    text = rendering.as_text(speed)
    assert text.splitlines()[0] == "1500 tiles and 3001 words per CPU second"
    assert "60.0 %  synth.render.degrade" in text
    assert "other" not in text
