"""Measures corpora: ours and the peers on words and pages; what is known already is not read."""

import sys
from collections.abc import Callable, Mapping, Sequence

from bench.accuracy.board import BASELINE, Board, Sample
from bench.accuracy.measures import TASKS, WORDS, Task
from bench.accuracy.readings import Source, Store
from bench.accuracy.results import Texts
from bench.accuracy.samples import Corpus
from bench.engines.catalogue import OURS
from bench.engines.workers import WorkerError
from contract.errors import ContractError

OpenSource = Callable[[str, str], Source | str | None]
"""From a task's and an engine's name to its source; why it cannot be had; None: not for this."""


def measure(
    corpora: Sequence[Corpus],
    tasks: Sequence[str],
    engines: Mapping[str, str],
    open_source: OpenSource,
    store: Store,
    baseline: Texts | None = None,
) -> list[Board]:
    """A board for each task that the corpora have samples of.

    Args:
        corpora: what is read.
        tasks: of TASKS.
        engines: names and titles; ours is among them.
        open_source: see OpenSource.
        store: where readings are kept.
        baseline: what ours read at another time, if there is something to be compared with.

    Raises:
        WorkerError: ours failed; a peer that fails is listed as missing.
        ContractError: nothing to be measured, or the baseline has none of the samples.
    """
    boards = [
        _board(task, samples, engines, open_source, store, baseline)
        for task in TASKS
        if task.name in tasks and (samples := samples_of(corpora, task))
    ]
    if not boards:
        raise ContractError("nothing to measure: the folders hold none of what was asked for")
    if baseline is not None and not any(BASELINE in board.titles for board in boards):
        raise ContractError("the baseline has none of these samples: measure the same folders")
    return boards


def samples_of(corpora: Sequence[Corpus], task: Task) -> list[Sample]:
    """The samples of a task, corpus by corpus."""
    if task is WORDS:
        return [
            Sample(corpus.name, crop.name, crop.document or crop.name, crop.label, crop.path)
            for corpus in corpora
            for crop in corpus.words
        ]
    return [
        Sample(corpus.name, page.id, page.id, page.text, page.image)
        for corpus in corpora
        for page in corpus.pages
    ]


def _board(
    task: Task,
    samples: Sequence[Sample],
    engines: Mapping[str, str],
    open_source: OpenSource,
    store: Store,
    baseline: Texts | None,
) -> Board:
    titles: dict[str, str] = {}
    texts: dict[str, Sequence[str | None]] = {}
    missing: dict[str, str] = {}
    ours = []
    images = [sample.image for sample in samples]
    for name, title in engines.items():
        source = open_source(task.name, name)
        if source is None:
            continue
        try:
            if isinstance(source, str):
                raise WorkerError(source)
            readings = store.read(source, images, task.unit)
        except WorkerError as error:
            if name == OURS:
                raise
            missing[title] = str(error)
            print(f"{title}: no {task.unit}: {error}", file=sys.stderr)
            continue
        titles[name] = title
        texts[name] = [reading.text for reading in readings]
        if name == OURS:
            ours = readings
    old = baseline_texts(task, samples, baseline or {})
    if any(text is not None for text in old):
        titles[BASELINE] = "the baseline"
        texts[BASELINE] = old
    return Board(task, samples, titles, texts, ours, missing)


def baseline_texts(task: Task, samples: Sequence[Sample], baseline: Texts) -> list[str | None]:
    """What a results file has of the samples."""
    known = baseline.get(task.name, {})
    return [known.get(sample.corpus, {}).get(sample.name) for sample in samples]
