"""Compares an exported model with the torch reference, tile by tile, and gates what is written.

Texts must be equal wherever the reference's decision margin exceeds twice the mode's measured
logit error: there no difference between the runtimes can have decided. Elsewhere they may differ,
and are counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from contract.errors import PocketOcrError
from contract.numbers import LOGPROB_ONE
from model.decode import Reading, greedy
from model.logprobs import logprobs

FP32_MAX_ERROR = 1e-4  # in logits
FP16_MIN_PSNR = 35.0  # in dB
MAX_LOSS: dict[str, float] = {  # in percent of words
    "dynamic-int8": 0.5,
    "int8": 0.5,
    "palette8": 0.5,
    "palette6": 1.0,
    "palette4": 3.0,
}
ROUNDING = 2
"""Two rounded log-probs differ by up to two units more than the logits did: one for each."""


class GateError(PocketOcrError):
    """A model misses what its precision promises; nothing is written."""


@dataclass(frozen=True)
class Measured:
    """What a comparison found; logit errors are absolute, shares in percent.

    swa: words read right by the model, swa_loss: how many fewer than the reference's.
    texts_undecided: tiles whose margin is too small to promise equal texts.
    texts_different: how many of those differ.
    texts_broken: tiles that promise equal texts and differ; must be 0.
    differences: the tiles whose texts differ.
    """

    max_logit_error: float
    p999_logit_error: float
    psnr_db: float
    agreement: float
    swa: float
    swa_loss: float
    tiles: int
    texts_undecided: int
    texts_different: int
    texts_broken: int
    differences: tuple["Difference", ...]

    def facts(self) -> dict[str, float]:
        """The numbers, for the manifest: to four significant digits, for repeatable files."""
        numbers = {k: v for k, v in vars(self).items() if k != "differences"}
        return {name: float(f"{value:.4g}") for name, value in numbers.items()}


@dataclass(frozen=True)
class Difference:
    """A tile that the two runtimes read differently; the reference's margin in 1/1024 nat."""

    tile: int
    reference: str
    candidate: str
    margin: int


def texts(logits: np.ndarray, charset: str) -> list[str]:
    """Greedy texts of float32 logits [N, T, C]."""
    return [reading.text for reading in _readings(logits, charset)]


def measure(
    reference: np.ndarray, candidate: np.ndarray, labels: Iterable[str], charset: str
) -> Measured:
    """Compare two runtimes' logits, float32 [N, T, C], of tiles with these texts."""
    error = np.abs(candidate.astype(np.float64) - reference)
    largest = float(error.max())
    wanted, given = _readings(reference, charset), _readings(candidate, charset)
    promise = 2 * largest * LOGPROB_ONE + ROUNDING
    same = [w.text == g.text for w, g in zip(wanted, given, strict=True)]
    decided = [reading.margin > promise for reading in wanted]
    labels = list(labels)
    before = _words_right(wanted, labels)
    after = _words_right(given, labels)
    return Measured(
        max_logit_error=largest,
        p999_logit_error=float(np.quantile(error, 0.999)),
        psnr_db=_psnr(reference, error),
        agreement=100 * float((reference.argmax(-1) == candidate.argmax(-1)).mean()),
        swa=after,
        swa_loss=before - after,
        tiles=len(labels),
        texts_undecided=decided.count(False),
        texts_different=sum(not s and not d for s, d in zip(same, decided, strict=True)),
        texts_broken=sum(not s and d for s, d in zip(same, decided, strict=True)),
        differences=tuple(
            Difference(i, w.text, g.text, w.margin)
            for i, (w, g) in enumerate(zip(wanted, given, strict=True))
            if w.text != g.text
        ),
    )


def gate(precision: str, found: Measured) -> None:
    """Refuse a model that misses what its precision promises.

    Raises:
        GateError: names the measure, its value and its bound.
    """
    misses = []
    if not np.isfinite(found.max_logit_error):
        misses.append("its logits are not finite")
    if precision == "fp32" and found.max_logit_error > FP32_MAX_ERROR:
        misses.append(f"logit error {found.max_logit_error:.2g} exceeds {FP32_MAX_ERROR:g}")
    if precision == "fp16" and found.psnr_db < FP16_MIN_PSNR:
        misses.append(f"PSNR {found.psnr_db:.1f} dB is below {FP16_MIN_PSNR:g} dB")
    allowed = MAX_LOSS.get(precision, 100.0)
    if found.swa_loss > allowed:
        misses.append(f"it loses {found.swa_loss:.2f} % of the words, more than {allowed:g}")
    if found.texts_broken:
        misses.append(f"{found.texts_broken} texts differ although the margin decides them")
    if misses:
        raise GateError(f"the {precision} model misses its gate: {'; '.join(misses)}")


def _readings(logits: np.ndarray, charset: str) -> list[Reading]:
    return [greedy(row, charset) for row in logprobs(np.ascontiguousarray(logits, np.float32))]


def _words_right(readings: list[Reading], labels: list[str]) -> float:
    """Percent of the labels' words (by spaces, case counts) that the readings of a tile hold."""
    right = total = 0
    for reading, label in zip(readings, labels, strict=True):
        words = Counter(label.split())
        right += (words & Counter(reading.text.split())).total()
        total += words.total()
    return 100 * right / max(total, 1)


def _psnr(reference: np.ndarray, error: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB; the peak is the reference's range. At most 200."""
    peak = float(reference.max() - reference.min())
    noise = float((error**2).mean())
    if noise == 0:
        return 200.0
    return min(200.0, 10 * np.log10(max(peak, 1e-12) ** 2 / noise))
