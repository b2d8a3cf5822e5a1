"""What the report shows beside the results: the corpus' pictures, the bundles, who was absent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from contract.manifest import Manifest
from parity.corpus import Corpus, PageImage
from parity.records import TileRead

PER_DECADE = 4
DECADES = (-8, 2)
"""Errors are counted between these powers of ten; what lies outside is in the end bins."""


@dataclass(frozen=True)
class Background:
    """All of it; the same background and report give the same bytes.

    corpus: the tiles that the runs have read, in their order.
    reference: what the reference reads on them.
    pages: those of the corpus; one that is not named in a result is not shown.
    manifests: of the bundles that the runs' files are from.
    machine, date: where and when this was measured, as it shall be shown.
    absent: runners that did not run, and why.
    errors: `count_errors` of a run by its runtime and the model's SHA-256, where logits were at
        hand.
    """

    corpus: Corpus
    reference: tuple[TileRead, ...]
    pages: tuple[PageImage, ...]
    manifests: tuple[Manifest, ...]
    machine: str
    date: str
    absent: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)


def edges() -> list[float]:
    """Upper edges of the bins of `count_errors`, without that of the last, which has none."""
    first, last = DECADES
    return [10 ** (i / PER_DECADE) for i in range(PER_DECADE * first, PER_DECADE * last + 1)]


def count_errors(reference: np.ndarray, candidate: np.ndarray) -> tuple[int, ...]:
    """A histogram of absolute logit errors on a logarithmic scale, of float32 logits [N, T, C].

    Bin i holds the errors from edge i - 1 up to edge i: the first those that are next to nothing,
    the last those beyond all edges.
    """
    error = np.abs(candidate.astype(np.float64) - reference)
    counts = np.bincount(
        np.searchsorted(edges(), error.ravel(), side="right"), minlength=len(edges()) + 1
    )
    return tuple(counts.tolist())
