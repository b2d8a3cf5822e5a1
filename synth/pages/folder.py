"""Pages as a folder in the shape of the evaluation corpora: pages.jsonl and pages/ID.png."""

import json
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from contract.files import write_whole
from synth.pages.truth import SynthPage


def write_pages(folder: Path, pages: Iterable[SynthPage], show: bool = False) -> None:
    """Writes pages as they come, and at last pages.jsonl.

    `show` adds copies with the words' quads and their reading order drawn, in show/.
    """
    records = []
    for index, page in enumerate(pages):
        name = f"{page.kind}-{index:04d}"
        _write_png(folder / "pages" / f"{name}.png", page.grey)
        if show:
            _write_png(folder / "show" / f"{name}.png", overlay(page))
        records.append(json.dumps(page.record(name), ensure_ascii=False))
    write_whole(folder / "pages.jsonl", ("\n".join(records) + "\n").encode())


def overlay(page: SynthPage) -> np.ndarray:
    """The page, uint8 [H, W, 3], with quads (one colour a block) and the way of reading drawn."""
    canvas = np.asarray(cv2.cvtColor(page.grey, cv2.COLOR_GRAY2BGR))
    colours = ((0, 0, 230), (200, 90, 0), (0, 150, 0), (180, 0, 180))
    way = []
    for word in page.words:
        corners = np.array(word.quad, np.int32).reshape(4, 2)
        cv2.polylines(canvas, [corners], True, colours[word.block % len(colours)], 1)
        way.append(corners.mean(axis=0))
    for box in page.ornaments:
        cv2.polylines(canvas, [np.rint(box).astype(np.int32)], True, (150, 150, 150), 1)
    if way:
        cv2.polylines(canvas, [np.rint(way).astype(np.int32)], False, (0, 200, 220), 1)
    return canvas


def _write_png(path: Path, image: np.ndarray) -> None:
    write_whole(path, cv2.imencode(".png", image)[1].tobytes())
