"""A short name for a font's licence, from its own words or its package's copyright file."""

import re
from functools import cache
from pathlib import Path

UNKNOWN = "see package"

_KNOWN = (
    ("OFL-1.1", r"sil open font|open font licen[cs]e|\bofl\b"),
    ("Apache-2.0", r"apache licen[cs]e|apache-2"),
    ("GPL+FE", r"font exception|gpl[^\n]{0,40}exception|document[^\n]*embed[^\n]*general public"),
    ("GUST", r"gust font licen[cs]e|gust-font"),
    ("LPPL", r"latex project public|\blppl\b"),
    ("Bitstream-Vera", r"bitstream vera"),
    ("CC0-1.0", r"\bcc0"),
    ("Ubuntu-1.0", r"ubuntu font licen[cs]e"),
    ("MIT", r"\bexpat\b|mit licen[cs]e"),
    ("AGPL", r"affero"),
    ("GPL", r"general public licen[cs]e|\bgpl\b"),
)


def in_words(text: str) -> str | None:
    """The first known licence that the text names."""
    return next((name for name, pattern in _KNOWN if re.search(pattern, text, re.I)), None)


@cache
def of_package(folder: Path) -> str | None:
    """The only licence that a package's copyright file names; None where it names several."""
    texts = [p.read_text("utf-8", "replace") for p in sorted(folder.rglob("copyright"))]
    # in the usual machine-readable form the packaging's own licence counts too: look at the fonts'
    stanzas = [s for t in texts for s in re.split(r"\n\s*\n", t)
               if s.startswith("Files:") and not s.startswith("Files: debian")]  # fmt: skip
    found = {name for t in (stanzas or texts) if (name := in_words(t))}
    return found.pop() if len(found) == 1 else None
