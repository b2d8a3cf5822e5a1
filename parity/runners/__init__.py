"""Runtimes that can run a model file here, by name: one module for each."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from contract.errors import PocketOcrError

Logits = Callable[[np.ndarray], np.ndarray]
"""uint8 tiles [N, 32, W] → float32 logits [N, T, C]."""


@runtime_checkable
class Elsewhere(Protocol):
    """Logits whose net runs in another process, which knows its own time."""

    def cpu_seconds(self) -> float:
        """CPU time that the net has taken up to now."""
        ...


ReadPage = Callable[[np.ndarray], dict[str, Any]]
"""A page, grey uint8 [H, W] → what stands on it, as `scan.page.Page.as_dict()` gives it."""


class Runner(Protocol):
    """What a runtime must offer to `python -m parity`; nothing is imported before `open`."""

    name: str
    suffixes: tuple[str, ...]
    """How names of files that it runs end."""
    gated: bool
    """Whether a miss is an error; else what it finds is only reported."""
    exact: bool
    """Whether it runs a file as apps do, so that the committed pages must be read word for word."""

    def missing(self) -> str | None:
        """Why it cannot run here and what to do, in words that end a sentence; None if it can."""
        ...

    def versions(self) -> dict[str, str]:
        """Versions of what runs the model."""
        ...

    def open(self, model: Path) -> Logits:
        """The model of a bundle, ready to run, on one thread.

        Raises:
            PocketOcrError: the runtime cannot load it.
        """
        ...

    def page_reader(self, model: Path) -> ReadPage | None:
        """Reads whole pages through a bundle's model, without Python's detector and joining.

        None: the runtime has the net only, and `scan` does the rest.
        """
        ...


class NetOnly:
    """What most runtimes have in common: they know the net only."""

    exact = False

    def page_reader(self, model: Path) -> None:
        """See `Runner.page_reader`."""


RUNNERS = {
    "torch": "parity.runners.torch_reference.TORCH",
    "litert": "parity.runners.litert.LITERT",
    "tensorflow": "parity.runners.tensorflow.TENSORFLOW",
    "mil": "parity.runners.mil.MIL",
    "mil-fp16": "parity.runners.mil.MIL_FP16",
    "native": "parity.runners.native.NATIVE",
    "arm64": "parity.runners.arm64.ARM64",
    "coreml": "parity.runners.coreml.COREML",
}
"""Name → module and attribute. Imported on demand: runtimes are large."""
ALL = "all"
REPORT = "report"
"""No runtime: a file that a device wrote takes its place."""


def runner(name: str) -> Runner:
    """The runner of this name.

    Raises:
        PocketOcrError: there is none.
    """
    if name not in RUNNERS:
        known = ", ".join([*sorted(RUNNERS), REPORT, ALL])
        raise PocketOcrError(f"unknown runner {name!r}; known: {known}")
    module, _, attribute = RUNNERS[name].rpartition(".")
    try:
        found: Runner = getattr(import_module(module), attribute)
    except ImportError as error:
        raise PocketOcrError(
            f"the runner {name} needs what is not installed here ({error}): "
            "pip install 'pocket-ocr[train,export]'"
        ) from error
    return found
