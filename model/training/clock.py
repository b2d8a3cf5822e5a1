"""The run's clock, its speed, and the wish to stop."""

import signal
import time
from collections import deque
from types import FrameType, TracebackType
from typing import Any


class Clock:
    """Seconds that the run has trained, over all its parts, and samples per second lately."""

    WINDOW = 300
    """Seconds over which the speed is measured."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.before = 0.0
        self.marks: deque[tuple[float, int]] = deque(maxlen=self.WINDOW)

    def seconds(self) -> float:
        """Seconds trained so far."""
        return self.before + time.monotonic() - self.begun

    def mark(self, samples: int) -> None:
        """Note the progress (at most one mark a second is kept)."""
        now = self.seconds()
        if not self.marks or now - self.marks[-1][0] >= 1:
            self.marks.append((now, samples))

    def rate(self) -> float:
        """Samples per second over the last minutes; 0 before it is known."""
        if len(self.marks) < 2:
            return 0.0
        (t0, s0), (t1, s1) = self.marks[0], self.marks[-1]
        return (s1 - s0) / (t1 - t0)


class Every:
    """True at most once in `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.last = time.monotonic()

    def __call__(self) -> bool:
        """Whether it is due again."""
        due = time.monotonic() - self.last >= self.seconds
        if due:
            self.restart()
        return due

    def restart(self) -> None:
        """Count from now."""
        self.last = time.monotonic()


class Interruption:
    """Turns the first SIGINT or SIGTERM into a wish to stop; a second one ends at once."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.wished = False
        self.old: dict[signal.Signals, Any] = {}

    def __enter__(self) -> "Interruption":
        self.old = {s: signal.signal(s, self._wish) for s in self.SIGNALS}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._restore()

    def _restore(self) -> None:
        for number, handler in self.old.items():
            signal.signal(number, handler)

    def _wish(self, number: int, frame: FrameType | None) -> None:
        self.wished = True
        self._restore()
