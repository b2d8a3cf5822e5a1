"""CTC prefix beam search in integers.

A. Hannun et al., "First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional
Recurrent DNNs" (2014), without a language model: the log-probabilities of all the paths that give
the same text are added up, where greedy decoding takes the one best path.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

from contract.charset import BLANK, CHARSET, decode
from contract.numbers import LOGPROB_ONE
from model.logprobs import ONE_Q32, Logprobs, exp_table, rounded_log

NEVER = -(1 << 40)
"""Log-probability of the impossible; far below any sum over a tile."""

PRUNE = 12 * LOGPROB_ONE
"""Classes this far below the best of their step are not followed (e**-12 = 6e-6)."""


class Hypothesis(NamedTuple):
    """One text with its total log-probability over all of its kept paths, in 1/1024 nat."""

    text: str
    logprob: int


@cache
def _log1p_exp() -> tuple[int, ...]:
    """round(1024 · ln(1 + exp(-d / 1024))) for d = 0 …; 0 from the end of the table on."""
    table = rounded_log(ONE_Q32 + exp_table())
    return tuple(table[: np.count_nonzero(table)].tolist())


def log_add(a: int, b: int) -> int:
    """1024 · ln(exp(a / 1024) + exp(b / 1024)), rounded once by at most half a unit."""
    high, low = (a, b) if a >= b else (b, a)
    table = _log1p_exp()
    return high + (table[high - low] if high - low < len(table) else 0)


def beam_search(
    logprobs: Logprobs, width: int = 8, prune: int | None = PRUNE, charset: str = CHARSET
) -> list[Hypothesis]:
    """The likeliest texts of int32 log-probabilities [T, C], best first, at most `width`.

    Args:
        width: texts kept after each step.
        prune: follow only classes within this distance of a step's best; None follows all.

    Ties go to the text whose class numbers come first.
    """
    beam: dict[tuple[int, ...], _Ends] = {(): _Ends(blank=0, label=NEVER)}
    for row in logprobs:
        floor = int(row.max()) - prune if prune is not None else NEVER
        followed = [(int(k), int(row[k])) for k in np.flatnonzero(row >= floor)]
        beam = _best(_extend(beam, followed).items(), width)
    return [Hypothesis(decode(list(prefix), charset), ends.total) for prefix, ends in beam.items()]


class _Ends(NamedTuple):
    """Log-probabilities of a prefix's paths that end in a blank, or in its last character."""

    blank: int
    label: int

    @property
    def total(self) -> int:
        return log_add(self.blank, self.label)


def _extend(
    beam: dict[tuple[int, ...], _Ends], followed: list[tuple[int, int]]
) -> dict[tuple[int, ...], _Ends]:
    """All prefixes that one more time step makes of the beam's."""
    blanks: dict[tuple[int, ...], int] = {}
    labels: dict[tuple[int, ...], int] = {}

    def add(to: dict[tuple[int, ...], int], prefix: tuple[int, ...], logprob: int) -> None:
        to[prefix] = log_add(to[prefix], logprob) if prefix in to else logprob

    for prefix, ends in beam.items():
        total = ends.total
        for k, logprob in followed:
            if k == BLANK:
                add(blanks, prefix, total + logprob)
            elif prefix and prefix[-1] == k:
                add(labels, prefix, ends.label + logprob)  # the run goes on
                add(labels, (*prefix, k), ends.blank + logprob)  # doubled after a blank
            else:
                add(labels, (*prefix, k), total + logprob)
    extended = {p: _Ends(blanks.get(p, NEVER), labels.get(p, NEVER)) for p in blanks | labels}
    return {prefix: ends for prefix, ends in extended.items() if ends.total > NEVER // 2}


def _best(
    prefixes: Iterable[tuple[tuple[int, ...], _Ends]], width: int
) -> dict[tuple[int, ...], _Ends]:
    return dict(sorted(prefixes, key=lambda entry: (-entry[1].total, entry[0]))[:width])
