"""Shards of plainly drawn digits: a task that the net learns within seconds."""

from pathlib import Path

import cv2
import numpy as np

from contract.charset import encode
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from detector.framing import contract_hash
from synth.shards import Shard, write_shard


def write_drawn(folder: Path, index: int, count: int, texts: str = "0123456789") -> Path:
    """Write shard `index` into `folder`: `count` tiles with one to three of `texts`."""
    rng = np.random.default_rng(index)
    tiles = np.full((count, STRIP_HEIGHT, TILE_WIDTHS[0]), 255, np.uint8)
    widths, lengths = np.zeros(count, np.uint16), np.zeros(count, np.uint8)
    labels = np.zeros((count, 64), np.uint8)
    for i in range(count):
        text = "".join(rng.choice(list(texts), rng.integers(1, 4)))
        cv2.putText(tiles[i], text, (4, 25), cv2.FONT_HERSHEY_SIMPLEX, 0.75, 20, 2, cv2.LINE_AA)
        widths[i] = np.flatnonzero((tiles[i] < 255).any(0))[-1] + 4
        labels[i, : len(text)] = encode(text)
        lengths[i] = len(text)
    path = folder / f"shard-{index:05d}"
    kinds = np.zeros(count, np.uint8)
    facts = {"contract": contract_hash(), "index": index, "kinds": ["digits"]}
    write_shard(path, Shard(tiles, widths, labels, lengths, kinds, facts))
    return path
