"""Pages: how many words are read as by the reference, and where the others stand."""

from dataclasses import dataclass

import numpy as np

from parity.corpus import PageImage
from parity.records import PageResult, Quad, Report
from parity.report.background import Background
from parity.report.markup import Markup, join, tag
from parity.report.names import run_names, stacked
from parity.report.pictures import png, small_page
from parity.report.readings import marked
from parity.report.table import Column, table

MAX_PAGES = 16
"""Pages shown as pictures."""
MAX_WORDS = 30
"""Differing places of a page that are shown; the others are counted."""
CROP_MARGIN = 4
MAX_CROP = 96, 480
"""Rows and columns of a word's picture; a larger one is left out."""


@dataclass(frozen=True)
class Place:
    """A place on a page where some runs read the same other words."""

    reference: str
    candidate: str
    quad: Quad
    runs: tuple[str, ...]


def section(report: Report, background: Background) -> Markup:
    """Counts of all pages, and pictures of those with differences."""
    names = list(dict.fromkeys(page.name for result in report.results for page in result.pages))
    if not names:
        return tag("p", "No page was read.", class_="calm")
    known = {page.name: page for page in background.pages}
    found = {name: places(report, name) for name in names}
    differing = [name for name in names if found[name]]
    figures = [
        _figure(known[name], found[name], _rotation(report, name))
        for name in differing[:MAX_PAGES]
        if name in known
    ]
    parts = [_counts(report, names, known)]
    if not differing:
        parts.append(tag("p", "Every run reads the same words on every page.", class_="calm"))
    if len(figures) < len(differing):
        left = len(differing) - len(figures)
        parts.append(tag("p", f"{left} more pages differ; see the report’s JSON.", class_="note"))
    return join(*parts, tag("div", join(*figures, between="\n"), class_="pages"))


def places(report: Report, page: str) -> list[Place]:
    """Differing places of a page, equal ones of several runs as one, from top to bottom."""
    found: dict[tuple[str, str, Quad], tuple[str, ...]] = {}
    for name, result in zip(run_names(report), report.results, strict=True):
        for each in result.pages:
            for d in each.differences if each.name == page else ():
                key = d.reference, d.candidate, d.quad
                found[key] = (*found.get(key, ()), name)
    ordered = sorted(found.items(), key=lambda item: (item[0][2][1], item[0][2][0], item[0][1]))
    return [Place(*key, runs) for key, runs in ordered]


def _counts(report: Report, names: list[str], known: dict[str, PageImage]) -> Markup:
    """A row a page, a column a run."""
    by_run = [{page.name: page for page in result.pages} for result in report.results]
    held = [i for i, pages in enumerate(by_run) if pages]
    runs = run_names(report)
    columns = [
        Column("Page", numeric=False),
        Column("Shows", numeric=False),
        Column("Words"),
        *(Column(stacked(runs[i])) for i in held),
    ]
    rows = []
    for name in names:
        words = max(pages[name].words for pages in by_run if name in pages)
        shows = known[name].shows if name in known else ""
        cells = [_count(by_run[i].get(name)) for i in held]
        rows.append((name, shows, f"{words:,}", *cells))
    total = ["All pages", "", ""]
    total += [_total(list(by_run[i].values())) for i in held]
    caption = "Words of each page that a run reads as the reference does"
    return table(caption, columns, [*rows, total])


def _count(page: PageResult | None) -> str:
    if page is None:
        return "–"
    parts = ["all" if page.identical == page.words else f"{page.identical:,}"]
    if page.differences:
        parts.append(tag("span", f"{len(page.differences)} differ", class_="differ"))
    if page.golden == "differs":
        parts.append(tag("strong", "✘ not this file’s words"))
    return join(*parts, between=" ")


def _total(pages: list[PageResult]) -> str:
    """Words, and pages that are just what this very file must give, as far as that is known."""
    words = f"{sum(p.identical for p in pages):,} of {sum(p.words for p in pages):,}"
    known = [page.golden == "equal" for page in pages if page.golden != "none"]
    promise = f"{'✔' if all(known) else '✘'} {sum(known)} of {len(known)} as goldens"
    return join(words, tag("small", promise) if known else "")


def _rotation(report: Report, name: str) -> int:
    turns = (page.rotation for run in report.runs for page in run.pages if page.name == name)
    return next(turns, 0)


def _figure(page: PageImage, found: list[Place], rotation: int) -> Markup:
    shown = found[:MAX_WORDS]
    uri, width, height = small_page(page.grey)
    label = f"{page.name}, {page.shows}: {len(found)} places with other words are framed"
    scale = width / page.grey.shape[1]
    parts = [tag("title", label), tag("image", href=uri, width=width, height=height)]
    for i, place in enumerate(shown, 1):
        parts += _box(str(i), place.quad, scale)
    picture = tag(
        "svg",
        join(*parts, between="\n"),
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=label,
        class_="page",
    )
    columns = [
        Column("No."),
        Column("Ink", numeric=False),
        Column("Reference", numeric=False),
        Column("Read", numeric=False),
        Column("Runs", numeric=False),
    ]
    rows = [_row(i, place, page.grey, rotation) for i, place in enumerate(shown, 1)]
    caption = f"Words that differ on {page.name}"
    if len(shown) < len(found):
        caption += f": {len(shown)} of {len(found)}, all are in the report’s JSON"
    text = tag("figcaption", tag("strong", page.name), f" · {page.shows}" if page.shows else "")
    return tag("figure", text, tag("div", picture, table(caption, columns, rows), class_="split"))


def _box(name: str, quad: Quad, scale: float) -> list[Markup]:
    xs, ys = ([round(value * scale, 1) for value in quad[i::2]] for i in (0, 1))
    points = " ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True))
    return [
        tag("polygon", points=points, class_="halo"),
        tag("polygon", points=points, class_="box"),
        tag("text", name, x=max(xs) + 2, y=min(ys) + 4, class_="number"),
    ]


def _row(i: int, place: Place, grey: np.ndarray, rotation: int) -> tuple[str, ...]:
    ours, theirs = marked(place.reference, place.candidate)
    return (str(i), _crop(place, grey, rotation), ours, theirs, ", ".join(place.runs))


def _crop(place: Place, grey: np.ndarray, rotation: int) -> str:
    """The words' pixels, upright; nothing if they are too many or none."""
    xs, ys = place.quad[0::2], place.quad[1::2]
    left, top = (max(min(side) - CROP_MARGIN, 0) for side in (xs, ys))
    part = grey[top : max(ys) + CROP_MARGIN, left : max(xs) + CROP_MARGIN]
    upright = np.ascontiguousarray(np.rot90(part, -rotation // 90))
    if not upright.size or upright.shape[0] > MAX_CROP[0] or upright.shape[1] > MAX_CROP[1]:
        return ""
    height, width = upright.shape
    alt = f"Picture of “{place.reference or place.candidate}”"
    return tag("img", src=png(upright), alt=alt, width=width, height=height, class_="pixels")
