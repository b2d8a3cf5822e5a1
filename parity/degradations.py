"""Kinds of degradation: each tile of the corpus shows one of them, and hardly any other.

Training mixes the same treatments; here they are apart, so that a runtime's difference has a name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from synth.render import degrade, scene
from synth.render.banks import banks, window
from synth.render.layout import Line
from synth.render.scene import MARGIN, Scene
from synth.render.tile import Finished, Patch, bend, frame_as_crop, frame_as_line, warp

Image = np.ndarray
Treatment = Callable[[Image, Random], Image]

PAPER, INK = 245.0, 30.0
NEIGHBOURS = 4
"""How often lines are laid above and below, each at its own distance: one reaches in."""
SQUARE, CROSS = np.ones((2, 2), np.uint8), cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def _tones(paper: float, ink: float) -> Treatment:
    """Ink coverage as grey."""
    table = np.rint(paper - (paper - ink) * np.arange(256) / 255).astype(np.uint8)
    return lambda coverage, rng: np.asarray(cv2.LUT(coverage, table))


_printed = _tones(PAPER, INK)


def _added(name: str, least: float, most: float) -> Treatment:
    """Printed, with a bank's noise or texture on it."""

    def treat(coverage: Image, rng: Random) -> Image:
        bank, amount = getattr(banks(), name), rng.uniform(least, most)
        cut = window(bank, coverage.shape, rng)
        return cv2.addWeighted(_printed(coverage, rng), 1, cut, amount, -128 * amount)

    return treat


def _shaded(coverage: Image, rng: Random) -> Image:
    shade = window(banks().shade, coverage.shape, rng)
    return cv2.multiply(_printed(coverage, rng), shade, scale=1 / 225)


def _thermal(coverage: Image, rng: Random) -> Image:
    fade = window(banks().fade, coverage.shape, rng)
    return _tones(240, 90)(cv2.multiply(coverage, fade, scale=1 / 220), rng)


INKS: dict[str, Treatment] = {
    "bold": lambda band, rng: np.asarray(cv2.dilate(band, CROSS, iterations=2)),
    "thin": lambda band, rng: np.asarray(cv2.erode(band, SQUARE)),
    "dot matrix": scene.dot_matrix,
    "missing rows": scene.missing_rows,
    "pin holes": scene.pin_holes,
    "outline": lambda band, rng: scene.outline(band),
}
"""What happens to the ink, uint8 coverage at 40 px em."""

PRINTS: dict[str, Treatment] = {
    "clean": _printed,
    "faint": _tones(240, 195),
    "tinted paper": _tones(150, 45),
    "blur": lambda ink, rng: cv2.GaussianBlur(_printed(ink, rng), (0, 0), rng.uniform(0.9, 1.6)),
    "1-bit": lambda ink, rng: degrade.one_bit(_printed(ink, rng), PAPER, rng),
    "dither": lambda ink, rng: degrade.dither(_tones(230, 60)(ink, rng)),
    "low resolution": lambda ink, rng: degrade.low_resolution(_printed(ink, rng), rng),
    "jpeg": lambda ink, rng: degrade.compress(_printed(ink, rng), rng.randrange(12, 40)),
    "noise": _added("noise", 0.25, 0.6),
    "grain": _added("grain", 0.25, 0.6),
    "paper": _added("paper", 0.5, 1.0),
    "shadows": _shaded,
    "specks": lambda ink, rng: cv2.subtract(
        _printed(ink, rng), window(banks().specks, ink.shape, rng)
    ),
    "halftone": lambda ink, rng: degrade.tint(_printed(ink, rng), rng),
    "thermal": _thermal,
}
"""How page pixels become grey, of coverage uint8 [H, W]."""

VIEWS = ("skew", "bent")
SURROUNDINGS = ("rules", "neighbours")
FRAMINGS = ("light on dark", "crop")
LINE_KINDS = (*PRINTS, *INKS, *VIEWS, *SURROUNDINGS, *FRAMINGS)
"""Kinds of tiles that show a rendered line."""


@dataclass(frozen=True)
class Photographer:
    """Makes tiles of lines in one kind of degradation; the scene holds their neighbours."""

    kind: str
    scene: Scene

    def tiles(self, line: Line, rng: Random) -> list[Finished]:
        """The tiles that a line gives, framed as the detector does (a crop: as a bare crop is)."""
        canvas, baseline = self._canvas(line, rng)
        patch = self._patch(canvas, line.cap, rng)
        frame = frame_as_crop if self.kind == "crop" else frame_as_line
        return frame(patch, line, baseline, rng)

    def _canvas(self, line: Line, rng: Random) -> tuple[Image, int]:
        """Coverage, uint8, and the row of the baseline."""
        ink = INKS.get(self.kind)
        band = ink(line.band, rng) if ink else line.band
        canvas = np.asarray(cv2.copyMakeBorder(band, *(MARGIN,) * 4, cv2.BORDER_CONSTANT))
        baseline = MARGIN + line.above
        if self.kind == "rules":
            scene.rules(canvas, baseline, line, rng)
        elif self.kind == "neighbours":
            self.scene.remember(line)
            for _ in range(NEIGHBOURS):
                self.scene.neighbours(canvas, baseline, rng)
        return canvas, baseline

    def _patch(self, canvas: Image, cap: int, rng: Random) -> Patch:
        """The canvas as pixels of a page with capitals 12 to 26 px high."""
        scale = rng.uniform(12, 26) / cap
        height, width = canvas.shape
        size = (max(int(width * scale), 8), max(int(height * scale), 8))
        ink = np.asarray(cv2.resize(canvas, size, interpolation=cv2.INTER_AREA))
        sx, sy = size[0] / width, size[1] / height
        matrix = np.array([[sx, 0, sx / 2 - 0.5], [0, sy, sy / 2 - 0.5], [0, 0, 1.0]])
        if self.kind == "skew":
            turn, size = warp(size, rng, 3.0)
            ink = np.asarray(cv2.warpPerspective(ink, turn, size, flags=cv2.INTER_LINEAR))
            matrix = turn @ matrix
        elif self.kind == "bent":
            ink = bend(ink, rng)
        grey = PRINTS.get(self.kind, _printed)(ink, rng)
        light = self.kind == "light on dark"
        return Patch(255 - grey if light else grey, matrix, sy, light)
