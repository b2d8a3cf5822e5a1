"""The error budget of a page: what became of each word of the truth, and the rates of it.

Words are compared by their tokens (`way`): cs the words as they are, ci casefolded, an the runs of
letters and digits casefolded; words without a letter or digit count for an in no way. A match whose
true and found words have the same tokens is right, however they are divided.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from bench.analysis.matching import Match, match_places, match_texts, overlaps
from bench.truth import Region, TruePage
from model.evaluation.metrics import ALPHANUMERIC, normal
from scan.page import Quad

FATES = {
    "right": "its tokens are those found",
    "not found": "nothing was found in its place, and its middle lies in no detected line",
    "dropped": "nothing was found in its place, but its middle lies in a detected line",
    "misread": "one word was found for it, with other letters",
    "split": "several words were found for it, together with its letters",
    "merged": "one word was found for it and others together, with their letters",
    "regrouped": "several words were found for it and others, together with their letters",
    "split and misread": "as split, with other letters",
    "merged and misread": "as merged, with other letters",
    "regrouped and misread": "as regrouped, with other letters",
}
"""What may become of a word of the truth."""


@dataclass
class Budget:
    """Counts of a page, or of many."""

    fates: Counter[str] = field(default_factory=Counter)
    """Words of the truth by one of FATES."""
    false: int = 0
    """Found words in whose place the truth has none."""

    @property
    def words(self) -> int:
        """Of the truth."""
        return self.fates.total()

    def __add__(self, other: "Budget") -> "Budget":
        return Budget(self.fates + other.fates, self.false + other.false)

    def share(self, *fates: str) -> float:
        """Percent of the words of the truth with these fates."""
        return 100 * sum(self.fates[fate] for fate in fates) / max(self.words, 1)

    @property
    def rates(self) -> dict[str, float]:
        """Percent of the words of the truth: RATES."""
        split, merged, both = (
            self.share(fate, f"{fate} and misread") for fate in ("split", "merged", "regrouped")
        )
        return {
            "split": split,
            "merge": merged,
            "split + merge": split + merged + both,
            "miss": self.share("not found", "dropped"),
            "false": 100 * self.false / max(self.words, 1),
        }


RATES = {
    "split": "several found words for one true word, letters right or not",
    "merge": "one found word for several true words, letters right or not",
    "split + merge": "both, and several found words for several others that overlap them",
    "miss": "not found or dropped",
    "false": "found words where the truth has none, per 100 words of the truth",
}


def tokens(text: str, way: str) -> list[str]:
    """A text's tokens: see the module."""
    text = normal(text)
    if way == "cs":
        return text.split()
    return text.casefold().split() if way == "ci" else ALPHANUMERIC.findall(text.casefold())


def letters(text: str, way: str) -> str:
    """A text's characters without the gaps between tokens."""
    return "".join(tokens(text, way))


def fate(true: Sequence[str], found: Sequence[str], way: str) -> str:
    """What became of the words of a match that has both: one of FATES."""
    a, b = " ".join(true), " ".join(found)
    if tokens(a, way) == tokens(b, way):
        return "right"
    if len(true) == len(found) == 1:
        return "misread"
    kind = "split" if len(true) == 1 else "merged" if len(found) == 1 else "regrouped"
    return kind if letters(a, way) == letters(b, way) else f"{kind} and misread"


@dataclass(frozen=True)
class Judged:
    """A word of the truth and what became of it."""

    quad: Quad
    text: str
    fate: str


def judge(
    page: TruePage, found: Sequence[Region], lines: Sequence[Quad], way: str
) -> tuple[list[Judged], Budget]:
    """What became of each word of a page.

    Args:
        page: with words, or else with lines, whose words' places are then taken from their share
            of the line's characters, and matched by their letters.
        found: words in reading order.
        lines: quads of the detected lines.
        way: how words are compared.
    """
    found = [word for word in found if tokens(word.text, way)]
    if page.words:
        true = [word for word in page.words if tokens(word.text, way)]
        matches = match_places([w.quad for w in true], [w.quad for w in found])
    else:
        true, matches = by_line(page.lines, found, way)
    judged, budget = [], Budget()
    for match in matches:
        words = [true[i] for i in match.true]
        texts = [found[j].text for j in match.found]
        if not words:
            budget.false += len(texts)
        for word in words:
            what = (
                fate([each.text for each in words], texts, way)
                if texts
                else ("dropped" if is_inside(middle(word.quad), lines) else "not found")
            )
            budget.fates[what] += 1
            judged.append(Judged(word.quad, word.text, what))
    return judged, budget


def by_line(
    lines: Sequence[Region], found: Sequence[Region], way: str
) -> tuple[list[Region], list[Match]]:
    """The words of lines, and their matches with the found words that lie on the same line."""
    owner: dict[int, int] = {}
    for i, j in overlaps([line.quad for line in lines], [word.quad for word in found]):
        owner.setdefault(j, i)
    true: list[Region] = []
    matches = [Match((), (j,)) for j in range(len(found)) if j not in owner]
    for i, line in enumerate(lines):
        start = len(true)
        true += [word for word in words_of(line) if tokens(word.text, way)]
        here = [j for j in range(len(found)) if owner.get(j) == i]
        pairs = match_texts(
            [letters(word.text, way) for word in true[start:]],
            [letters(found[j].text, way) for j in here],
        )
        for pair in pairs:
            matches.append(
                Match(tuple(start + k for k in pair.true), tuple(here[k] for k in pair.found))
            )
    return true, matches


def words_of(line: Region) -> list[Region]:
    """The words of a line, each where its share of the characters would be."""
    left, right = (np.array(line.quad).reshape(4, 2)[k] for k in ([0, 3], [1, 2]))
    total, at, words = max(len(line.text), 1), 0, []
    for text in line.text.split():
        at = line.text.index(text, at)
        ends = [left + (right - left) * place / total for place in (at, at + len(text))]
        (x0, y0), (x3, y3), (x1, y1), (x2, y2) = np.rint(np.concatenate(ends)).astype(int).tolist()
        words.append(Region((x0, y0, x1, y1, x2, y2, x3, y3), text))
        at += len(text)
    return words


def middle(quad: Quad) -> tuple[float, float]:
    """Mean of the corners."""
    return sum(quad[0::2]) / 4, sum(quad[1::2]) / 4


def is_inside(point: tuple[float, float], quads: Sequence[Quad]) -> bool:
    """Whether a point lies in one of the quads."""
    return any(
        cv2.pointPolygonTest(np.array(quad, np.float32).reshape(4, 2), point, False) >= 0
        for quad in quads
    )
