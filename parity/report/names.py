"""What runs are called throughout the page."""

from collections import Counter

from parity.records import Report
from parity.report.markup import Markup, join, tag

BETWEEN = " · "


def run_names(report: Report) -> list[str]:
    """`precision · runtime` of each run; where two share it, the model's file tells them apart."""
    short = [f"{run.precision}{BETWEEN}{run.runtime}" for run in report.runs]
    held = Counter(short)
    return [
        name if held[name] == 1 else f"{name}{BETWEEN}{run.file}"
        for name, run in zip(short, report.runs, strict=True)
    ]


def stacked(name: str) -> Markup:
    """A run's name over several lines, for a narrow column."""
    parts = [tag("span", part, class_="part") for part in name.split(BETWEEN)]
    return join(*parts, between=" ")
