"""One export from weights to bundle: convert, verify, assemble, read back, rename."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

from contract.bundle import Bundle, fingerprint, read_bundle, sha256
from contract.charset import BLANK
from contract.errors import ContractError
from contract.manifest import (
    Manifest,
    ModelInfo,
    Precision,
    WeightsInfo,
    contract_numbers,
)
from contract.numbers import LOGPROB_ONE, TILE_WIDTHS
from contract.version import VERSION
from export.bundle import (
    replacing,
    write_charset,
    write_goldens,
    write_manifest,
    write_model,
)
from export.targets import Model, Target, chosen_precisions
from model.calibration import load_calibration
from model.network import WordNet
from model.weights import RESERVED, load_weights
from parity.corpus import Corpus
from parity.gates import GateError, gate, measure, texts

NAME = "pocket-ocr-word"
GOLDENS = 8
BATCH = 32
ROUNDED_FACTS = ("max_logit_error", "psnr_db", "swa_loss")


@dataclass(frozen=True)
class Job:
    """What to export: see `python -m export --help`."""

    target: Target
    weights: Path
    calibration: Path
    output: Path
    corpus: Corpus
    precision: str | None = None
    width: int = TILE_WIDTHS[0]


def export(job: Job, say: Callable[[str], None] = print) -> Bundle:
    """Write the bundle and return it as read back; `say` gets a line per step.

    Raises:
        ContractError: weights, calibration or corpus are missing, damaged or for another contract.
        GateError: a model misses its gate. Nothing is written then, as after any error.
    """
    precisions = chosen_precisions(job.target, job.precision)
    net, meta = load_weights(job.weights)
    knots = load_calibration(job.calibration).knots
    check = job.corpus.verification()
    if len(check.tiles) < GOLDENS or check.tiles.shape[2] != job.width:
        raise ContractError(f"the corpus needs {GOLDENS} tiles or more, {job.width} pixels wide")
    with replacing(job.output) as folder:
        say(f"reference: {len(check.tiles)} tiles through {job.weights.name}")
        reference = _reference(net, check.tiles)
        say(f"convert to {', '.join(precisions)}")
        ranges = job.corpus.calibration().tiles
        models = job.target.convert(net, job.width, precisions, ranges, _facts(job, meta))
        infos = tuple(
            _verified(job, folder, kind, models[kind], reference, meta["charset"], say)
            for kind in precisions
        )
        default = job.target.default if job.target.default in precisions else precisions[0]
        first = reference[:GOLDENS]
        manifest = Manifest(
            manifest_version=1,
            name=NAME,
            version=VERSION,
            contract=meta["contract"],
            numbers=contract_numbers(),
            tile_widths=(job.width,),
            charset=write_charset(folder, meta["charset"], BLANK),
            calibration=knots,
            models=infos,
            default_precision=default,
            weights=WeightsInfo(sha256(job.weights.read_bytes()), _training(meta)),
            tools={name: version(name).split("+")[0] for name in job.target.packages},
            goldens=write_goldens(
                folder, check.tiles[:GOLDENS], first, texts(first, meta["charset"])
            ),
        )
        write_manifest(folder, manifest)
        _read_back(job.target, folder)
    say(f"written: {job.output}")
    return read_bundle(job.output)


def _reference(net: WordNet, tiles: np.ndarray) -> np.ndarray:
    """Logits of the torch net, float32 [N, T, C], computed in float64.

    In float32 the reference's own rounding (5e-5 at logits of -40) would be half of fp32's bound.
    """
    exact = copy.deepcopy(net).double()
    with torch.inference_mode():
        parts = [exact(torch.from_numpy(tiles[i : i + BATCH])) for i in range(0, len(tiles), BATCH)]
    logits: np.ndarray = torch.cat(parts).numpy()
    return logits


def _verified(
    job: Job,
    folder: Path,
    precision: Precision,
    model: Model,
    reference: np.ndarray,
    charset: str,
    say: Callable[[str], None],
) -> ModelInfo:
    """Write a model and describe it, or raise a GateError."""
    path = folder / f"{NAME}-{precision}{job.target.suffix}"
    write_model(path, model)
    digest, size = fingerprint(path)
    check = job.corpus.verification()
    candidate = job.target.runner(path)(check.tiles)
    if not np.isfinite(candidate).all():
        raise GateError(f"the {precision} model misses its gate: its logits are not finite")
    found = measure(reference, candidate, check.texts, charset)
    say(
        f"{precision}: {size / 1e6:.2f} MB, logit error {found.max_logit_error:.2g} "
        f"(99.9 %: {found.p999_logit_error:.2g}), PSNR {found.psnr_db:.1f} dB, "
        f"steps {found.agreement:.2f} %, SWA {found.swa:.2f} % (loss {found.swa_loss:+.2f}), "
        f"texts differ: {found.texts_different} of {found.texts_undecided} undecided"
    )
    for one in found.differences:
        say(
            f"  tile {one.tile}: {one.reference!r} -> {one.candidate!r}, "
            f"margin {one.margin / LOGPROB_ONE:.3f}"
        )
    gate(precision, found)
    facts = found.facts() | _rounded(job, path, reference, charset, say)
    given, made = job.target.tensors(path)
    return ModelInfo(path.name, precision, digest, size, given, made, facts)


def _rounded(
    job: Job, path: Path, reference: np.ndarray, charset: str, say: Callable[[str], None]
) -> dict[str, float]:
    """What rounding the activations to fp16 costs, where a model says so; not gated."""
    run = job.target.rounding_runner(path)
    if run is None:
        return {}
    check = job.corpus.verification()
    candidate = run(check.tiles)
    if not np.isfinite(candidate).all():
        raise GateError(f"{path.name}: an activation lies beyond the range of fp16")
    found = measure(reference, candidate, check.texts, charset)
    say(
        f"  with activations in fp16: logit error {found.max_logit_error:.2g}, "
        f"PSNR {found.psnr_db:.1f} dB, SWA loss {found.swa_loss:+.2f}"
    )
    facts = found.facts()
    return {f"fp16_activations_{key}": facts[key] for key in ROUNDED_FACTS}


def _facts(job: Job, meta: dict[str, str]) -> dict[str, str]:
    """What a model says of itself: the contract that it was made for, and its origin."""
    return {
        "version": VERSION,
        "charset": meta["charset"],
        "blank": str(BLANK),
        "width": str(job.width),
        "contract": meta["contract"],
        "weights": sha256(job.weights.read_bytes()),
        **{f"training.{key}": str(value) for key, value in _training(meta).items()},
    }


def _training(meta: dict[str, str]) -> dict[str, str | int | float]:
    """What the weights say about their training."""
    return {key: value for key, value in sorted(meta.items()) if key not in RESERVED}


def _read_back(target: Target, folder: Path) -> None:
    """Read the finished folder as an app would, and repeat its first golden vector."""
    bundle = read_bundle(folder)
    goldens = bundle.goldens()
    logits = target.runner(bundle.model_path())(goldens.tiles[:1])
    bound = 1.01 * bundle.manifest.model().measured["max_logit_error"] + 1e-6
    if np.abs(logits - goldens.logits[:1]).max() > bound:
        raise GateError("the bundle read back does not repeat its golden vectors")
