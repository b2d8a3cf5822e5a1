"""The C++ core with LiteRT, from the page to the text: what apps do, on this machine."""

from pathlib import Path
from typing import Any

import numpy as np

from parity.native.machine import HOST, Machine
from parity.native.session import Session
from parity.runners import Logits, ReadPage, Runner


class Core:
    """The core on a machine: see `parity.runners.Runner`."""

    gated = True
    exact = True

    def __init__(self, machine: Machine, suffixes: tuple[str, ...]) -> None:
        """Nothing is started yet."""
        self.name = machine.name
        self.suffixes = suffixes
        self._machine = machine
        self._sessions: dict[Path, Session] = {}

    def missing(self) -> str | None:
        """See `Runner.missing`."""
        return self._machine.missing()

    def versions(self) -> dict[str, str]:
        """See `Runner.versions`; those of the models that were opened."""
        facts = next(iter(self._sessions.values())).facts if self._sessions else {}
        return {name: facts[name] for name in ("core", "ai-edge-litert") if name in facts}

    def open(self, model: Path) -> Logits:
        """See `Runner.open`."""
        return Net(self._session(model))

    def page_reader(self, model: Path) -> ReadPage:
        """See `Runner.page_reader`."""
        session = self._session(model)

        def read(grey: np.ndarray) -> dict[str, Any]:
            page: dict[str, Any] = session.page(grey)["page"]
            return page

        return read

    def _session(self, model: Path) -> Session:
        if model not in self._sessions:
            self._sessions[model] = Session(self._machine, model)
        return self._sessions[model]


class Net:
    """The net of a session: see `parity.runners.Logits`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, tiles: np.ndarray) -> np.ndarray:
        """Logits float32 [N, T, C] of tiles uint8 [N, 32, W]."""
        return self._session.logits(tiles)

    def cpu_seconds(self) -> float:
        """That it has taken in its process."""
        return self._session.net_seconds


NATIVE: Runner = Core(HOST, (".tflite",))
