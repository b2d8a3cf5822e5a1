"""The whole page: sections in the order in which questions arise."""

from pathlib import Path

from contract.files import write_whole
from parity.records import Report
from parity.report import accuracy, errors, kinds, overview, pages, proofs, tiles
from parity.report.background import Background
from parity.report.document import document, section
from parity.report.markup import Markup

SCRIPT = Path(__file__).with_name("filter.js")
TITLE = "Pocket OCR: parity report"


def write_report(path: Path, report: Report, background: Background) -> None:
    """Write one self-contained HTML file, whole or not at all; equal arguments, equal bytes.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(path, page(report, background).encode())


def page(report: Report, background: Background) -> str:
    """The HTML of the report."""
    return document(
        TITLE,
        overview.verdict(report),
        _sections(report, background),
        SCRIPT.read_text(encoding="utf-8"),
    )


def _sections(report: Report, background: Background) -> list[Markup]:
    parts = [overview.facts(report, background)]
    if report.results:
        parts += [
            section("Results", overview.results(report)),
            section("Size, loss, time", overview.costs(report)),
            section("Accuracy and calibration", accuracy.section(background)),
            section("Logit errors", errors.section(report, background)),
            section("By degradation", kinds.section(report, background)),
            section("Tiles that differ", tiles.section(report, background)),
            section("Pages", pages.section(report, background)),
        ]
    parts.append(section("What this proves", proofs.section(report, background.absent)))
    return parts
