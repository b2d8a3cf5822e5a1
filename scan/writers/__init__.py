"""What was read, in the formats that other programs take: one file per format."""

from collections.abc import Callable
from dataclasses import dataclass

from scan.document import Document
from scan.writers import alto, hocr, json, pdf, text


def _nothing() -> None:
    """A format that needs no further package."""


@dataclass(frozen=True)
class Format:
    """How a document becomes a file's bytes; the same document gives the same bytes."""

    suffix: str
    write: Callable[[Document], bytes]
    require: Callable[[], None] = _nothing
    """Raises PocketOcrError if a package that it needs is not installed."""
    streams: bool = False
    """Whether several documents can follow each other on standard output."""


FORMATS = {
    "text": Format(".txt", text.write, streams=True),
    "json": Format(".json", json.write, streams=True),
    "hocr": Format(".hocr", hocr.write),
    "pdf": Format(".pdf", pdf.write, pdf.require),
    "alto": Format(".alto.xml", alto.write),
}
