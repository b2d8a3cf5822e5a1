"""Rows of a comparison: accuracy, medians, ratios, and engines that cannot be measured."""

import json
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.engines.catalogue import OURS, Engine
from bench.engines.workers import Pass, WorkerError
from bench.peers.worker import Facts, Record
from bench.speed import word_report
from bench.speed.words import Comparison, compare
from contract.errors import ContractError
from model.evaluation.corpus import Crop

MINE = Engine(OURS, "ours", ("ours",))
PEER = Engine("peer", "the peer", ("peer",))
ABSENT = Engine("absent", "an absent one", missing="no wheel for this machine")
LABELS = ("One", "two", "--", "three")


@pytest.fixture
def tsv(tmp_path: Path) -> Path:
    folder = tmp_path / "receipts"
    folder.mkdir()
    rows = []
    for i, label in enumerate(LABELS):
        cv2.imwrite(str(folder / f"{i}.png"), np.zeros((4, 4), np.uint8))
        rows.append(f"{i}.png\t{label}\tdoc\n")
    (folder / "words.tsv").write_text("".join(rows), encoding="utf-8")
    return folder / "words.tsv"


def record(text: str, cpu: float, tiles: float | None) -> Record:
    counters = {} if tiles is None else {"tiles": tiles, "read_cpu_seconds": cpu / 2}
    return Record(
        file="",
        text=text,
        error="",
        load_cpu_seconds=1.0,
        load_wall_seconds=1.0,
        cpu_seconds=cpu,
        wall_seconds=2 * cpu,
        peak_rss_mb=1.0,
        counters=counters,
    )


class FakeRun:
    """Workers whose passes take the CPU seconds given, one after the other."""

    def __init__(self, **seconds: list[float]) -> None:
        self.seconds = seconds
        self.turns: list[str] = []

    def __call__(self, engine: Engine, crops: Sequence[Crop]) -> Pass:
        self.turns.append(engine.name)
        (name,) = engine.command
        cpu = self.seconds[name].pop(0)
        if cpu < 0:
            raise WorkerError("it broke")
        texts = [crop.label for crop in crops] if name == "ours" else ["one", "TWO.", "-", "x"]
        texts = texts[: len(crops)]
        records = tuple(
            record(text, cpu / len(texts), tiles=10 / len(texts) if name == "ours" else None)
            for text in texts
        )
        facts = Facts(
            version="v1", model_bytes=1_500_000, load_seconds=cpu / 10, peak_rss_mb=100 * cpu
        )
        return Pass(records, facts)


def test_rows_hold_medians_minima_and_ratios(tsv: Path) -> None:
    run = FakeRun(ours=[0.4, 0.8, 0.5], peer=[2.0, 1.0, 1.2])
    mine, other = compare(tsv, [MINE, PEER], repeat=3, run=run).rows
    assert mine.cpu_ms == pytest.approx(125)
    assert mine.cpu_ms_min == pytest.approx(100)
    assert mine.wall_ms == pytest.approx(250)
    assert mine.load_seconds == pytest.approx(0.05)
    assert mine.peak_mb == pytest.approx(80)
    assert mine.tile_ms == pytest.approx(25)
    assert mine.ratio == 1
    assert other.ratio == pytest.approx(1.2 / 0.5)
    assert other.tile_ms is None


def test_engines_take_turns(tsv: Path) -> None:
    run = FakeRun(ours=[1, 1], peer=[1, 1])
    compare(tsv, [MINE, PEER], repeat=2, run=run)
    assert run.turns == [OURS, "peer", OURS, "peer"]


def test_accuracy_counts_words_with_letters_or_digits(tsv: Path) -> None:
    mine, other = compare(tsv, [MINE, PEER], repeat=1, run=FakeRun(ours=[1], peer=[1])).rows
    assert mine.swa == {"n": 3, "cs": 100, "ci": 100, "an": 100}
    assert other.swa == {"n": 3, "cs": 0, "ci": 33.33, "an": 66.67}


def test_a_limit_reads_the_first_words(tsv: Path) -> None:
    found = compare(tsv, [PEER], repeat=1, limit=2, run=FakeRun(peer=[1]))
    assert (found.words, found.rows[0].swa["n"]) == (2, 2)
    assert found.rows[0].cpu_ms == pytest.approx(500)


def test_without_ours_there_are_no_ratios(tsv: Path) -> None:
    (row,) = compare(tsv, [PEER], repeat=1, run=FakeRun(peer=[1])).rows
    assert row.ratio is None


def test_a_peer_that_breaks_or_is_absent_is_listed_with_the_reason(tsv: Path) -> None:
    run = FakeRun(ours=[1, 1], peer=[1, -1])
    found = compare(tsv, [MINE, PEER, ABSENT], repeat=2, run=run)
    assert [row.engine for row in found.rows] == [OURS]
    assert found.missing == {
        "the peer": "it broke",
        "an absent one": "no wheel for this machine",
    }


def test_a_failure_of_ours_is_an_error(tsv: Path) -> None:
    with pytest.raises(WorkerError, match="it broke"):
        compare(tsv, [MINE, PEER], repeat=1, run=FakeRun(ours=[-1]))


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"there is no .*words\.tsv"):
        compare(tmp_path / "words.tsv", [PEER], repeat=1, run=FakeRun())


@pytest.fixture
def comparison(tsv: Path) -> Comparison:
    return compare(tsv, [MINE, PEER, ABSENT], repeat=1, run=FakeRun(ours=[0.4], peer=[1.0]))


def test_the_table_has_a_row_for_each_engine(comparison: Comparison) -> None:
    text = word_report.as_markdown([comparison])
    table = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    assert {len(row) for row in table} == {len(word_report.COLUMNS)}
    assert table[2] == [
        "ours", "v1", "1.50", "100.00", "100.00", "100.00", "100.00", "100.00", "1.00", "20.00",
        "0.040", "40",
    ]  # fmt: skip
    assert table[3][6:10] == ["250.00", "250.00", "2.50", "–"]
    assert "## receipts: 4 words, passes: 1" in text
    assert "- missing: an absent one: no wheel for this machine" in text


def test_the_files_hold_the_same_numbers(comparison: Comparison, tmp_path: Path) -> None:
    written = {path.name: path for path in word_report.write([comparison], tmp_path / "out")}
    assert written["words.md"].read_text(encoding="utf-8") == word_report.as_markdown([comparison])
    (read,) = json.loads(written["words.json"].read_text(encoding="utf-8"))
    assert [row["ratio"] for row in read["rows"]] == [1, pytest.approx(2.5)]
    assert read["missing"] == comparison.missing


def test_the_chart_is_a_picture(comparison: Comparison) -> None:
    pytest.importorskip("matplotlib")
    picture = word_report.bar_chart([comparison, comparison])
    assert picture is not None
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    assert image.std() > 1


def test_nothing_measured_gives_no_chart() -> None:
    assert word_report.bar_chart([Comparison("c", 1, 1, (), {"a": "b"})]) is None
