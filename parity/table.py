"""What a comparison found, as a table in plain text, and as lines."""

from collections.abc import Iterator, Sequence

from contract.numbers import LOGPROB_ONE
from parity.records import Report, Result, Run

COLUMNS = (
    "file", "runtime", "equal", "undecided", "differ", "max error", "99.9 %", "PSNR dB",
    "steps %", "SWA %", "loss", "pages' words", "MB", "ms/tile", "",
)  # fmt: skip
LEFT = (0, 1)
"""Columns of text; the others hold numbers."""
SHOWN = 5
"""Differences that are listed for each run; all are in the JSON and in the HTML page."""


def table(report: Report) -> str:
    """A row for each run."""
    rows = [COLUMNS, *(_row(run, result) for run, result in report.pairs())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in LEFT else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def notes(report: Report) -> Iterator[str]:
    """Lines about each run: versions, misses, and the first differences."""
    for run, result in report.pairs():
        versions = ", ".join(f"{name} {version}" for name, version in sorted(run.versions.items()))
        yield f"{run.runtime}, {run.file}: {versions}; {run.device}"
        yield from (f"  MISS: {miss}" for miss in result.misses)
        for one in result.differences[:SHOWN]:
            yield (
                f"  tile {one.tile}: {one.reference!r} -> {one.candidate!r} from step {one.step} "
                f"on, margin {one.margin / LOGPROB_ONE:.3f}, {one.verdict}"
            )
        yield from _more(len(result.differences), "tiles")
        places = [(page.name, one) for page in result.pages for one in page.differences]
        for name, place in places[:SHOWN]:
            yield f"  page {name}: {place.reference!r} -> {place.candidate!r}"
        yield from _more(len(places), "places on pages")


def _more(count: int, what: str) -> Iterator[str]:
    if count > SHOWN:
        yield f"  and {count - SHOWN} more {what}"


def _row(run: Run, result: Result) -> Sequence[str]:
    words = sum(page.words for page in result.pages)
    same = sum(page.identical for page in result.pages)
    exact = {page.golden for page in result.pages} == {"equal"}
    return (
        run.file,
        run.runtime,
        f"{result.identical}/{result.tiles}",
        str(result.undecided),
        str(result.different + result.broken),
        _number(run, "max_logit_error", ".2g"),
        _number(run, "p999_logit_error", ".2g"),
        _number(run, "psnr_db", ".1f"),
        f"{result.agreement:.2f}",
        f"{result.swa:.2f}",
        f"{result.swa_loss:+.2f}",
        f"{same}/{words}{' =' if exact else ''}",
        f"{run.bytes / 1e6:.2f}",
        f"{run.ms_per_tile:.2f}",
        result.verdict,
    )


def _number(run: Run, name: str, form: str) -> str:
    return format(run.measured[name], form) if name in run.measured else "–"
