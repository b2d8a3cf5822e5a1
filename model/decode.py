"""Best-path (greedy) CTC decoding in integers, and the words of a reading.

A. Graves et al., "Connectionist Temporal Classification", ICML 2006: the likeliest class of each
time step, runs of one class taken as one character, blanks dropped.
"""

import struct
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from contract.charset import BLANK, CHARSET, decode
from contract.errors import ContractError
from contract.joining import LOGIT_LIMIT, NEAR_COST
from model.logprobs import Logprobs


class Char(NamedTuple):
    """One character: a run of time steps in which its class is the likeliest."""

    label: int
    """Class number, >= 1."""
    first: int
    last: int
    """First and last time step of the run, both inclusive."""
    peak: int
    """The earliest step of the run with its highest log-probability."""
    logprob: int
    """The log-probability at the peak, in 1/1024 nat."""


Near = tuple[tuple[int, int], ...]
"""Classes of a step and what their log-probabilities lack to the best one's, by class: those that
lack no more than NEAR_COST."""

_NEAR = struct.Struct("<HH")  # packed, since a page has some ten of them in each of its many steps


@dataclass(frozen=True)
class Reading:
    """What greedy decoding found in T time steps."""

    chars: tuple[Char, ...]
    steps: tuple[int, ...]
    """Log-probability of the best class, per step."""
    margins: tuple[int, ...]
    """Best minus second-best log-probability, per step; 0 means a tie."""
    spaces: tuple[int, ...]
    """Log-probability of the space minus that of the best other class, per step."""
    near: tuple[bytes, ...] = ()
    """The classes near the best one, per step, packed: see `near_at`."""
    charset: str = CHARSET

    def near_at(self, step: int) -> Near:
        """The classes near the best one at a step."""
        return tuple(_NEAR.iter_unpack(self.near[step]))

    @property
    def classes(self) -> tuple[int, ...]:
        """Class numbers of the characters."""
        return tuple(char.label for char in self.chars)

    @cached_property
    def text(self) -> str:
        """The characters, spaces included, as they were found."""
        return decode(list(self.classes), self.charset)

    @property
    def path_logprob(self) -> int:
        """Log-probability of the best path, in 1/1024 nat."""
        return sum(self.steps)

    @property
    def margin(self) -> int:
        """How far the logits can move before the best path can change: the smallest margin.

        Two runtimes whose log-probabilities differ by less than half of it give the same text.
        """
        return min(self.margins, default=0)


@dataclass(frozen=True)
class Word:
    """A run of characters without a space, with the blank steps on both of its sides."""

    text: str
    chars: tuple[Char, ...]
    first: int
    last: int
    """The steps from the space (or end) before the word to the one after, both inclusive."""
    logprob: int
    """Log-probability of the best path over these steps, in 1/1024 nat."""
    worst: int
    """The lowest log-probability of the best class at any of these steps."""


def greedy(logprobs: Logprobs, charset: str = CHARSET) -> Reading:
    """Best-path decoding of int32 log-probabilities [T, C], C = len(charset) + 1.

    Ties go to the lowest class.

    Raises:
        ContractError: C does not fit the charset.
    """
    if logprobs.ndim != 2 or logprobs.shape[1] != len(charset) + 1:
        raise ContractError(
            f"log-probabilities have the shape {list(logprobs.shape)}; "
            f"a charset of {len(charset)} characters needs [steps, {len(charset) + 1}]"
        )
    best = logprobs.argmax(axis=1)
    top_two = np.partition(logprobs, -2, axis=1)[:, -2:]  # second best, best
    steps = top_two[:, 1].tolist()
    margins = (top_two[:, 1] - top_two[:, 0]).tolist()
    return Reading(
        tuple(_runs(best.tolist(), steps)),
        tuple(steps),
        tuple(margins),
        tuple(_space_margins(logprobs, top_two, charset)),
        _near(logprobs, top_two[:, 1]),
        charset,
    )


