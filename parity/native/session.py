"""A process on a machine that holds the core and the net: `parity.native.device`, from outside."""

import json
import subprocess
import weakref
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

import numpy as np

from contract.errors import PocketOcrError
from contract.manifest import MANIFEST_FILE, load
from parity.native.machine import Machine, environment
from parity.native.recording import Recording


class Session:
    """The core with a bundle's model on a machine; a context manager, or closed when dropped."""

    def __init__(
        self,
        machine: Machine,
        model: Path,
        *,
        threads: int = 1,
        locale: str | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """Start it.

        Args:
            machine: where.
            model: the model's file in its bundle's folder.
            threads: of LiteRT.
            locale: of the C library.
            variables: environment variables.

        Raises:
            PocketOcrError: the machine is not here, or the core refuses the bundle.
        """
        if why := machine.missing():
            raise PocketOcrError(f"{machine.title} cannot run: {why}")
        manifest = load(model.parent / MANIFEST_FILE)
        (precision,) = [one.precision for one in manifest.models if one.file == model.name]
        options = ["--precision", precision, "--threads", str(threads)]
        options += ["--locale", locale] if locale else []
        module = ["-m", "parity.native.device"]
        self._machine = machine
        self._folder = TemporaryDirectory(prefix="pocket-ocr-")
        self._stderr = TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [*machine.python, *module, model.parent.absolute(), machine.library, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            encoding="utf-8",
            env=environment(variables),
        )
        self._close = weakref.finalize(self, _close, self._process, self._folder, self._stderr)
        self.net_seconds = 0.0
        self.facts: dict[str, str] = self.ask("facts")

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._close()

    def ask(self, job: str, **arguments: Any) -> dict[str, Any]:
        """The answer to a job: see `parity.native.device`.

        Raises:
            PocketOcrError: it cannot be done, or the process died.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = ""
        with suppress(BrokenPipeError):  # no answer, then
            self._process.stdin.write(json.dumps({"do": job, **arguments}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        if not line:
            code = self._process.wait()
            raise PocketOcrError(
                f"{self._machine.title} died with exit code {code}: {self._last_words()}"
            )
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise PocketOcrError(f"{self._machine.title}: {answer['error']}")
        return answer

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """Logits float32 [N, T, C] of tiles uint8 [N, 32, W], by the net on that machine.

        Raises:
            PocketOcrError: see `ask`.
        """
        made = self._file("logits.npy")
        spent = self.ask("net", tiles=self._save("tiles.npy", tiles), logits=str(made))
        self.net_seconds += spent["seconds"]
        found: np.ndarray = np.load(made)
        return found

    def page(
        self, grey: np.ndarray, replay: Recording | None = None, rotation: int | None = None
    ) -> dict[str, Any]:
        """The answer to "page" for a page, uint8 [H, W]: see `parity.native.device`.

        Args:
            grey: the page.
            replay: logits to take instead of the net's.
            rotation: degrees to turn the page clockwise; None lets the core decide.

        Raises:
            PocketOcrError: see `ask`.
        """
        file = None
        if replay is not None:
            file = str(self._file("replay.npz"))
            replay.save(Path(file))
        return self.ask("page", page=self._save("page.npy", grey), replay=file, rotation=rotation)

    def decode(self, logits: np.ndarray) -> list[str]:
        """Texts of tiles by their logits, float32 [N, T, C].

        Raises:
            PocketOcrError: see `ask`.
        """
        answer = self.ask("decode", logits=self._save("logits.npy", logits))
        texts: list[str] = answer["texts"]
        return texts

    def _file(self, name: str) -> Path:
        return Path(self._folder.name) / name

    def _save(self, name: str, values: np.ndarray) -> str:
        path = self._file(name)
        np.save(path, values)
        return str(path)

    def _last_words(self) -> str:
        self._stderr.seek(0)
        lines = self._stderr.read().decode(errors="replace").splitlines()
        return next((line for line in reversed(lines) if line.strip()), "it said nothing")


def _close(
    process: "subprocess.Popen[str]", folder: "TemporaryDirectory[str]", stderr: IO[bytes]
) -> None:
    """End a session; the end of its input is its end."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(BrokenPipeError):  # it is dead already
                stream.close()
    process.wait()
    stderr.close()
    folder.cleanup()
