"""What was read, in the formats that other programs take: one file per format."""

from collections.abc import Callable
from dataclasses import dataclass

from scan.document import Document
from scan.writers import alto, hocr, json, pdf, text


@dataclass(frozen=True)
class Format:
    """How a document becomes a file's bytes; the same document gives the same bytes."""

    suffix: str
    write: Callable[[Document], bytes]


FORMATS = {
    "text": Format(".txt", text.write),
    "json": Format(".json", json.write),
    "hocr": Format(".hocr", hocr.write),
    "pdf": Format(".pdf", pdf.write),
    "alto": Format(".alto.xml", alto.write),
}
