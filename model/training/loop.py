"""The training loop: one step, and what happens around the steps."""

import math
from pathlib import Path

import torch
from torch import nn

from contract.errors import PocketOcrError
from model.network import WordNet
from model.training.averaging import Average
from model.training.checkpoint import load_checkpoint, read_state, save_checkpoint
from model.training.clock import Clock, Every, Interruption
from model.training.data import Batch, ShardPool
from model.training.objective import (
    CLIP,
    count_words,
    ctc_loss,
    logit_decay,
    make_optimizer,
)
from model.training.options import TrainOptions
from model.training.parallel import World
from model.training.plan import Plan
from model.training.progress import Progress, Row
from model.training.validation import Validation
from model.weights import load_weights, save_weights


def train(options: TrainOptions) -> Path:
    """Train, or continue the run in `options.run`; return the weights written last.

    That is ``weights.safetensors`` after the planned end, ``latest.safetensors`` after an
    interruption. Under torchrun every process calls this; rank 0 writes.

    Raises:
        PocketOcrError: the options, the data, or an earlier run do not allow it.
    """
    options.check()
    world = World.start(options.threads)
    try:
        return _Run(options, world).go()
    finally:
        world.close()


class _Run:
    def __init__(self, options: TrainOptions, world: World) -> None:
        self.options, self.world, self.first = options, world, world.rank == 0
        self.checkpoint = options.run / "checkpoint.safetensors"
        self.stable = options.run / "checkpoint-stable.safetensors"
        if self.first and options.fresh:
            move_aside(options.run)
        world.from_first(0)  # the others wait for that
        torch.manual_seed(options.seed)
        net = load_weights(options.init)[0] if options.init else WordNet(options.net)
        self.net = net.train().to(world.device)
        self.net.features.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = Average(self.net)
        self.optimizer = make_optimizer(self.net, options.lr)
        part = (world.rank, world.size)
        self.pool = ShardPool(
            options.shards, options.batch, options.epochs, options.seed, options.keep_shards, part
        )
        self.progress = Progress(options.run, self.first)
        self.validation: Validation | None = None
        if self.first and options.valid:
            self.validation = Validation(options.valid, options.valid_tiles)
        self.clock = Clock()
        self.plan = Plan(options, self.clock)
        self.samples = self.words = self.steps = self.skipped = 0
        self.finished = False
        self.losses: list[float] = []
        self._resume()
        self.model = world.wrap(self.net)

    def go(self) -> Path:
        if not self.finished:
            with Interruption() as interruption:
                self._train(interruption)
        self.progress.close()
        name = "weights" if self.finished else "latest"
        path = self.options.run / f"{name}.safetensors"
        end = f"finished: {path}" if self.finished else "stopped: the same command continues"
        self.progress.say(f"{end} ({self.samples:,} samples)")
        return path

    def _train(self, interruption: Interruption) -> None:
        o, plan = self.options, self.plan
        save, log = Every(o.checkpoint_seconds), Every(o.log_seconds)
        validate = Every(o.valid_seconds)
        batches = self.pool(
            lambda: interruption.wished or plan.over(self.samples), self.progress.say
        )
        while True:
            self.clock.mark(self.samples)
            stop, end, saving, lr = self.world.from_first(
                interruption.wished or plan.over(self.samples),
                plan.due(self.samples),
                save(),
                plan.schedule.lr(self.samples),
            )
            if stop:
                break
            if end:
                self._save(self.stable)
                plan.begin(self.samples, int(end))
                self.progress.say(f"decay from {self.samples:,} to about {int(end):,} samples")
            if saving:
                plan.fit(self.samples)
                self._save(self.checkpoint)
            if validate():
                self._report(with_score=True)
                log.restart()
            elif log():
                self._report(with_score=False)
            batch = next(batches, None)
            if batch is None:  # no shard came before the end
                break
            self._step(batch, lr)
        self.finished = plan.over(self.samples)
        self._save(self.checkpoint)
        self._report(with_score=True)

    def _step(self, batch: Batch, lr: float) -> None:
        device, dtype = self.world.device, self.world.dtype
        tiles, labels, lengths = (
            torch.from_numpy(a).to(device) for a in (batch.tiles, batch.labels, batch.lengths)
        )
        with torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
            logits = self.model(tiles)
        loss = ctc_loss(logits, labels.long(), lengths)
        self.optimizer.zero_grad(set_to_none=True)
        (loss + logit_decay(logits)).backward()
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        if math.isfinite(norm):
            for group in self.optimizer.param_groups:
                group["lr"] = lr
            self.optimizer.step()
            self.steps += 1
            self.average.update(self.net, self.steps)
            self.losses.append(loss.item())
        else:
            self.skipped += 1
        # Every process reads the like of this, so its counts stand for all.
        self.words += count_words(labels, lengths) * self.world.size
        self.samples += len(tiles) * self.world.size

    def _report(self, with_score: bool) -> None:
        """A line of the log; with a validation also curves and weights. Only rank 0 reports."""
        if not self.first:
            return
        exact = cer = None
        if with_score and self.validation:
            exact, cer = self.validation(self.average.net, self.world.device, self.world.dtype)
        loss = sum(self.losses) / len(self.losses) if self.losses else math.nan
        self.losses.clear()
        lr = self.plan.schedule.lr(self.samples)
        counts = (self.samples, self.words, self.steps)
        row = Row(self.clock.seconds(), *counts, lr, loss, self.clock.rate(), exact, cer)
        self.progress.row(row)
        if with_score:
            facts = self._facts(row)
            self.progress.facts(facts)
            self.progress.curves()
            name = "weights" if self.finished else "latest"
            save_weights(self.options.run / f"{name}.safetensors", self.average.net, facts)

    def _facts(self, row: Row) -> dict[str, str]:
        """Training facts for the log and for the weights' metadata."""
        o, begun = self.options, self.plan.decay_begun
        facts = {
            "samples": self.samples,
            "words": self.words,
            "steps": self.steps,
            "skipped_steps": self.skipped,
            "seconds": round(row.seconds),
            "batch": o.batch * self.world.size,
            "peak_lr": o.lr,
            "seed": o.seed,
            "init": o.init.name if o.init else "random",
            "decay_samples": 0 if begun is None else self.samples - begun,
            "precision": str(self.world.dtype).removeprefix("torch."),
            "processes": self.world.size,
            "torch": torch.__version__,
        }
        if row.exact is not None and row.cer is not None:
            facts |= {"valid_exact": f"{row.exact:.4f}", "valid_cer": f"{row.cer:.5f}"}
        return {key: str(value) for key, value in facts.items()}

    def _save(self, path: Path) -> None:
        """Write a checkpoint; every process gives its position in the data."""
        pools = self.world.gather(self.pool.state())
        if not self.first:
            return
        schedule = self.plan.schedule
        state = {
            "samples": self.samples,
            "words": self.words,
            "steps": self.steps,
            "skipped": self.skipped,
            "seconds": self.clock.seconds(),
            "plan": self.options.plan,
            "decay_begun": self.plan.decay_begun,
            "decay": [schedule.start, schedule.end, schedule.done],
            "finished": self.finished,
            "pool": {
                "uses": {k: v for pool in pools for k, v in pool["uses"].items()},
                "current": [one for pool in pools for one in pool["current"]],
            },
        }
        save_checkpoint(path, self.net, self.average, self.optimizer, state)

    def _resume(self) -> None:
        """Continue at the checkpoint; with another plan, at the state before the decay."""
        if not self.checkpoint.is_file():
            return
        path = self.checkpoint
        state = read_state(path)
        if state["decay_begun"] is not None and state["plan"] != self.options.plan:
            path = self.stable
        state = load_checkpoint(path, self.net, self.average, self.optimizer)
        self.samples, self.words = state["samples"], state["words"]
        self.steps, self.skipped = state["steps"], state["skipped"]
        self.clock.before = state["seconds"]
        self.plan.decay_begun = state["decay_begun"]
        schedule = self.plan.schedule
        schedule.start, schedule.end, schedule.done = state["decay"]
        self.pool.restore(state["pool"])
        self.progress.restore(self.samples)
        if self.plan.decay_begun is None:
            self._check_plan()
        self.finished = self.plan.over(self.samples)
        self.progress.say(f"continuing {path.name} at {self.samples:,} samples")

    def _check_plan(self) -> None:
        o = self.options
        if o.samples is not None and o.last and self.samples > o.samples - o.last:
            raise PocketOcrError(
                f"the run has seen {self.samples:,} samples at the stable rate: ask for at least "
                f"--samples {self.samples + o.last} with --decay {o.last}, or start anew (--fresh)"
            )


def move_aside(run: Path) -> None:
    """Rename an old run's folder to the first free name ``<run>.1``, ``<run>.2``, …"""
    if run.exists():
        number = 1
        while (aside := run.with_name(f"{run.name}.{number}")).exists():
            number += 1
        run.rename(aside)
