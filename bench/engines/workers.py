"""Our side of a measurement: start workers, hand them images in turns, check and parse answers."""

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any

from bench.engines.environments import last_line
from bench.peers.worker import Facts, Record
from contract.errors import PocketOcrError

MINUTES = 20
"""That one image may take."""
WARM_UP = 20
"""Images that are read before a pass over words."""


class WorkerError(PocketOcrError):
    """A worker failed, or did not say what the protocol asks for."""


class Worker:
    """A worker's process: `ask` it for image after image, then `close` it for its facts."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """Start it.

        Raises:
            WorkerError: it cannot be started.
        """
        self._stderr = tempfile.TemporaryFile(mode="w+", errors="replace")  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                encoding="utf-8",
                env=environment,
            )
        except OSError as error:
            self._stderr.close()
            raise WorkerError(f"the worker did not run: {error}") from None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._stderr):
            if stream is not None:
                with suppress(BrokenPipeError):  # what could not be written is lost anyway
                    stream.close()

    def ask(self, image: Path) -> Record:
        """What it makes of an image; an image that it cannot read is no error here.

        Raises:
            WorkerError: it failed, hung, or its answer is no record of this image.
        """
        path = str(image.absolute())
        record = self._answer(Record.__required_keys__, path)
        if record["file"] != path:
            raise WorkerError(f"the worker answered for {record['file']}, not for {path}")
        found: Record = record
        return found

    def close(self) -> Facts:
        """Tell it that there are no more images.

        Raises:
            WorkerError: it failed, hung, or its answer is not the facts.
        """
        facts = self._answer(Facts.__required_keys__, None)
        self._process.wait()
        found: Facts = facts
        return found

    def _answer(self, keys: frozenset[str], path: str | None) -> Any:
        """The JSON object of the next line that it prints, after `path` or the end of stdin."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watchdog = Timer(60 * MINUTES, self._process.kill)
        watchdog.start()
        try:
            if path is None:
                self._process.stdin.close()
            else:
                self._process.stdin.write(path + "\n")
                self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            watchdog.cancel()
        if not line:
            code = self._process.wait()
            self._stderr.seek(0)
            last = last_line(self._stderr.read())
            raise WorkerError(f"the worker failed with exit code {code}: {last}")
        return parse(line, keys)


def parse(line: str, keys: frozenset[str]) -> Any:
    """A line's JSON object.

    Raises:
        WorkerError: it is none, or lacks keys.
    """
    try:
        found = json.loads(line)
        lacking = keys - found.keys()
    except (ValueError, TypeError, AttributeError) as error:
        raise WorkerError(f"the worker's output does not follow the protocol: {error!r}") from None
    if lacking:
        raise WorkerError(f"the worker's answer lacks {', '.join(sorted(lacking))}")
    return found


@dataclass(frozen=True)
class Pass:
    """One pass over images: a record for each, in order, and the facts."""

    records: tuple[Record, ...]
    facts: Facts

    @property
    def texts(self) -> tuple[str, ...]:
        """Of all images."""
        return tuple(record["text"] for record in self.records)

    @property
    def cpu_seconds(self) -> float:
        """For reading all images, without decoding them."""
        return sum(record["cpu_seconds"] for record in self.records)

    @property
    def wall_seconds(self) -> float:
        """As `cpu_seconds`."""
        return sum(record["wall_seconds"] for record in self.records)

    @property
    def counters(self) -> dict[str, float]:
        """Their sums."""
        total: Counter[str] = Counter()
        for record in self.records:
            total.update(record["counters"])
        return dict(total)


def run_worker(
    command: Sequence[str], images: Sequence[Path], environment: Mapping[str, str] | None = None
) -> Pass:
    """One pass of a process of its own, after a warm-up over the first WARM_UP images.

    Raises:
        WorkerError: it cannot be started, failed, hung, could not read an image, or its output
            does not follow the protocol.
    """
    with Worker(command, environment) as worker:
        for image in images[:WARM_UP]:
            worker.ask(image)
        records = tuple(worker.ask(image) for image in images)
        for record in records:
            if record["error"]:
                raise WorkerError(f"{record['file']} was not read: {record['error']}")
        return Pass(records, worker.close())
