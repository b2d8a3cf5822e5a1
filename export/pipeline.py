"""One export from weights to bundle: convert, verify, assemble, read back, rename."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from contract.bundle import Bundle, read_bundle, sha256
from contract.charset import BLANK
from contract.errors import ContractError
from contract.lexicon import Lexicon
from contract.manifest import (
    MANIFEST_VERSION,
    LexiconInfo,
    Manifest,
    ModelInfo,
    Precision,
    WeightsInfo,
    contract_numbers,
)
from contract.numbers import TILE_WIDTHS
from contract.version import VERSION
from export.bundle import (
    replacing,
    take_over,
    write_charset,
    write_goldens,
    write_lexicon,
    write_manifest,
    write_model,
)
from export.folding import folded
from export.inputs import Corpora, inputs, versions
from export.progress import Progress
from export.targets import Model, Target, chosen_precisions
from export.verified import Verifier
from model.backends.lexicons import NOTICE_FILE, read_lexicon
from model.calibration import Calibration, load_calibration
from model.weights import RESERVED, load_weights
from parity.gates import GateError, texts
from parity.reference import CACHE, reference_logits

NAME = "pocket-ocr-word"
GOLDENS = 8
FULL: Precision = "fp32"


@dataclass(frozen=True)
class Job:
    """What to export: see `python -m export --help`."""

    target: Target
    weights: Path
    calibration: Path
    lexicon: Path | None
    output: Path
    corpora: Corpora
    precision: str | None = None
    width: int = TILE_WIDTHS[0]
    cache: Path = CACHE


def export(job: Job, say: Callable[[str], None] = print) -> Bundle:
    """Write the bundle and return it as read back; `say` gets a line per step.

    A model that the output holds already, made from the same inputs, is taken over.

    Raises:
        ContractError: weights, calibration, lexicon or corpora are missing, damaged or for another
            contract.
        GateError: a model misses its gate. Nothing is written then, as after any error.
    """
    precisions = chosen_precisions(job.target, job.precision)
    net, meta = load_weights(job.weights)
    calibration = load_calibration(job.calibration)
    lexicon = read_lexicon(job.lexicon) if job.lexicon else None
    corpus, weights = job.corpora.parity, sha256(job.weights.read_bytes())
    if len(corpus) < GOLDENS or corpus.tiles.shape[2] != job.width:
        raise ContractError(f"the corpus needs {GOLDENS} tiles or more, {job.width} pixels wide")
    origin = {
        kind: inputs(job.target, kind, job.width, weights, calibration.knots, job.corpora.digests)
        for kind in precisions
    }
    earlier = _earlier(job.output)
    held = earlier.manifest.models if earlier else ()
    kept = {model.precision: model for model in held if model.inputs == origin.get(model.precision)}
    same = tuple(model.precision for model in held) == precisions == tuple(kept)
    if earlier and same and earlier.lexicon == lexicon:
        say(f"unchanged, all inputs are as they were: {job.output}")
        return earlier
    with replacing(job.output) as folder:
        progress = Progress(say)
        say(f"reference: {len(corpus)} tiles through {job.weights.name}")
        reference = reference_logits(job.weights, corpus.tiles, job.cache)
        wanted = tuple(kind for kind in precisions if kind not in kept)
        models: Mapping[Precision, Model] = {}
        verifier = Verifier(
            job.target, job.corpora, reference, meta["charset"], calibration, progress
        )
        if wanted:
            say(f"convert to {', '.join(wanted)}")
            proof = () if {FULL} & {*wanted, *kept} else (FULL,)
            ranges = job.corpora.calibration.tiles
            facts = _facts(job, meta, weights)
            models = job.target.convert(folded(net), job.width, (*proof, *wanted), ranges, facts)
            if proof:
                _prove_graph(verifier, models[FULL], folder, job.target.suffix)
        infos = []
        for kind in precisions:
            path = folder / f"{NAME}-{kind}{job.target.suffix}"
            if earlier and kind in kept:
                take_over(earlier.path / kept[kind].file, path)
                say(f"{kind}: taken over, its inputs are as they were")
                infos.append(kept[kind])
                continue
            write_model(path, models[kind])
            before = verifier.reference_accuracy(job.weights, weights, job.cache)
            infos.append(verifier.describe(path, kind, origin[kind], before))
        made = tuple(infos)
        write_manifest(
            folder, _manifest(job, folder, made, meta, weights, calibration, lexicon, reference)
        )
        _read_back(job.target, folder)
    say(f"written: {job.output}")
    return read_bundle(job.output)


def _prove_graph(verifier: Verifier, model: Model, folder: Path, suffix: str) -> None:
    """Gate the model in full precision though nobody asked for it.

    What is wrong with the graph itself, a normalisation off by 1/255 say, hides behind the errors
    of smaller precisions.
    """
    with TemporaryDirectory(dir=folder.parent) as work:
        path = Path(work, f"{NAME}-{FULL}{suffix}")
        write_model(path, model)
        verifier.compare(path, FULL)


def _manifest(
    job: Job,
    folder: Path,
    models: tuple[ModelInfo, ...],
    meta: dict[str, str],
    weights: str,
    calibration: Calibration,
    lexicon: Lexicon | None,
    reference: np.ndarray,
) -> Manifest:
    """All that the bundle says of itself; writes charset, lexicon, golden vectors."""
    precisions: tuple[Precision, ...] = tuple(model.precision for model in models)
    default = job.target.default if job.target.default in precisions else precisions[0]
    golden = np.linspace(0, len(reference) - 1, GOLDENS).astype(np.int64)
    logits = reference[golden]
    return Manifest(
        manifest_version=MANIFEST_VERSION,
        name=NAME,
        version=VERSION,
        contract=meta["contract"],
        numbers=contract_numbers(),
        tile_widths=(job.width,),
        charset=write_charset(folder, meta["charset"], BLANK),
        lexicon=_write_lexicon(job, folder, lexicon),
        calibration=calibration.knots,
        models=models,
        default_precision=default,
        weights=WeightsInfo(weights, _training(meta)),
        corpora=job.corpora.digests,
        tools=versions(job.target),
        goldens=write_goldens(
            folder, job.corpora.parity.tiles[golden], logits, texts(logits, meta["charset"])
        ),
    )


def _write_lexicon(job: Job, folder: Path, lexicon: Lexicon | None) -> LexiconInfo | None:
    if lexicon is None or job.lexicon is None:
        return None
    return write_lexicon(folder, lexicon, job.lexicon.with_name(NOTICE_FILE))


def _earlier(output: Path) -> Bundle | None:
    """The bundle that an earlier export left, if it is one and undamaged."""
    try:
        return read_bundle(output)
    except (ContractError, OSError):
        return None


def _facts(job: Job, meta: dict[str, str], weights: str) -> dict[str, str]:
    """What a model says of itself: the contract that it was made for, and its origin."""
    return {
        "version": VERSION,
        "charset": meta["charset"],
        "blank": str(BLANK),
        "width": str(job.width),
        "contract": meta["contract"],
        "weights": weights,
        **{f"training.{key}": str(value) for key, value in _training(meta).items()},
    }


def _training(meta: dict[str, str]) -> dict[str, str | int | float]:
    """What the weights say about their training."""
    return {key: value for key, value in sorted(meta.items()) if key not in RESERVED}


def _read_back(target: Target, folder: Path) -> None:
    """Read the finished folder as an app would, and repeat its first golden vector."""
    bundle = read_bundle(folder)
    goldens = bundle.goldens()
    logits = target.runner.open(bundle.model_path())(goldens.tiles[:1])
    bound = 1.01 * bundle.manifest.model().parity.max_logit_error + 1e-6
    if np.abs(logits - goldens.logits[:1]).max() > bound:
        raise GateError("the bundle read back does not repeat its golden vectors")
