"""The producer: writes shard after shard, ahead of the trainer, and goes on where it stopped."""

import json
import time
from pathlib import Path

from contract.errors import ContractError
from contract.files import write_whole
from synth.render.renderer import Renderer
from synth.shards import find_shards, write_shard

SHARD_TILES = 8192


def produce(
    renderer: Renderer,
    folder: Path,
    seed: int,
    shards: int | None = None,
    ahead: int = 16,
    tiles: int = SHARD_TILES,
    stride: tuple[int, int] = (0, 1),
) -> None:
    """Writes shards into `folder`.

    Args:
        shards: how many in all; None goes on for ever.
        ahead: with no end given, wait while this many shards lie unused.
        stride: (start, step) of the shard indices, so that several producers share a folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / f"producer-{stride[0]}-of-{stride[1]}.json"
    begun = {"seed": seed, "tiles": tiles, "page_share": renderer.page_share}
    index = stride[0]
    if state.exists():
        found = json.loads(state.read_text(encoding="utf-8"))
        index = found.pop("next")
        if found != begun:
            raise ContractError(f"{folder}: begun with {found}, not {begun}; choose another folder")
    while shards is None or index < shards:
        if shards is None and len(find_shards(folder)) >= ahead:
            time.sleep(1.0)
            continue
        start = time.process_time()
        shard = renderer.shard(seed, index, tiles)
        write_shard(folder / f"shard-{index:05d}", shard)
        rate = tiles / (time.process_time() - start)
        print(f"shard {index}: {tiles} tiles, {rate:.0f} tiles per CPU second", flush=True)
        index += stride[1]
        write_whole(state, json.dumps({**begun, "next": index}).encode())
