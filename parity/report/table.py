"""Tables with a caption, heads of columns and rows, and numbers flush right."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parity.report.markup import Markup, join, tag


class Column(NamedTuple):
    """Head of a column; `note` explains it on hover, and in the list below the table."""

    name: str
    note: str = ""
    numeric: bool = True


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    heads: int = 1,
    bad: Iterable[int] = (),
    explain: bool = True,
) -> Markup:
    """A table that scrolls sideways where it does not fit.

    Args:
        caption: what the rows are.
        columns: their heads.
        rows: cells, text or markup.
        heads: how many first cells of a row name it.
        bad: numbers of the rows to set off.
        explain: list the columns' notes below.
    """
    marked = frozenset(bad)
    head = tag("tr", *(_head(column) for column in columns))
    body = [
        tag("tr", *_cells(row, columns, heads), class_="bad" if i in marked else None)
        for i, row in enumerate(rows)
    ]
    grid = tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", join(*body, between="\n")),
    )
    scroll = tag("div", grid, class_="scroll", tabindex="0", role="region", aria_label=caption)
    notes = [(column.name, column.note) for column in columns if column.note]
    return join(scroll, legend(notes)) if explain and notes else scroll


def legend(notes: Iterable[tuple[str, str]]) -> Markup:
    """Terms and what they mean, folded away."""
    pairs = [tag("div", tag("dt", name), tag("dd", note)) for name, note in notes]
    return tag(
        "details", tag("summary", "What the columns mean"), tag("dl", *pairs), class_="legend"
    )


def _head(column: Column) -> Markup:
    return tag(
        "th",
        column.name,
        scope="col",
        class_="number" if column.numeric else None,
        title=column.note or None,
    )


def _cells(row: Sequence[str], columns: Sequence[Column], heads: int) -> Iterable[Markup]:
    for i, (cell, column) in enumerate(zip(row, columns, strict=True)):
        kind = "number" if column.numeric else None
        if i < heads:
            yield tag("th", cell, scope="row", class_=kind)
        else:
            yield tag("td", cell, class_=kind)
