"""Log-probs, decoding, calibration and stitching in C++ give what Python gives, bit for bit."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from native_steps import ROOT, bits, net, steps

from contract.bundle import read_safetensors
from contract.lexicon import Edge, Lexicon, dump
from detector.tiles import Tile
from model.calibration import Calibration
from model.decode import Char, Reading, greedy, words
from model.logprobs import exp_table, log_thresholds, logprobs, permille
from model.reading import stitch

pytestmark = pytest.mark.native

GOLDENS = ROOT / "parity" / "data" / "goldens"
CALIBRATION = json.loads((GOLDENS / "calibration.json").read_text())
CASES: dict[str, Any] = json.loads((GOLDENS / "decoder.json").read_text())
SPREADS = (1, 5, 20, 200, 1e4, 1e38, 1e-40)


def _as_dict(reading: Reading) -> dict[str, Any]:
    parts = {name: list(getattr(reading, name)) for name in ("steps", "margins", "spaces")}
    near = [[list(each) for each in reading.near_at(step)] for step in range(len(reading.steps))]
    return {"chars": _chars(reading.chars), "near": near} | parts


def _chars(chars: tuple[Char, ...]) -> list[list[int]]:
    return [list(char) for char in chars]


def test_the_tables_of_exp_and_log_are_equal():
    found = steps().ask("tables")
    assert found["exp"] == exp_table().tolist()
    assert found["log_thresholds"] == log_thresholds().tolist()


@pytest.mark.parametrize("spread", SPREADS)
@pytest.mark.parametrize("classes", [2, 3, 174, 4096])
def test_logprobs_are_equal(spread: float, classes: int):
    rng = np.random.default_rng([classes, SPREADS.index(spread)])
    logits = np.clip(rng.normal(0, spread, (9, classes)), -3e38, 3e38).astype(np.float32)
    found = steps().ask("logprobs", logits=bits(logits))
    assert found["logprobs"] == logprobs(logits).tolist()


def test_logits_halfway_between_two_roundings_are_rounded_alike():
    near = np.nextafter(np.float32(0.5), np.float32([0, 0.5, 1])).astype(np.float64)
    units = (np.arange(-300, 300)[:, None] + near).ravel()
    logits = np.stack([units / 1024, units[::-1] / 1024]).astype(np.float32)
    found = steps().ask("logprobs", logits=bits(logits))
    assert found["logprobs"] == logprobs(logits).tolist()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_logits_that_are_not_finite_are_refused(bad: float):
    logits = np.zeros((1, 174), np.float32)
    logits[0, 99] = bad
    assert "not finite" in steps().ask("logprobs", logits=bits(logits))["error"]


def test_logprobs_of_the_goldens():
    arrays = read_goldens(GOLDENS / "logprobs.safetensors")
    names = {name.rpartition(".")[0] for name in arrays}
    for name in names:
        logits = arrays[f"{name}.logits"]
        rows = logits.reshape(-1, logits.shape[-1])
        found = np.array(steps().ask("logprobs", logits=bits(rows))["logprobs"])
        np.testing.assert_array_equal(found.reshape(logits.shape), arrays[f"{name}.logprobs"])


def read_goldens(path: Path) -> dict[str, np.ndarray]:
    found = read_safetensors(path)
    assert found
    return found


@pytest.mark.parametrize("name", CASES)
def test_decoder_goldens(name: str):
    case = CASES[name]
    values = read_goldens(GOLDENS / "decoder.safetensors")[name]
    found = steps().ask("greedy", charset=list(case["charset"]), logprobs=values.tolist())
    for key in ("text", "chars", "steps", "margins", "spaces"):
        assert found[key] == case[key], key
    features = [word["feature"] for word in found["words"]]
    sure = steps().ask("confidences", knots=CALIBRATION["knots"], features=features)
    for word, confidence in zip(found["words"], sure["confidences"], strict=True):
        word["confidence"] = confidence
    assert found["words"] == case["words"]


@pytest.mark.parametrize("seed", range(60))
def test_random_paths_are_decoded_alike(seed: int):
    """Few different values, so that ties abound."""
    rng = np.random.default_rng([17, seed])
    charset = "abcdefgh"[: rng.integers(1, 8)] + " " * int(rng.integers(0, 2))
    shape = rng.integers(1, 40), len(charset) + 1
    values = -rng.integers(0, rng.choice([2, 4, 3000]), shape).astype(np.int32)
    found = steps().ask("greedy", charset=list(charset), logprobs=values.tolist())
    reading = greedy(values, charset)
    assert found.pop("text") == reading.text
    parts = [
        (w["text"], w["chars"], w["first"], w["last"], w["logprob"], w["worst"])
        for w in found.pop("words")
    ]
    assert found == _as_dict(reading)
    assert parts == [
        (w.text, _chars(w.chars), w.first, w.last, w.logprob, w.worst) for w in words(reading)
    ]


def test_probabilities_in_per_mille():
    pairs = CALIBRATION["permille"]
    found = steps().ask("permille", logprobs=[logprob for logprob, _ in pairs])
    assert found["permille"] == [value for _, value in pairs]
    every = list(range(0, -26_000, -1))
    assert steps().ask("permille", logprobs=every)["permille"] == [permille(p) for p in every]


def test_confidences_between_and_beyond_the_knots():
    for knots in (CALIBRATION["knots"], [[-7, 3]], [[-9, 0], [-2, 1000]], [[-5, 7], [5, 7]]):
        features = list(range(knots[0][0] - 5, knots[-1][0] + 5))
        calibration = Calibration(tuple((x, y) for x, y in knots))
        found = steps().ask("confidences", knots=knots, features=features)
        assert found["confidences"] == [calibration.confidence(each) for each in features]


def _random_tiles(rng: np.random.Generator) -> list[Tile]:
    """As of a long strip, cut through gaps or overlapping."""
    tiles = []
    x = overlap = gap = 0
    for _ in range(rng.integers(1, 6)):
        is_cut = bool(rng.integers(2))
        width = int(rng.integers(172, 257)) if is_cut else 256
        tiles.append(Tile(x, width, overlap, gap))
        gap, overlap = (int(rng.integers(2, 20)), 0) if is_cut else (0, 64)
        x += width - overlap
    return [*tiles, Tile(x, int(rng.integers(65, 257)), overlap, gap)]


@pytest.mark.parametrize("seed", range(20))
def test_tiles_are_stitched_alike(seed: int):
    rng = np.random.default_rng([29, seed])
    tiles = _random_tiles(rng)
    logits = rng.normal(0, 1, (len(tiles), 64, len(net().charset) + 1)).astype(np.float32)
    likely = rng.choice([0, 0, 1, 9, 60, 61], logits.shape[:2])
    np.put_along_axis(logits, likely[..., None], 9, axis=2)
    found = steps().ask(
        "stitch",
        tiles=[[t.x, t.width, t.overlap, t.gap] for t in tiles],
        logits=[bits(each.ravel()) for each in logits],
        lexicon=list(dump(Lexicon((("a", "A"),), (Edge.LAST,)))),
    )
    strip = stitch(tiles, [greedy(logprobs(each), net().charset) for each in logits], net())
    assert found == {
        "reading": _as_dict(strip.reading),
        "columns": list(strip.columns),
        "cuts": list(strip.cuts),
        "words": [[len(word.text), word.confidence] for word in strip.words],
    }
