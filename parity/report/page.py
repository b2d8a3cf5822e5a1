"""The whole page: sections in the order in which questions arise."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from contract.files import write_whole
from parity.records import Report
from parity.report import accuracy, errors, kinds, overview, pages, proofs, tiles
from parity.report.background import Background
from parity.report.markup import Markup, join, tag

STYLE, SCRIPT = (Path(__file__).with_name(name) for name in ("style.css", "filter.js"))
TITLE = "Pocket OCR: parity report"


def write_report(path: Path, report: Report, background: Background) -> None:
    """Write one self-contained HTML file, whole or not at all; equal arguments, equal bytes.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(path, page(report, background).encode())


def page(report: Report, background: Background) -> str:
    """The HTML of the report. It loads nothing, and its policy forbids it to."""
    script = SCRIPT.read_text(encoding="utf-8")
    body = join(
        tag("header", tag("h1", TITLE), overview.verdict(report)),
        tag("main", *_sections(report, background)),
        tag("script", Markup(script)),
        between="\n",
    )
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", **{"http-equiv": "Content-Security-Policy", "content": _policy(script)}),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", TITLE),
        tag("style", Markup(STYLE.read_text(encoding="utf-8"))),
        between="\n",
    )
    html = tag("html", tag("head", head), "\n", tag("body", body), lang="en")
    return f"<!DOCTYPE html>\n{html}\n"


def _sections(report: Report, background: Background) -> list[Markup]:
    parts = [overview.facts(report, background)]
    if report.results:
        parts += [
            _section("Results", overview.results(report)),
            _section("Size, loss, time", overview.costs(report)),
            _section("Accuracy and calibration", accuracy.section(background)),
            _section("Logit errors", errors.section(report, background)),
            _section("By degradation", kinds.section(report, background)),
            _section("Tiles that differ", tiles.section(report, background)),
            _section("Pages", pages.section(report, background)),
        ]
    parts.append(_section("What this proves", proofs.section(report, background.absent)))
    return parts


def _section(heading: str, *content: Markup) -> Markup:
    name = heading.lower().replace(" ", "-").replace(",", "")
    return tag("section", tag("h2", heading, id=name), *content, aria_labelledby=name)


def _policy(script: str) -> str:
    """Content Security Policy: data URIs, inline styles, and this one script."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
