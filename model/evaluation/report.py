"""Summaries as text, predictions and misses as TSV, misses as a picture."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from contract.errors import ImageError
from contract.files import write_whole
from contract.numbers import STRIP_HEIGHT
from model.evaluation.metrics import error_kind
from model.evaluation.results import Result

SHEET_ROWS = 60
_PICTURE, _TEXT, _PAD = 400, 560, 6


def as_text(summary: dict[str, Any]) -> str:
    """A summary for people: one table per key that holds a mapping."""
    lines = [
        f"{summary['reader']}: {summary['n']} words",
        f"SWA  cs {summary['cs']:.2f} %   ci {summary['ci']:.2f} %   an {summary['an']:.2f} %",
        f"CER  {summary['cer']:.2f} %   ECE {summary['ece']:.4f} (an {summary['ece_an']:.4f})",
    ]
    if "tiles" in summary:
        lines.append(
            f"tiles exact {summary['tiles_exact']:.2f} % of {summary['tiles']}, "
            f"silent {summary['blank_tiles_silent']:.2f} % of {summary['blank_tiles']} blank ones"
        )
    for key, title in (("by_length", "length"), ("by_kind", "kind")):
        if key in summary:
            lines += ["", f"{title:<20}{'n':>7}{'cs':>8}{'ci':>8}{'an':>8}"]
            lines += [
                f"{name:<20}{row['n']:>7}{row['cs']:>8.2f}{row['ci']:>8.2f}{row['an']:>8.2f}"
                for name, row in summary[key].items()
            ]
    lines += ["", "errors: " + ", ".join(f"{k} {v}" for k, v in summary["errors"].items())]
    shown = [f"{a or '∅'}→{b or '∅'} {count}" for a, b, count in summary["confusions"]]
    return "\n".join([*lines, "confusions: " + ", ".join(shown)])


def write_predictions(path: Path, results: Sequence[Result]) -> None:
    """`file<TAB>text` lines."""
    write_whole(path, "".join(f"{r.name}\t{r.text}\n" for r in results).encode())


def write_misses(path: Path, missed: Sequence[Result]) -> None:
    """`file, label, text, confidence in per mille, kind of error, group` lines under a header."""
    header = "file\tlabel\ttext\tconfidence\terror\tgroup\n"
    rows = (
        f"{r.name}\t{r.label}\t{r.text}\t{r.confidence}\t{error_kind(r.label, r.text)}\t{r.group}\n"
        for r in missed
    )
    write_whole(path, (header + "".join(rows)).encode())


def write_sheet(
    path: Path, missed: Sequence[Result], picture: Callable[[Result], np.ndarray]
) -> None:
    """PNG of the first SHEET_ROWS misses: what the net saw, the label, what was read.

    `picture` gives a miss's strip or tile, uint8 [32, width]; OpenCV's font draws ASCII only,
    anything else as question marks.

    Raises:
        ImageError: the name does not end in .png.
    """
    if path.suffix.lower() != ".png":
        raise ImageError(f"{path}: a sheet of misses is a PNG; choose a name that ends in .png")
    rows = [_sheet_row(picture(miss), miss) for miss in missed[:SHEET_ROWS]]
    sheet = np.concatenate(rows or [np.full((STRIP_HEIGHT, _PICTURE), 255, np.uint8)])
    write_whole(path, cv2.imencode(".png", sheet)[1].tobytes())


def _sheet_row(strip: np.ndarray, miss: Result) -> np.ndarray:
    row = np.full((STRIP_HEIGHT + 2 * _PAD, _PICTURE + _TEXT), 255, np.uint8)
    shown = strip[:, :_PICTURE]
    row[_PAD : _PAD + STRIP_HEIGHT, : shown.shape[1]] = shown
    row[-1] = 200
    texts = f"label {miss.label}", f"read  {miss.text}   ({miss.confidence})"
    for text, bottom in zip(texts, (18, 38), strict=True):
        cv2.putText(row, text, (_PICTURE + 10, bottom), cv2.FONT_HERSHEY_PLAIN, 1.1, 0, 1)
    return row
