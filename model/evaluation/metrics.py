"""Word accuracy, alignment and kinds of errors. Texts are compared after NFC, without outer space.

SWA, the share of words read right, is counted in three ways:
    cs: as it is; ci: casefolded; an: casefolded, letters and digits only.
Words whose label has no letter or digit are not counted.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

ALPHANUMERIC = re.compile(r"[^\W_]+")

LENGTHS = ((1, "1"), (2, "2"), (3, "3"), (5, "4-5"), (8, "6-8"), (12, "9-12"))
"""Upper bounds and names of the length buckets; the last one is 13+."""

ERROR_KINDS = ("empty", "case", "punctuation", "substitution", "deletion", "insertion", "mixed")


class Match(NamedTuple):
    """Whether a word was read right, in the three ways."""

    cs: bool
    ci: bool
    an: bool


def normal(text: str) -> str:
    """NFC, without outer white space."""
    return unicodedata.normalize("NFC", text).strip()


def alphanumerics(text: str) -> str:
    """Letters and digits of the casefolded text."""
    return "".join(ALPHANUMERIC.findall(unicodedata.normalize("NFC", text).casefold()))


def counts(label: str) -> bool:
    """Whether SWA counts a word with this label."""
    return bool(alphanumerics(label))


def match(label: str, text: str) -> Match:
    """Compare a reading with its label."""
    a, b = normal(label), normal(text)
    return Match(a == b, a.casefold() == b.casefold(), alphanumerics(a) == alphanumerics(b))


def swa(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """`n` and the percentages `cs`, `ci`, `an` (two decimals) of (label, text) pairs."""
    matches = [match(label, text) for label, text in pairs if counts(label)]
    n = len(matches)
    shares = (sum(way) for way in zip(*matches, strict=True)) if n else (0, 0, 0)
    return {"n": n} | {
        name: round(100 * right / max(n, 1), 2)
        for name, right in zip(Match._fields, shares, strict=True)
    }


def length_bucket(label: str) -> str:
    """Name of the bucket of a label's length in characters."""
    length = len(normal(label))
    return next((name for most, name in LENGTHS if length <= most), f"{LENGTHS[-1][0] + 1}+")


def align(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int | None, int | None]]:
    """Levenshtein alignment: pairs of indices into `a` and `b`, None where one has no partner.

    Of equal costs, a pair is preferred to a deletion, a deletion to an insertion, from the end.
    """
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        above, row = rows[-1], [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j - 1] + (x != y), above[j] + 1, row[j - 1] + 1))
        rows.append(row)
    pairs: list[tuple[int | None, int | None]] = []
    i, j = len(a), len(b)
    while i or j:
        if i and j and rows[i][j] == rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def edits(label: str, text: str) -> list[tuple[str, str]]:
    """(character of the label, character read) where they differ; "" stands for none."""
    a, b = normal(label), normal(text)
    if a == b:
        return []
    pairs = [(a[i] if i is not None else "", b[j] if j is not None else "") for i, j in align(a, b)]
    return [(x, y) for x, y in pairs if x != y]


def cer(pairs: Sequence[tuple[str, str]]) -> float:
    """Character error rate in percent: edits per character of the labels."""
    characters = sum(len(normal(label)) for label, _ in pairs)
    return round(100 * sum(len(edits(a, b)) for a, b in pairs) / max(characters, 1), 2)


def error_kind(label: str, text: str) -> str | None:
    """One of ERROR_KINDS, or None for a word read right (cs)."""
    right = match(label, text)
    if right.cs:
        return None
    if not normal(text):
        return "empty"
    if right.ci:
        return "case"
    if right.an:
        return "punctuation"
    found = {
        "insertion" if not wanted else "deletion" if not read else "substitution"
        for wanted, read in edits(label, text)
    }
    return found.pop() if len(found) == 1 else "mixed"
