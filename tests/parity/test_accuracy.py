"""Words that a model reads right, and the gates of that."""

from dataclasses import replace

import numpy as np
import pytest

from contract.charset import CHARSET, CLASSES, encode
from model.calibration import Calibration
from parity.accuracy import (
    MAX_CALIBRATION_ERROR,
    MAX_LOSS,
    Accuracy,
    gate_accuracy,
    loss,
    measure_accuracy,
    remember,
    remembered,
)
from parity.corpus import Corpus
from parity.gates import GateError

SURE = Calibration(((-2048, 0), (0, 1000)))
GOOD = Accuracy(5120, 7500, 75.0, 0.01)


def reader(texts: list[str]):
    """A model that reads these texts on tiles whose first pixel is their number."""

    def run(tiles: np.ndarray) -> np.ndarray:
        logits = np.zeros((len(tiles), 64, CLASSES), np.float32)
        logits[:, :, 0] = 20
        for row, tile in zip(logits, tiles, strict=True):
            for i, label in enumerate(encode(texts[tile[0, 0]])):
                row[2 * i] = 0
                row[2 * i, label] = 20
        return logits

    return run


def corpus(texts: list[str]) -> Corpus:
    tiles = np.zeros((len(texts), 32, 256), np.uint8)
    tiles[:, 0, 0] = np.arange(len(texts))
    return Corpus(tiles, tuple(texts), ("plain",) * len(texts))


def test_words_are_counted_over_all_tiles():
    texts = [f"word {i}" for i in range(70)] + [""]
    told = []
    found = measure_accuracy(
        reader(texts), corpus(texts), CHARSET, SURE, lambda done, total: told.append((done, total))
    )
    assert (found.tiles, found.words, found.swa) == (71, 140, 100)
    assert found.calibration_error < 0.01
    assert told == [(64, 71), (71, 71)]


def test_wrong_words_count_against_accuracy_and_confidence():
    texts = ["one two"] * 20
    read = ["one two"] * 10 + ["one too"] * 5 + ["onetwo"] * 5
    found = measure_accuracy(reader(read), corpus(texts), CHARSET, SURE)
    assert found.swa == pytest.approx(100 * (20 + 5) / 40)
    assert found.calibration_error == pytest.approx(1 - 25 / 35, abs=0.01)


def test_a_loss_beyond_its_mode_is_refused():
    for precision, bound in MAX_LOSS.items():
        gate_accuracy(precision, replace(GOOD, swa=round(75 - bound, 3)), GOOD)
        with pytest.raises(GateError, match=f"the {precision} model misses its gate: it loses"):
            gate_accuracy(precision, replace(GOOD, swa=75 - bound - 0.01), GOOD)


def test_a_model_that_misjudges_itself_is_refused():
    bad = replace(GOOD, calibration_error=MAX_CALIBRATION_ERROR + 0.001)
    with pytest.raises(GateError, match=r"calibration error 0\.031 exceeds 0\.03"):
        gate_accuracy("fp16", bad, GOOD)
    assert loss(replace(GOOD, swa=75.25), GOOD) == -0.25


def test_what_took_long_is_remembered(tmp_path):
    assert remembered(tmp_path / "a.json") is None
    remember(tmp_path / "a.json", GOOD)
    assert remembered(tmp_path / "a.json") == GOOD
