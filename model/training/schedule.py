"""Learning rate by samples seen: warm-up, stable, decay (WSD).

Source: Hägele et al. 2024, "Scaling Laws and Compute-Optimal Training Beyond Fixed Training
Durations" (arXiv 2405.18392): a constant rate with a 1 − sqrt cooldown equals cosine, and can
be continued.
"""

from dataclasses import dataclass
from math import sqrt

FLOOR = 0.01
"""Share of the peak rate at the end of the decay."""


@dataclass
class Schedule:
    """The rate as a function of samples.

    Attributes:
        peak: stable learning rate.
        warmup: samples of the linear warm-up.
        start: samples seen where the decay (or its last re-planned part) begins, or None.
        end: samples seen where it ends.
        done: share of the decay that was done at `start`; not 0 only after `replan`.
    """

    peak: float
    warmup: int = 40_000
    start: int | None = None
    end: int | None = None
    done: float = 0.0

    def begin_decay(self, start: int, end: int) -> None:
        """Let the decay run from `start` to `end` samples."""
        self.start, self.end, self.done = start, max(end, start + 1), 0.0

    def replan(self, samples: int, end: int) -> None:
        """Move the end of a running decay; the rate at `samples` stays as it is."""
        self.done, self.start, self.end = self.progress(samples), samples, max(end, samples + 1)

    def decaying(self, samples: int) -> bool:
        """Whether the decay has begun."""
        return self.start is not None and (self.done > 0 or samples >= self.start)

    def progress(self, samples: int) -> float:
        """Share of the decay that is done, 0 … 1."""
        if self.start is None or self.end is None:
            return 0.0
        part = (samples - self.start) / (self.end - self.start)
        return self.done + (1 - self.done) * min(max(part, 0.0), 1.0)

    def lr(self, samples: int) -> float:
        """Learning rate after `samples` samples."""
        ramp = min(1.0, (samples + 1) / max(1, self.warmup))
        return self.peak * ramp * (1 - (1 - FLOOR) * sqrt(self.progress(samples)))
