"""Greedy reading of a fixed set of tiles: exact matches and character error rate."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from contract.charset import BLANK
from contract.errors import PocketOcrError
from model.network import WordNet
from model.training.data import NAME, needed, read_shard

CHUNK = 128


class Score(NamedTuple):
    """Shares 0 … 1: tiles read exactly, and edits per character of the labels (CER)."""

    exact: float
    cer: float


def greedy(classes: NDArray[np.int64]) -> list[int]:
    """Best classes per step, [T] → label: repeats merged, then blanks dropped."""
    first = np.append(True, classes[1:] != classes[:-1])
    return [int(k) for k in classes[first & (classes != BLANK)]]


def edit_distance(a: Sequence[int], b: Sequence[int]) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]


class Validation:
    """Up to `limit` tiles of the shards in `folder`, evenly spread.

    Raises:
        PocketOcrError: there are no shards.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        paths = sorted(p for p in folder.glob("shard-*") if NAME.fullmatch(p.name))
        shards = [read_shard(path) for path in paths]
        total = sum(len(s.tiles) for s in shards)
        if not total:
            raise PocketOcrError(f"no validation shards in {folder}: render some with synth")
        self.tiles: list[NDArray[np.uint8]] = []
        self.labels: list[list[int]] = []
        for shard in shards:
            count = min(len(shard.tiles), -(-limit * len(shard.tiles) // total))
            rows = np.linspace(0, len(shard.tiles) - 1, count).astype(np.int64)
            rows = rows[np.argsort(needed(shard, rows), kind="stable")]
            self.tiles += [shard.tiles[rows[i : i + CHUNK]] for i in range(0, count, CHUNK)]
            self.labels += [shard.labels[r, : shard.lengths[r]].tolist() for r in rows]

    def __call__(self, net: WordNet, device: torch.device, dtype: torch.dtype) -> Score:
        """Score of `net`, which is in evaluation mode."""
        read: list[list[int]] = []
        autocast = torch.autocast(device.type, dtype, enabled=dtype != torch.float32)
        with torch.inference_mode(), autocast:
            for tiles in self.tiles:
                best = net(torch.from_numpy(tiles).to(device)).argmax(2).cpu().numpy()
                read += [greedy(row) for row in best]
        edits = [
            edit_distance(a, b) if a != b else 0 for a, b in zip(read, self.labels, strict=True)
        ]
        characters = sum(map(len, self.labels))
        return Score(float(np.mean(np.equal(edits, 0))), sum(edits) / max(1, characters))
