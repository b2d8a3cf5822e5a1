"""Readers of pages on changed pages, and the table of what they bear."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from bench.engines.catalogue import Engine
from bench.robustness.changes import CHANGES
from bench.speed.page_results import PageComparison
from bench.speed.pages import Start, compare_pages, start_worker
from bench.tables import section, write_files
from bench.truth import TruePage
from contract.errors import ContractError, ImageError

NAME = "robustness"
WAY = "an"
THUMB = 320
"""Longest side of a picture on the sheet, in pixels."""
COLUMNS = 6


@dataclass(frozen=True)
class Outcome:
    """The engines on the corpora after one change."""

    change: str
    corpora: tuple[PageComparison, ...]

    def f1(self, engine: str) -> float | None:
        """F1 in %, the mean of the corpora; None if the engine is missing."""
        scores = [
            100 * row.score[WAY].f1
            for corpus in self.corpora
            for row in corpus.rows
            if row.engine == engine
        ]
        return sum(scores) / len(scores) if scores else None

    def cpu_seconds(self, engine: str) -> float:
        """A page, the mean of all; 0 if the engine is missing."""
        rows = [row for each in self.corpora for row in each.rows if row.engine == engine]
        pages = sum(len(row.pages) for row in rows)
        return sum(row.cpu_seconds for row in rows) / max(pages, 1)


def measure(
    corpora: Sequence[tuple[str, Sequence[TruePage]]],
    changes: Sequence[str],
    engines: Sequence[Engine],
    start: Start = start_worker,
) -> list[Outcome]:
    """Read the pages of each corpus after each change with each engine.

    Raises:
        ContractError: an unknown change.
        ImageError: a page that is no image.
        WorkerError: our worker failed; a peer that fails is listed as missing.
    """
    unknown = [change for change in changes if change not in CHANGES]
    if unknown:
        raise ContractError(f"there is no change {unknown[0]}; there are {', '.join(CHANGES)}")
    outcomes = []
    for change in changes:
        with TemporaryDirectory() as folder:
            compared = [
                compare_pages(
                    f"{change}, {name}",
                    [_changed(page, change, Path(folder) / name) for page in pages],
                    engines,
                    start=start,
                )
                for name, pages in corpora
            ]
        outcomes.append(Outcome(change, tuple(compared)))
    return outcomes


def _changed(page: TruePage, change: str, folder: Path) -> TruePage:
    """The page with a changed image in a folder; where its words lie is not known there."""
    folder.mkdir(exist_ok=True)
    image = folder / f"{page.image.stem}.png"
    cv2.imwrite(str(image), CHANGES[change](_picture(page)))
    return replace(page, image=image, lines=(), words=())


def _picture(page: TruePage) -> np.ndarray:
    picture = cv2.imread(str(page.image), cv2.IMREAD_COLOR)
    if picture is None:
        raise ImageError(f"{page.image} is no image that can be read")
    return np.asarray(picture, np.uint8)


def as_markdown(outcomes: Sequence[Outcome], engines: Sequence[Engine]) -> str:
    """A table of changes by engines."""
    missing: dict[str, str] = {}
    for outcome in outcomes:
        for corpus in outcome.corpora:
            missing |= corpus.missing
    pages = sum(corpus.size for corpus in outcomes[0].corpora) if outcomes else 0
    return section(
        f"Changed pages: F1 {WAY} in %, CPU seconds a page",
        ["change", *(engine.title for engine in engines)],
        [[each.change, *(_cell(each, engine.name) for engine in engines)] for each in outcomes],
        [
            f"{pages} pages; F1 of a corpus' bag of words, mean of the corpora",
            *(f"{title} is missing: {why}" for title, why in missing.items()),
        ],
    )


def _cell(outcome: Outcome, engine: str) -> str:
    f1 = outcome.f1(engine)
    return "–" if f1 is None else f"{f1:.1f}, {outcome.cpu_seconds(engine):.2f} s"


def as_json(outcomes: Sequence[Outcome], engines: Sequence[Engine]) -> list[Mapping[str, object]]:
    """The figures of each change."""
    return [
        {
            "change": each.change,
            "engines": {
                engine.name: {
                    "f1_an": each.f1(engine.name),
                    "cpu_seconds": each.cpu_seconds(engine.name),
                }
                for engine in engines
            },
        }
        for each in outcomes
    ]


def sheet(page: TruePage, changes: Sequence[str]) -> bytes:
    """A page under each change side by side, as PNG."""
    tiles = [_thumb(CHANGES[change](_picture(page)), change) for change in changes]
    blank = np.full_like(tiles[0], 255)
    tiles += [blank] * (-len(tiles) % COLUMNS)
    rows = [np.concatenate(tiles[i : i + COLUMNS], 1) for i in range(0, len(tiles), COLUMNS)]
    return cv2.imencode(".png", np.concatenate(rows))[1].tobytes()


def _thumb(picture: np.ndarray, name: str) -> np.ndarray:
    """uint8 [THUMB + 24, THUMB + 8, 3]: a small picture and its name below it."""
    height, width = picture.shape[:2]
    factor = THUMB / max(height, width)
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    tile = np.full((THUMB + 24, THUMB + 8, 3), 255, np.uint8)
    tile[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    cv2.putText(tile, name, (0, THUMB + 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0, 1, cv2.LINE_AA)
    return tile


def write(
    outcomes: Sequence[Outcome], engines: Sequence[Engine], page: TruePage, output: Path
) -> list[Path]:
    """robustness.md, .json and .png; what was written."""
    content = json.dumps(as_json(outcomes, engines), indent=1)
    files = {
        f"{NAME}.md": (as_markdown(outcomes, engines) + "\n").encode(),
        f"{NAME}.json": (content + "\n").encode(),
        f"{NAME}.png": sheet(page, [outcome.change for outcome in outcomes]),
    }
    return write_files(output, files)
