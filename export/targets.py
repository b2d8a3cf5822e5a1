"""The kinds of model files that can be exported, by name."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from contract.errors import PocketOcrError
from contract.manifest import Precision, TensorInfo
from parity.runners import Runner

if TYPE_CHECKING:
    from model.network import WordNet

INPUT, OUTPUT = "tiles", "logits"
"""Names of a model's input and output."""

Model = bytes | dict[str, bytes]
"""A model's file, or a package: its files by their paths in it."""


class Target(Protocol):
    """What a kind of model file must offer to `export.pipeline`."""

    precisions: tuple[Precision, ...]
    """All that it can write; the first is the reference in full precision."""
    default: Precision
    suffix: str
    packages: tuple[str, ...]
    """Distributions whose versions shape the file."""
    facts: Mapping[str, str]
    """What else shapes it: the target's name, and options of its own."""
    runner: Runner
    """Runs its files on this machine, to prove them."""
    rounding: Runner | None
    """The same with activations rounded to fp16 where a file says so; for the report only.

    A phone may round so, in an order that only its runtime knows.
    """

    def convert(
        self,
        net: "WordNet",
        width: int,
        precisions: tuple[Precision, ...],
        calibration: np.ndarray,
        facts: Mapping[str, str],
    ) -> Mapping[Precision, Model]:
        """Models by precision; `calibration` holds uint8 tiles [N, 32, width].

        `facts`: what a model says of itself, where its format has a place for that.

        Raises:
            PocketOcrError: the graph breaks a rule of the target.
        """
        ...

    def tensors(self, path: Path) -> tuple[TensorInfo, TensorInfo]:
        """Input and output of a model file."""
        ...


TARGETS = {"tflite": "export.tflite.target", "coreml": "export.coreml"}
"""Name → module with a TARGET. Imported on demand: converters are large."""
ALL = "all"


def target(name: str) -> Target:
    """The target of this name.

    Raises:
        PocketOcrError: there is no such target, or its converters are not installed.
    """
    if name not in TARGETS:
        raise PocketOcrError(f"unknown target {name!r}; known: {', '.join(sorted(TARGETS))}")
    try:
        found: Target = import_module(TARGETS[name]).TARGET
    except ImportError as error:
        raise PocketOcrError(
            f"target {name} needs its converters ({error}): pip install 'pocket-ocr[export]'"
        ) from error
    return found


def find_targets(name: str, ios: int | None = None) -> dict[str, Target]:
    """The target of this name, or of `all` names; `ios` is the oldest iOS that Core ML aims at.

    Raises:
        PocketOcrError: see `target`; or `ios` is given but no target knows it, or not that one.
    """
    found = {one: target(one) for one in (TARGETS if name == ALL else (name,))}
    if ios is not None:
        if "coreml" not in found:
            raise PocketOcrError(f"--ios is for coreml, the target is {name}")
        found["coreml"] = import_module(TARGETS["coreml"]).CoremlTarget(ios)
    return found


def chosen_precisions(found: Target, wanted: str | None) -> tuple[Precision, ...]:
    """Precisions to write: the target's default, the one that is named, or `all`.

    Raises:
        PocketOcrError: the target cannot write it.
    """
    if wanted == "all":
        return found.precisions
    chosen = tuple(kind for kind in found.precisions if kind == (wanted or found.default))
    if not chosen:
        known = ", ".join(found.precisions)
        raise PocketOcrError(f"unknown precision {wanted!r}; known: {known}, all")
    return chosen
