"""Log-softmax in integers: the same log-probabilities, bit for bit, on every platform.

The net's float32 logits are rounded ONCE, to 1/1024 nat; everything after that is integer
arithmetic on two tables. The tables themselves are made with int64 additions and floor divisions
alone (a Taylor series of exp, no libm), so a C++ core makes exactly the same ones.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from contract.errors import ContractError
from contract.joining import LOGIT_LIMIT
from contract.numbers import LOGPROB_ONE

Logprobs = npt.NDArray[np.int32]
Table = npt.NDArray[np.int64]

ONE_Q32 = 1 << 32
EXP_ENTRIES = 23 * LOGPROB_ONE
"""exp(-d / 1024) in Q32 rounds to 0 from d = 23,423 on; the table ends with that 0."""

MAX_CLASSES = 4096
_GROWTH_START = 50  # Q50 · MAX_CLASSES still fits into int64
_TERMS = 6  # the 7th term is below 1024**-7, beyond the tables' resolution


def _times_exp(value: int, divisor: int, sign: int) -> int:
    """value · exp(sign / divisor) for value >= 0: Taylor's series with floor divisions."""
    total = term = value
    for k in range(1, _TERMS + 1):
        term //= divisor * k
        total += term if sign > 0 or k % 2 == 0 else -term
    return total


@cache
def exp_table() -> Table:
    """int64 [EXP_ENTRIES + 1]: exp(-d / 1024) in Q32, rounded half up; the last entry is 0.

    The recurrence runs in Q62, each entry from the one before. Its error stays below 2**-44.
    """
    table = np.zeros(EXP_ENTRIES + 1, np.int64)
    value = 1 << 62
    for d in range(EXP_ENTRIES):
        table[d] = (value + (1 << 29)) >> 30
        value = _times_exp(value, LOGPROB_ONE, -1)
    return _frozen(table)


@cache
def log_thresholds() -> Table:
    """int64, ascending: exp((k + 1/2) / 1024) in Q32, rounded half up, up to MAX_CLASSES.

    The number of entries <= s is 1024 · ln(s), rounded to the nearest integer, half up.
    """
    entries = []
    value = _times_exp(1 << _GROWTH_START, 2 * LOGPROB_ONE, +1)
    shift = _GROWTH_START - 32
    while value <= MAX_CLASSES << _GROWTH_START:
        entries.append((value + (1 << (shift - 1))) >> shift)
        value = _times_exp(value, LOGPROB_ONE, +1)
    return _frozen(np.array(entries, np.int64))


def _frozen(table: Table) -> Table:
    table.setflags(write=False)
    return table


def rounded_log(total: Table) -> Table:
    """1024 · ln(total / 2**32), rounded to the nearest integer, of int64 Q32 values >= 2**32."""
    return np.searchsorted(log_thresholds(), total, side="right")


def logprobs(logits: npt.NDArray[np.float32]) -> Logprobs:
    """Log-softmax over the last axis of float32 logits [..., C] as int32 [..., C], all <= 0.

    Units of 1/1024 nat. With q = floor(1024 · logit + 1/2) and m = max q, a log-probability is
    q - m - round(1024 · ln Σ exp((q - m) / 1024)). It differs from the real log-softmax by at
    most 1.5 units: half a unit each from q, from the other logits' q, and from the logarithm.

    Raises:
        ContractError: not float32, too many classes, or a logit that is NaN or infinite.
    """
    if logits.dtype != np.float32 or logits.ndim < 1:
        raise ContractError(f"logits must be a float32 array, not {logits.dtype}")
    if not 1 <= logits.shape[-1] <= MAX_CLASSES:
        raise ContractError(f"logits have {logits.shape[-1]} classes; 1 to {MAX_CLASSES} can be")
    if not np.isfinite(logits).all():
        raise ContractError("the net returned logits that are not finite; check its weights")
    limit = LOGIT_LIMIT / LOGPROB_ONE
    # float64 holds 1024 · float32 + 1/2 without a rounding that could cross an integer
    scaled = np.clip(logits, -limit, limit).astype(np.float64) * LOGPROB_ONE + 0.5
    quantized = np.floor(scaled).astype(np.int32)
    below_best = quantized.max(axis=-1, keepdims=True) - quantized
    total = exp_table()[np.minimum(below_best, EXP_ENTRIES)].sum(axis=-1, keepdims=True)
    result: Logprobs = -below_best - rounded_log(total).astype(np.int32)
    return result


def permille(logprob: int) -> int:
    """A log-probability, at most 0, as a probability in per mille, rounded down."""
    return int(exp_table()[min(-logprob, EXP_ENTRIES)]) * 1000 >> 32
