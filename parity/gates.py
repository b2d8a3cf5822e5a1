"""Compares an exported model with the torch reference, tile by tile, and gates what is written.

Texts must be equal wherever the reference's decision margin exceeds twice the mode's measured
logit error: there no difference between the runtimes can have decided. Elsewhere they may differ,
and are counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from contract.charset import BLANK
from contract.errors import PocketOcrError
from contract.numbers import LOGPROB_ONE
from model.decode import Reading, greedy
from model.logprobs import logprobs
from parity.records import Difference, Verdict

FP32_MAX_ERROR = 1e-4  # in logits
FP16_MIN_PSNR = 35.0  # in dB
ROUNDING = 2
"""Two rounded log-probs differ by up to two units more than the logits did: one for each."""


class GateError(PocketOcrError):
    """A model misses what its precision promises; nothing is written."""


@dataclass(frozen=True)
class Errors:
    """Absolute differences of logits, and their PSNR in dB; nan where it is not known.

    psnr_db: the peak is the reference's range; at most 200.
    """

    max_logit_error: float
    p999_logit_error: float
    psnr_db: float


@dataclass(frozen=True)
class Measured(Errors):
    """What a comparison found; shares in percent.

    swa: words read right by the model, swa_loss: how many fewer than the reference's.
    texts_undecided: tiles whose margin is too small to promise equal texts.
    texts_different: how many of those differ.
    texts_broken: tiles that promise equal texts and differ; must be 0.
    differences: the tiles whose texts differ.
    """

    agreement: float
    swa: float
    swa_loss: float
    tiles: int
    texts_undecided: int
    texts_different: int
    texts_broken: int
    differences: tuple[Difference, ...]


def texts(logits: np.ndarray, charset: str) -> list[str]:
    """Greedy texts of float32 logits [N, T, C]."""
    return [reading.text for reading in readings(logits, charset)]


def readings(logits: np.ndarray, charset: str) -> list[Reading]:
    """Greedy readings of float32 logits [N, T, C]."""
    return [greedy(row, charset) for row in logprobs(np.ascontiguousarray(logits, np.float32))]


def path(reading: Reading, steps: int) -> np.ndarray:
    """The best class of each of T time steps, int64 [T], of the characters' runs."""
    best = np.full(steps, BLANK)
    for char in reading.chars:
        best[char.first : char.last + 1] = char.label
    return best


def measure(
    reference: np.ndarray, candidate: np.ndarray, labels: Iterable[str], charset: str
) -> Measured:
    """Compare two runtimes' logits, float32 [N, T, C], of tiles with these texts."""
    errors = logit_errors(reference, candidate)
    return compare(readings(reference, charset), readings(candidate, charset), labels, errors)


def logit_errors(reference: np.ndarray, candidate: np.ndarray) -> Errors:
    """Differences of logits [N, T, C]."""
    error = np.abs(candidate.astype(np.float64) - reference)
    largest = float(error.max())
    return Errors(largest, float(np.quantile(error, 0.999)), _psnr(reference, error))


def compare(
    wanted: list[Reading], given: list[Reading], labels: Iterable[str], errors: Errors
) -> Measured:
    """Compare what two runtimes whose logits are `errors` apart read on tiles with these texts.

    Of the given readings the characters are enough: a device reports no more.
    """
    labels = list(labels)
    promise = 2 * errors.max_logit_error * LOGPROB_ONE + ROUNDING
    differences = []
    agreeing = steps = 0
    for tile, (a, b) in enumerate(zip(wanted, given, strict=True)):
        parted = path(a, len(a.steps)) != path(b, len(a.steps))
        agreeing += int((~parted).sum())
        steps += len(parted)
        if a.text != b.text:
            verdict: Verdict = "broken" if a.margin > promise else "undecided"
            first = int(parted.argmax())
            differences.append(Difference(tile, a.text, b.text, a.margin, first, verdict))
    broken = sum(one.verdict == "broken" for one in differences)
    before, after = _words_right(wanted, labels), _words_right(given, labels)
    return Measured(
        **vars(errors),
        agreement=100 * agreeing / max(steps, 1),
        swa=after,
        swa_loss=before - after,
        tiles=len(labels),
        texts_undecided=sum(reading.margin <= promise for reading in wanted),
        texts_different=len(differences) - broken,
        texts_broken=broken,
        differences=tuple(differences),
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
    if found.texts_broken:
        misses.append(f"{found.texts_broken} texts differ although the margin decides them")
    if misses:
        raise GateError(f"the {precision} model misses its gate: {'; '.join(misses)}")


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
