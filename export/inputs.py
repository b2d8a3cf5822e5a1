"""What a model file is made from: an export with the same inputs takes the file over."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from contract.sources import sources_digest
from export.targets import Target
from parity.corpus import Corpus
from parity.reference import digest

MAKERS = ("contract", "detector", "model", "scan", "parity", "export")
"""Packages whose code shapes a model file or what is measured of it."""


@dataclass(frozen=True)
class Corpora:
    """Tiles: `parity` to compare logits and texts, `accuracy` to count words, `calibration` for
    the ranges of static int8.
    """

    parity: Corpus
    calibration: Corpus
    accuracy: Corpus

    @cached_property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each one's pixels."""
        return {name: digest(corpus.tiles, ()) for name, corpus in vars(self).items()
                if isinstance(corpus, Corpus)}  # fmt: skip


def versions(target: Target) -> dict[str, str]:
    """Of the distributions that shape a target's files."""
    return {name: version(name).split("+")[0] for name in target.packages}


def inputs(
    target: Target,
    precision: str,
    width: int,
    weights: str,
    calibration: object,
    corpora: Mapping[str, str],
) -> str:
    """SHA-256, in hex, of all that decides a model's bytes and what is measured of it.

    Args:
        target: what writes it.
        precision: of the model.
        width: of its tiles.
        weights: SHA-256 of the weights file.
        calibration: knots of the words' confidences.
        corpora: digests of the tiles.
    """
    facts = {
        "sources": sources_digest(*MAKERS),
        "target": target.facts,
        "tools": versions(target),
        "precision": precision,
        "width": width,
        "weights": weights,
        "calibration": calibration,
        "corpora": dict(corpora),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def default_corpora(parity: Corpus, accuracy: Corpus | None, cache: Path) -> Corpora:
    """The project's corpora around these; `cache` keeps what is rendered."""
    from parity import rendered  # needs the renderer, which an installed package lacks

    return Corpora(
        parity, rendered.calibration_tiles(cache), accuracy or rendered.accuracy_tiles(cache)
    )
