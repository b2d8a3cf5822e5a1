"""Proves a model file: it equals the reference within its gates, and reads as many words."""

from pathlib import Path

import numpy as np

from contract.bundle import fingerprint
from contract.manifest import AccuracyInfo, ModelInfo, ParityInfo, Precision
from contract.numbers import LOGPROB_ONE
from contract.sources import sources_digest
from export.inputs import Corpora
from export.progress import Progress
from export.targets import Target
from model.calibration import Calibration
from parity import accuracy
from parity.accuracy import Accuracy, gate_accuracy, measure_accuracy
from parity.gates import GateError, Measured, gate, measure
from parity.runners import Logits
from parity.runners.torch_reference import TORCH


class Verifier:
    """Compares models with the reference's logits, float32 [N, T, C], of the parity tiles."""

    def __init__(
        self,
        target: Target,
        corpora: Corpora,
        reference: np.ndarray,
        charset: str,
        calibration: Calibration,
        progress: Progress,
    ) -> None:
        self._target = target
        self._corpora = corpora
        self._reference = reference
        self._charset = charset
        self._calibration = calibration
        self._progress = progress

    def reference_accuracy(self, weights: Path, digest: str, cache: Path) -> Accuracy:
        """How many words the weights themselves read, in float32; kept in the folder `cache`.

        Args:
            weights: the file.
            digest: its SHA-256.
            cache: a folder.
        """
        key = (digest, self._corpora.digests["accuracy"], sources_digest("model", "parity"))
        path = cache / f"accuracy-{'-'.join(part[:12] for part in key)}.json"
        found = accuracy.remembered(path)
        if found is None:
            found = self._accuracy(TORCH.open(weights), "accuracy of the reference")
            accuracy.remember(path, found)
        return found

    def describe(self, path: Path, kind: Precision, origin: str, before: Accuracy) -> ModelInfo:
        """Measure a model file and describe it.

        Args:
            path: the file.
            kind: its precision.
            origin: hash of its inputs.
            before: what the reference reads.

        Raises:
            GateError: it misses its gate.
        """
        digest, size = fingerprint(path)
        run, found = self.compare(path, kind)
        rounded = self._rounded(path, kind)
        after = self._accuracy(run, f"accuracy of {kind}")
        loss = accuracy.loss(after, before)
        self._progress.say(
            f"  {after.words} words: SWA {after.swa:.2f} % (loss {loss:+.2f}), "
            f"calibration error {after.calibration_error:.3f}"
        )
        gate_accuracy(kind, after, before)
        runner = self._target.runner
        versions = " ".join(f"{name} {version}" for name, version in runner.versions().items())
        given, made = self._target.tensors(path)
        return ModelInfo(
            file=path.name,
            precision=kind,
            sha256=digest,
            bytes=size,
            inputs=origin,
            input=given,
            output=made,
            parity=ParityInfo(
                runtime=f"{runner.name} ({versions})",
                tiles=found.tiles,
                identical=found.tiles - len(found.differences),
                undecided=found.texts_undecided,
                agreement=rounded_figure(found.agreement),
                rounded_fp16=rounded,
                **_errors(found),
            ),
            accuracy=AccuracyInfo(
                after.tiles, after.words, after.swa, loss, after.calibration_error
            ),
        )

    def compare(self, path: Path, kind: Precision) -> tuple[Logits, Measured]:
        """A model file, ready to run, and its comparison with the reference.

        Raises:
            GateError: it misses its gate.
        """
        run = self._target.runner.open(path)
        found = self._measured(run, f"the {kind} model misses its gate: its logits are not finite")
        self._say(kind, fingerprint(path)[1], found)
        gate(kind, found)
        return run, found

    def _measured(self, run: Logits, otherwise: str) -> Measured:
        candidate = run(self._corpora.parity.tiles)
        if not np.isfinite(candidate).all():
            raise GateError(otherwise)
        return measure(self._reference, candidate, self._corpora.parity.texts, self._charset)

    def _rounded(self, path: Path, kind: Precision) -> dict[str, float]:
        """What rounding the activations to fp16 costs, where a model says so; not gated."""
        if self._target.rounding is None or kind == "fp32":
            return {}
        run = self._target.rounding.open(path)
        found = self._measured(run, f"{path.name}: an activation lies beyond the range of fp16")
        self._progress.say(
            f"  with activations in fp16: logit error {found.max_logit_error:.2g}, "
            f"PSNR {found.psnr_db:.1f} dB, {len(found.differences)} texts differ"
        )
        return _errors(found)

    def _accuracy(self, run: Logits, what: str) -> Accuracy:
        corpus = self._corpora.accuracy
        with self._progress.bar(len(corpus), what) as moved:
            return measure_accuracy(run, corpus, self._charset, self._calibration, moved)

    def _say(self, kind: str, size: int, found: Measured) -> None:
        say = self._progress.say
        say(
            f"{kind}: {size / 1e6:.2f} MB, logit error {found.max_logit_error:.2g} "
            f"(99.9 %: {found.p999_logit_error:.2g}), PSNR {found.psnr_db:.1f} dB, "
            f"steps {found.agreement:.2f} %, "
            f"texts differ: {found.texts_different} of {found.texts_undecided} undecided"
        )
        for one in found.differences:
            say(
                f"  tile {one.tile}: {one.reference!r} -> {one.candidate!r}, "
                f"margin {one.margin / LOGPROB_ONE:.3f}"
            )


def rounded_figure(value: float) -> float:
    """To four significant digits, so that files repeat."""
    return float(f"{value:.4g}")


def _errors(found: Measured) -> dict[str, float]:
    return {name: rounded_figure(getattr(found, name))
            for name in ("max_logit_error", "p999_logit_error", "psnr_db")}  # fmt: skip