def _near(logprobs: Logprobs, best: np.ndarray) -> tuple[bytes, ...]:
    """The classes near the best one of each step, packed: of log-probs [T, C], best [T]."""
    lacking = best[:, None] - logprobs
    steps, classes = np.nonzero(lacking <= NEAR_COST)
    packed = np.stack([classes, lacking[steps, classes]], axis=1).astype("<u2").tobytes()
    ends = (_NEAR.size * np.cumsum(np.bincount(steps, minlength=len(best)))).tolist()
    return tuple(packed[a:b] for a, b in pairwise([0, *ends]))


def _space_margins(logprobs: Logprobs, top_two: np.ndarray, charset: str) -> list[int]:
    """Space minus the best other class: per step of log-probs [T, C], top_two [T, 2]."""
    space = 1 + charset.find(" ")
    if space == BLANK:
        return [-LOGIT_LIMIT] * len(logprobs)
    own = logprobs[:, space]
    # Where the space is the best, the best other is the second best.
    other = np.where(own == top_two[:, 1], top_two[:, 0], top_two[:, 1])
    return (own - other).tolist()


def _runs(best: list[int], steps: list[int]) -> list[Char]:
    """The characters of a path: its runs of equal classes other than the blank."""
    chars: list[Char] = []
    previous = BLANK
    for step, (label, logprob) in enumerate(zip(best, steps, strict=True)):
        if label == previous != BLANK:
            run = chars[-1]._replace(last=step)
            if logprob > run.logprob:
                run = run._replace(peak=step, logprob=logprob)
            chars[-1] = run
        elif label != BLANK:
            chars.append(Char(label, step, step, step, logprob))
        previous = label
    return chars


def words(reading: Reading) -> list[Word]:
    """The words of a reading: split at the space class; several spaces count as one."""
    space = 1 + reading.charset.find(" ")  # 0, never a character's class, if there is none
    result: list[Word] = []
    start, chars = 0, list[Char]()
    end = len(reading.steps)
    for char in (*reading.chars, Char(space, end, end, end, 0)):
        if char.label != space:
            chars.append(char)
            continue
        if chars:
            text = decode([c.label for c in chars], reading.charset)
            steps = reading.steps[start : char.first]
            word = Word(text, tuple(chars), start, char.first - 1, sum(steps), min(steps))
            result.append(word)
        start, chars = char.last + 1, []
    return result


def clip(reading: Reading, first: int, end: int) -> Reading:
    """The part of a reading in the steps [first, end): characters whose peak lies there.

    Steps are counted from `first` afterwards; runs are cut at the borders.
    """
    kept = tuple(
        char._replace(
            first=max(char.first, first) - first,
            last=min(char.last, end - 1) - first,
            peak=char.peak - first,
        )
        for char in reading.chars
        if first <= char.peak < end
    )
    part = slice(first, end)
    return replace(
        reading,
        chars=kept,
        steps=reading.steps[part],
        margins=reading.margins[part],
        spaces=reading.spaces[part],
        near=reading.near[part],
    )


def end_with_space(reading: Reading) -> Reading:
    """The reading with a space on its last step, unless it is empty or has one at its end.

    The space takes the log-probability of what the net saw there.
    """
    space, last = 1 + reading.charset.find(" "), len(reading.steps) - 1
    if space == BLANK or last < 0 or (reading.chars and reading.chars[-1].last == last):
        return reading
    if not reading.chars or reading.chars[-1].label == space:
        return reading
    added = Char(space, last, last, last, reading.steps[last])
    return replace(reading, chars=(*reading.chars, added))


def join(readings: list[Reading]) -> Reading:
    """Readings one after the other as one (at least one reading, all of one charset)."""
    chars: list[Char] = []
    steps: list[int] = []
    margins: list[int] = []
    spaces: list[int] = []
    near: list[bytes] = []
    for reading in readings:
        at = len(steps)
        chars += [Char(c.label, c.first + at, c.last + at, c.peak + at, c.logprob)
                  for c in reading.chars]  # fmt: skip
        steps += reading.steps
        margins += reading.margins
        spaces += reading.spaces
        near += reading.near
    return Reading(
        tuple(chars),
        tuple(steps),
        tuple(margins),
        tuple(spaces),
        tuple(near),
        readings[0].charset,
    )
