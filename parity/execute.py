"""Runs a model file of a bundle on the corpus and records what was read."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np

from contract.bundle import Bundle
from contract.manifest import ModelInfo, Precision
from model.decode import Reading
from parity.corpus import Corpus, PageImage
from parity.gates import FP32_MAX_ERROR, GateError, logit_errors, readings
from parity.pages import page_read, runner_backend
from parity.records import PageRead, Run, TileRead
from parity.reference import Reference
from parity.runners import Elsewhere, Logits, Runner
from scan.reading import read_page


@dataclass(frozen=True)
class Artefact:
    """A file that runners run.

    error: the largest logit error that its precision has on the export's tiles, as the manifest
        says.
    """

    path: Path
    precision: Precision
    sha256: str
    bytes: int
    error: float


def artefacts(bundle: Bundle, weights: Path) -> list[Artefact]:
    """The bundle's model files, and the weights that it was made from."""
    m = bundle.manifest
    models = [
        Artefact(
            bundle.path / model.file,
            model.precision,
            model.sha256,
            model.bytes,
            _error(model),
        )
        for model in m.models
    ]
    size = weights.stat().st_size if weights.is_file() else 0
    return [*models, Artefact(weights, "fp32", m.weights.sha256, size, FP32_MAX_ERROR)]


def _error(model: ModelInfo) -> float:
    """A phone may round activations to fp16, so its error is that one where it is larger."""
    rounded = model.parity.rounded_fp16.get("max_logit_error", 0.0)
    return max(model.parity.max_logit_error, rounded, FP32_MAX_ERROR)


def execute(
    runner: Runner,
    artefact: Artefact,
    bundle: Bundle,
    corpus: Corpus,
    pages: Sequence[PageImage],
    reference: Reference,
) -> tuple[Run, np.ndarray]:
    """Run the tiles, the golden vectors and the pages through a runner.

    Returns:
        What was read, and the tiles' logits float32 [N, T, C].

    Raises:
        GateError: logits are not finite.
        PocketOcrError: the runtime cannot load the file.
    """
    run = runner.open(artefact.path)
    goldens = bundle.goldens()
    golden_error = np.abs(run(goldens.tiles) - goldens.logits).max()  # the first run is slow
    clock = run.cpu_seconds if isinstance(run, Elsewhere) else process_time
    start = clock()
    logits = run(corpus.tiles)
    seconds = clock() - start
    if not np.isfinite(logits).all() or not np.isfinite(golden_error):
        raise GateError(f"{artefact.path.name} through {runner.name}: its logits are not finite")
    made = Run(
        runtime=runner.name,
        device=f"{platform.system()} {platform.machine()}",
        versions=runner.versions(),
        file=artefact.path.name,
        precision=artefact.precision,
        sha256=artefact.sha256,
        bytes=artefact.bytes,
        ms_per_tile=round(1000 * seconds / len(corpus), 3),
        golden_error=float(golden_error),
        measured=vars(logit_errors(reference.logits, logits)),
        tiles=tuple(map(tile_read, readings(logits, bundle.charset))),
        pages=tuple(_pages(runner, artefact, bundle, pages, run)),
    )
    return made, logits


def tile_read(reading: Reading) -> TileRead:
    """The record of a tile's reading."""
    chars = tuple((char.first, char.last, char.peak, char.logprob) for char in reading.chars)
    return TileRead(reading.text, chars)


def _pages(
    runner: Runner, artefact: Artefact, bundle: Bundle, pages: Sequence[PageImage], run: Logits
) -> list[PageRead]:
    whole = runner.page_reader(artefact.path)
    if whole is None:
        backend = runner_backend(bundle, runner.name, run)
        return [page_read(page.name, read_page(page.grey, backend).as_dict()) for page in pages]
    return [page_read(page.name, whole(page.grey)) for page in pages]
