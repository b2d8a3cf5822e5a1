"""A contact sheet of an atlas: one line of text in each of some faces."""

from pathlib import Path

import cv2
import numpy as np

from contract.charset import CHARSET
from synth.fonts.atlas import Atlas
from synth.fonts.raster import EM

SAMPLE = "Hamburgefonstiv RQ&g 0123456789 aAeEdDtT %@{} éüßç£€"
_ROW, _LABEL, _WIDTH = 64, 480, 2000


def sheet(atlas: Atlas, path: Path, n: int = 50, seed: int = 0) -> Path:
    """Write a PNG of `n` faces of the atlas, chosen by `seed`, heaviest first."""
    count = min(n, len(atlas.faces))
    chosen = np.random.default_rng(seed).choice(len(atlas.faces), count, replace=False)
    ordered = sorted(chosen.tolist(), key=lambda i: (-atlas.faces[i].weight, i))
    image = np.vstack([line(atlas, face) for face in ordered])
    half = cv2.resize(image, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    ok, png = cv2.imencode(".png", half)
    if not ok:
        raise OSError(f"cannot encode {path}")
    path.write_bytes(png.tobytes())
    return path


def line(atlas: Atlas, face: int, text: str = SAMPLE) -> np.ndarray:
    """uint8 [_ROW, _WIDTH], black on white: the face's record and `text` set in it."""
    ink = np.zeros((_ROW, _WIDTH), np.uint8)
    pen, baseline = float(_LABEL), int(1.1 * EM)
    for char in text:
        index = CHARSET.index(char)
        glyph = atlas.glyphs[face, index]
        if glyph["offset"] < 0:
            continue
        bitmap = atlas.glyph(face, index)
        top, left = baseline - int(glyph["top"]), round(pen) + int(glyph["left"])
        y, x = max(top, 0), max(left, 0)
        part = bitmap[y - top :, x - left :][: max(0, _ROW - y), : max(0, _WIDTH - x)]
        window = ink[y : y + part.shape[0], x : x + part.shape[1]]
        np.maximum(window, part, out=window)
        pen += float(glyph["advance"]) / 64
    record = atlas.faces[face]
    label = f"{record.style} {record.split} {record.weight:.5f} {record.file}"[:56]
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(ink, label, (4, 36), font, 0.45, 255, 1, cv2.LINE_AA)
    return 255 - ink
