"""How many words each artefact reads, and how right it is about being right: from the manifests."""

from parity.accuracy import MAX_CALIBRATION_ERROR, MAX_LOSS
from parity.report.background import Background
from parity.report.charts import bar
from parity.report.checks import Check, number, signed
from parity.report.markup import Markup, join, tag
from parity.report.table import Column, table

COLUMNS = (
    Column("Artefact", "the precision and the model’s file", numeric=False),
    Column("Tiles", "seeded synthetic tiles of fonts that the training did not see"),
    Column("Words", "that stand on them"),
    Column("SWA, %", "single-word accuracy: words read right, case counts"),
    Column("SWA lost, points", "less than the reference; the tick is the bound", numeric=False),
    Column(
        "Calibration error",
        "expected calibration error of the words’ confidences, 0 to 1; the tick is the bound",
        numeric=False,
    ),
    Column("Size, MB", "of the model’s file or package, in 10⁶ bytes"),
)


def section(background: Background) -> Markup:
    """A row for each model of the bundles."""
    models = [model for manifest in background.manifests for model in manifest.models]
    if not models:
        return tag("p", "No bundle’s manifest was at hand.", class_="calm")
    losses = [model.accuracy.swa_loss for model in models]
    low = min([0.0, *losses])
    high = max([*losses, *(MAX_LOSS[model.precision] for model in models)])
    rows, bad = [], []
    for i, model in enumerate(models):
        found = model.accuracy
        loss = Check("", found.swa_loss, MAX_LOSS[model.precision])
        error = Check("", found.calibration_error, MAX_CALIBRATION_ERROR)
        if not (loss.holds and error.holds):
            bad.append(i)
        rows.append(
            (
                join(model.precision, tag("small", model.file)),
                f"{found.tiles:,}",
                f"{found.words:,}",
                f"{found.swa:.2f}",
                _bounded(loss, low, high, signed(found.swa_loss)),
                _bounded(error, 0, 1.25 * MAX_CALIBRATION_ERROR, number(found.calibration_error)),
                f"{model.bytes / 1e6:.2f}",
            )
        )
    caption = "Accuracy of each artefact, as its export measured it"
    return tag("div", table(caption, COLUMNS, rows, bad=bad), class_="bars")


def _bounded(check: Check, low: float, high: float, shown: str) -> Markup:
    """A bar, the value, and the bound in words."""
    sign = "≤" if check.holds else "✘ >"
    words = tag("small", f"{sign} {number(check.bound)}")
    return join(bar(check.value, low, high, check.bound), shown, words)
