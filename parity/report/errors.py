"""How the logits' errors of each run are distributed."""

from parity.gates import FP32_MAX_ERROR
from parity.records import Report, Run
from parity.report.background import Background
from parity.report.charts import histogram
from parity.report.checks import number
from parity.report.markup import Markup, join, tag
from parity.report.names import run_names


def section(report: Report, background: Background) -> Markup:
    """A histogram for each run whose logits were at hand."""
    figures = []
    for name, run in zip(run_names(report), report.runs, strict=True):
        counts = background.errors.get((run.runtime, run.sha256))
        if counts:
            figures.append(_figure(name, run, counts))
    if not figures:
        return tag("p", "No run gave its logits.", class_="calm")
    note = (
        "How many logits are off by how much, in nats, both axes logarithmic. Marks: the error "
        "that 99.9 % do not exceed, the largest, and for fp32 the bound."
    )
    return join(tag("p", note), tag("div", *figures, class_="figures"))


def _figure(name: str, run: Run, counts: tuple[int, ...]) -> Markup:
    measured = run.measured
    marks = []
    if "p999_logit_error" in measured:
        marks.append((measured["p999_logit_error"], "99.9 %"))
    if "max_logit_error" in measured:
        marks.append((measured["max_logit_error"], "largest"))
    if run.precision == "fp32":
        marks.append((FP32_MAX_ERROR, "bound"))
    said = ", ".join(f"{what} {number(error)}" for error, what in marks)
    label = f"Logit errors of {name}: {said}"
    return tag("figure", tag("figcaption", name), histogram(counts, marks, label))
