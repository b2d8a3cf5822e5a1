"""Fitting the calibration of the word confidence on held-out synthetic tiles."""

import json
from pathlib import Path
from typing import Any

from contract.files import write_whole
from model.backends import Backend
from model.calibration import expected_calibration_error, fit
from model.evaluation.tiles import read_tiles


def calibrate(
    shards: Path, backend: Backend, output: Path, limit: int | None = None
) -> dict[str, Any]:
    """Fit a calibration on all words read in the shards' tiles and write it as JSON.

    The ECE in it is that of a fit on every other tile, measured on the tiles between.

    Raises:
        ContractError: no shards, or too few words.
    """
    tiles = [tile.judged() for tile in read_tiles(shards, backend, limit)]
    fitting, checking = (
        [word for tile in part for word in tile] for part in (tiles[::2], tiles[1::2])
    )
    trial = fit([w[0] for w in fitting], [w[2] for w in fitting])
    ece = expected_calibration_error(
        [trial.confidence(w[0]) for w in checking], [w[2] for w in checking]
    )
    words = fitting + checking
    table = fit([w[0] for w in words], [w[2] for w in words])
    facts = {"reader": backend.name, "words": len(words), "held_out_ece": round(ece, 4)}
    content = table.to_json() | {"fitted": facts}
    write_whole(output, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode())
    return content
