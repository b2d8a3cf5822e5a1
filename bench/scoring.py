"""How well a page's text was read: recall, precision and F1 of its bag of tokens, in three ways.

Tokens are those of the NFC text, compared as multisets, so that reading order does not matter:
    cs: split at white space, as they are
    ci: split at white space, casefolded
    an: the runs of letters and digits of the casefolded text; punctuation acts as white space
Matched tokens are counted with multiplicity; totals sum the counts of all pages (micro average).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from model.evaluation.metrics import ALPHANUMERIC

WAYS = ("cs", "ci", "an")


class Count(NamedTuple):
    """Tokens of a page or of many."""

    matched: int
    true: int
    found: int

    @property
    def recall(self) -> float:
        """matched / true, in 0..1; 0 if there are none."""
        return self.matched / self.true if self.true else 0.0

    @property
    def precision(self) -> float:
        """matched / found, in 0..1; 0 if there are none."""
        return self.matched / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def tokens(text: str) -> dict[str, Counter[str]]:
    """The bag of tokens for each of WAYS."""
    text = unicodedata.normalize("NFC", text)
    words = text.split()
    return {
        "cs": Counter(words),
        "ci": Counter(word.casefold() for word in words),
        "an": Counter(ALPHANUMERIC.findall(text.casefold())),
    }


def score(true: str, found: str) -> dict[str, Count]:
    """The counts of a page for each of WAYS."""
    a, b = tokens(true), tokens(found)
    return {way: Count((a[way] & b[way]).total(), a[way].total(), b[way].total()) for way in WAYS}


def total(scores: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """The sums over pages."""
    sums = dict.fromkeys(WAYS, Count(0, 0, 0))
    for each in scores:
        sums = {
            way: Count(*(a + b for a, b in zip(sums[way], each[way], strict=True))) for way in WAYS
        }
    return sums
