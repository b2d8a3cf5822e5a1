"""Sections of Markdown with a table, and reports written side by side."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from contract.files import write_whole


def section(
    heading: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    notes: Sequence[str] = (),
    *,
    left: int = 1,
) -> str:
    """A heading, a table, and notes as a list; the first `left` columns hold text, not numbers."""
    lines = [
        f"## {heading}",
        "",
        _line(columns),
        _line("---" if i < left else "--:" for i in range(len(columns))),
        *map(_line, rows),
    ]
    if notes:
        lines += ["", *(f"- {note}" for note in notes)]
    return "\n".join(lines)


def _line(parts: Iterable[str]) -> str:
    return "| " + " | ".join(parts) + " |"


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by their names into a folder, each whole or not at all; what was written."""
    for name, data in files.items():
        write_whole(folder / name, data)
    return [folder / name for name in files]
