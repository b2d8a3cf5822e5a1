"""A short name for a font's licence, from its own words or its package's copyright file."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synth.fonts.atlas import Atlas

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


def write_licences(atlas: "Atlas", path: Path) -> None:
    """Write the atlas' faces as a Markdown table: what they are, where from, how often drawn."""
    lines = [
        "# Fonts",
        "",
        f"{len(atlas.faces)} faces. Share: of the lines of its split. Packages are Debian's.",
        "",
        "| family | style | split | share | package | file | licence | sha256 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for face in sorted(atlas.faces, key=lambda f: (f.family, f.style_name, f.file)):
        cells = (
            face.family,
            face.style_name,
            face.split,
            f"{100 * face.weight:.3f} %",
            face.package,
            face.file,
            face.licence,
            face.sha256[:12],
        )
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
