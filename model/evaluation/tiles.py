"""Held-out synthetic tiles: the words in them, aligned with the words of their labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contract.charset import decode
from contract.errors import ContractError
from detector.tiles import Tile
from model.backends import Backend
from model.calibration import expected_calibration_error
from model.decode import greedy
from model.evaluation.metrics import align, cer
from model.evaluation.progress import progress
from model.evaluation.results import Result, by, summarize
from model.logprobs import logprobs
from model.reading import StripReading, stitch
from synth.shards import Shard, open_shards

CHUNK = 64


@dataclass(frozen=True)
class TileReading:
    """A synthetic tile: its label, and what was read."""

    name: str
    kind: str
    pixels: np.ndarray
    label: str
    found: StripReading

    def pairs(self) -> list[tuple[int | None, int | None]]:
        """Words of the label against words read: indices, None where one has no partner."""
        return align(self.label.split(), [word.text for word in self.found.words])

    def results(self) -> list[Result]:
        """A Result for each word of the label; unread words are empty, with confidence 0."""
        wanted = self.label.split()
        return [
            Result(
                name=f"{self.name}:{i}",
                label=wanted[i],
                text=self.found.words[j].text if j is not None else "",
                confidence=self.found.words[j].confidence if j is not None else 0,
                group=self.kind,
            )
            for i, j in self.pairs()
            if i is not None
        ]

    def judged(self) -> list[tuple[int, int, bool]]:
        """(feature, confidence, right?) of each word read, words that nobody wrote included."""
        wanted = self.label.split()
        return [
            (word.feature, word.confidence, i is not None and wanted[i] == word.text)
            for i, j in self.pairs()
            if j is not None
            for word in [self.found.words[j]]
        ]


def read_tiles(folder: Path, backend: Backend, limit: int | None = None) -> list[TileReading]:
    """Read the tiles of a folder of shards; at most `limit`, evenly spread.

    Raises:
        ContractError: no or damaged shards, or a backend with another charset or width.
    """
    shards = list(open_shards(folder))
    total = sum(map(len, shards))
    if not total:
        raise ContractError(f"{folder}: the shards hold no tiles; produce them again")
    wanted = np.linspace(0, total - 1, min(limit or total, total)).astype(np.int64)
    return list(progress(_read(shards, wanted, backend), len(wanted), "tiles"))


def _read(shards: list[Shard], wanted: np.ndarray, backend: Backend) -> Iterator[TileReading]:
    start = 0
    for number, shard in enumerate(shards):
        inside = wanted[(wanted >= start) & (wanted < start + len(shard))] - start
        start += len(shard)
        for at in range(0, len(inside), CHUNK):
            rows = inside[at : at + CHUNK]
            tiles = np.ascontiguousarray(shard.tiles[rows])
            for row, tile, steps in zip(rows, tiles, logprobs(backend.logits(tiles)), strict=True):
                whole = Tile(0, int(shard.widths[row]), 0)
                yield TileReading(
                    name=f"{number}/{row}",
                    kind=shard.facts["kinds"][shard.kinds[row]],
                    pixels=tile,
                    label=decode(shard.label(int(row))),
                    found=stitch([whole], [greedy(steps, backend.charset)], backend),
                )


def summarize_tiles(tiles: list[TileReading]) -> dict[str, Any]:
    """As `summarize`, plus the tiles themselves.

    SWA counts the labels' words, CER whole tiles, `ece` all words that were read.
    """
    results = [result for tile in tiles for result in tile.results()]
    judged = [word for tile in tiles for word in tile.judged()]
    written = [tile for tile in tiles if tile.label]
    empty = [tile for tile in tiles if not tile.label]
    kinds = sorted({result.group for result in results})
    texts = [(tile.label, tile.found.text) for tile in written]
    ece = expected_calibration_error([w[1] for w in judged], [w[2] for w in judged])
    return summarize(results) | {
        "cer": cer(texts),
        "ece": round(ece, 4),
        "tiles": len(tiles),
        "tiles_exact": _percent(sum(a.strip() == b for a, b in texts), len(written)),
        "blank_tiles": len(empty),
        "blank_tiles_silent": _percent(sum(not tile.found.text for tile in empty), len(empty)),
        "by_kind": by(results, lambda result: result.group, kinds),
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 2)
