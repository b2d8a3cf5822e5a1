"""Pages with the truth and what was found drawn on them."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from bench.analysis.run import Budgeted, Detected, Mark
from contract.files import write_whole
from detector.image import load_grey
from scan.page import Quad

FOUND = (200, 120, 0)
"""BGR of what was found."""
COLOURS = {
    "right": (0, 150, 0),
    "covered": (0, 150, 0),
    "missed": (0, 0, 255),
    "not found": (0, 0, 255),
    "dropped": (180, 0, 255),
    "misread": (0, 140, 255),
}
REGROUPED = (200, 0, 200)
"""Of all that was split or merged."""
LONG_SIDE = 2000
LEGEND = 26
"""Height of the strip that names the colours."""


def overlay(grey: np.ndarray, found: Sequence[Quad], marks: Sequence[Mark]) -> np.ndarray:
    """The page, BGR uint8, at most LONG_SIDE pixels long, under a strip that names the colours."""
    scale = min(LONG_SIDE / max(grey.shape), 1.0)
    page = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    canvas = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    for quad in found:
        cv2.polylines(canvas, [_points(quad, scale)], True, FOUND, 1)
    for mark in marks:
        colour = COLOURS.get(mark.kind, REGROUPED)
        cv2.polylines(canvas, [_points(mark.quad, scale)], True, colour, 2)
    strip = np.full((LEGEND, canvas.shape[1], 3), 255, np.uint8)
    x = 6
    for name in ("found", *dict.fromkeys(mark.kind for mark in marks)):
        colour = FOUND if name == "found" else COLOURS.get(name, REGROUPED)
        cv2.putText(strip, name, (x, LEGEND - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, 1)
        x += 14 + cv2.getTextSize(name, cv2.FONT_HERSHEY_SIMPLEX, 0.5, 1)[0][0]
    return np.concatenate([strip, canvas])


def _points(quad: Quad, scale: float) -> np.ndarray:
    return np.rint(np.array(quad).reshape(4, 2) * scale).astype(np.int32)


def write_worst(results: Sequence[Detected | Budgeted], count: int, folder: Path) -> list[Path]:
    """Overlays of the `count` worst pages, as NUMBER-ID.png; the paths."""
    worst = sorted(results, key=lambda result: -result.badness)[:count]
    paths = [folder / f"{i:02d}-{result.page.id}.png" for i, result in enumerate(worst, 1)]
    for result, path in zip(worst, paths, strict=True):
        picture = overlay(load_grey(result.page.image), result.found, result.marks)
        write_whole(path, cv2.imencode(".png", picture)[1].tobytes())
    return paths
