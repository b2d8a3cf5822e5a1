"""The scoreboard as one self-contained page: tables with bars, and the worst misses as pictures.

It shows words of the corpora, so it is for the machine that has them.
"""

from collections.abc import Sequence

import cv2

from bench.accuracy.bootstrap import Interval
from bench.accuracy.breakdown import Case, worst
from bench.accuracy.grids import Cell, Grid, as_text
from bench.accuracy.kinds import kind_of
from bench.accuracy.pages import PageBudget
from bench.analysis.pictures import overlay
from bench.analysis.run import Mark
from detector.image import load_grey
from parity.report.charts import bar
from parity.report.document import document, section
from parity.report.markup import Markup, join, tag
from parity.report.pictures import jpeg, png
from parity.report.table import Column, legend, table

TITLE = "Pocket OCR: scoreboard"
WORST_WORDS, WORST_PAGES = 60, 3
"""Misses that are shown of each corpus."""
PAGE_SIDE = 1400
"""Pixels of a shown page's longer side."""
CROP_HEIGHT = 48
"""Pixels on the screen."""


def html(
    facts: dict[str, str],
    grids: Sequence[Grid],
    cases: Sequence[Case],
    budgets: Sequence[PageBudget],
    peer: str | None,
) -> str:
    """The page; `peer` is the title of the best one on words."""
    lead = tag(
        "dl", *(tag("div", tag("dt", a), tag("dd", b)) for a, b in facts.items()), class_="facts"
    )
    sections = [section(grid.title, _table(grid)) for grid in grids]
    for corpus in dict.fromkeys(case.sample.corpus for case in cases):
        some = worst([case for case in cases if case.sample.corpus == corpus], WORST_WORDS)
        cards = [_card(case, peer) for case in some]
        if cards:
            sections.append(section(f"Worst words, {corpus}", tag("div", *cards, class_="cards")))
    for corpus in dict.fromkeys(budget.sample.corpus for budget in budgets):
        pages = [budget for budget in budgets if budget.sample.corpus == corpus]
        pages.sort(key=lambda budget: (-len(budget.lost), budget.sample.name))
        shown = [_page(budget) for budget in pages[:WORST_PAGES] if budget.lost]
        if shown:
            sections.append(section(f"Worst pages, {corpus}", *shown))
    return document(TITLE, lead, sections)


def _table(grid: Grid) -> Markup:
    columns = [Column(name, numeric=i >= grid.heads) for i, name in enumerate(grid.columns)]
    reach = max(
        (
            max(abs(cell.low), abs(cell.high))
            for row in grid.rows
            for cell in row
            if isinstance(cell, Interval)
        ),
        default=1.0,
    )
    rows = [[_cell(cell, reach) for cell in row] for row in grid.rows]
    drawn = table(grid.title, columns, rows, heads=grid.heads)
    is_drawn = any(isinstance(cell, float | Interval) for row in grid.rows for cell in row)
    notes = legend(grid.notes.items()) if grid.notes else ""
    return join(tag("div", drawn, class_="bars" if is_drawn else None), notes)


def _cell(cell: Cell, reach: float) -> str:
    if isinstance(cell, Interval):
        return join(whiskers(cell, reach), as_text(cell), between=" ")
    if isinstance(cell, float):
        return join(bar(cell, 0, 100), as_text(cell), between=" ")
    return cell


def whiskers(interval: Interval, reach: float) -> Markup:
    """An interval on the axis from -reach to reach: a tick at 0, a line, a bar at the middle."""

    def at(value: float) -> float:
        return round(50 + 50 * value / max(reach, 1e-9), 2)

    low, high = at(interval.low), at(interval.high)
    kind = "over" if interval.verdict == "worse" else "fill"
    parts = [
        tag("rect", x=0, y=5, width=100, height=2, class_="rail"),
        tag("rect", x=low, y=4, width=round(max(high - low, 0.6), 2), height=4, class_=kind),
        tag("rect", x=round(at(interval.difference) - 1, 2), y=1, width=2, height=10, class_=kind),
        tag("rect", x=49.7, y=0, width=0.6, height=12, class_="tick"),
    ]
    return tag(
        "svg", *parts, viewBox="0 0 100 12", preserveAspectRatio="none", class_="bar",
        aria_hidden="true",
    )  # fmt: skip


def _card(case: Case, peer: str | None) -> Markup:
    picture = tag(
        "img", src=png(load_grey(case.sample.image)), height=CROP_HEIGHT, class_="pixels",
        alt=f"crop of {case.sample.true}", style="max-width:100%;object-fit:contain",
    )  # fmt: skip
    rows = [("label", case.sample.true), (f"ours ({case.confidence})", case.text)]
    if case.peer is not None:
        rows.append((peer or "", case.peer))
    lines = [
        tag("tr", tag("th", name, scope="row"), tag("td", tag("span", text, class_="reading")))
        for name, text in rows
    ]
    kind = kind_of(case.sample.true, case.text) or ""
    name = tag("small", f"{kind} · {case.sample.name} · {case.sample.half}")
    readings = tag("table", tag("tbody", *lines), class_="readings")
    return tag("div", picture, readings, name, class_="card")


def _page(budget: PageBudget) -> Markup:
    grey = load_grey(budget.sample.image)
    picture = overlay(grey, [], [Mark(word.quad, word.fate) for word in budget.fates])
    scale = min(1.0, PAGE_SIDE / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    caption = f"{budget.sample.name}: {len(budget.lost)} of {budget.words} words are not right"
    lost = [
        f"{each.word.text} ({each.loss}, in its box {each.boxed or '∅'})" for each in budget.lost
    ]
    return tag(
        "figure",
        tag("figcaption", caption),
        tag("img", src=jpeg(small), alt=caption, style="max-width:100%"),
        tag("details", tag("summary", "The words"), tag("p", "; ".join(lost))),
    )
