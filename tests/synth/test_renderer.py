"""Rendered shards: the same seed, the same bytes; labels fit tiles; ink lies where it should."""

import numpy as np
import pytest

from contract.charset import CLASSES, SPACE, decode
from synth.render.renderer import NEGATIVE, Renderer
from synth.render.tile import fits
from synth.shards import Shard
from synth.text.source import TextSource
from tests.synth.drawn_atlas import DrawnAtlas

SIZE = 400


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(DrawnAtlas(), TextSource.open(None))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shard(renderer: Renderer) -> Shard:
    return renderer.shard(5, 0, SIZE)


def test_the_same_seed_gives_the_same_bytes(renderer: Renderer, shard: Shard) -> None:
    fresh = Renderer(DrawnAtlas(), TextSource.open(None))  # type: ignore[arg-type]
    fresh.shard(6, 3, 20)
    again = fresh.shard(5, 0, SIZE)
    for name in ("tiles", "widths", "labels", "lengths", "kinds"):
        np.testing.assert_array_equal(getattr(again, name), getattr(shard, name))
    other = renderer.shard(5, 1, SIZE)
    assert not np.array_equal(other.tiles, shard.tiles)


def test_labels_can_be_spelled_in_their_tiles(shard: Shard) -> None:
    for i in range(SIZE):
        label = shard.label(i)
        assert fits(label, int(shard.widths[i]))
        assert all(0 < k < CLASSES for k in label)
        assert not label or SPACE not in (label[0], label[-1])
        assert (shard.labels[i, len(label) :] == 0).all()


def test_beyond_the_valid_width_is_paper(shard: Shard) -> None:
    for i in range(SIZE):
        assert (shard.tiles[i, :, shard.widths[i] :] == 255).all()


def test_only_negatives_have_no_text(shard: Shard) -> None:
    kinds = np.array(shard.facts["kinds"])[shard.kinds]
    np.testing.assert_array_equal(kinds == NEGATIVE, shard.lengths == 0)
    assert 0 < (kinds == NEGATIVE).sum() < SIZE // 10


def test_most_tiles_have_ink_in_proportion_to_their_label(shard: Shard) -> None:
    """A frame that missed its line would leave long labels on white tiles."""
    long = shard.lengths >= 6
    dark = (shard.tiles[long] < 160).any(axis=1).sum(axis=1)
    assert np.mean(dark >= 3 * shard.lengths[long]) > 0.97


def test_repeats_need_a_step_for_the_blank() -> None:
    assert fits([5, 6], 8) and not fits([5, 5], 8) and fits([5, 5], 12) and not fits([], 3)


def test_labels_read_as_text(shard: Shard) -> None:
    texts = {decode(shard.label(i)) for i in range(SIZE)}
    assert any(" " in t for t in texts) and any(c.isdigit() for t in texts for c in t)
