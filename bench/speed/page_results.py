"""What engines made of pages: accuracy, time by stage and memory, a page and a corpus at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.engines.catalogue import OURS
from bench.peers.worker import Facts, Record
from bench.scoring import Count, score, total
from bench.truth import TruePage

STAGES = ("load", "find", "read", "join")
"""Decoding the file; finding text; the net (peers: the recogniser with its own framing); the rest
of the engine. Only load and join, which is everything then, for an engine that tells no stages."""


@dataclass(frozen=True)
class PageResult:
    """What an engine made of a page; times in seconds, the passes' median; text of the first."""

    id: str
    text: str
    error: str
    score: dict[str, Count]
    cpu: dict[str, float]
    """By stage."""
    wall: dict[str, float]
    peak_mb: float
    """The highest of the passes."""

    @property
    def cpu_seconds(self) -> float:
        """Without decoding the file."""
        return sum(value for stage, value in self.cpu.items() if stage != "load")

    @property
    def wall_seconds(self) -> float:
        """Without decoding the file."""
        return sum(value for stage, value in self.wall.items() if stage != "load")


@dataclass(frozen=True)
class PageRow:
    """An engine on a corpus."""

    engine: str
    title: str
    facts: Facts
    pages: tuple[PageResult, ...]

    @property
    def score(self) -> dict[str, Count]:
        """The sums of all pages."""
        return total(page.score for page in self.pages)

    @property
    def cpu_seconds(self) -> float:
        """All pages, without decoding the files."""
        return sum(page.cpu_seconds for page in self.pages)

    @property
    def wall_seconds(self) -> float:
        """All pages, without decoding the files."""
        return sum(page.wall_seconds for page in self.pages)

    @property
    def cpu_median(self) -> float:
        """Of the pages' CPU seconds."""
        return median(page.cpu_seconds for page in self.pages)

    def stage(self, name: str) -> tuple[float, float] | None:
        """CPU and wall seconds of a stage over all pages; None if the engine does not tell it."""
        if not any(name in page.cpu for page in self.pages):
            return None
        return (
            sum(page.cpu.get(name, 0.0) for page in self.pages),
            sum(page.wall.get(name, 0.0) for page in self.pages),
        )


@dataclass(frozen=True)
class PageComparison:
    """The engines on a corpus."""

    corpus: str
    size: int
    """Pages."""
    passes: int
    rows: tuple[PageRow, ...]
    missing: dict[str, str]
    """Title of an engine that could not be measured, and why."""

    def ratio(self, row: PageRow) -> float | None:
        """CPU time over ours; None if we were not measured."""
        base = next((each.cpu_seconds for each in self.rows if each.engine == OURS), 0.0)
        return row.cpu_seconds / base if base else None


def result(page: TruePage, records: Sequence[Record]) -> PageResult:
    """A page's result from its records, one a pass."""
    times = [(stages(record, "cpu"), stages(record, "wall")) for record in records]
    first = records[0]
    return PageResult(
        id=page.id,
        text=first["text"],
        error=next((record["error"] for record in records if record["error"]), ""),
        score=score(page.text, first["text"]),
        cpu={stage: median(cpu.get(stage, 0.0) for cpu, _ in times) for stage in times[0][0]},
        wall={stage: median(wall.get(stage, 0.0) for _, wall in times) for stage in times[0][1]},
        peak_mb=max(record["peak_rss_mb"] for record in records),
    )


def stages(record: Record, kind: str) -> dict[str, float]:
    """Seconds of CPU ("cpu") or wall time ("wall") by stage; what no counter explains is "join"."""
    whole, load = (
        (record["cpu_seconds"], record["load_cpu_seconds"])
        if kind == "cpu"
        else (record["wall_seconds"], record["load_wall_seconds"])
    )
    told = {
        stage: record["counters"][name]
        for stage in STAGES
        if (name := f"{stage}_{kind}_seconds") in record["counters"]
    }
    return {"load": load} | told | {"join": max(whole - sum(told.values()), 0.0)}
