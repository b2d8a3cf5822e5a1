"""What a reader made of each word, and the summary of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from model.calibration import expected_calibration_error
from model.evaluation.metrics import (
    ERROR_KINDS,
    LENGTHS,
    cer,
    counts,
    edits,
    error_kind,
    length_bucket,
    match,
    swa,
)

TOP_CONFUSIONS = 20


@dataclass(frozen=True)
class Result:
    """A word's label and what was read for it."""

    name: str
    """File name, or shard and row."""
    label: str
    text: str
    confidence: int
    """Per mille."""
    group: str = ""
    """Document, or kind of synthetic text."""

    @property
    def is_right(self) -> bool:
        """Read exactly (cs)."""
        return match(self.label, self.text).cs


def summarize(results: Sequence[Result]) -> dict[str, Any]:
    """SWA and CER in percent, ECE, SWA by length, kinds of errors, the top confusions.

    Only words that SWA counts are in it. `ece` takes a word for right if it is so as it is (cs),
    `ece_an` by letters and digits only, for corpora whose labels ignore case.
    """
    counted = [result for result in results if counts(result.label)]
    pairs = [(result.label, result.text) for result in counted]
    kinds = Counter(error_kind(*pair) for pair in pairs)
    confusions = Counter(edit for pair in pairs for edit in edits(*pair))
    return swa(pairs) | {
        "cer": cer(pairs),
        "ece": _ece(counted, [result.is_right for result in counted]),
        "ece_an": _ece(counted, [match(*pair).an for pair in pairs]),
        "by_length": by(counted, lambda result: length_bucket(result.label), LENGTH_NAMES),
        "errors": {kind: kinds[kind] for kind in ERROR_KINDS},
        "confusions": [
            [*edit, count]
            for edit, count in sorted(confusions.items(), key=lambda c: (-c[1], c[0]))
        ][:TOP_CONFUSIONS],
    }


def _ece(results: Sequence[Result], right: Sequence[bool]) -> float:
    return round(expected_calibration_error([r.confidence for r in results], right), 4)


LENGTH_NAMES = [name for _, name in LENGTHS] + [f"{LENGTHS[-1][0] + 1}+"]


def by(
    results: Sequence[Result], key: Callable[[Result], str], order: Sequence[str]
) -> dict[str, dict[str, float]]:
    """SWA of the results grouped by `key`, in the given order, empty groups left out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for result in results:
        groups.setdefault(key(result), []).append((result.label, result.text))
    return {name: swa(groups[name]) for name in order if name in groups}


def misses(results: Sequence[Result]) -> list[Result]:
    """Counted words that were not read exactly: first those with a wrong letter or digit.

    Within both, the most confident first.
    """
    wrong = [result for result in results if counts(result.label) and not result.is_right]
    return sorted(wrong, key=_badness)


def _badness(miss: Result) -> tuple[bool, int, str]:
    return match(miss.label, miss.text).an, -miss.confidence, miss.name
