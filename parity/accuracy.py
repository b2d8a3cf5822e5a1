"""How many words a model reads right, and how right it is about being right; and the gates of both.

Counted over seeded synthetic tiles (`parity.rendered`): the parity corpus is too small to see half
a point of words.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from contract.files import write_whole
from contract.records import parse
from detector.tiles import Tile
from model.calibration import Calibration, expected_calibration_error
from model.decode import greedy
from model.evaluation.tiles import TileReading
from model.logprobs import logprobs
from model.reading import stitch
from parity.corpus import Corpus
from parity.gates import GateError
from parity.pages import RunnerBackend
from parity.rendered import Progress
from parity.runners import Logits

MAX_LOSS: dict[str, float] = {  # in points of SWA
    "fp32": 0.1,
    "fp16": 0.1,
    "dynamic-int8": 0.5,
    "int8": 0.5,
    "palette8": 0.5,
    "palette6": 1.0,
    "palette4": 3.0,
}
MAX_CALIBRATION_ERROR = 0.03
CHUNK = 64


@dataclass(frozen=True)
class Accuracy:
    """Of tiles with so many words: single-word accuracy in percent, case counts; expected
    calibration error of all words read, 0 to 1.
    """

    tiles: int
    words: int
    swa: float
    calibration_error: float


def measure_accuracy(
    run: Logits,
    corpus: Corpus,
    charset: str,
    calibration: Calibration,
    progress: Progress = lambda done, count: None,
) -> Accuracy:
    """Read tiles with known texts through a model.

    Raises:
        GateError: its logits are not finite.
    """
    width = corpus.tiles.shape[2]
    backend = RunnerBackend("", charset, (width,), calibration, None, run)
    whole = [Tile(0, width, 0)]
    words = right = 0
    judged: list[tuple[int, int, bool]] = []
    for start in range(0, len(corpus), CHUNK):
        tiles = corpus.tiles[start : start + CHUNK]
        logits = run(tiles)
        if not np.isfinite(logits).all():
            raise GateError("its logits are not finite")
        for i, steps in enumerate(logprobs(np.ascontiguousarray(logits, np.float32)), start):
            found = stitch(whole, [greedy(steps, charset)], backend)
            tile = TileReading(str(i), corpus.kinds[i], corpus.tiles[i], corpus.texts[i], found)
            results = tile.results()
            words += len(results)
            right += sum(result.label == result.text for result in results)
            judged += tile.judged()
        progress(start + len(tiles), len(corpus))
    error = expected_calibration_error([word[1] for word in judged], [word[2] for word in judged])
    return Accuracy(len(corpus), words, round(100 * right / max(words, 1), 3), round(error, 5))


def remembered(path: Path) -> Accuracy | None:
    """What `remember` wrote to a file; None if there is none."""
    if not path.is_file():
        return None
    return parse(Accuracy, json.loads(path.read_text(encoding="utf-8")), path.name)


def remember(path: Path, found: Accuracy) -> None:
    """Keep a measurement that takes long."""
    write_whole(path, json.dumps(asdict(found)).encode())


def gate_accuracy(precision: str, found: Accuracy, reference: Accuracy) -> None:
    """Refuse a model that reads fewer words than its precision promises, or misjudges itself.

    Raises:
        GateError: names the measure, its value and its bound.
    """
    misses = []
    lost = loss(found, reference)
    if lost > MAX_LOSS[precision]:
        misses.append(
            f"it loses {lost:.2f} points of SWA, more than {MAX_LOSS[precision]:g}, "
            f"on {found.tiles} tiles"
        )
    if found.calibration_error > MAX_CALIBRATION_ERROR:
        misses.append(
            f"the calibration error {found.calibration_error:.3f} exceeds {MAX_CALIBRATION_ERROR:g}"
        )
    if misses:
        raise GateError(f"the {precision} model misses its gate: {'; '.join(misses)}")


def loss(found: Accuracy, reference: Accuracy) -> float:
    """Points of SWA that a model reads fewer than the reference."""
    return round(reference.swa - found.swa, 3)
