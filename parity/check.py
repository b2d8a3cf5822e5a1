"""All that `python -m parity` does: every runner on every file that it can run, and the gates."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from contract.bundle import Bundle, read_bundle
from contract.charset import CHARSET
from contract.errors import ContractError
from detector.framing import contract_hash
from parity.compare import PageTexts, compare
from parity.corpus import Corpus, PageImage, read_corpus, read_pages
from parity.execute import Artefact, artefacts, execute, tile_read
from parity.gates import FP32_MAX_ERROR, readings, texts
from parity.records import Report, Result, Run, TileRead
from parity.reference import Reference, digest, reference
from parity.report import count_errors
from parity.runners import RUNNERS, Runner
from parity.runners import runner as find_runner
from parity.runners.report import read_report
from parity.selection import select
from parity.texts import Texts, check_texts, read_texts

Say = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """What to check: see `python -m parity --help`. corpus: its tiles and pages are folders."""

    bundles: tuple[Path, ...]
    weights: Path
    corpus: Path
    texts: Path
    cache: Path
    runners: tuple[str, ...] = ()
    reports: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A bundle, what the reference makes of it, its files, and the words that are committed."""

    bundle: Bundle
    reference: Reference
    files: tuple[Artefact, ...]
    texts: Texts | None


@dataclass
class Checked:
    """What was found, and what a page for people shows beside it.

    reference: what it reads on the tiles. absent: runners that did not run, and why.
    errors: see `parity.report.Background`.
    """

    corpus: Corpus
    pages: Sequence[PageImage]
    subjects: list[Subject]
    absent: dict[str, str]
    digest: str
    runs: list[Run] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    errors: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        """The runs and their results."""
        weights = self.subjects[0].reference.weights
        return Report(1, weights, self.digest, tuple(self.runs), tuple(self.results))

    @property
    def reference(self) -> tuple[TileRead, ...]:
        """What the reference reads on the tiles."""
        first = self.subjects[0]
        return tuple(map(tile_read, readings(first.reference.logits, first.bundle.charset)))


def check(job: Job, say: Say = print) -> Checked:
    """Run and compare everything; `say` gets a line per step.

    Raises:
        ContractError: the bundles, weights, corpus or reports are damaged or do not fit together.
        PocketOcrError: a runner that was asked for cannot run here, or none can.
    """
    corpus, pages = read_corpus(job.corpus / "tiles"), read_pages(job.corpus / "pages")
    bundles = [_read_bundle(path) for path in job.bundles]
    models = [bundle.path / model.file for bundle in bundles for model in bundle.manifest.models]
    runners, absent = select(job.runners, models, job.weights, bool(job.reports))
    for name, why in absent.items():
        say(f"{name} is not here: {why}")
    say(f"reference: {len(corpus)} tiles and {len(pages)} pages through {job.weights.name}")
    hashed = digest(corpus.tiles, pages)
    subjects = [_subject(job, bundle, corpus, pages, hashed) for bundle in bundles]
    if not any(
        one.texts and file.sha256 == one.texts.model for one in subjects for file in one.files
    ):
        say("no words are committed for these files: runtimes are held to each other's only")
    found = Checked(corpus, pages, subjects, absent, hashed)
    for runner, subject, file in _pairs(runners, subjects):
        say(f"{runner.name}: {file.path.name}")
        run, logits = execute(runner, file, subject.bundle, corpus, pages, subject.reference)
        found.errors[run.runtime, run.sha256] = count_errors(subject.reference.logits, logits)
        _add(found, run, subject, file)
    for path in job.reports:
        first = subjects[0]
        known = (first.reference.weights, hashed, corpus, pages, first.bundle.charset)
        for run in read_report(path, *known).runs:
            say(f"{run.runtime}: {run.file}, from {path.name}")
            _add(found, run, *_subject_of(path, run, subjects))
    return found


def _add(found: Checked, run: Run, subject: Subject, file: Artefact) -> None:
    """Compare a run. What a device reports is held to all gates."""
    here = find_runner(run.runtime) if run.runtime in RUNNERS else None
    result = compare(
        run,
        file,
        subject.reference,
        found.corpus,
        subject.bundle.charset,
        gated=here is None or here.gated,
        golden=_golden(found, run, subject) if _is_exact(run) else None,
    )
    found.runs.append(run)
    found.results.append(result)


def _golden(found: Checked, run: Run, subject: Subject) -> PageTexts | None:
    """Words that this very file must give: the committed ones, or else LiteRT's or its like's."""
    if subject.texts is not None and subject.texts.model == run.sha256:
        return subject.texts.pages
    for other in found.runs:
        if other.sha256 == run.sha256 and _is_exact(other):
            return {page.name: page.texts for page in other.pages}
    return None


def _is_exact(run: Run) -> bool:
    """See `Runner.exact`; a device is."""
    return run.runtime not in RUNNERS or find_runner(run.runtime).exact


def _pairs(
    runners: list[Runner], subjects: list[Subject]
) -> Iterator[tuple[Runner, Subject, Artefact]]:
    """Each runner with each file that it can run; the weights of two bundles count once."""
    seen = set()
    for subject in subjects:
        for file in subject.files:
            for runner in runners:
                if file.path.name.endswith(runner.suffixes) and (runner.name, file) not in seen:
                    seen.add((runner.name, file))
                    yield runner, subject, file


def _subject_of(path: Path, run: Run, subjects: list[Subject]) -> tuple[Subject, Artefact]:
    for subject in subjects:
        for file in subject.files:
            if (file.path.name, file.sha256, file.precision) == (
                run.file,
                run.sha256,
                run.precision,
            ):
                return subject, file
    raise ContractError(
        f"{path} tells of a {run.file} that is not in these bundles ({run.sha256[:12]}…): name "
        "the bundle that the device has, or embed this one and run the device's test again"
    )


def _read_bundle(path: Path) -> Bundle:
    bundle = read_bundle(path)
    if bundle.manifest.contract != contract_hash() or bundle.charset != CHARSET:
        raise ContractError(
            f"{path} was made for another contract, charset or framing than this program's: "
            "export its weights anew"
        )
    return bundle


def _subject(
    job: Job, bundle: Bundle, corpus: Corpus, pages: Sequence[PageImage], hashed: str
) -> Subject:
    """A bundle and its reference; goldens and committed texts must be that reference's."""
    if corpus.tiles.shape[2] not in bundle.manifest.tile_widths:
        raise ContractError(
            f"{job.corpus} holds tiles of {corpus.tiles.shape[2]} pixels, {bundle.path} reads "
            f"{' or '.join(map(str, bundle.manifest.tile_widths))}: name another corpus"
        )
    known = reference(job.weights, bundle, corpus, pages, job.cache)
    goldens = bundle.goldens()
    apart = float(np.abs(known.goldens - goldens.logits).max())
    if not apart <= FP32_MAX_ERROR or texts(goldens.logits, bundle.charset) != [*goldens.texts]:
        raise ContractError(
            f"{bundle.path}: its golden vectors are not what its weights give ({apart:.2g} "
            "apart): export the bundle anew"
        )
    committed = read_texts(job.texts) if job.texts.is_file() else None
    if committed:
        check_texts(job.texts, committed, known, bundle.charset, hashed)
    return Subject(bundle, known, tuple(artefacts(bundle, job.weights)), committed)
