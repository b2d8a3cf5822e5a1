"""Readers of pages side by side: turns, stages, medians, failures, and the report."""

import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

from bench.engines.catalogue import OURS, Engine
from bench.engines.workers import WorkerError
from bench.peers.worker import Facts, Record
from bench.speed import page_report
from bench.speed.page_results import PageComparison, stages
from bench.speed.pages import compare_pages
from bench.truth import TruePage

MINE = Engine(OURS, "ours", ("ours",))
PEER = Engine("peer", "the peer", ("peer",))
ABSENT = Engine("absent", "an absent one", missing="no wheel for this machine")


def page(name: str, text: str) -> TruePage:
    return TruePage(name, Path(f"{name}.png"), (), (), False, text)


PAGES = [page("a", "One two three"), page("b", "four"), page("c", "5.00")]


def record(image: Path, text: str, cpu: float, error: str = "", **counters: float) -> Record:
    return Record(
        file=str(image),
        text=text,
        error=error,
        load_cpu_seconds=0.1,
        load_wall_seconds=0.2,
        cpu_seconds=cpu,
        wall_seconds=2 * cpu,
        peak_rss_mb=100 * cpu,
        counters=counters,
    )


class FakeWorker:
    """A worker that answers with what `read` makes of an image and of how often it was asked."""

    def __init__(self, name: str, turns: list[str], read: Callable[[Path, int], Record]) -> None:
        self.name, self.turns, self.read, self.asked = name, turns, read, 0

    def __enter__(self) -> "FakeWorker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.turns.append(f"{self.name} ended")

    def ask(self, image: Path) -> Record:
        self.asked += 1
        self.turns.append(f"{self.name} {image.stem}")
        return self.read(image, self.asked)

    def close(self) -> Facts:
        return Facts(version="v1", model_bytes=2_000_000, load_seconds=0.5, peak_rss_mb=300)


def good(image: Path, asked: int) -> Record:
    text = {"a": "one two", "b": "four", "c": "5.00"}[image.stem]
    counters = {"find_cpu_seconds": 0.25, "find_wall_seconds": 0.3, "tiles": 4}
    return record(image, text, 0.5, **counters)


def compared(turns: list[str] | None = None, repeat: int = 1, **read: Callable) -> PageComparison:
    turns = [] if turns is None else turns
    reads = {"ours": good, "peer": good} | read

    def start(engine: Engine) -> FakeWorker:
        (name,) = engine.command
        return FakeWorker(name, turns, reads[name])

    return compare_pages("receipts", PAGES, [MINE, PEER, ABSENT], repeat, start)  # type: ignore[arg-type]


def test_engines_take_turns_page_by_page_after_a_warm_up() -> None:
    turns: list[str] = []
    compared(turns, repeat=2)
    once = ["ours a", "peer a", "ours b", "peer b", "ours c", "peer c"]
    assert turns == ["ours a", "peer a", *once, *once, "peer ended", "ours ended"]


def test_scores_and_times() -> None:
    found = compared(peer=lambda image, asked: record(image, "One two three x", 1.0))
    mine, other = found.rows
    assert mine.score["cs"] == (3, 5, 4)
    assert mine.score["an"] == (5, 6, 5)
    assert other.score["ci"] == (3, 5, 12)
    assert (mine.cpu_seconds, mine.wall_seconds, mine.cpu_median) == (1.5, 3.0, 0.5)
    assert (found.ratio(mine), found.ratio(other)) == (1, 2)


def test_stages() -> None:
    mine, _ = compared().rows
    (times, *_) = [each.cpu for each in mine.pages]
    assert times == {"load": 0.1, "find": 0.25, "join": 0.25}
    assert mine.stage("find") == (0.75, pytest.approx(0.9))
    assert mine.stage("read") is None
    both = record(Path("x"), "", 1.0, find_wall_seconds=0.5, read_wall_seconds=1.75)
    assert stages(both, "wall") == {"load": 0.2, "find": 0.5, "read": 1.75, "join": 0}


def test_passes_give_medians_the_first_text_and_the_highest_peak() -> None:
    def slower(image: Path, asked: int) -> Record:
        return record(image, f"pass {asked}", float(asked))

    _, other = compared(repeat=3, peer=slower).rows  # asked 1 is the warm-up
    first = other.pages[0]
    assert first.text == "pass 2"
    assert first.cpu_seconds == 5
    assert first.peak_mb == 800


def test_a_page_that_cannot_be_read_counts_as_empty() -> None:
    def failing(image: Path, asked: int) -> Record:
        return record(image, "", 0.1, "ValueError: no") if image.stem == "b" else good(image, asked)

    mine, other = compared(ours=failing).rows
    assert [each.error for each in mine.pages] == ["", "ValueError: no", ""]
    assert mine.score["cs"].found == other.score["cs"].found - 1


def dying(image: Path, asked: int) -> Record:
    if asked == 3:
        raise WorkerError("out of memory")
    return good(image, asked)


def test_a_peer_that_dies_or_is_absent_is_missing_and_asked_no_more() -> None:
    turns: list[str] = []
    found = compared(turns, peer=dying)
    assert [row.engine for row in found.rows] == [OURS]
    assert found.missing == {
        "the peer": "out of memory",
        "an absent one": "no wheel for this machine",
    }
    assert turns.count("peer c") == 0


def test_if_ours_dies_it_is_an_error_and_workers_are_ended() -> None:
    turns: list[str] = []
    with pytest.raises(WorkerError, match="out of memory"):
        compared(turns, ours=dying)
    assert turns[-2:] == ["peer ended", "ours ended"]


def test_without_ours_there_is_no_ratio() -> None:
    found = compared()
    alone = PageComparison("c", 3, 1, found.rows[1:], {})
    assert alone.ratio(alone.rows[0]) is None


def test_the_report_says_the_same_in_markdown_and_json(tmp_path: Path) -> None:
    found = compared()
    paths = {path.name: path for path in page_report.write([found], tmp_path / "out")}
    text = paths["pages.md"].read_text(encoding="utf-8")
    table = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    assert {len(row) for row in table} == {len(page_report.COLUMNS)}
    row = dict(zip(page_report.COLUMNS, table[2], strict=True))
    assert (row["engine"], row["F1 cs %"], row["CPU s/page"]) == ("ours", "66.67", "0.500")
    assert (row["find"], row["read"], row["peak MB"]) == ("0.250", "–", "50")
    assert "- missing: an absent one: no wheel for this machine" in text
    (content,) = json.loads(paths["pages.json"].read_text(encoding="utf-8"))
    assert content["rows"][0]["score"]["cs"]["f1"] == 66.67
    assert content["rows"][0]["stages"]["find"] == {"cpu": 0.75, "wall": 0.9}
    assert [each["text"] for each in content["rows"][1]["pages"]] == ["one two", "four", "5.00"]
    assert content["pages"] == 3
