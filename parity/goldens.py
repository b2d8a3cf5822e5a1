"""Goldens that survive retraining: what the detector finds, how logits are decoded, in integers.

data/goldens/README.md says what the files hold. `python -m parity.make --goldens` writes them;
tests compare them with the code, in Python and in C++.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from contract.bundle import dump_safetensors, read_safetensors
from contract.errors import ContractError
from contract.files import write_whole
from model.calibration import Calibration, word_feature
from model.decode import Reading, Word, greedy, words
from model.logprobs import logprobs, permille
from parity.corpus import ADVICE, DATA, PageImage
from parity.decoder_cases import decoder_cases, logits_cases
from parity.trace import trace

GOLDENS = DATA / "goldens"
DETECTOR, DECODER, CONSTANTS = "detector.json", "decoder.json", "calibration.json"
INPUTS, LOGITS = "decoder.safetensors", "logprobs.safetensors"
CALIBRATION = Calibration(((-30_000, 0), (-9_000, 120), (-2_500, 500), (-400, 880), (-3, 997)))
"""Any map will do: it is no net's."""
PERMILLE = (0, -1, -512, -1023, -1024, -4096, -7073, -7074, -23_423, -1_000_000)
GIVEN, EXPECTED = ".logits", ".logprobs"

Json = dict[str, Any]


def write_goldens(
    folder: Path,
    pages: Iterable[PageImage],
    seed: int,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Write all goldens: of these pages, and of the decoder cases of a seed.

    Raises:
        OSError: the folder cannot be written.
    """
    found = {}
    for page in pages:
        found[page.name] = detector_golden(page.grey)
        say(f"golden {page.name}")
    write_whole(folder / DETECTOR, _lines(found))
    cases = list(decoder_cases(seed))
    write_whole(folder / INPUTS, dump_safetensors({name: rows for name, _, rows in cases}))
    expected = {name: decoder_golden(rows, charset) for name, charset, rows in cases}
    write_whole(folder / DECODER, _lines(expected))
    write_whole(folder / CONSTANTS, _lines(constants()))
    arrays = dict[str, np.ndarray]()
    for name, logits in logits_cases(seed):
        arrays |= {name + GIVEN: logits, name + EXPECTED: logprobs(logits)}
    write_whole(folder / LOGITS, dump_safetensors(arrays))
    say("golden decoder")


def detector_golden(grey: np.ndarray) -> Json:
    """What the detector finds on a page, uint8 [H, W]; the checksum is that of its pixels."""
    height, width = grey.shape
    return {
        "page": {"width": width, "height": height, "crc32": zlib.crc32(grey.tobytes())},
        "trace": trace(grey).summary(),
    }


def decoder_golden(rows: np.ndarray, charset: str) -> Json:
    """How log-probs, int32 [T, C], are decoded."""
    reading = greedy(rows, charset)
    return {
        "charset": charset,
        "text": reading.text,
        "chars": _chars(reading),
        "steps": list(reading.steps),
        "margins": list(reading.margins),
        "spaces": list(reading.spaces),
        "words": [_word(word) for word in words(reading)],
    }


def read_goldens(name: str, folder: Path = GOLDENS) -> Json:
    """One of the JSON files.

    Raises:
        ContractError: it is missing or damaged.
    """
    try:
        found = json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ContractError(f"{folder / name} cannot be read ({error}): {ADVICE}") from None
    if not isinstance(found, dict):
        raise ContractError(f"{folder / name} is damaged: {ADVICE}")
    return found


def read_arrays(name: str, folder: Path = GOLDENS) -> dict[str, np.ndarray]:
    """One of the files of arrays.

    Raises:
        ContractError: it is missing or damaged.
    """
    try:
        return read_safetensors(folder / name)
    except OSError as error:
        raise ContractError(f"{folder / name} cannot be read ({error}): {ADVICE}") from None


def constants() -> Json:
    """The map behind the words' confidences, and log-probs with their probabilities."""
    return {
        "knots": [list(knot) for knot in CALIBRATION.knots],
        "permille": [[value, permille(value)] for value in PERMILLE],
    }


def _chars(reading: Reading | Word) -> list[list[int]]:
    return [list(char) for char in reading.chars]


def _word(word: Word) -> Json:
    feature = word_feature(word)
    return {
        "text": word.text,
        "chars": _chars(word),
        "first": word.first,
        "last": word.last,
        "logprob": word.logprob,
        "worst": word.worst,
        "feature": feature,
        "confidence": CALIBRATION.confidence(feature),
    }


def _lines(content: Mapping[str, Any]) -> bytes:
    """JSON with a line for each key."""
    compact = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    rows = (f"{compact(key)}:{compact(value)}" for key, value in content.items())
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode()
