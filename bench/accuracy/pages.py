"""Where words of pages are lost: found, read or joined wrongly; beside the best peer.

The truth's boxes are the oracle: each word that was not right is read once more, alone in its true
box. Is it right there, then finding and joining lost it, else the net did.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.accuracy.board import Board, Part, Sample
from bench.analysis.budget import Judged, is_inside, judge, middle, tokens
from bench.truth import Region, TruePage
from detector.image import load_grey
from scan.page import Quad

WAY = "an"

LOSSES = {
    "not found": "nothing was found in its place, and its middle lies in no detected line",
    "dropped": "it lies in a detected line, but nothing was read there, or with too little "
    "confidence",
    "misread": "one word was found for it, with other letters",
    "joined wrongly": "split, merged with others, or both: all letters are right",
    "joined and misread": "split, merged or both, with other letters",
}
"""What became of a true word that is not right."""
_LOSS_OF = {
    fate: loss
    for kind in ("split", "merged", "regrouped")
    for fate, loss in (
        (kind, "joined wrongly"),
        (f"{kind} and misread", "joined and misread"),
    )
}

ELSEWHERE = "elsewhere"

ReadBoxes = Callable[[Sequence[np.ndarray]], Sequence[str]]
"""The texts of grey crops."""
FindLines = Callable[[Sequence[Path]], Sequence[Sequence[Quad]]]
"""The quads of the lines that are detected on each page."""


@dataclass(frozen=True)
class Lost:
    """A true word that is not right."""

    sample: Sample
    word: Judged
    loss: str
    boxed: str
    """What was read in its true box."""
    is_right_boxed: bool


@dataclass(frozen=True)
class PageBudget:
    """What became of the words of a page."""

    sample: Sample
    words: int
    """Of the truth, with a letter or digit."""
    lost: tuple[Lost, ...]
    false: int
    """Words found where the truth has none."""
    fates: tuple[Judged, ...]
    """All words of the truth."""


def budgets(
    board: Board,
    truths: Mapping[tuple[str, str], TruePage],
    find: FindLines,
    read: ReadBoxes,
) -> list[PageBudget]:
    """Of each page of a board of pages; `truths` by corpus and id."""
    found = []
    lines = find([sample.image for sample in board.samples])
    for sample, reading, quads in zip(board.samples, board.readings, lines, strict=True):
        page = truths[sample.corpus, sample.name]
        words = [Region(word.quad, word.text) for word in reading.words]
        judged, counted = judge(page, words, quads, WAY)
        wrong = [word for word in judged if word.fate != "right"]
        texts = _boxed(page, wrong, read)
        lost = tuple(
            Lost(sample, word, _LOSS_OF.get(word.fate, word.fate), text, _holds(text, word.text))
            for word, text in zip(wrong, texts, strict=True)
        )
        found.append(PageBudget(sample, counted.words, lost, counted.false, tuple(judged)))
    return found


def _boxed(page: TruePage, words: Sequence[Judged], read: ReadBoxes) -> Sequence[str]:
    """What is read in the true boxes; of a word of which only the line is known, in the line's."""
    if not words:
        return []
    grey = load_grey(page.image)
    return read([cut(grey, box_of(page, word)) for word in words])


def box_of(page: TruePage, word: Judged) -> Quad:
    """The word's box, or its line's if the words' boxes are but estimates."""
    if page.words:
        return word.quad
    lines = [line.quad for line in page.lines if is_inside(middle(word.quad), [line.quad])]
    return lines[0] if lines else word.quad


def cut(grey: np.ndarray, quad: Quad) -> np.ndarray:
    """The upright box around a quad: uint8 [h, w], at least a pixel."""
    height, width = grey.shape
    left, right = (min(max(edge, 0), width - 1) for edge in (min(quad[0::2]), max(quad[0::2])))
    top, bottom = (min(max(edge, 0), height - 1) for edge in (min(quad[1::2]), max(quad[1::2])))
    return grey[top : bottom + 1, left : right + 1]


def _holds(text: str, word: str) -> bool:
    """Whether all tokens of a word are among those of a text."""
    return not Counter(tokens(word, WAY)) - Counter(tokens(text, WAY))


def of(part: Part, pages: Sequence[PageBudget]) -> list[PageBudget]:
    """Those of a part."""
    return [
        page
        for page in pages
        if part.corpus in (None, page.sample.corpus) and part.half in (None, page.sample.half)
    ]


def losses(pages: Sequence[PageBudget]) -> dict[str, tuple[int, int]]:
    """By kind of loss: words, and how many of them are right in their true box."""
    counts = {loss: [0, 0] for loss in LOSSES}
    for lost in (each for page in pages for each in page.lost):
        counts[lost.loss][0] += 1
        counts[lost.loss][1] += lost.is_right_boxed
    return {loss: (words, right) for loss, (words, right) in counts.items()}


@dataclass(frozen=True)
class Tokens:
    """Tokens (`an`) of a page that only one of two engines has right, and those read in vain."""

    sample: Sample
    only_ours: Counter[str]
    """In the truth, read by ours, not by the peer."""
    only_peer: Counter[str]
    neither: Counter[str]
    false_ours: Counter[str]
    """Read by ours, but not in the truth."""
    false_peer: Counter[str]


def beside(board: Board, peer: str) -> list[Tokens]:
    """Ours and a peer's tokens, page by page."""
    result = []
    for i, sample in enumerate(board.samples):
        true, ours, its = (
            Counter(tokens(text, WAY))
            for text in (sample.true, board.readings[i].text, board.texts[peer][i] or "")
        )
        lost, its_lost = true - ours, true - its
        result.append(
            Tokens(
                sample,
                only_ours=its_lost - lost,
                only_peer=lost - its_lost,
                neither=lost & its_lost,
                false_ours=ours - true,
                false_peer=its - true,
            )
        )
    return result


def where_lost(pages: Sequence[PageBudget], some: Sequence[Tokens]) -> Counter[str]:
    """What became of the words that only the peer has right, by kind of loss.

    A word counts once for each of its tokens. ELSEWHERE: the words by place are right, yet the bag
    of words of the text lacks the token.
    """
    result: Counter[str] = Counter()
    for page, both in zip(pages, some, strict=True):
        left = both.only_peer.copy()
        for lost in page.lost:
            for token in tokens(lost.word.text, WAY):
                if left[token] > 0:
                    left[token] -= 1
                    result[lost.loss] += 1
        result[ELSEWHERE] += left.total()
    return result


def read_boxes(bundle: Path, precision: str | None) -> ReadBoxes:
    """Our recogniser with a bundle's model."""
    from detector.framing import frame_crop
    from model.backends.litert import LiteRtBackend
    from model.reading import read_strips

    backend = LiteRtBackend(bundle, precision, threads=1)
    return lambda crops: [
        reading.text for reading in read_strips([frame_crop(crop) for crop in crops], backend)
    ]
