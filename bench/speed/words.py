"""The recognisers side by side on the crops of a corpus: accuracy, CPU time, load time, memory."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from bench.engines.catalogue import OURS, Engine, environment_variables
from bench.engines.workers import Pass, WorkerError, run_worker
from model.evaluation.corpus import Crop, read_corpus
from model.evaluation.metrics import swa

Run = Callable[[Engine, Sequence[Crop]], Pass]


@dataclass(frozen=True)
class Row:
    """An engine on a corpus; times are of the passes' median unless they say otherwise."""

    engine: str
    title: str
    version: str
    model_bytes: int
    swa: dict[str, float]
    """`n` and percentages `cs`, `ci`, `an`."""
    cpu_ms: float
    """Per word, all threads."""
    cpu_ms_min: float
    """The fastest pass's."""
    wall_ms: float
    ratio: float | None
    """CPU time per word over ours; None if we were not measured."""
    load_seconds: float
    peak_mb: float
    """The highest of all passes."""
    tile_ms: float | None
    """CPU time of the net alone per tile, if the engine counts tiles."""


@dataclass(frozen=True)
class Comparison:
    """The table of a corpus."""

    corpus: str
    words: int
    """All that were read; SWA counts those with a letter or digit."""
    passes: int
    rows: tuple[Row, ...]
    missing: dict[str, str]
    """Title of an engine that could not be measured, and why."""


def run_engine(engine: Engine, crops: Sequence[Crop]) -> Pass:
    """One pass of an engine's worker."""
    return run_worker(engine.command, [crop.path for crop in crops], environment_variables())


def compare(
    tsv: Path,
    engines: Sequence[Engine],
    repeat: int,
    limit: int | None = None,
    run: Run = run_engine,
) -> Comparison:
    """Measure the engines in turns, `repeat` times, so that a slow spell meets all alike.

    Raises:
        ContractError: the corpus cannot be read.
        WorkerError: ours failed; a peer that fails is listed as missing.
    """
    crops = read_corpus(tsv, limit)
    missing = {engine.title: engine.missing for engine in engines if engine.missing}
    passes: dict[str, list[Pass]] = {engine.name: [] for engine in engines}
    for turn in range(repeat):
        for engine in engines:
            if engine.title in missing:
                continue
            print(f"{tsv}: {engine.title}, pass {turn + 1} of {repeat}", file=sys.stderr)
            try:
                passes[engine.name].append(run(engine, crops))
            except WorkerError as error:
                if engine.name == OURS:
                    raise
                missing[engine.title] = str(error)
    rows = [
        measured(engine, crops, passes[engine.name])
        for engine in engines
        if engine.title not in missing
    ]
    corpus = (tsv if tsv.is_dir() else tsv.parent).resolve().name
    return Comparison(corpus, len(crops), repeat, with_ratios(rows), missing)


def measured(engine: Engine, crops: Sequence[Crop], passes: Sequence[Pass]) -> Row:
    """The row of an engine's passes over the crops, without its ratio; its texts: the first's."""
    facts = [each.facts for each in passes]
    cpu = [1000 * each.cpu_seconds / len(crops) for each in passes]
    wall = [1000 * each.wall_seconds / len(crops) for each in passes]
    tiles = [each.counters for each in passes if each.counters.get("tiles")]
    net = [1000 * each["read_cpu_seconds"] / each["tiles"] for each in tiles]
    labels = [crop.label for crop in crops]
    return Row(
        engine=engine.name,
        title=engine.title,
        version=facts[0]["version"],
        model_bytes=facts[0]["model_bytes"],
        swa=swa(zip(labels, passes[0].texts, strict=True)),
        cpu_ms=median(cpu),
        cpu_ms_min=min(cpu),
        wall_ms=median(wall),
        ratio=None,
        load_seconds=median(each["load_seconds"] for each in facts),
        peak_mb=max(each["peak_rss_mb"] for each in facts),
        tile_ms=median(net) if net else None,
    )


def with_ratios(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with their CPU time as a multiple of ours, if ours is among them."""
    base = next((row.cpu_ms for row in rows if row.engine == OURS), None)
    return tuple(replace(row, ratio=row.cpu_ms / base if base else None) for row in rows)
