"""Command line: `python -m parity --bundle build/tflite --runner litert`."""

import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from contract.cli import run
from model.backends import default_weights
from parity import records
from parity.check import Checked, Job, check
from parity.corpus import DATA
from parity.reference import CACHE
from parity.report import Background, write_report
from parity.runners import RUNNERS
from parity.table import notes, table
from parity.texts import FILE
from scan.worker import DEFAULT_BUNDLE

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
MISSED = 1
"""Exit code of a gate that was missed; 2 is that of an error, as everywhere."""


@app.command()
def main(
    bundle: Annotated[
        list[Path] | None,
        typer.Option(help="Folder of a bundle, again for each; default: the shipped one."),
    ] = None,
    runner: Annotated[
        list[str] | None,
        typer.Option(
            help=f"Runtime, again for each: {', '.join(RUNNERS)}, report or all; default: those "
            "that are here and can run a model of the bundle."
        ),
    ] = None,
    report_of: Annotated[
        list[Path] | None,
        typer.Option("--from", help="A device's report, for --runner report; again for each."),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(help="The bundle's weights; default: those in model/weights.")
    ] = None,
    corpus: Annotated[
        Path, typer.Option(help="Folder of tiles and pages.", show_default="parity/data")
    ] = DATA,
    texts: Annotated[
        Path, typer.Option(help="Committed words.", show_default="parity/data/texts.tsv")
    ] = FILE,
    cache: Annotated[Path, typer.Option(help="Where the reference's logits are kept.")] = CACHE,
    json: Annotated[Path | None, typer.Option(help="Write all that was read and found.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page for people: HTML.")] = None,
) -> None:
    """Compare a bundle's models, in each runtime, with the reference; exit code 1 on a miss."""
    job = Job(
        bundles=tuple(bundle or [DEFAULT_BUNDLE]),
        runners=tuple(runner or ()),
        reports=tuple(report_of or ()),
        weights=weights or default_weights(),
        corpus=corpus,
        texts=texts,
        cache=cache,
    )
    found = check(job, lambda line: print(line, flush=True))
    print(table(found.report), "", *notes(found.report), sep="\n")
    if json:
        records.write(json, found.report)
    if report:
        _write_html(report, found)
    if any(result.misses for result in found.report.results):
        raise typer.Exit(MISSED)


def _write_html(path: Path, found: Checked) -> None:
    background = Background(
        corpus=found.corpus,
        reference=found.reference,
        pages=tuple(found.pages),
        manifests=tuple(subject.bundle.manifest for subject in found.subjects),
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        absent=found.absent,
        errors=found.errors,
    )
    write_report(path, found.report, background)


if __name__ == "__main__":
    run(app)
