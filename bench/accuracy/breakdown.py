"""The misses on words taken apart: kinds, confusions, bins; ours beside the best peer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bench.accuracy.board import Board, Part, Sample
from bench.accuracy.features import FEATURES, Print, measure
from bench.accuracy.kinds import kind_of
from bench.engines.catalogue import OURS
from detector.image import load_grey
from model.evaluation.metrics import Match, align, alphanumerics, edits, match

Confusion = tuple[str, str]
"""What stands there and what was read; "" stands for nothing."""
Find = Callable[[Sequence[tuple[str, str]]], Counter[Confusion]]
"""From (label, text) to confusions."""


@dataclass(frozen=True)
class Case:
    """A word with what we and the best peer read."""

    sample: Sample
    text: str
    confidence: int
    """Ours, per mille."""
    peer: str | None
    """None without peers."""
    print_: Print

    @cached_property
    def right(self) -> Match:
        """Whether ours is right."""
        return match(self.sample.true, self.text)

    @cached_property
    def peer_right(self) -> Match | None:
        """Whether the peer is right."""
        return None if self.peer is None else match(self.sample.true, self.peer)


def cases(board: Board) -> list[Case]:
    """All words of a board of words."""
    peer = board.best_peer
    texts = board.texts[peer] if peer else [None] * len(board.samples)
    return [
        Case(sample, reading.text, reading.confidence or 0, other, measure(load_grey(sample.image)))
        for sample, reading, other in zip(board.samples, board.readings, texts, strict=True)
    ]


def of(part: Part, some: Sequence[Case]) -> list[Case]:
    """Those of a part."""
    return [
        case
        for case in some
        if part.corpus in (None, case.sample.corpus) and part.half in (None, case.sample.half)
    ]


@dataclass(frozen=True)
class Tally:
    """Words, those that we and the peer get wrong (`an`), those that only one gets wrong."""

    words: int
    ours: int
    peer: int
    only_ours: int
    only_peer: int


def tally(some: Sequence[Case]) -> Tally:
    """Of some words; nobody but us without a peer."""
    wrong = [
        (not case.right.an, case.peer_right is not None and not case.peer_right.an) for case in some
    ]
    return Tally(
        words=len(wrong),
        ours=sum(ours for ours, _ in wrong),
        peer=sum(peer for _, peer in wrong),
        only_ours=sum(ours and not peer for ours, peer in wrong),
        only_peer=sum(peer and not ours for ours, peer in wrong),
    )


def by_feature(some: Sequence[Case]) -> dict[str, dict[str, Tally]]:
    """Tallies by feature and bin, empty bins left out."""
    result: dict[str, dict[str, Tally]] = {}
    for name, (bin_of, bins, _) in FEATURES.items():
        groups: dict[str, list[Case]] = {each: [] for each in bins}
        for case in some:
            groups[bin_of(case.sample.true, case.print_)].append(case)
        result[name] = {each: tally(group) for each, group in groups.items() if group}
    return result


def by_kind(pairs: Sequence[tuple[str, str]]) -> Counter[str]:
    """How many of (label, text) are of each of kinds.KINDS."""
    kinds = (kind_of(label, text) for label, text in pairs)
    return Counter(kind for kind in kinds if kind)


def letter_confusions(pairs: Sequence[tuple[str, str]]) -> Counter[Confusion]:
    """Letters and digits, casefolded, that differ in (label, text)."""
    found: Counter[Confusion] = Counter()
    for label, text in pairs:
        a, b = alphanumerics(label), alphanumerics(text)
        if a != b:
            both = [
                (a[i] if i is not None else "", b[j] if j is not None else "")
                for i, j in align(a, b)
            ]
            found.update((x, y) for x, y in both if x != y)
    return found


def other_confusions(pairs: Sequence[tuple[str, str]]) -> Counter[Confusion]:
    """What differs, case ignored, where all letters and digits are right: punctuation, spaces."""
    return Counter(
        edit
        for label, text in pairs
        if match(label, text).an
        for edit in edits(label.casefold(), text.casefold())
    )


def pairs_of(some: Sequence[Case], engine: str) -> list[tuple[str, str]]:
    """(label, text) of ours, or else of the peer."""
    return [(case.sample.true, case.text if engine == OURS else case.peer or "") for case in some]


def worst(some: Sequence[Case], count: int) -> list[Case]:
    """The misses that are worth a look: first `an` misses that the peer reads right.

    Then the other `an` misses, then words of which only punctuation, case or spaces are wrong;
    among equals the most confident first.
    """

    def badness(case: Case) -> tuple[bool, bool, int, str]:
        peer = case.peer_right is not None and case.peer_right.an
        return case.right.an, not peer, -case.confidence, case.sample.name

    return sorted((case for case in some if not case.right.cs), key=badness)[:count]
