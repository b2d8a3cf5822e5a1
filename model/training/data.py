"""Batches from a folder of shards that a producer fills while the training runs.

What a shard holds, `synth.shards` says. The producer renames a finished shard into place, so
every shard found is whole.
"""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contract.charset import BLANK, CLASSES
from contract.errors import ContractError
from contract.numbers import STEP
from synth.shards import open_shard

POOL = 2048  # tiles that are sorted by width together
EXTRA = 48  # a batch is cropped up to this many pixels beyond its widest text
GRID = 16  # widths of batches are multiples of this: few distinct shapes
WHOLE = 16  # one batch in so many is not cropped: the device sees whole tiles
RESERVE = 4  # so many shards are never removed, used up or not: reading goes on
NAME = re.compile(r"shard-(\d+)")


@dataclass(frozen=True)
class Shard:
    """One shard for CTC.

    Attributes:
        tiles: uint8 [N, 32, W], memory-mapped.
        widths: int64 [N], valid columns.
        labels: uint8 [N, L], class numbers, zero padded.
        lengths: int64 [N].
        steps: int64 [N], time steps that CTC needs at least for the label.
    """

    tiles: NDArray[np.uint8]
    widths: NDArray[np.int64]
    labels: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    steps: NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """tiles uint8 [N, 32, w], labels uint8 [N, L], lengths int64 [N]."""

    tiles: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    lengths: NDArray[np.int64]


def read_shard(path: Path) -> Shard:
    """Map a shard.

    Raises:
        ContractError: it is damaged, or was made under another contract or framing.
    """
    stored = open_shard(path)
    labels = np.array(stored.labels)
    widths, lengths = stored.widths.astype(np.int64), stored.lengths.astype(np.int64)
    count, _, full = stored.tiles.shape
    if widths.shape != (count,) or lengths.shape != (count,) or len(labels) != count:
        raise ContractError(f"{path}: arrays of different lengths; produce it again")
    used = np.arange(labels.shape[1]) < lengths[:, None]
    bad_labels = bool((labels[used] == BLANK).any() or (labels[used] >= CLASSES).any())
    if bad_labels or lengths.max(initial=0) > labels.shape[1] or widths.max(initial=0) > full:
        raise ContractError(f"{path}: labels or widths out of range; produce it again")
    repeats = (labels[:, 1:] == labels[:, :-1]) & used[:, 1:]  # CTC parts them by a blank
    return Shard(stored.tiles, widths, labels, lengths, lengths + repeats.sum(1))


