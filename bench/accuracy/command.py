"""The command: measure, compare, take apart, write."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.accuracy import breakdown, pages
from bench.accuracy.board import Board
from bench.accuracy.fault_grids import page_grids, word_grids
from bench.accuracy.grids import Grid, details, differences, scores
from bench.accuracy.measures import PAGES, TASKS, WORDS
from bench.accuracy.page import html
from bench.accuracy.readings import Source, Store
from bench.accuracy.results import as_json, read_texts
from bench.accuracy.run import measure
from bench.accuracy.samples import Corpus, read_folders
from bench.accuracy.sources import PEERS, LineSource, OurSource, peer_source
from bench.engines.catalogue import OURS
from bench.tables import write_files
from contract.bundle import read_bundle
from contract.errors import ContractError
from scan.page import Quad


def run(
    folders: Sequence[Path],
    bundle: Path,
    precision: str | None,
    peers: Sequence[str],
    tasks: Sequence[str],
    baseline: Path | None,
    limit: int | None,
    output: Path,
    cache: Path,
) -> tuple[str, list[Path]]:
    """The scoreboard of the corpora in some folders.

    Returns:
        The chief tables as Markdown, and what was written: accuracy.md, accuracy.json and
        accuracy.html.

    Raises:
        ContractError: a folder, the bundle, the baseline or a name cannot be used.
    """
    unknown = [name for name in peers if name not in PEERS]
    unknown += [task for task in tasks if task not in [each.name for each in TASKS]]
    if unknown:
        known = ", ".join([*PEERS, *(task.name for task in TASKS)])
        raise ContractError(f"{unknown[0]} is not known; there are {known}")
    old = None if baseline is None else read_texts(baseline)
    corpora = read_folders(folders, limit)

    def open_source(task: str, name: str) -> Source | str | None:
        if name == OURS:
            return OurSource(task, bundle, precision)
        return peer_source(name, task, cache)

    store = Store(cache / "accuracy")

    def find(images: Sequence[Path]) -> list[Sequence[Quad]]:
        return [reading.lines for reading in store.read(LineSource(), images, "pages")]

    engines = {OURS: "Pocket OCR"} | {name: PEERS[name].title for name in peers}
    boards = measure(corpora, tasks, engines, open_source, store, old)
    facts = _facts(bundle, precision, corpora)
    return write(boards, corpora, facts, find, pages.read_boxes(bundle, precision), output)


def write(
    boards: Sequence[Board],
    corpora: Sequence[Corpus],
    facts: Mapping[str, str],
    find: pages.FindLines,
    read: pages.ReadBoxes,
    output: Path,
) -> tuple[str, list[Path]]:
    """See `run`."""
    chief = [grid for board in boards for grid in (scores(board), differences(board))]
    rest = [details(board) for board in boards]
    cases: list[breakdown.Case] = []
    budgets: list[pages.PageBudget] = []
    peer = None
    for board in boards:
        if board.task is WORDS:
            cases = breakdown.cases(board)
            peer = board.titles[board.best_peer] if board.best_peer else None
            rest += word_grids(board, cases)
        if board.task is PAGES:
            truths = {(each.name, page.id): page for each in corpora for page in each.pages}
            budgets = pages.budgets(board, truths, find, read)
            tokens = pages.beside(board, board.best_peer) if board.best_peer else None
            rest += page_grids(board, budgets, tokens)
    grids = [*chief, *rest]
    files = {
        "accuracy.md": _markdown(grids),
        "accuracy.json": as_json(boards, grids, dict(facts)),
        "accuracy.html": html(dict(facts), grids, cases, budgets, peer),
    }
    written = write_files(output, {name: text.encode() for name, text in files.items()})
    return _markdown(chief), written


def _markdown(grids: Sequence[Grid]) -> str:
    return "\n\n".join(grid.as_markdown() for grid in grids) + "\n"


def _facts(bundle: Path, precision: str | None, corpora: Sequence[Corpus]) -> dict[str, str]:
    """What was measured."""
    model = read_bundle(bundle).manifest.model(precision)
    sizes = [f"{each.name} {len(each.words)} + {len(each.pages)}" for each in corpora]
    return {
        "Bundle": str(bundle),
        "Model": f"{model.precision}, {model.bytes / 1e6:.2f} MB",
        "SHA-256": model.sha256[:16],
        "Words and pages": ", ".join(sizes),
    }
