"""How fast the renderer makes training tiles, and where its time goes."""

import cProfile
import pstats
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

from contract.charset import decode
from synth.shards import Shard

ROOT = Path(__file__).parents[2]
OTHER = "other"
WARM_UP = 64
"""Tiles."""


class Producer(Protocol):
    """synth.render.renderer.Renderer."""

    def shard(self, seed: int, index: int, size: int) -> Shard:
        """`size` tiles."""
        ...


@dataclass(frozen=True)
class Speed:
    """Of one core."""

    tiles: int
    """A pass."""
    tiles_per_second: float
    """Finished tiles per CPU second, the passes' median."""
    words_per_second: float
    shares: dict[str, float]
    """Percent of the CPU time by module, library calls counted for their caller; most first."""


def measure(producer: Producer, seed: int, tiles: int, repeat: int) -> Speed:
    """Render `repeat` shards of `tiles` tiles, and a last one under the profiler."""
    producer.shard(seed, 0, WARM_UP)
    tile_speeds, word_speeds = [], []
    for index in range(1, repeat + 1):
        start = time.process_time()
        shard = producer.shard(seed, index, tiles)
        spent = max(time.process_time() - start, 1e-9)
        tile_speeds.append(len(shard) / spent)
        word_speeds.append(words(shard) / spent)
    profile = cProfile.Profile(time.process_time)
    profile.runcall(producer.shard, seed, repeat + 1, tiles)
    return Speed(tiles, median(tile_speeds), median(word_speeds), shares(pstats.Stats(profile)))


def words(shard: Shard) -> int:
    """Words of a shard's labels, whole or cut."""
    return sum(len(decode(shard.label(i)).split()) for i in range(len(shard)))


def shares(stats: pstats.Stats) -> dict[str, float]:
    """Percent of a profile by module of ours; what libraries do counts for who called them."""
    seconds: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        module = _module(function[0])
        if module != OTHER or not callers:
            seconds[module] += own
            continue
        for caller, (_, _, part, _) in callers.items():
            seconds[_module(caller[0])] += part
    total = sum(seconds.values()) or 1.0
    return {name: round(100 * part / total, 1) for name, part in seconds.most_common() if part > 0}


def _module(file: str) -> str:
    """Dotted name of a module of ours, else OTHER."""
    path = Path(file)
    if not path.is_relative_to(ROOT) or path.suffix != ".py" or "site-packages" in path.parts:
        return OTHER
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def as_text(speed: Speed) -> str:
    """Speed for people."""
    lines = [
        f"{speed.tiles_per_second:.0f} tiles and {speed.words_per_second:.0f} words per CPU second",
        *(f"{share:6.1f} %  {name}" for name, share in speed.shares.items() if share >= 1),
    ]
    return "\n".join(lines)
