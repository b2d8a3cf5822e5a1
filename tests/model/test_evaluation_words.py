"""Evaluation on a corpus of word crops: its numbers, its files, its errors."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from contract.errors import ContractError, ImageError
from contract.numbers import STRIP_HEIGHT
from model.evaluation import corpus
from model.evaluation.report import as_text
from model.evaluation.results import Result, misses, summarize
from model.evaluation.run import Outputs, evaluate_words
from tests.model.fakes import BarcodeBackend, barcode

WORDS = {"a.png": ("Total", "Total"), "b.png": ("9.50", "9,50"), "c.png": ("KG", "Kg"),
         "d.png": ("--", "x"), "e.png": ("due", "")}  # fmt: skip
"""File: (label, what the barcode holds)."""


@pytest.fixture
def tsv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of barcodes, read without framing, which would change their levels."""
    monkeypatch.setattr(corpus, "frame_crop", lambda grey: grey)
    lines = []
    for name, (label, shown) in WORDS.items():
        paper = np.full((STRIP_HEIGHT, 8), 255, np.uint8)
        strip = np.concatenate([paper, barcode(shown)], axis=1) if shown else paper
        cv2.imwrite(str(tmp_path / name), strip)
        lines.append(f"{name}\t{label}\tpage 1\n")
    (tmp_path / "words.tsv").write_text("".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "words.tsv"


def test_summary_counts_as_documented(tsv: Path) -> None:
    summary = evaluate_words(tsv, BarcodeBackend(), Outputs())
    assert {k: summary[k] for k in ("n", "cs", "ci", "an")} == {
        "n": 4, "cs": 25.0, "ci": 50.0, "an": 75.0
    }  # fmt: skip
    assert summary["errors"] == {
        "empty": 1, "case": 1, "punctuation": 1, "substitution": 0, "deletion": 0,
        "insertion": 0, "mixed": 0,
    }  # fmt: skip
    assert ["G", "g", 1] in summary["confusions"] and [".", ",", 1] in summary["confusions"]
    assert list(summary["by_length"]) == ["2", "3", "4-5"]
    assert summary["cer"] == round(100 * 5 / 14, 2)
    assert evaluate_words(tsv.parent, BarcodeBackend(), Outputs(), limit=1)["n"] == 1


def test_files_beside_the_summary(tsv: Path, tmp_path: Path) -> None:
    out = Outputs(tmp_path / "p.tsv", tmp_path / "new" / "m.tsv", tmp_path / "s.png")
    evaluate_words(tsv, BarcodeBackend(), out)
    assert out.predictions and out.misses and out.sheet
    assert out.predictions.read_text(encoding="utf-8").splitlines() == [
        f"{name}\t{shown}" for name, (_, shown) in WORDS.items()
    ]
    rows = [line.split("\t") for line in out.misses.read_text(encoding="utf-8").splitlines()]
    assert sorted((row[0], row[4]) for row in rows[1:]) == [
        ("b.png", "punctuation"), ("c.png", "case"), ("e.png", "empty")
    ]  # fmt: skip
    sheet = cv2.imread(str(out.sheet), cv2.IMREAD_GRAYSCALE)
    assert sheet is not None and sheet.shape[0] == 3 * (STRIP_HEIGHT + 12)
    assert sheet.min() < 100


def test_a_sheet_must_be_a_png(tsv: Path, tmp_path: Path) -> None:
    with pytest.raises(ImageError, match=r"\.png"):
        evaluate_words(tsv, BarcodeBackend(), Outputs(sheet=tmp_path / "s.gif"))
    assert not (tmp_path / "s.gif").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.png\n", "line 1: needs file<TAB>text"),
        ("\na.png\tx\na.png\ty\n", "line 3: a.png is listed twice"),
        ("none.png\tx\n", "line 1: there is no image none.png"),
        ("\n", "lists no words"),
    ],
)
def test_a_broken_corpus_is_refused(tsv: Path, text: str, message: str) -> None:
    tsv.write_text(text)
    with pytest.raises(ContractError, match=message):
        corpus.read_corpus(tsv)


def test_a_corpus_in_another_encoding_is_refused(tsv: Path) -> None:
    tsv.write_bytes(tsv.read_bytes() + "x.png\tCafé\n".encode("latin-1"))
    with pytest.raises(ContractError, match="UTF-8"):
        corpus.read_corpus(tsv)


def test_missing_corpus_and_broken_image(tsv: Path, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="there is no"):
        corpus.read_corpus(tmp_path / "other.tsv")
    (tmp_path / "a.png").write_bytes(b"no image")
    with pytest.raises(ImageError, match=r"a\.png"):
        evaluate_words(tsv, BarcodeBackend(), Outputs())


def test_misses_come_wrong_letters_first_then_most_confident_first() -> None:
    results = [Result(str(c), "a", "b", c) for c in (10, 900, 500)]
    results += [Result("right", "a", "a", 999), Result("case", "a", "A", 950)]
    assert [miss.confidence for miss in misses(results)] == [900, 500, 10, 950]


def test_ece_of_sure_but_wrong_words() -> None:
    sure = [Result(str(i), "a", "b" if i < 3 else "a", 1000) for i in range(10)]
    assert summarize(sure)["ece"] == summarize(sure)["ece_an"] == 0.3
    case = [Result("c", "A", "a", 1000)]
    assert (summarize(case)["ece"], summarize(case)["ece_an"]) == (1.0, 0.0)


def test_text_report_shows_the_numbers(tsv: Path) -> None:
    text = as_text(evaluate_words(tsv, BarcodeBackend(), Outputs()))
    assert "cs 25.00 %" in text and "G→g 1" in text and "barcode: 4 words" in text
