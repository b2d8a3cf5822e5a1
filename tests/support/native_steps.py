"""The device core as `make native` built it, for tests that compare it with Python.

The environment variable POCKET_OCR_NATIVE names another folder of a build, POCKET_OCR_RUN a
command that runs its programs, such as an emulator's.
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from model.backends import Backend
from model.backends.litert import LiteRtBackend

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("POCKET_OCR_NATIVE", ROOT / "build" / "native"))
RUN = os.environ.get("POCKET_OCR_RUN", "").split()
LIBRARY = BUILD / "libpocket_ocr.so"
BUNDLE = ROOT / "pocket_ocr" / "bundle"


class Steps:
    """`pocket-ocr-steps` with the package's bundle: see native/tests/steps.cpp."""

    def __init__(self, manifest: Path = BUNDLE / "manifest.json") -> None:
        program = BUILD / "pocket-ocr-steps"
        files = manifest, BUNDLE / "charset.txt"
        self._process = subprocess.Popen(
            [*RUN, program, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def ask(self, step: str, **question: Any) -> dict[str, Any]:
        """The answer to a question; {"error": …} if the step refuses it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"step": step, **question}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"pocket-ocr-steps died with exit code {self._process.wait()}"
        found: dict[str, Any] = json.loads(line)
        return found


@cache
def steps() -> Steps:
    """The one process that all tests ask."""
    return Steps()


def bits(values: np.ndarray) -> list[Any]:
    """Floats, float32 [...], as the integers that their bits make."""
    return np.ascontiguousarray(values).view(np.uint32).tolist()


@cache
def net() -> Backend:
    """The bundle's net."""
    return LiteRtBackend(BUNDLE)


class Recorded:
    """A net whose batches are written down: `calls` are tiles [N, 32, W] and logits [N, T, C]."""

    def __init__(self, backend: Backend) -> None:
        self.name, self.charset = backend.name, backend.charset
        self.tile_widths, self.calibration = backend.tile_widths, backend.calibration
        self.lexicon = backend.lexicon
        self.calls: list[tuple[np.ndarray, np.ndarray]] = []
        self._backend = backend

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits."""
        found = self._backend.logits(tiles)
        self.calls.append((tiles.copy(), found))
        return found
