"""Tables of the scoreboard, drawn alike as Markdown and as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.accuracy.board import BASELINE, Board, Part
from bench.accuracy.bootstrap import DRAWS, LEVEL, Interval
from bench.accuracy.samples import HALVES
from bench.engines.catalogue import OURS
from bench.tables import section

NONE = "–"
Cell = str | float | Interval
"""Text, a percentage, or a difference; the last two are drawn in HTML as well."""


@dataclass(frozen=True)
class Grid:
    """A table."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    heads: int = 1
    """How many first cells of a row name it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Terms of the table, and what they mean."""

    def as_markdown(self) -> str:
        """A section."""
        rows = [[as_text(cell).replace("|", "\\|") for cell in row] for row in self.rows]
        notes = [f"{term}: {meaning}" for term, meaning in self.notes.items()]
        return section(self.title, self.columns, rows, notes, left=self.heads)


def as_text(cell: Cell) -> str:
    """A cell without its picture."""
    if isinstance(cell, Interval):
        what = f"{cell.difference:+.2f} [{cell.low:+.2f}, {cell.high:+.2f}]"
        return f"{what} {cell.verdict}"
    return f"{cell:.2f}" if isinstance(cell, float) else cell


def name_of(part: Part) -> str:
    """For readers."""
    return part.corpus or "all"


def scores(board: Board) -> Grid:
    """A row for each engine, the chief measures of each corpus; for the README."""
    measures = board.task.compared
    rows: list[list[Cell]] = []
    for engine, title in board.titles.items():
        row: list[Cell] = [title]
        for part in board.parts:
            found = len(board.rows(part, engine))
            shown = [f"{board.score(engine, measure, part):.1f}" for measure in measures]
            row.append(" / ".join(shown) if found else NONE)
        rows.append(row)
    columns = ["engine", *map(name_of, board.parts)]
    sizes = ", ".join(f"{name_of(part)} {len(board.rows(part))}" for part in board.parts)
    notes = {
        " / ".join(measures): MEANINGS[board.task.name],
        board.task.unit: sizes,
    } | {f"missing: {who}": why for who, why in board.missing.items()}
    return Grid(
        f"{board.task.name.capitalize()}: {' / '.join(measures)}, %", columns, rows, 1, notes
    )


MEANINGS = {
    "words": "single-word accuracy: cs exact, an letters and digits, case ignored",
    "pages": "F1 of the bag of words: cs exact, an runs of letters and digits, case ignored",
}


def details(board: Board) -> Grid:
    """All measures of each engine on each corpus, whole and by halves."""
    rows: list[list[Cell]] = []
    for part in board.parts:
        for half in (None, *HALVES):
            here = Part(part.corpus, half)
            for engine, title in board.titles.items():
                found = board.rows(here, engine)
                if len(found):
                    values = [board.score(engine, name, here) for name in board.task.measures]
                    rows.append([name_of(part), half or "both", title, str(len(found)), *values])
    columns = ["corpus", "half", "engine", board.task.unit, *board.task.measures]
    notes = {
        "half": f"documents by a hash of their id: thresholds may be fitted on `{HALVES[0]}`, "
        f"`{HALVES[1]}` tells what they are worth",
        "CER": "edits per character of the truth, %"
        + ("" if board.task.name == "words" else ", casefolded; it depends on reading order"),
    }
    return Grid(f"{board.task.name.capitalize()}: all measures, %", columns, rows, 3, notes)


def differences(board: Board) -> Grid:
    """How much better ours is than each other engine, and whether that is clear."""
    rows: list[list[Cell]] = []
    for engine, title in board.titles.items():
        if engine == OURS:
            continue
        for part in board.parts:
            for half in (None, *HALVES) if engine == BASELINE else (None, HALVES[1]):
                here = Part(part.corpus, half)
                found = [board.difference(engine, name, here) for name in board.task.compared]
                cells = [NONE if each is None else each for each in found]
                rows.append([title, name_of(part), half or "both", *cells])
    notes = {
        "difference": f"ours less the other, in points, with its {LEVEL} % interval: paired "
        f"bootstrap over documents, {DRAWS} draws; better or worse if the interval leaves out 0"
    }
    columns = ["beside", "corpus", "half", *board.task.compared]
    return Grid(f"{board.task.name.capitalize()}: ours less the others", columns, rows, 3, notes)
