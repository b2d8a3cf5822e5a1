"""The whole way with engines that know their texts: tables, files, baseline, a second run."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from bench.__main__ import app
from bench.accuracy import command
from bench.accuracy.board import Board
from bench.accuracy.readings import Read, Reading, Store, Word
from bench.accuracy.results import read_texts
from bench.accuracy.run import measure
from bench.accuracy.samples import Corpus, read_folders
from bench.engines.workers import WorkerError
from contract.errors import ContractError, PocketOcrError
from scan.page import Quad

LABELS = ("Total", "9.00", "COST", "Date:")
OURS = {"0": "Total", "1": "9.00", "2": "COSI", "3": "Date", "p": "Total 9.00\nCOSI"}
PEER = {"0": "Total", "1": "9,00", "2": "COST", "3": "late:", "p": "Total COST"}
QUADS: list[Quad] = [(10, 20 * i, 60, 20 * i, 60, 20 * i + 10, 10, 20 * i + 10) for i in range(3)]
ENGINES = {"pocket-ocr": "Pocket OCR", "peer": "The Peer", "gone": "The Absent"}


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two corpora with the same four crops; the first has a page as well."""
    made = []
    for name, has_pages in (("forms", True), ("notes", False)):
        folder = tmp_path / name
        folder.mkdir()
        for i in range(len(LABELS)):
            grey = np.full((20, 60), 255, np.uint8)
            cv2.putText(grey, LABELS[i], (2, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0)
            cv2.imwrite(str(folder / f"{i}.png"), grey)
        rows = [f"{i}.png\t{label}\tdoc{i}\n" for i, label in enumerate(LABELS)]
        (folder / "words.tsv").write_text("".join(rows))
        if has_pages:
            cv2.imwrite(str(folder / "p.png"), np.full((100, 80), 255, np.uint8))
            words = [
                {"quad": quad, "text": text} for quad, text in zip(QUADS, LABELS[:3], strict=True)
            ]
            text = " ".join(LABELS[:3])
            record = {"id": "p", "image": "p.png", "lines": [], "words": words, "full_text": text}
            (folder / "pages.jsonl").write_text(json.dumps(record))
        made.append(folder)
    return made


@dataclass
class Known:
    """A source that knows its texts by the images' names."""

    name: str
    texts: dict[str, str]
    key: str = "1" * 64
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator[Read]:
        yield self.read

    def read(self, image: Path) -> Reading:
        self.asked.append(image.stem)
        text = self.texts[image.stem]
        if image.stem != "p":
            return Reading(text, confidence=900)
        words = tuple(Word(q, t, 900) for q, t in zip(QUADS, text.split(), strict=False))
        return Reading(text, words=words)


class Engines:
    """Sources by task and name; `gone` is missing, `broken` fails."""

    def __init__(self, ours: dict[str, str]) -> None:
        self.ours = ours
        self.asked: dict[str, list[str]] = {name: [] for name in ENGINES}

    def __call__(self, task: str, name: str) -> Known | str:
        if name == "gone":
            return "no wheel for this machine"
        texts = PEER if name == "peer" else self.ours
        key = sha256(str(texts).encode()).hexdigest()
        return Known(f"{task}-{name}", texts, key, self.asked[name])


def boards(
    folders: list[Path], engines: Engines, baseline: Path | None = None
) -> tuple[list[Board], list[Corpus]]:
    corpora = read_folders(folders)
    old = None if baseline is None else read_texts(baseline)
    store = Store(folders[0].parent / "kept")
    return measure(corpora, ["words", "pages"], ENGINES, engines, store, old), corpora


def oracle(crops: Sequence[np.ndarray]) -> list[str]:
    return ["COST" for _ in crops]


def find(images: Sequence[Path]) -> list[Sequence[Quad]]:
    return [QUADS for _ in images]


def written(folders: list[Path], ours: dict[str, str], baseline: Path | None = None) -> Path:
    some, corpora = boards(folders, Engines(ours), baseline)
    output = folders[0].parent / "out"
    text, files = command.write(some, corpora, {"Bundle": "b & c"}, find, oracle, output)
    assert [path.name for path in files] == ["accuracy.md", "accuracy.json", "accuracy.html"]
    assert (output / "accuracy.md").read_text().startswith(text.rstrip("\n"))
    return output


def tables(output: Path) -> dict[str, list[dict[str, object]]]:
    """By title: rows by column."""
    content = json.loads((output / "accuracy.json").read_text())
    return {
        table["title"]: [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
        for table in content["tables"]
    }


def test_the_chief_tables(folders: list[Path]) -> None:
    output = written(folders, OURS)
    found = tables(output)
    ours, peer = found["Words: cs / an, %"]
    both = dict.fromkeys(("forms", "notes", "all"), "50.0 / 75.0")
    assert ours == {"engine": "Pocket OCR"} | both
    assert peer == {"engine": "The Peer"} | both
    ours, peer = found["Pages: F1 cs / F1 an, %"]
    assert ours == {"engine": "Pocket OCR", "forms": "66.7 / 75.0"}
    assert peer == {"engine": "The Peer", "forms": "80.0 / 66.7"}
    assert "missing: The Absent: no wheel for this machine" in (output / "accuracy.md").read_text()


def test_halves_are_parts_of_the_whole(folders: list[Path]) -> None:
    rows = tables(written(folders, OURS))["Words: all measures, %"]
    count = {
        row["half"]: int(str(row["words"]))
        for row in rows
        if row["corpus"] == "forms" and row["engine"] == "Pocket OCR"
    }
    assert count["both"] == count.get("choose", 0) + count.get("report", 0) == len(LABELS)


def test_the_misses_are_taken_apart(folders: list[Path]) -> None:
    found = tables(written(folders, OURS))
    kinds = found["Words: kinds of misses, those of `an` from “empty” on"]
    ours = next(row for row in kinds if row["corpus"] == "all" and row["engine"] == "Pocket OCR")
    assert (ours["look-alike"], ours["punctuation"], ours["one wrong"]) == ("2", "2", "0")
    (confusion,) = found["Words: confusions of letters and digits, case ignored"]
    assert (confusion["stands → read"], confusion["all"]) == ("t → i", "2")
    (other,) = found["Words: confusions of all else, where letters and digits are right"]
    assert (other["stands → read"], other["all"]) == (": → ∅", "2")
    features = found["Words: `an` misses by feature, all"]
    (upper,) = [row for row in features if (row["feature"], row["bin"]) == ("case", "upper")]
    assert (upper["words"], upper["wrong"], upper["only ours wrong"]) == ("2", "2", "2")


def test_the_pages_are_taken_apart(folders: list[Path]) -> None:
    found = tables(written(folders, OURS))
    losses = found["Pages: what became of the true words, `an`"][0]
    assert losses["misread %"] == "33.33 (1)"
    assert losses["right %"] == 66.667
    (beside,) = found["Pages: tokens (`an`), ours beside The Peer"]
    assert (beside["only ours right"], beside["only The Peer right"]) == ("2", "1")
    assert beside["misread"] == "1"


def test_the_page_is_well_formed_and_loads_nothing(folders: list[Path]) -> None:
    text = (written(folders, OURS) / "accuracy.html").read_text()
    root = ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>"))
    sources = [image.get("src", "") for image in root.iter("img")]
    assert len(sources) == 2 * 2 + 1  # the misses of each corpus, and the page
    assert all(source.startswith("data:image/") for source in sources)
    assert "b &amp; c" in text


def test_a_second_run_reads_ours_only_if_it_changed(folders: list[Path]) -> None:
    first = Engines(OURS)
    boards(folders, first)
    assert first.asked["pocket-ocr"] == first.asked["peer"]
    assert sorted(first.asked["peer"]) == ["0", "1", "2", "3", "p"]
    same, better = Engines(OURS), Engines(OURS | {"2": "COST"})
    boards(folders, same)
    boards(folders, better)
    assert same.asked == {name: [] for name in ENGINES}
    assert better.asked["pocket-ocr"] == first.asked["pocket-ocr"]
    assert better.asked["peer"] == []


def test_a_baseline_tells_gains(folders: list[Path], tmp_path: Path) -> None:
    old = written(folders, OURS) / "accuracy.json"
    kept = old.rename(tmp_path / "old.json")
    better = OURS | {"2": "COST", "3": "Date:"}
    rows = tables(written(folders, better, kept))["Words: ours less the others"]
    (gain,) = [
        row
        for row in rows
        if (row["beside"], row["corpus"], row["half"]) == ("the baseline", "all", "both")
    ]
    cs, an = gain["cs"], gain["an"]
    assert isinstance(cs, dict)
    assert isinstance(an, dict)
    assert (cs["difference"], an["difference"]) == (50, 25)
    assert 0 < cs["low"] < 50 < cs["high"] < 100


def test_baselines_that_are_none(folders: list[Path], tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="is no results file"):
        read_texts(tmp_path / "nothing.json")
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(ContractError, match="is no results file"):
        read_texts(tmp_path / "list.json")
    (tmp_path / "other.json").write_text('{"texts": {"words": {"other": {"x": "y"}}}}')
    with pytest.raises(ContractError, match="none of these samples"):
        boards(folders, Engines(OURS), tmp_path / "other.json")


def test_our_failure_is_an_error_and_a_peers_is_not(folders: list[Path]) -> None:
    class Broken(Engines):
        def __call__(self, task: str, name: str) -> Known | str:
            return "broken" if name == self.who else super().__call__(task, name)

    broken = Broken(OURS)
    broken.who = "peer"
    (words, _), _ = boards(folders, broken)
    assert words.missing == {"The Peer": "broken", "The Absent": "no wheel for this machine"}
    assert words.best_peer is None
    assert (written(folders, OURS) / "accuracy.md").exists()
    broken.who = "pocket-ocr"
    with pytest.raises(WorkerError, match="broken"):
        boards(folders, broken)


def test_without_peers_nothing_stands_beside_ours(folders: list[Path]) -> None:
    corpora = read_folders(folders)
    some = measure(
        corpora, ["words", "pages"], {"pocket-ocr": "Pocket OCR"}, Engines(OURS),
        Store(folders[0].parent / "kept"),
    )  # fmt: skip
    command.write(some, corpora, {}, find, oracle, folders[0].parent / "out")
    found = tables(folders[0].parent / "out")
    assert found["Words: ours less the others"] == []
    assert not [title for title in found if "beside" in title]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--peers", "foo"], "foo is not known"),
        (["--tasks", "tables"], "tables is not known"),
        ([], "holds neither"),
    ],
)
def test_what_the_command_line_refuses(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(
        app, ["accuracy", str(tmp_path), "--bundle", str(tmp_path), *arguments]
    )
    assert isinstance(result.exception, PocketOcrError)
    assert message in str(result.exception)
