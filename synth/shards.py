"""Shards: folders of finished tiles that training maps into memory.

shard-00012/
    tiles.npy    uint8  [N, 32, 256]  dark on light, padded with paper (255)
    widths.npy   uint16 [N]           valid columns
    labels.npy   uint8  [N, 64]       class numbers, zero padded
    lengths.npy  uint8  [N]
    kinds.npy    uint8  [N]           index into shard.json's "kinds"
    shard.json                        seed, index, split, contract hash, kinds
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contract import numbers as n
from contract.errors import ContractError
from detector.framing import contract_hash

LABEL_LENGTH = n.TILE_WIDTHS[-1] // n.STEP
ARRAYS = ("tiles", "widths", "labels", "lengths", "kinds")


@dataclass(frozen=True)
class Shard:
    """Arrays of a shard, memory-mapped when opened from disk."""

    tiles: np.ndarray
    widths: np.ndarray
    labels: np.ndarray
    lengths: np.ndarray
    kinds: np.ndarray
    facts: dict[str, Any]

    def __len__(self) -> int:
        return len(self.tiles)

    def label(self, index: int) -> list[int]:
        """Class numbers of one tile."""
        return self.labels[index, : self.lengths[index]].tolist()


def write_shard(folder: Path, shard: Shard) -> None:
    """Writes a shard whole or not at all."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name in ARRAYS:
        np.save(part / f"{name}.npy", getattr(shard, name), allow_pickle=False)
    facts = json.dumps(shard.facts, indent=1, sort_keys=True, ensure_ascii=False)
    (part / "shard.json").write_text(facts + "\n", encoding="utf-8")
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(part, folder)


def open_shard(folder: Path) -> Shard:
    """Maps a shard into memory.

    Raises:
        ContractError: missing or truncated files, or tiles framed by another contract.
    """
    try:
        facts = json.loads((folder / "shard.json").read_text(encoding="utf-8"))
        arrays = {
            a: np.load(folder / f"{a}.npy", mmap_mode="r", allow_pickle=False) for a in ARRAYS
        }
    except (OSError, ValueError, EOFError) as error:
        raise ContractError(f"{folder}: not a complete shard ({error}); produce it again") from None
    if facts.get("contract") != contract_hash():
        raise ContractError(f"{folder}: made under another contract or framing; produce it again")
    if arrays["tiles"].shape[1:] != (n.STRIP_HEIGHT, n.TILE_WIDTHS[-1]):
        raise ContractError(f"{folder}: tiles have shape {arrays['tiles'].shape}; produce it again")
    return Shard(facts=facts, **arrays)


def find_shards(folder: Path) -> list[Path]:
    """Finished shards in a folder, in order; a shard's own folder counts as itself."""
    if (folder / "shard.json").exists():
        return [folder]
    return sorted(p for p in folder.glob("shard-*") if (p / "shard.json").exists())


def open_shards(folder: Path) -> Iterator[Shard]:
    """The shards in a folder.

    Raises:
        ContractError: there are none, or one is damaged.
    """
    paths = find_shards(folder)
    if not paths:
        raise ContractError(f"{folder}: no shards here; make some with `python -m synth produce`")
    return map(open_shard, paths)