def batches(shard: Shard, size: int, rng: np.random.Generator) -> list[NDArray[np.int64]]:
    """Row numbers of batches of like width, in random order; what CTC cannot align is left out."""
    rows = np.flatnonzero(shard.steps <= shard.tiles.shape[2] // STEP)
    rows = rng.permutation(rows)
    rows = rows[: len(rows) - len(rows) % size or len(rows)]
    parts = []
    for first in range(0, len(rows), POOL):
        pool = rows[first : first + POOL]
        pool = pool[np.argsort(needed(shard, pool), kind="stable")]
        parts += [pool[i : i + size] for i in range(0, len(pool), size)]
    return [parts[i] for i in rng.permutation(len(parts))]


def needed(shard: Shard, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pixels that must stay of these tiles: their text, and room for CTC to align the label."""
    return np.maximum(shard.widths[rows], shard.steps[rows] * STEP)


def cut(shard: Shard, rows: NDArray[np.int64], rng: np.random.Generator) -> Batch:
    """The batch of these rows, cropped a little right of its widest text."""
    full = shard.tiles.shape[2]
    width = int(needed(shard, rows).max()) + int(rng.integers(EXTRA + 1))
    width = full if rng.integers(WHOLE) == 0 else min(full, -(-width // GRID) * GRID)
    rows = np.sort(rows)  # reads the file in order
    return Batch(shard.tiles[rows, :, :width], shard.labels[rows], shard.lengths[rows])


@dataclass
class ShardPool:
    """Chooses shards, remembers how often each was used, and removes what is used up.

    Newest unused first; then those used the longest ago, at most `epochs` times; when the
    producer is too slow, used-up ones again rather than waiting.

    Attributes:
        folder: where the producer puts shards.
        part: (rank, world): this process reads the shards whose number is rank modulo world.
        uses: name of a shard → (times used, ordinal of the last use).
        current: the shard being read and how many of its batches were taken.
    """

    folder: Path
    batch: int
    epochs: int = 2
    seed: int = 0
    keep: bool = False
    part: tuple[int, int] = (0, 1)
    uses: dict[str, tuple[int, int]] = field(default_factory=dict)
    current: tuple[str, int] | None = None
    damaged: set[str] = field(default_factory=set)

    def state(self) -> dict[str, Any]:
        """Position for a checkpoint."""
        return {"uses": dict(self.uses), "current": [self.current] if self.current else []}

    def restore(self, state: dict[str, Any]) -> None:
        """Continue at a position; shards that are gone since are forgotten."""
        self.uses = {k: (int(v[0]), int(v[1])) for k, v in state["uses"].items()}
        mine = [(str(name), int(n)) for name, n in state["current"] if name in self.names()]
        self.current = mine[0] if mine else None

    def names(self) -> list[str]:
        """Readable shards of this process, oldest first."""
        if not self.folder.is_dir():
            return []
        found = [m for p in self.folder.iterdir() if (m := NAME.fullmatch(p.name))]
        found.sort(key=lambda m: int(m[1]))
        rank, world = self.part
        return [m[0] for m in found if int(m[1]) % world == rank and m[0] not in self.damaged]

    def choose(self) -> str | None:
        """The next shard to read, or None if there is none."""
        names = self.names()
        unused = [name for name in names if name not in self.uses]
        if unused:
            return unused[-1]
        return min(names, key=self._wear, default=None)

    def _wear(self, name: str) -> tuple[bool, int]:
        times, last = self.uses[name]
        return times >= self.epochs, last

    def _finish(self, name: str) -> None:
        times = self.uses.get(name, (0, 0))[0]
        last = 1 + max((last for _, last in self.uses.values()), default=0)
        self.uses[name] = (times + 1, last)
        self.current = None
        names = self.names()
        worn = [n for n in names if self.uses.get(n, (0, 0))[0] >= self.epochs]
        worn.sort(key=lambda n: self.uses[n][1])
        # Even when all are worn: a producer that waits for room must get it.
        for old in worn[: max(len(names) - RESERVE, 0)] if not self.keep else ():
            shutil.rmtree(self.folder / old, ignore_errors=True)
        self.uses = {n: self.uses[n] for n in self.names() if n in self.uses}

    def __call__(self, stop: Callable[[], bool], say: Callable[[str], None]) -> Iterator[Batch]:
        """Batches without end, until `stop()`; says so when it has to wait for a shard."""
        while True:
            name, skip = self.current or (self._wait(stop, say), 0)
            if name is None:
                return
            try:
                shard = read_shard(self.folder / name)
            except ContractError as error:
                say(f"skipped: {error}")
                self.damaged.add(name)
                self.current = None
                continue
            times = self.uses.get(name, (0, 0))[0]
            number = int(name.rpartition("-")[2])
            rng = np.random.default_rng([self.seed, number, times])
            plan = batches(shard, self.batch, rng)
            if not plan:
                say(f"skipped: shard {name} holds no label that fits its tiles")
                self.damaged.add(name)
            for index, rows in enumerate(plan):
                if index >= skip:
                    self.current = (name, index + 1)
                    one = np.random.default_rng([self.seed, number, times, index])
                    yield cut(shard, rows, one)
            self._finish(name)

    def _wait(self, stop: Callable[[], bool], say: Callable[[str], None]) -> str | None:
        asked = 0
        while not stop():
            name = self.choose()
            if name is not None:
                return name
            if asked % 30 == 0:
                say(f"waiting for shards in {self.folder}")
            asked += 1
            time.sleep(1)
        return None
