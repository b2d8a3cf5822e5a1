"""What runs are called throughout the page."""

from collections import Counter

from parity.records import Report


def run_names(report: Report) -> list[str]:
    """`precision · runtime` of each run; where two share it, the model's file tells them apart."""
    short = [f"{run.precision} · {run.runtime}" for run in report.runs]
    held = Counter(short)
    return [
        name if held[name] == 1 else f"{name} · {run.file}"
        for name, run in zip(short, report.runs, strict=True)
    ]
