"""Our own reader on a corpus of pages, taken apart: lines, words, order."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.analysis.budget import Budget, Judged, judge
from bench.analysis.coverage import MISSED, Coverage, coverage, line_shares, pieces
from bench.analysis.matching import match_places
from bench.analysis.ordering import right_pairs
from bench.truth import Region, TruePage
from contract.errors import ContractError
from detector.finding import find_lines
from detector.image import load_grey
from scan.page import Page, Quad

Find = Callable[[np.ndarray], Sequence[Quad]]
"""From a grey page to the quads of its lines."""
Read = Callable[[np.ndarray], Page]


@dataclass(frozen=True)
class Mark:
    """Something to be drawn on a page: a quad of the truth with what became of it."""

    quad: Quad
    kind: str


@dataclass(frozen=True)
class Detected:
    """The lines of a page."""

    page: TruePage
    coverage: Coverage
    found: Sequence[Quad]
    marks: Sequence[Mark]

    @property
    def badness(self) -> float:
        """Width in page pixels that is not covered."""
        return self.coverage.width - self.coverage.covered


@dataclass(frozen=True)
class Budgeted:
    """The words of a page."""

    page: TruePage
    budget: Budget
    found: Sequence[Quad]
    words: Sequence[Judged]

    @property
    def badness(self) -> float:
        """Words that are not right, and false ones."""
        return self.budget.words - self.budget.fates["right"] + self.budget.false

    @property
    def marks(self) -> list[Mark]:
        """All words of the truth."""
        return [Mark(word.quad, word.fate) for word in self.words]


@dataclass(frozen=True)
class Ordered:
    """The order of a page's words: pairs that are right, and all pairs."""

    page: TruePage
    right: int
    pairs: int


def line_quads(grey: np.ndarray) -> list[Quad]:
    """What the detector finds."""
    found = (line.quad() for line in find_lines(grey))
    return [(a, b, c, d, e, f, g, h) for a, b, c, d, e, f, g, h in found]


def announced(pages: Sequence[TruePage], what: str) -> Iterator[TruePage]:
    """The pages, each named on stderr."""
    for number, page in enumerate(pages, 1):
        print(f"{what}: {number}/{len(pages)} {page.id}", file=sys.stderr)
        yield page


def detect(pages: Sequence[TruePage], find: Find = line_quads) -> list[Detected]:
    """How well the lines of each page are found."""
    results = []
    for page in announced(pages, "detection"):
        grey = load_grey(page.image)
        found = find(grey)
        true = pieces(page)
        marks = [
            Mark(quad, "missed" if share < MISSED else "covered")
            for line, share in zip(true, line_shares(true, found), strict=True)
            for quad in line
        ]
        results.append(
            Detected(page, coverage(true, found, grey.shape[1], grey.shape[0]), found, marks)
        )
    return results


def budget(
    pages: Sequence[TruePage], read: Read, way: str, find: Find = line_quads
) -> list[Budgeted]:
    """What became of the words of each page."""
    results = []
    for page in announced(pages, "budget"):
        grey = load_grey(page.image)
        found = [Region(word.quad, word.text) for word in read(grey).words]
        words, counted = judge(page, found, find(grey), way)
        results.append(Budgeted(page, counted, [word.quad for word in found], words))
    return results


def ordering(pages: Sequence[TruePage], read: Read) -> list[Ordered]:
    """How many pairs of words are read in the true order.

    A true word stands where the first of the words found in its place stands; those in whose place
    nothing was found are left out.

    Raises:
        ContractError: a page's words have no order.
    """
    for page in pages:
        if not page.is_ordered:
            raise ContractError(
                f"the words of {page.id} carry no `order`: use a corpus of `python -m synth pages`"
            )
    results = []
    for page in announced(pages, "order"):
        found = [word.quad for word in read(load_grey(page.image)).words]
        matches = match_places([word.quad for word in page.words], found)
        placed = sorted((match.found[0], match.true) for match in matches if match.found)
        right, pairs = right_pairs([index for _, true in placed for index in true])
        results.append(Ordered(page, right, pairs))
    return results


def reader(bundle: Path, precision: str | None) -> Read:
    """Our reader with a bundle's model in LiteRT, one thread."""
    import cv2

    from model.backends.litert import LiteRtBackend
    from scan.reading import read_page

    cv2.setNumThreads(1)
    backend = LiteRtBackend(bundle, precision, threads=1)
    return lambda grey: read_page(grey, backend)
