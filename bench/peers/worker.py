"""The worker's side of a measurement, alike for every engine and for words and pages.

stdin: paths of images, one a line. stdout: a line of Record for each, as soon as it is read, and
one line of Facts when stdin ends. So several workers can be given their images in turns.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypedDict


class Engine(Protocol):
    """What a script brings."""

    version: str
    model_bytes: int
    counters: dict[str, float]
    """Sums of the engine's own that grow while it reads."""

    def decode(self, path: str) -> Any:
        """An image file as the engine takes images."""
        ...

    def read(self, image: Any) -> str:
        """The text of a decoded image."""
        ...


class Record(TypedDict):
    """A line for an image. CPU times are of all threads."""

    file: str
    text: str
    error: str
    """Why it could not be decoded or read, else empty; the text is empty then."""
    load_cpu_seconds: float
    """For decoding the file; never in the times below."""
    load_wall_seconds: float
    cpu_seconds: float
    """For reading the decoded image."""
    wall_seconds: float
    peak_rss_mb: float
    """Resident memory of the process while it read; where the system cannot tell, so far."""
    counters: dict[str, float]
    """How much the engine's counters grew."""


class Facts(TypedDict):
    """The last line of a worker."""

    version: str
    model_bytes: int
    load_seconds: float
    """Wall time of opening the engine and its first reading; imports are done before."""
    peak_rss_mb: float


class Stopwatch:
    """Sums of CPU and wall time over `with` blocks."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def __enter__(self) -> None:
        self._start = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        cpu, wall = self._start
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall


class Timed:
    """A callable whose times go into counters NAME_cpu_seconds, NAME_wall_seconds."""

    def __init__(self, call: Callable[..., Any], name: str, counters: dict[str, float]) -> None:
        self._call, self._name, self._counters = call, name, counters
        for kind in ("cpu", "wall"):
            counters.setdefault(f"{name}_{kind}_seconds", 0.0)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The call's result."""
        watch = Stopwatch()
        try:
            with watch:
                return self._call(*args, **kwargs)
        finally:
            self._counters[f"{self._name}_cpu_seconds"] += watch.cpu
            self._counters[f"{self._name}_wall_seconds"] += watch.wall

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


def serve(open_engine: Callable[[], Engine]) -> None:
    """Read the images named on stdin, one after the other."""
    opening = Stopwatch()
    with opening:
        engine = open_engine()
    load_seconds = opening.wall
    peak = 0.0
    for number, line in enumerate(sys.stdin):
        record = measured(engine, line.rstrip("\n"))
        peak = max(peak, record["peak_rss_mb"])
        load_seconds += record["wall_seconds"] if number == 0 else 0
        print(json.dumps(record), flush=True)
    facts = Facts(
        version=engine.version,
        model_bytes=engine.model_bytes,
        load_seconds=load_seconds,
        peak_rss_mb=max(peak, peak_rss() / 1e6),
    )
    print(json.dumps(facts), flush=True)


def measured(engine: Engine, path: str) -> Record:
    """Decode and read one image."""
    loading, reading = Stopwatch(), Stopwatch()
    before = dict(engine.counters)
    text = error = ""
    forget_peak()
    try:
        with loading:
            image = engine.decode(path)
        with reading:
            text = engine.read(image)
    except Exception as problem:  # whatever an engine may raise is a result of the measurement
        error = f"{type(problem).__name__}: {problem}"
    return Record(
        file=path,
        text=text,
        error=error,
        load_cpu_seconds=loading.cpu,
        load_wall_seconds=loading.wall,
        cpu_seconds=reading.cpu,
        wall_seconds=reading.wall,
        peak_rss_mb=peak_rss() / 1e6,
        counters={name: now - before[name] for name, now in engine.counters.items()},
    )


def peak_rss() -> int:
    """Highest resident memory of this process in bytes since `forget_peak`."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss also counts the parent's memory from before exec
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def forget_peak() -> None:
    """Let `peak_rss` start anew, where the system can do that."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return
