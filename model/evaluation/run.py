"""One evaluation from opening the reader to writing the files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from contract.errors import ContractError
from model.backends import Backend
from model.evaluation import report
from model.evaluation.corpus import read_all, read_corpus
from model.evaluation.results import Result, misses, summarize


@dataclass(frozen=True)
class Outputs:
    """Files to write beside the summary; None is not written."""

    predictions: Path | None = None
    misses: Path | None = None
    sheet: Path | None = None


def evaluate_words(
    tsv: Path, backend: Backend, outputs: Outputs, limit: int | None = None
) -> dict[str, Any]:
    """Read a corpus of word crops; its summary.

    Raises:
        PocketOcrError: see read_corpus and Crop.strip.
    """
    crops = read_corpus(tsv, limit)
    results = read_all(crops, backend)
    by_name = {crop.name: crop for crop in crops}
    _write(outputs, results, lambda miss: by_name[miss.name].strip())
    return {"reader": backend.name, "words": str(tsv)} | summarize(results)


def evaluate_shards(
    shards: Path, backend: Backend, outputs: Outputs, limit: int | None = None
) -> dict[str, Any]:
    """Read held-out synthetic tiles; their summary.

    Raises:
        PocketOcrError: see read_tiles; synth is missing, as in an installed wheel.
    """
    try:
        from model.evaluation.tiles import read_tiles, summarize_tiles
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "synth":
            raise
        raise ContractError("synthetic tiles are read from a clone of the repository") from None

    tiles = read_tiles(shards, backend, limit)
    results = [result for tile in tiles for result in tile.results()]
    by_name = {tile.name: tile for tile in tiles}
    _write(outputs, results, lambda miss: by_name[miss.name.partition(":")[0]].pixels)
    return {"reader": backend.name, "shards": str(shards)} | summarize_tiles(tiles)


def _write(
    outputs: Outputs, results: list[Result], picture: Callable[[Result], np.ndarray]
) -> None:
    if outputs.predictions:
        report.write_predictions(outputs.predictions, results)
    if outputs.misses:
        report.write_misses(outputs.misses, misses(results))
    if outputs.sheet:
        report.write_sheet(outputs.sheet, misses(results), picture)
