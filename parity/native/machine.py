"""Where the core runs: this machine, or an arm64 one that is emulated on it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The repository: the core is built in it, and no wheel holds it."""
PART = ROOT / ".cache" / "native" / "arm64"
"""Made by `python -m native.setup arm64`."""


@dataclass(frozen=True)
class Machine:
    """A build of the core, and how programs for it are started.

    name: of its runner. folder: CMake's. python, program: what a command begins with.
    make: the command that builds it.
    """

    name: str
    title: str
    folder: Path
    python: tuple[str, ...]
    program: tuple[str, ...]
    make: str

    @property
    def library(self) -> Path:
        """The shared library."""
        return self.folder / "libpocket_ocr.so"

    @property
    def tool(self) -> Path:
        """The command-line program."""
        return self.folder / "pocket-ocr-native"

    def missing(self) -> str | None:
        """Why nothing can run on it, in words that end a sentence; None if something can."""
        for path in (self.library, self.tool, *map(Path, (self.python[0], *self.program))):
            if not path.exists():
                return f"there is no {path}: build the core with `{self.make}`"
        return None


HOST = Machine(
    name="native",
    title="the core on this machine",
    folder=ROOT / "build" / "native",
    python=(sys.executable,),
    program=(),
    make="make native",
)
ARM64 = Machine(
    name="arm64",
    title="the core on arm64, emulated",
    folder=ROOT / "build" / "native-arm64",
    python=(str(PART / "bin" / "python"),),
    program=(str(PART / "bin" / "run"),),
    make="make arm64",
)


def environment(also: Mapping[str, str] | None = None) -> dict[str, str]:
    """Environment variables of programs that run on a machine: one thread, this repository."""
    here = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return os.environ | here | dict(also or {})
