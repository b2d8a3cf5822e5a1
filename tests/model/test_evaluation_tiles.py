"""Evaluation and calibration on held-out synthetic tiles, and the command line of both."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from contract.charset import encode
from contract.cli import run
from contract.errors import ContractError
from detector.framing import contract_hash
from model import __main__ as command
from model.calibration import load_calibration
from model.evaluation.fitting import calibrate
from model.evaluation.report import as_text
from model.evaluation.run import Outputs, evaluate_shards
from synth.shards import LABEL_LENGTH, Shard, write_shard
from tests.model.fakes import BarcodeBackend, barcode

KINDS = ["prose", "price", "negative"]


def shard_of(rows: list[tuple[str, str, int]]) -> Shard:
    """A shard of (label, what the barcode holds, kind)."""
    tiles = np.full((len(rows), 32, 256), 255, np.uint8)
    labels = np.zeros((len(rows), LABEL_LENGTH), np.uint8)
    for tile, codes, (label, shown, _) in zip(tiles, labels, rows, strict=True):
        codes[: len(label)] = encode(label)
        if shown:
            strip = barcode(shown)
            tile[:, 8 : 8 + strip.shape[1]] = strip
    return Shard(
        tiles=tiles,
        widths=np.full(len(rows), 256, np.uint16),
        labels=labels,
        lengths=np.array([len(label) for label, _, _ in rows], np.uint8),
        kinds=np.array([kind for _, _, kind in rows], np.uint8),
        facts={"kinds": KINDS, "contract": contract_hash()},
    )


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """Two shards, 7 words in labels, 6 words read."""
    first = [("the old man", "the odd man", 0), ("3.50", "3.50", 1), ("", "", 2)]
    second = [("", "i", 2), ("a sea", "a sea", 0), ("lost", "", 0)]
    for number, rows in enumerate((first, second)):
        write_shard(tmp_path / f"shard-0000{number}", shard_of(rows))
    return tmp_path


def test_summary_of_tiles(shards: Path) -> None:
    summary = evaluate_shards(shards, BarcodeBackend(), Outputs())
    assert (summary["n"], summary["tiles"], summary["blank_tiles"]) == (7, 6, 2)
    assert summary["cs"] == round(100 * 5 / 7, 2)
    assert summary["tiles_exact"] == 50.0
    assert summary["blank_tiles_silent"] == 50.0
    assert summary["cer"] == round(100 * (1 + 4) / (11 + 4 + 5 + 4), 2)
    assert summary["by_kind"]["price"] == {"n": 1, "cs": 100.0, "ci": 100.0, "an": 100.0}
    assert summary["by_kind"]["prose"]["n"] == 6
    assert "price" in as_text(summary)


def test_limit_spreads_evenly(shards: Path) -> None:
    summary = evaluate_shards(shards, BarcodeBackend(), Outputs(), limit=2)
    assert (summary["tiles"], summary["n"]) == (2, 4)  # the first tile and the last


def test_misses_and_their_pictures(shards: Path, tmp_path: Path) -> None:
    out = Outputs(misses=tmp_path / "m.tsv", sheet=tmp_path / "s.png")
    evaluate_shards(shards, BarcodeBackend(), out)
    assert out.misses and out.sheet
    assert [line.split("\t")[0:3] for line in out.misses.read_text().splitlines()[1:]] == [
        ["0/0:1", "old", "odd"], ["1/2:0", "lost", ""]
    ]  # fmt: skip
    assert out.sheet.stat().st_size > 0


def test_no_shards(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="no shards"):
        evaluate_shards(tmp_path, BarcodeBackend(), Outputs())


def test_calibration_from_shards(tmp_path: Path) -> None:
    # words of a net that is always equally sure, and right in four of five tiles
    rows = [("good word", "good word" if i % 5 else "goad ward", 0) for i in range(200)]
    write_shard(tmp_path / "shard-00000", shard_of(rows))
    file = tmp_path / "calibration.json"
    fitted = calibrate(tmp_path, BarcodeBackend(), file)["fitted"]
    assert (fitted["words"], fitted["reader"]) == (400, "barcode")
    assert fitted["held_out_ece"] <= 0.001
    table = load_calibration(file)
    assert table.confidence(0) == pytest.approx(800, abs=1)


def test_calibration_needs_words(shards: Path, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="too few"):
        calibrate(shards, BarcodeBackend(), tmp_path / "c.json")
    assert not (tmp_path / "c.json").exists()


def test_command_line_prints_one_json_object(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "open_backend", lambda *_, **__: BarcodeBackend())
    arguments = ["evaluate", "--bundle", "any", "--shards", str(shards), "--json"]
    result = CliRunner().invoke(command.app, arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["tiles"] == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate"], "error: name what to read"),
        (["evaluate", "--shards", "x", "--words", "y"], "error: name what to read"),
        (["evaluate", "--words", "y", "--bundle", "no-bundle"], "error: no-bundle"),
    ],
)
def test_command_line_errors(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        run(lambda: command.app(arguments, standalone_mode=False))
    assert exit_.value.code == 2
    assert capsys.readouterr().err.startswith(message)
