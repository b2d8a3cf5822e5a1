"""What the reference read on a page, and the net's logits for every tile that it asked for.

With these logits another implementation must come to the very same page, wherever it runs: what
the net's arithmetic does to the last digit on another machine is left out.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.backends import Backend
from parity.native.device import digest
from scan.reading import read_page


@dataclass(frozen=True)
class Recording:
    """A page as JSON types, and logits float32 [T, C] by the SHA-256 of their tile."""

    page: dict[str, Any]
    logits: dict[bytes, np.ndarray]

    def save(self, path: Path) -> None:
        """Write the logits as an .npz of `digests` uint8 [N, 32] and `logits` [N, T, C]."""
        digests = np.frombuffer(b"".join(self.logits), np.uint8).reshape(-1, 32)
        logits = np.stack([*self.logits.values()]) if self.logits else np.empty((0, 0, 0))
        np.savez(path, digests=digests, logits=logits)


def record(grey: np.ndarray, backend: Backend, rotation: int | None = None) -> Recording:
    """Read a page, uint8 [H, W], and keep the logits."""
    recorder = _Recorder(backend)
    page = read_page(grey, recorder, rotation=rotation)
    return Recording(page.as_dict(), recorder.kept)


class _Recorder:
    """A backend that keeps what it gives."""

    def __init__(self, backend: Backend) -> None:
        self.name = backend.name
        self.charset = backend.charset
        self.tile_widths = backend.tile_widths
        self.calibration = backend.calibration
        self.lexicon = backend.lexicon
        self._backend = backend
        self.kept: dict[bytes, np.ndarray] = {}

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits."""
        made = self._backend.logits(tiles)
        self.kept.update(zip(map(digest, tiles), made, strict=True))
        return made
