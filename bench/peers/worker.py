"""The worker's side of a measurement, alike for every engine: one pass over the images.

stdin: paths of images, one a line. stdout: for each image a line {"file", "text"}, and at the
end one line of Facts. Decoding an image file is never in the timed part.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypedDict

WARM_UP = 20
"""Images that are read before the timing starts."""


class Engine(Protocol):
    """What a script brings."""

    version: str
    model_bytes: int
    counters: dict[str, float]
    """Sums of the engine's own that grow while it reads; reported without the warm-up's part."""

    def decode(self, path: str) -> Any:
        """An image file as the engine takes images."""
        ...

    def read(self, image: Any) -> str:
        """The text of a decoded image."""
        ...


class Facts(TypedDict):
    """The last line of a worker."""

    version: str
    model_bytes: int
    cpu_seconds: float
    """CPU time of all threads for reading every image once."""
    wall_seconds: float
    load_seconds: float
    """Wall time of opening the engine and its first reading; imports are done before."""
    peak_rss_mb: float
    counters: dict[str, float]


class _Stopwatch:
    """Sums of CPU and wall time over `with` blocks."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def __enter__(self) -> None:
        self._start = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        cpu, wall = self._start
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall


def serve(open_engine: Callable[[], Engine]) -> None:
    """Read the images named on stdin."""
    paths = sys.stdin.read().splitlines()
    load, reading = _Stopwatch(), _Stopwatch()
    with load:
        engine = open_engine()
    for path in paths[:1]:
        image = engine.decode(path)
        with load:
            engine.read(image)
    for path in paths[:WARM_UP]:
        engine.read(engine.decode(path))
    before = dict(engine.counters)
    for path in paths:
        image = engine.decode(path)
        with reading:
            text = engine.read(image)
        print(json.dumps({"file": path, "text": text}))
    facts = Facts(
        version=engine.version,
        model_bytes=engine.model_bytes,
        cpu_seconds=reading.cpu,
        wall_seconds=reading.wall,
        load_seconds=load.wall,
        peak_rss_mb=peak_rss() / 1e6,
        counters={name: now - before[name] for name, now in engine.counters.items()},
    )
    print(json.dumps(facts), flush=True)


def peak_rss() -> int:
    """Highest resident memory of this process in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss also counts the parent's memory from before exec
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
