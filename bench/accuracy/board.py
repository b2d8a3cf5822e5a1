"""The scores of all engines on all samples of a task, whole or in part, and their differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bench.accuracy import bootstrap
from bench.accuracy.measures import Task
from bench.accuracy.readings import Reading
from bench.accuracy.samples import half
from bench.engines.catalogue import OURS

BASELINE = "baseline"
"""Name of our own reader as an older results file knows it."""


@dataclass(frozen=True)
class Sample:
    """A word or a page."""

    corpus: str
    name: str
    document: str
    true: str
    image: Path

    @property
    def half(self) -> str:
        """See samples.HALVES."""
        return half(self.document)


@dataclass(frozen=True)
class Part:
    """Some of the samples."""

    corpus: str | None = None
    """None: all corpora together."""
    half: str | None = None
    """None: both."""


@dataclass(frozen=True)
class Board:
    """What was read in the samples of a task."""

    task: Task
    samples: Sequence[Sample]
    titles: Mapping[str, str]
    """Of the engines by their names; ours is first."""
    texts: Mapping[str, Sequence[str | None]]
    """By the engine's name: what it read in each sample; the baseline lacks some."""
    readings: Sequence[Reading]
    """Ours, with all that it tells."""
    missing: Mapping[str, str]
    """Title of an engine that could not be measured, and why."""

    @cached_property
    def corpora(self) -> list[str]:
        """Their names."""
        return list(dict.fromkeys(sample.corpus for sample in self.samples))

    @cached_property
    def parts(self) -> list[Part]:
        """Each corpus, and all together if there are several."""
        whole = [Part()] if len(self.corpora) > 1 else []
        return [Part(corpus) for corpus in self.corpora] + whole

    @cached_property
    def peers(self) -> list[str]:
        """Engines but ours and the baseline."""
        return [name for name in self.titles if name not in (OURS, BASELINE)]

    @cached_property
    def best_peer(self) -> str | None:
        """The peer with the most of the chief measure over all samples."""
        scores = {name: self.score(name, self.task.chief, Part()) for name in self.peers}
        return max(scores, key=lambda name: scores[name]) if scores else None

    @cached_property
    def _counts(self) -> dict[str, np.ndarray]:
        """By engine: float64 [N, K], zeros where it lacks a sample."""
        return {
            name: self.task.table(
                [
                    (sample.true, text or "")
                    for sample, text in zip(self.samples, texts, strict=True)
                ]
            )
            for name, texts in self.texts.items()
        }

    def rows(self, part: Part, engine: str = OURS) -> np.ndarray:
        """Indices of the samples of a part that an engine has read."""
        return np.array(
            [
                i
                for i, (sample, text) in enumerate(
                    zip(self.samples, self.texts[engine], strict=True)
                )
                if text is not None
                and part.corpus in (None, sample.corpus)
                and part.half in (None, sample.half)
            ],
            np.int64,
        )

    def score(self, engine: str, measure: str, part: Part) -> float:
        """A measure in percent."""
        sums = self._counts[engine][self.rows(part, engine)].sum(axis=0)
        return float(self.task.measures[measure](sums))

    def difference(self, engine: str, measure: str, part: Part) -> bootstrap.Interval | None:
        """How much more of a measure ours has on the samples that both have; None without any."""
        rows = self.rows(part, engine)
        if not len(rows):
            return None
        return bootstrap.compare(
            self._counts[OURS][rows],
            self._counts[engine][rows],
            [(self.samples[i].corpus, self.samples[i].document) for i in rows],
            self.task.measures[measure],
        )
