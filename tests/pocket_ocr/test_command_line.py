"""The `pocket-ocr` command."""

import json
from pathlib import Path

import cv2
import fake_reader
import numpy as np
import pytest
from typer.testing import CliRunner

from pocket_ocr import __main__ as command
from scan import worker
from scan.__main__ import app as scan_app

SAMPLE = Path(__file__).parents[2] / "samples" / "word.png"


def invoke(*arguments: object) -> str:
    result = CliRunner().invoke(command.app, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_text():
    assert invoke("read-word", SAMPLE) == "Pocket\n"
    assert invoke("read-word", SAMPLE, SAMPLE) == f"{SAMPLE}: Pocket\n" * 2


def test_json_lines():
    lines = invoke("read-word", "--json", SAMPLE, SAMPLE).splitlines()
    assert len(lines) == 2
    word = json.loads(lines[0])
    assert (word["image"], word["text"]) == (str(SAMPLE), "Pocket")
    assert 0.5 < word["confidence"] <= 1


def test_read_is_the_command_that_scans(monkeypatch, tmp_path):
    monkeypatch.setattr(worker, "read_page", fake_reader.read_page)
    page = tmp_path / "a.png"
    cv2.imwrite(str(page), np.full((40, 60), 200, np.uint8))
    assert invoke("read", page) == "60 40 200\n"
    ours, scans = (CliRunner().invoke(*command).stdout for command in (
        (command.app, ["read", "--help"]), (scan_app, ["--help"])))  # fmt: skip
    assert ours.split("\n")[2:] == scans.split("\n")[2:]


def test_the_bundle_shows_its_card():
    assert invoke("bundle").startswith("# pocket-ocr-word")


def test_an_error_is_one_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.argv", ["pocket-ocr", "read-word", str(tmp_path / "none.png")])
    with pytest.raises(SystemExit) as stop:
        command.main()
    assert stop.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1
