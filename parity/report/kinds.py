"""Differences by the way in which tiles of the corpus were degraded."""

from collections import Counter

from parity.records import Report
from parity.report.background import Background
from parity.report.markup import Markup, join, tag
from parity.report.names import run_names, stacked
from parity.report.table import Column, table


def section(report: Report, background: Background) -> Markup:
    """A row for each class of the corpus, a column for each run; darker is more."""
    kinds = background.corpus.kinds
    sizes = Counter(kinds)
    counts = [Counter(kinds[d.tile] for d in result.differences) for result in report.results]
    broken = [
        Counter(kinds[d.tile] for d in result.differences if d.verdict == "broken")
        for result in report.results
    ]
    columns = [
        Column("Class", numeric=False),
        Column("Tiles"),
        *(Column(stacked(name)) for name in run_names(report)[: len(counts)]),
    ]
    rows = [
        (
            kind,
            f"{size:,}",
            *(_cell(c[kind], b[kind], size) for c, b in zip(counts, broken, strict=True)),
        )
        for kind, size in sorted(sizes.items())
    ]
    total = ("all", f"{len(kinds):,}", *(_cell(c.total(), b.total(), len(kinds))
             for c, b in zip(counts, broken, strict=True)))  # fmt: skip
    caption = "Tiles read otherwise than by the reference, by class of degradation"
    return tag("div", table(caption, columns, [*rows, total]), class_="heat")


def _cell(different: int, broken: int, size: int) -> Markup:
    """Number and share; one half or more is the darkest."""
    if not different:
        return tag("span", "0", class_="none")
    share = different / max(size, 1)
    words = f"{different:,} · {100 * share:.1f} %"
    promise = tag("strong", f" ✘ {broken} broken") if broken else ""
    depth = f"--share:{min(2 * share, 1):.3f}"
    return tag("span", join(words, promise), class_="warm", style=depth)
