"""An atlas of OpenCV's built-in stroke letters, so that rendering is tested without fonts."""

from types import SimpleNamespace

import cv2
import numpy as np

from contract.charset import CHARSET

GLYPH = np.dtype(
    [
        ("offset", "i8"),
        ("width", "u2"),
        ("height", "u2"),
        ("left", "i2"),
        ("top", "i2"),
        ("advance", "i4"),
    ]
)


class DrawnAtlas:
    """Two faces, thin and bold; what is not ASCII is missing."""

    def __init__(self) -> None:
        parts: list[np.ndarray] = []
        self.glyphs = np.zeros((2, len(CHARSET)), GLYPH)
        offset = 0
        for face, thickness in enumerate((2, 4)):
            for i, char in enumerate(CHARSET):
                if not char.isascii():
                    self.glyphs[face, i]["offset"] = -1
                    continue
                canvas = np.zeros((60, 60), np.uint8)
                cv2.putText(canvas, char, (10, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, thickness)
                y, x = np.nonzero(canvas)
                box = (
                    canvas[y.min() : y.max() + 1, x.min() : x.max() + 1]
                    if len(y)
                    else canvas[:0, :0]
                )
                left, top = (int(x.min()) - 10, 40 - int(y.min())) if len(y) else (0, 0)
                advance = (box.shape[1] + 4) * 64 if len(y) else 14 * 64
                self.glyphs[face, i] = (offset, box.shape[1], box.shape[0], left, top, advance)
                parts.append(box.ravel())
                offset += box.size
        self.bitmaps = np.concatenate(parts)
        self.faces = [
            SimpleNamespace(family="Hershey", style="sans", style_name=name)
            for name in ("Regular", "Bold")
        ]

    def cumulative(self, split: str) -> tuple[np.ndarray, np.ndarray]:
        return np.array([0, 1]), np.array([0.7, 1.0])

    def supports(self, face: int, classes: list[int]) -> bool:
        return all(self.glyphs[face, k - 1]["offset"] >= 0 for k in classes)
