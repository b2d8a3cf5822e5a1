"""When a run decays and when it ends, by samples or by the clock."""

from model.training.clock import Clock
from model.training.options import TrainOptions
from model.training.schedule import Schedule


class Plan:
    """Fits the schedule to the options; by the clock, it uses the speed of the last minutes."""

    def __init__(self, options: TrainOptions, clock: Clock) -> None:
        self.options, self.clock = options, clock
        self.schedule = Schedule(options.lr)
        self.decay_begun: int | None = None

    def over(self, samples: int) -> bool:
        """Whether the run has reached its end."""
        o = self.options
        if o.minutes is not None and self.clock.seconds() >= 60 * o.minutes:
            return True
        if self.schedule.end is not None and samples >= self.schedule.end:
            return True
        return o.samples is not None and samples >= o.samples

    def due(self, samples: int) -> int:
        """Samples at which the decay must end if it has to begin now, else 0."""
        o = self.options
        if self.decay_begun is not None:
            return 0
        if o.samples is not None:
            return o.samples if o.last and samples >= o.samples - o.last else 0
        if o.minutes is not None and self.clock.rate():
            left = self._left()
            if left <= 60 * o.minutes * o.decay_share:
                return samples + round(self.clock.rate() * left)
        return 0

    def begin(self, samples: int, end: int) -> None:
        """Begin the decay."""
        self.decay_begun = samples
        self.schedule.begin_decay(samples, end)

    def fit(self, samples: int) -> None:
        """By the clock: move the end of a running decay to where the speed now leads."""
        if self.options.minutes is not None and self.decay_begun is not None and self.clock.rate():
            self.schedule.replan(samples, samples + round(self.clock.rate() * self._left()))

    def _left(self) -> float:
        return max(0.0, 60 * (self.options.minutes or 0) - self.clock.seconds())
