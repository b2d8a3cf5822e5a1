"""A small committed atlas: a few faces of held-out families, so that rendering needs no download.

sample_faces/
    faces.tsv    which faces: family, style, licence, package, file, copyright
    glyphs.png   their bitmaps, one row a face, side by side in the charset's order, in 16 levels
    faces.json   a record a face, and its glyphs' [width, height, left, top, advance]; null: lacking
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from contract.charset import CHARSET
from contract.errors import PocketOcrError
from contract.files import write_whole
from synth.fonts.atlas import GLYPH, Atlas, Face
from synth.fonts.weigh import STYLE_SHARE

FOLDER = Path(__file__).with_name("sample_faces")
TABLE, SHEET, FACES = "faces.tsv", "glyphs.png", "faces.json"
SPLIT = "test"
LEVEL = 17
"""Coverage is rounded to multiples of this: 16 levels, so that the picture stays small."""
_METRICS = ("width", "height", "left", "top", "advance")


def open_sample(folder: Path = FOLDER) -> Atlas:
    """The sample as an atlas, in memory; all its faces are of the split "test".

    Raises:
        PocketOcrError: a file is missing or damaged, or the charset is another.
    """
    damaged = PocketOcrError(f"the sample of fonts in {folder} is damaged: check it out again")
    try:
        records = json.loads((folder / FACES).read_text("utf-8"))
        sheet = cv2.imdecode(np.fromfile(folder / SHEET, np.uint8), cv2.IMREAD_UNCHANGED)
        faces = [Face(**record["face"]) for record in records]
        tables = [_table(record["glyphs"]) for record in records]
    except (OSError, ValueError, TypeError, KeyError, cv2.error):
        raise damaged from None
    if sheet is None or sheet.ndim != 2 or sheet.dtype != np.uint8:
        raise damaged
    glyphs = np.stack(tables)
    row, parts, offset = 0, list[np.ndarray](), 0
    for table in glyphs:
        x = 0
        for glyph in table[table["offset"] >= 0]:
            width, height = int(glyph["width"]), int(glyph["height"])
            parts.append(sheet[row : row + height, x : x + width].ravel())
            if len(parts[-1]) != width * height:
                raise damaged
            x += width
        size = table["width"].astype(np.int64) * table["height"]
        known = table["offset"] >= 0
        table["offset"][known] = offset + np.cumsum(size[known]) - size[known]
        offset += int(size[known].sum())
        row += int(table["height"].max())
    return Atlas(faces, glyphs, np.concatenate(parts))


def digest(folder: Path = FOLDER) -> str:
    """SHA-256 of the sample, in hex: of its records and its picture."""
    parts = ((folder / name).read_bytes() for name in (FACES, SHEET))
    return hashlib.sha256(b"".join(parts)).hexdigest()


def write_sample(atlas: Atlas, folder: Path = FOLDER) -> None:
    """Take the faces that faces.tsv names from an atlas; the same atlas gives the same bytes.

    Raises:
        PocketOcrError: a face is missing there, or is of a family that training sees.
    """
    listed = [line.split("\t") for line in (folder / TABLE).read_text("utf-8").splitlines()[1:]]
    where = {(face.package, face.file): face.index for face in atlas.faces}
    faces, indices = list[Face](), list[int]()
    for _, _, licence, package, file, _ in listed:
        index = where.get((package, file))
        if index is None or atlas.faces[index].split != SPLIT:
            raise PocketOcrError(f"{file} of {package} is not among the atlas' held-out faces")
        faces.append(replace(atlas.faces[index], index=len(faces), licence=licence))
        indices.append(index)
    count = Counter(face.style for face in faces)
    rows, lines = [], []
    for face, index in zip(faces, indices, strict=True):
        weighed = replace(face, weight=round(STYLE_SHARE[face.style] / count[face.style], 6))
        row, metrics = _row(atlas, index)
        rows.append(row)
        lines.append(json.dumps({"face": asdict(weighed), "glyphs": metrics}, ensure_ascii=False))
    width = max(row.shape[1] for row in rows)
    sheet = np.concatenate([np.pad(row, ((0, 0), (0, width - row.shape[1]))) for row in rows])
    png = cv2.imencode(".png", sheet, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1]
    write_whole(folder / SHEET, png.tobytes())
    write_whole(folder / FACES, ("[\n" + ",\n".join(lines) + "\n]\n").encode())


def _table(metrics: Sequence[Any]) -> np.ndarray:
    """GLYPH [characters] of a face's metrics; the offset of a glyph that is there is 0."""
    if len(metrics) != len(CHARSET):
        raise ValueError("another charset")
    table = np.zeros(len(CHARSET), GLYPH)
    for char, values in enumerate(metrics):
        table[char] = (-1, 0, 0, 0, 0, 0) if values is None else (0, *values)
    return table


def _row(atlas: Atlas, face: int) -> tuple[np.ndarray, list[list[int] | None]]:
    """The glyphs of a face side by side, uint8 [tallest, sum of widths], and their metrics."""
    table = atlas.glyphs[face]
    row = np.zeros((int(table["height"].max()), int(table["width"].sum())), np.uint8)
    metrics: list[list[int] | None] = []
    x = 0
    for char, glyph in enumerate(table):
        if glyph["offset"] < 0:
            metrics.append(None)
            continue
        metrics.append([int(glyph[name]) for name in _METRICS])
        bitmap = atlas.glyph(face, char)
        height, width = bitmap.shape
        levels = (bitmap.astype(np.uint16) + LEVEL // 2) // LEVEL * LEVEL
        row[:height, x : x + width] = levels.astype(np.uint8)
        x += width
    return row, metrics
