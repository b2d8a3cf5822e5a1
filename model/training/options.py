"""What a training run is asked to do."""

from dataclasses import dataclass, field
from pathlib import Path

from contract.errors import PocketOcrError
from model.config import NetConfig


@dataclass(frozen=True)
class TrainOptions:
    """Options of `train`. Give `minutes` or `samples`; with neither it runs until interrupted.

    Attributes:
        shards: folder that a producer fills with shards.
        run: folder of the run: checkpoints, log, curves, weights.
        valid: folder of validation shards, or None.
        minutes: stop when the run (all its parts together) has trained so long.
        samples: stop after so many samples.
        decay: with `samples`: decay the rate over the last so many (0 = stay stable, to be
            continued later). None: `decay_share` of `samples`.
        decay_share: share of `minutes`, or of `samples`, for the decay.
        threads: CPU threads.
        batch: tiles per step and process.
        lr: peak learning rate.
        epochs: how often a shard is used at most while there are others.
        keep_shards: do not remove used-up shards.
        seed: of the initial weights and of the order of the data.
        fresh: move an old run in `run` aside instead of continuing it.
        init: weights to start from; their net is trained.
        net: the net to train from random weights; not with `init`.
        checkpoint_seconds, log_seconds, valid_seconds: intervals.
        valid_tiles: at most so many tiles are read at a validation.
    """

    shards: Path
    run: Path
    valid: Path | None = None
    minutes: float | None = None
    samples: int | None = None
    decay: int | None = None
    decay_share: float = 0.25
    threads: int = 1
    batch: int = 128
    lr: float = 2e-3
    epochs: int = 2
    keep_shards: bool = False
    seed: int = 0
    fresh: bool = False
    init: Path | None = None
    net: NetConfig = field(default_factory=NetConfig)
    checkpoint_seconds: float = 50
    log_seconds: float = 20
    valid_seconds: float = 180
    valid_tiles: int = 2048

    def check(self) -> None:
        """Raise PocketOcrError if the options contradict each other."""
        if self.minutes is not None and (self.samples is not None or self.decay is not None):
            raise PocketOcrError("give --minutes, or --samples with --decay, not both")
        if self.decay is not None and (self.samples is None or self.decay > self.samples):
            raise PocketOcrError("--decay needs --samples, and cannot be more than it")
        if self.init is not None and self.net != NetConfig():
            raise PocketOcrError(
                "--init says which net is trained: leave out --channels, --hidden and --layers"
            )
        if not 0 <= self.decay_share <= 1 or min(self.batch, self.threads, self.epochs) < 1:
            raise PocketOcrError(
                "--decay-share lies between 0 and 1; --batch, --threads, --epochs are at least 1"
            )

    @property
    def last(self) -> int:
        """Samples of the decay when the run ends by `samples`."""
        if self.decay is not None:
            return self.decay
        return round(self.decay_share * (self.samples or 0))

    @property
    def plan(self) -> dict[str, float | None]:
        """What defines the schedule's end; stored with a checkpoint."""
        if self.samples is not None:
            return {"samples": self.samples, "decay": self.last}
        return {"minutes": self.minutes, "share": self.decay_share}
