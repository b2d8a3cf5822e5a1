"""Finding text by size of page: CPU seconds and peak memory of the finders, side by side."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import cv2
import numpy as np

from bench.engines.catalogue import Engine
from bench.engines.workers import WorkerError
from bench.peers.worker import Record
from bench.speed.pages import Start, start_worker
from bench.tables import section, write_files

MEGAPIXELS = (1, 4, 12, 35)
NOTES = """\
CPU seconds of all threads without reading the file, fastest pass; in brackets the median. MB: the
highest resident memory of the whole process, its Python included. One thread each, in turns.
Scaled: one page, enlarged, as a better camera takes it. Tiled: pages of the first size side by
side, so that the text grows with the page."""


@dataclass(frozen=True)
class Cell:
    """An engine on a page: passes in CPU seconds, memory in MB, what it found, or why it failed."""

    page: str
    cpu_seconds: tuple[float, ...]
    peak_mb: float
    found: str
    error: str


@dataclass(frozen=True)
class Row:
    """An engine on all pages, or why it is missing."""

    title: str
    version: str
    cells: tuple[Cell, ...]
    missing: str = ""


def load_average() -> str:
    """Of the last minute, as text: how many processes wanted a core."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def scaled(grey: np.ndarray, megapixels: float) -> np.ndarray:
    """The page, uint8 [H, W], enlarged or shrunk to that many pixels."""
    height, width = grey.shape
    factor = (megapixels * 1e6 / grey.size) ** 0.5
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=how))


def tiled(grey: np.ndarray, megapixels: float) -> np.ndarray:
    """The page, uint8 [H, W], over and over until there are that many pixels, in its shape."""
    height, width = grey.shape
    factor = (megapixels * 1e6 / grey.size) ** 0.5
    wide, high = round(width * factor), round(height * factor)
    times = -(-high // height), -(-wide // width)
    return np.ascontiguousarray(np.tile(grey, times)[:high, :wide])


def write_pages(grey: np.ndarray, folder: Path) -> dict[str, Path]:
    """Pages of all sizes as PGM; their names and files."""
    base = scaled(grey, MEGAPIXELS[0])
    made = {f"{size} MP": scaled(grey, size) for size in MEGAPIXELS}
    made |= {f"{size} MP tiled": tiled(base, size) for size in MEGAPIXELS[1:]}
    paths = {}
    for name, page in made.items():
        paths[name] = folder / f"{name.replace(' ', '-')}.pgm"
        paths[name].write_bytes(b"P5\n%d %d\n255\n" % page.shape[::-1] + page.tobytes())
    return paths


def compare_sizes(
    pages: dict[str, Path], engines: Sequence[Engine], repeat: int, start: Start = start_worker
) -> list[Row]:
    """Measure the engines page by page in turns; each has a process for itself a page."""
    found: dict[str, list[Cell]] = {engine.name: [] for engine in engines}
    missing = {engine.name: engine.missing for engine in engines}
    versions: dict[str, str] = {}
    for name, path in pages.items():
        print(name, file=sys.stderr)
        with ExitStack() as stack:
            running = {
                engine.name: stack.enter_context(start(engine))
                for engine in engines
                if not missing[engine.name]
            }
            records: dict[str, list[Record]] = {engine: [] for engine in running}
            for _ in range(repeat):
                for engine, worker in running.items():
                    try:
                        if not missing[engine]:
                            records[engine].append(worker.ask(path))
                    except WorkerError as error:
                        missing[engine] = str(error)
            for engine, worker in running.items():
                if not missing[engine]:
                    versions[engine] = worker.close()["version"]
                    found[engine].append(_cell(name, records[engine]))
    return [
        Row(each.title, versions.get(each.name, ""), tuple(found[each.name]), missing[each.name])
        for each in engines
    ]


def _cell(page: str, records: Sequence[Record]) -> Cell:
    return Cell(
        page,
        tuple(round(record["cpu_seconds"], 4) for record in records),
        round(max(record["peak_rss_mb"] for record in records), 1),
        records[0]["text"],
        next((record["error"] for record in records if record["error"]), ""),
    )


def as_markdown(rows: Sequence[Row], told: Sequence[str]) -> str:
    """A table of CPU seconds and memory; `told` is what else is to be known, a sentence each."""
    pages = list(dict.fromkeys(cell.page for row in rows for cell in row.cells))
    columns = ["engine", "version", *(f"{page}: CPU s, MB" for page in pages)]
    shown = [
        [row.title, row.version, *(_shown(row, page) for page in pages)]
        for row in rows
        if not row.missing
    ]
    notes = [f"missing: {row.title}: {row.missing}" for row in rows if row.missing]
    table = section("Page → tiles, by size", columns, shown, [*notes, *told], left=2)
    return f"{table}\n\n{NOTES}\n"


def _shown(row: Row, page: str) -> str:
    cell = next((cell for cell in row.cells if cell.page == page), None)
    if cell is None or cell.error:
        return "–" if cell is None else "failed"
    fastest = min(cell.cpu_seconds)
    return f"{fastest:.3f} ({median(cell.cpu_seconds):.3f}), {cell.peak_mb:.0f}"


def write(rows: Sequence[Row], told: Sequence[str], folder: Path) -> list[Path]:
    """Write native.md and native.json; what was written."""
    content = json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False)
    texts = {"native.md": as_markdown(rows, told), "native.json": content + "\n"}
    return write_files(folder, {name: text.encode() for name, text in texts.items()})
