"""Batches from shards: cropping, the order of shards, their removal, and positions."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from contract.errors import ContractError
from model.training.data import EXTRA, GRID, RESERVE, Batch, ShardPool, batches, cut, read_shard
from tests.model.drawn_shards import write_drawn


def make(folder: Path, numbers: list[int], count: int = 8) -> None:
    for number in numbers:
        write_drawn(folder, number, count)


def take(pool: ShardPool, count: int) -> list[Batch]:
    return list(islice(pool(lambda: False, print), count))


def visited(pool: ShardPool, count: int) -> list[int]:
    """Numbers of the shards that the next `count` batches, one a shard, come from."""
    names = []
    for _ in islice(pool(lambda: False, print), count):
        assert pool.current
        names.append(int(pool.current[0][-5:]))
    return names


def test_every_tile_comes_once_and_is_not_cut(tmp_path: Path) -> None:
    shard = read_shard(write_drawn(tmp_path, 0, 100))
    rng = np.random.default_rng(0)
    rows = batches(shard, 10, rng)
    assert sorted(np.concatenate(rows)) == list(range(100))
    for part in rows:
        batch = cut(shard, part, rng)
        text = int(shard.widths[part].max())
        width = batch.tiles.shape[2]
        assert width == 256 or (text <= width < text + EXTRA + GRID and width % GRID == 0)
        order = np.sort(part)
        assert np.array_equal(batch.tiles, shard.tiles[order, :, :width])
        assert np.array_equal(batch.labels, shard.labels[order])


def test_batches_are_of_like_width_and_sometimes_whole(tmp_path: Path) -> None:
    shard = read_shard(write_drawn(tmp_path, 0, 200))
    rng = np.random.default_rng(0)
    rows = batches(shard, 20, rng)
    spread = [int(np.ptp(shard.widths[part])) for part in rows]
    assert max(spread) < np.ptp(shard.widths) / 2
    widths = [cut(shard, rows[0], rng).tiles.shape[2] for _ in range(200)]
    assert 3 <= widths.count(256) <= 30
    assert len(set(widths)) >= 4


def test_a_label_that_ctc_cannot_align_is_left_out(tmp_path: Path) -> None:
    path = write_drawn(tmp_path, 0, 10)
    labels, lengths = np.load(path / "labels.npy"), np.load(path / "lengths.npy")
    labels[3], lengths[3] = 5, 40  # 40 equal characters need 79 steps, a tile has 64
    labels[4, :32], lengths[4] = 5, 32  # 63 steps: just fits
    np.save(path / "labels.npy", labels)
    np.save(path / "lengths.npy", lengths)
    shard = read_shard(path)
    rows = np.concatenate(batches(shard, 1, np.random.default_rng(0)))
    assert sorted(rows) == [0, 1, 2, 4, 5, 6, 7, 8, 9]
    assert cut(shard, np.array([4]), np.random.default_rng(1)).tiles.shape[2] == 256


def test_a_shard_out_of_range_is_refused(tmp_path: Path) -> None:
    path = write_drawn(tmp_path, 0, 10)
    labels = np.load(path / "labels.npy")
    labels[2, 0] = 0
    np.save(path / "labels.npy", labels)
    with pytest.raises(ContractError, match="out of range"):
        read_shard(path)


def test_newest_unused_first_then_the_oldest_used(tmp_path: Path) -> None:
    make(tmp_path, [0, 1])
    pool = ShardPool(tmp_path, 8, epochs=2, keep=True)
    stream = pool(lambda: False, print)
    order = []
    for i in range(7):
        if i == 3:
            make(tmp_path, [2])
        next(stream)
        assert pool.current
        order.append(int(pool.current[0][-5:]))
    assert order == [1, 0, 1, 2, 0, 2, 1]  # the last one a third time: nothing better is there


def test_used_up_shards_go_only_when_enough_others_are_there(tmp_path: Path) -> None:
    make(tmp_path, [0])
    pool = ShardPool(tmp_path, 8, epochs=1)
    assert visited(pool, 3) == [0, 0, 0]
    make(tmp_path, list(range(1, RESERVE + 2)))
    visited(pool, 3)
    left = {path.name for path in tmp_path.iterdir()}
    assert "shard-00000" not in left
    assert len(left) >= RESERVE


def test_a_producer_that_waits_for_room_gets_it(tmp_path: Path) -> None:
    """A trainer faster than its producer wears all shards out; they must go all the same."""
    make(tmp_path, list(range(RESERVE + 4)))
    visited(ShardPool(tmp_path, 8, epochs=1), 3 * (RESERVE + 4))
    assert len(list(tmp_path.iterdir())) == RESERVE


def test_kept_shards_stay(tmp_path: Path) -> None:
    make(tmp_path, list(range(RESERVE + 3)))
    visited(ShardPool(tmp_path, 8, epochs=1, keep=True), 20)
    assert len(list(tmp_path.iterdir())) == RESERVE + 3


def test_processes_share_the_shards(tmp_path: Path) -> None:
    make(tmp_path, [0, 1, 2, 3, 4])
    parts = [set(ShardPool(tmp_path, 8, part=(rank, 2)).names()) for rank in (0, 1)]
    assert parts[0] | parts[1] == {f"shard-{i:05d}" for i in range(5)}
    assert not parts[0] & parts[1]


def test_a_restored_position_gives_the_same_batches(tmp_path: Path) -> None:
    make(tmp_path, [0, 1], count=40)
    pool = ShardPool(tmp_path, 8, seed=3)
    take(pool, 7)
    state = pool.state()
    expected = take(pool, 6)
    other = ShardPool(tmp_path, 8, seed=3)
    other.restore(state)
    for a, b in zip(take(other, 6), expected, strict=True):
        assert np.array_equal(a.tiles, b.tiles)
        assert np.array_equal(a.labels, b.labels)


def test_a_damaged_shard_is_skipped_with_a_message(tmp_path: Path) -> None:
    make(tmp_path, [0, 1])
    (tmp_path / "shard-00001" / "tiles.npy").write_bytes(b"")
    said: list[str] = []
    pool = ShardPool(tmp_path, 8)
    assert next(pool(lambda: False, said.append)).tiles.shape[0] == 8
    assert "skipped" in said[0]
    assert "shard-00001" in said[0]


def test_waits_for_the_first_shard_and_stops_waiting_when_told(tmp_path: Path) -> None:
    answers = iter([False, True])
    said: list[str] = []
    assert list(ShardPool(tmp_path, 8)(lambda: next(answers), said.append)) == []
    assert said == [f"waiting for shards in {tmp_path}"]
