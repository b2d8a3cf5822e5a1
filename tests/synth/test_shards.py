"""Shards on disk: whole or absent, resumable, refused when damaged or foreign."""

import json
from pathlib import Path

import numpy as np
import pytest

from contract.errors import ContractError
from synth.preview import contact_sheet
from synth.produce import produce
from synth.render.renderer import Renderer
from synth.shards import find_shards, open_shard, open_shards
from synth.text.source import TextSource
from tests.synth.drawn_atlas import DrawnAtlas


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(DrawnAtlas(), TextSource.open(None))  # type: ignore[arg-type]


def test_production_goes_on_where_it_stopped(renderer: Renderer, tmp_path: Path) -> None:
    produce(renderer, tmp_path / "a", seed=3, shards=3, tiles=12)
    produce(renderer, tmp_path / "b", seed=3, shards=1, tiles=12)
    produce(renderer, tmp_path / "b", seed=3, shards=3, tiles=12)
    for one, other in zip(find_shards(tmp_path / "a"), find_shards(tmp_path / "b"), strict=True):
        assert (one / "tiles.npy").read_bytes() == (other / "tiles.npy").read_bytes()


def test_two_producers_share_a_folder(renderer: Renderer, tmp_path: Path) -> None:
    for start in (0, 1):
        produce(renderer, tmp_path, seed=3, shards=4, tiles=8, stride=(start, 2))
    assert [s.facts["index"] for s in open_shards(tmp_path)] == [0, 1, 2, 3]


def test_another_seed_is_refused_in_a_folder_begun(renderer: Renderer, tmp_path: Path) -> None:
    produce(renderer, tmp_path, seed=3, shards=1, tiles=8)
    with pytest.raises(ContractError, match="another folder"):
        produce(renderer, tmp_path, seed=4, shards=2, tiles=8)


def test_damaged_and_foreign_shards_are_refused(renderer: Renderer, tmp_path: Path) -> None:
    produce(renderer, tmp_path, seed=3, shards=2, tiles=8)
    first, second = find_shards(tmp_path)
    (first / "tiles.npy").write_bytes((first / "tiles.npy").read_bytes()[:200])
    with pytest.raises(ContractError, match="not a complete shard"):
        open_shard(first)
    facts = json.loads((second / "shard.json").read_text())
    (second / "shard.json").write_text(json.dumps({**facts, "contract": "other"}))
    with pytest.raises(ContractError, match="another contract"):
        open_shard(second)
    with pytest.raises(ContractError, match="no shards"):
        open_shards(tmp_path / "none")


def test_the_contact_sheet_shows_all_tiles(renderer: Renderer, tmp_path: Path) -> None:
    produce(renderer, tmp_path, seed=3, shards=1, tiles=7)
    (shard,) = open_shards(tmp_path)
    contact_sheet(shard, tmp_path / "sheet.png", columns=3)
    assert (tmp_path / "sheet.png").stat().st_size > 1000
    assert np.asarray(shard.tiles).shape == (7, 32, 256)
