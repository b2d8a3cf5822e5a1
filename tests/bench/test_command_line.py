"""The command line: what it refuses, in one sentence; what it prints and writes."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from bench.__main__ import app
from contract.errors import ContractError, PocketOcrError


def corpus(folder: Path) -> Path:
    """A page with one line of text, and its truth."""
    grey = np.full((120, 400), 255, np.uint8)
    cv2.putText(grey, "page", (40, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2)
    cv2.imwrite(str(folder / "p.png"), grey)
    line = {"quad": [36, 35, 140, 35, 140, 85, 36, 85], "text": "page"}
    record = {"id": "p", "image": "p.png", "lines": [line], "words": [], "full_text": "page"}
    (folder / "pages.jsonl").write_text(json.dumps(record), encoding="utf-8")
    return folder


def error(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert isinstance(result.exception, PocketOcrError)
    return str(result.exception)


@pytest.mark.parametrize("command", ["pages", "detection", "budget", "order"])
def test_a_folder_without_pages(command: str, tmp_path: Path) -> None:
    assert "there is no" in error(command, tmp_path / "nothing")


def test_unknown_and_no_engines(tmp_path: Path) -> None:
    assert "foo is no peer" in error("pages", corpus(tmp_path), "--engine", "foo")
    assert "name an --engine" in error("pages", tmp_path, "--engine", " ,")


def test_words_takes_a_folder(tmp_path: Path) -> None:
    assert "words.tsv" in error("words", tmp_path, "--bundle", tmp_path, "--peers", "")


def test_detection_prints_and_writes(tmp_path: Path) -> None:
    folder, output = corpus(tmp_path), tmp_path / "out"
    command = ["detection", str(folder), "--output", str(output), "--worst", "1"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0
    assert f"| {folder.name} | 1 | 1 | " in result.stdout
    assert sorted(path.name for path in output.rglob("*.*")) == [
        "01-p.png",
        "detection.json",
        "detection.md",
    ]
    result = CliRunner().invoke(app, [*command, "--json"])
    assert json.loads(result.stdout) == json.loads((output / "detection.json").read_text())


def test_order_needs_words_that_carry_it(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["order", str(corpus(tmp_path))])
    assert isinstance(result.exception, ContractError)
    assert "carry no `order`" in str(result.exception)
