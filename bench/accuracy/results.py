"""The scoreboard as JSON: all numbers, and what ours read, for a later run's `--baseline`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.accuracy.board import Board
from bench.accuracy.bootstrap import Interval
from bench.accuracy.grids import Grid
from bench.accuracy.measures import TASKS
from bench.engines.catalogue import OURS
from contract.errors import ContractError

Texts = dict[str, dict[str, dict[str, str]]]
"""By task, corpus and name of the sample: what ours read."""


def as_json(boards: Sequence[Board], grids: Sequence[Grid], facts: dict[str, str]) -> str:
    """The results file."""
    content = {
        "facts": facts,
        "tables": [
            {
                "title": grid.title,
                "columns": list(grid.columns),
                "rows": [[_cell(cell) for cell in row] for row in grid.rows],
            }
            for grid in grids
        ],
        "texts": {board.task.name: _texts(board) for board in boards},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(cell: object) -> object:
    if isinstance(cell, Interval):
        return {name: round(value, 3) for name, value in cell._asdict().items()}
    return round(cell, 3) if isinstance(cell, float) else cell


def _texts(board: Board) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {corpus: {} for corpus in board.corpora}
    for sample, text in zip(board.samples, board.texts[OURS], strict=True):
        texts[sample.corpus][sample.name] = text or ""
    return texts


def read_texts(path: Path) -> Texts:
    """What ours read in an older results file.

    Raises:
        ContractError: it is none.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        texts = content["texts"]
        return {task.name: dict(texts.get(task.name, {})) for task in TASKS}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContractError(
            f"{path} is no results file of `python -m bench accuracy` ({error!r})"
        ) from None
