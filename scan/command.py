"""The command that reads pages: `python -m scan` and `pocket-ocr read`."""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from contract.errors import PocketOcrError
from contract.files import write_whole
from scan.document import Document, ReadPage
from scan.many import ordered_map
from scan.outputs import page_target, targets
from scan.progress import Progress
from scan.sources import DPI, InputFile, PageSource, find, pages
from scan.worker import DEFAULT_BUNDLE, Outcome, Settings, lost, open_worker
from scan.writers import FORMATS, Format

SOME_FAILED = 1
"""Exit code if some inputs could not be read; if none could, that of a wrong input, 2."""
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
LISTED = 5
"""Skipped files that are named; the others are counted."""

FormatName = Literal["text", "json", "hocr", "pdf", "alto"]
Rotation = Literal["auto", "0", "90", "180", "270"]


def scan(
    images: Annotated[
        list[Path],
        typer.Argument(help="Images, multi-page TIFFs, PDFs, folders.", metavar="IMAGE..."),
    ],
    format_: Annotated[FormatName, typer.Option("--format", "-f", help="Of the result.")] = "text",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File, or folder for several inputs."),
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option(help="Picture of the boxes and texts, PNG; a folder for several pages."),
    ] = None,
    bundle: Annotated[
        Path | None, typer.Option(help="Folder of a bundle; default: the one that is built in.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(help="Weights file for torch, instead of a bundle.")
    ] = None,
    precision: Annotated[str | None, typer.Option(help="Model of the bundle.")] = None,
    rotation: Annotated[Rotation, typer.Option(help="Degrees to turn pages clockwise.")] = "auto",
    rectify: Annotated[
        bool, typer.Option("--rectify", help="Pull photographed pages straight first.")
    ] = False,
    lexicon: Annotated[
        bool, typer.Option(help="Correct doubtful words by the bundle's lexicon.")
    ] = True,
    dpi: Annotated[
        int, typer.Option(min=36, max=1200, help="Resolution of PDF pages, and of images in PDFs.")
    ] = DPI,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes; default: as many as there are cores.")
    ] = None,
) -> None:
    """Read pages and print their text, or write it in another format."""
    found = find(images)
    form = FORMATS[format_]
    form.require()
    one_file = len(found.files) == len(images) == 1 and not images[0].is_dir()
    settings = Settings(
        bundle=bundle if weights or bundle else DEFAULT_BUNDLE,
        weights=weights,
        precision=precision,
        rotation=None if rotation == "auto" else int(rotation),
        rectify=rectify,
        lexicon=lexicon,
        overlay=overlay is not None,
    )
    sink = Sink(form, found.files, output, overlay, one_file)
    _note_skipped(found.skipped)
    planned = [(file, _planned(file, dpi)) for file in found.files]
    sources = [source for _, listed in planned if not isinstance(listed, str) for source in listed]
    work = partial(open_worker, settings)
    jobs = min(jobs or os.cpu_count() or 1, len(sources))
    if jobs > 1:
        settings.open()  # what is wrong with it is told here, and once
    outcomes = ordered_map(work, sources, jobs, lost)
    progress = Progress(len(sources))
    failed = [f"{folder}: holds no image" for folder in found.empty]
    for sentence in failed:
        progress.say(f"error: {sentence}")
    for file, listed in planned:
        error = listed if isinstance(listed, str) else ""
        if not isinstance(listed, str):
            error = _finish(file, listed, outcomes, sink, progress)
        if error:
            failed.append(error)
            progress.say(f"error: {error}")
    if failed:
        raise typer.Exit(SOME_FAILED if len(failed) < len(planned) + len(found.empty) else 2)


class Sink:
    """Where documents and overlays go."""

    def __init__(
        self,
        form: Format,
        files: Sequence[InputFile],
        output: Path | None,
        overlay: Path | None,
        one_file: bool,
    ) -> None:
        """Choose all targets beforehand.

        Raises:
            PocketOcrError: they do not fit the inputs; see `scan.outputs.targets`.
        """
        self._form = form
        self._headings = form is FORMATS["text"] and not one_file
        self._files = output and targets(files, output, form.suffix, one_file)
        self._overlays = overlay and targets(files, overlay, ".png", one_file)
        if output is None and not one_file and not form.streams:
            raise PocketOcrError(f"several {form.suffix} files need a folder: --output DIR")
        if output is None and form is FORMATS["pdf"] and sys.stdout.isatty():
            raise PocketOcrError("a PDF is not for a terminal: name a file with --output")

    def put(self, file: InputFile, document: Document) -> None:
        """Write a document, whole.

        Raises:
            PocketOcrError: see the format's writer; or its file cannot be written.
            OSError: the disk is full, or standard output takes no more.
        """
        data = self._form.write(document)
        if self._files:
            _write(self._files[file], data)
            return
        if self._headings:
            data = f"==> {document.clean_name} <==\n".encode() + data + b"\n"
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def put_overlay(self, file: InputFile, index: int, count: int, data: bytes) -> None:
        """Write a page's overlay if there is one.

        Raises:
            PocketOcrError: it cannot be written.
            OSError: the disk is full.
        """
        if self._overlays and data:
            _write(page_target(self._overlays[file], index, count), data)


def _write(target: Path, data: bytes) -> None:
    """Write a file whole; only a full disk, which no other file fits on, ends the scan."""
    try:
        write_whole(target, data)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise OSError(error.errno, error.strerror, str(target)) from None
        raise PocketOcrError(f"{target}: cannot be written ({error.strerror})") from None


def _planned(file: InputFile, dpi: int) -> list[PageSource] | str:
    """A file's pages, or why it has none."""
    try:
        return pages(file.path, dpi) or f"{file.path}: has no pages"
    except PocketOcrError as error:
        return str(error)


def _finish(
    file: InputFile,
    sources: list[PageSource],
    outcomes: Iterator[Outcome],
    sink: Sink,
    progress: Progress,
) -> str:
    """Take the outcomes of a file's pages and write them; the first error, if there is one.

    Raises:
        OSError: the disk is full, or standard output takes no more.
    """
    read, errors = [], []
    for source in sources:
        outcome = next(outcomes)
        progress.advance(str(file.path))
        if outcome.page is None:
            errors.append(outcome.error)
            continue
        read.append(ReadPage(source, outcome.page))
        try:
            sink.put_overlay(file, source.index, len(sources), outcome.overlay)
        except PocketOcrError as error:
            errors.append(str(error))
    if len(read) == len(sources):
        progress.clear()
        try:
            sink.put(file, Document(str(file.path), tuple(read)))
        except PocketOcrError as error:
            errors.append(str(error))
    return errors[0] if errors else ""


def _note_skipped(skipped: Sequence[Path]) -> None:
    if skipped:
        more = f" and {len(skipped) - LISTED} more" if len(skipped) > LISTED else ""
        names = ", ".join(map(str, skipped[:LISTED]))
        print(f"skipped, since they are no images: {names}{more}", file=sys.stderr)
