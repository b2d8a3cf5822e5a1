"""Readers of pages side by side on a corpus, page by page in turns."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bench.engines.catalogue import OURS, Engine, environment_variables
from bench.engines.workers import Worker, WorkerError
from bench.peers.worker import Facts, Record
from bench.speed.page_results import PageComparison, PageRow, result
from bench.truth import TruePage

Start = Callable[[Engine], Worker]


def start_worker(engine: Engine) -> Worker:
    """An engine's worker."""
    return Worker(engine.command, environment_variables())


class Runner:
    """An engine on its way through the pages; one that fails is out, for the reason `missing`."""

    def __init__(self, engine: Engine, start: Start, stack: ExitStack) -> None:
        self.engine = engine
        self.missing = engine.missing
        self.records: dict[str, list[Record]] = {}
        self.facts: Facts | None = None
        with self._guarded() as running:
            if running:
                self._worker = stack.enter_context(start(engine))

    def warm_up(self, page: TruePage) -> None:
        """Read a page for nothing."""
        with self._guarded() as running:
            if running:
                self._worker.ask(page.image)

    def read(self, page: TruePage) -> None:
        """Read a page and keep the record."""
        with self._guarded() as running:
            if running:
                self.records.setdefault(page.id, []).append(self._worker.ask(page.image))

    def finish(self) -> None:
        """Ask for the facts."""
        with self._guarded() as running:
            if running:
                self.facts = self._worker.close()

    def row(self, pages: Sequence[TruePage]) -> PageRow | None:
        """The results; None if it is missing."""
        if self.facts is None:
            return None
        results = tuple(result(page, self.records[page.id]) for page in pages)
        return PageRow(self.engine.name, self.engine.title, self.facts, results)

    @contextmanager
    def _guarded(self) -> Iterator[bool]:
        """Whether it still runs; what fails inside makes a peer missing. Ours must not fail."""
        try:
            yield not self.missing
        except WorkerError as error:
            if self.engine.name == OURS:
                raise
            self.missing = str(error)


def compare_pages(
    corpus: str,
    pages: Sequence[TruePage],
    engines: Sequence[Engine],
    repeat: int = 1,
    start: Start = start_worker,
) -> PageComparison:
    """Measure the engines page by page in turns, so that a slow spell meets all alike.

    Each engine reads the first page once before the timing starts. A page that an engine cannot
    read counts as empty text.

    Raises:
        WorkerError: our worker failed; a peer that fails is listed as missing.
    """
    with ExitStack() as stack:
        runners = [Runner(engine, start, stack) for engine in engines]
        for runner in runners:
            runner.warm_up(pages[0])
        for number in range(repeat):
            for at, page in enumerate(pages, 1 + number * len(pages)):
                print(f"{corpus}: {at}/{repeat * len(pages)} {page.id}", file=sys.stderr)
                for runner in runners:
                    runner.read(page)
        for runner in runners:
            runner.finish()
    rows = [runner.row(pages) for runner in runners]
    missing = {each.engine.title: each.missing for each in runners if each.missing}
    return PageComparison(
        corpus, len(pages), repeat, tuple(row for row in rows if row is not None), missing
    )
