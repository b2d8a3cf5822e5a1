"""Checks of all faces together: which are twins, and which look like no other."""

from collections.abc import Sequence

import cv2
import numpy as np

from synth.fonts.check import ALPHANUMERIC, SIDE, Probe

ALIKE = ("0Oo", "1Il", "CcÇ", "Kk", "Mm", "Pp", "Ss5", "Uu", "Vv", "Ww", "Xx", "Yy", "Zz2", "Jj",
         "gq9", "Ii", "Ff", "Bb8")  # fmt: skip
"""Characters that differ in size or little else; a mix-up among them says nothing of a face."""

MIN_RECOGNISED = 0.45
"""Share of the letters and digits; below lie hollow, connected, and garbled faces."""

DUPLICATE_SHAPE = 3.0  # mean difference of two faces' rough glyphs, of 255
DUPLICATE_SIZE = 0.35  # mean difference of their heights and advances, in px


def recognised(shapes: np.ndarray, rounds: int = 2) -> np.ndarray:
    """Share of each face's letters and digits whose nearest mean glyph is the right one.

    shapes: uint8 [faces, 62, SIDE, SIDE] → float64 [faces]. Nearest by Mahalanobis distance with
    the covariance within the classes (Fisher's linear discriminant), so that what merely tells
    bold from light counts little. The means are over all faces first, then over those that were
    recognised well.
    """
    faces, chars = shapes.shape[:2]
    half = shapes.reshape(faces, chars, SIDE // 2, 2, SIDE // 2, 2).mean(axis=(3, 5)) / 255
    points = half.reshape(faces, chars, -1)
    groups = np.eye(chars, dtype=bool)
    for alike in ALIKE:
        members = [ALPHANUMERIC.index(c) for c in alike if c in ALPHANUMERIC]
        groups[np.ix_(members, members)] = True
    good, right = np.ones(faces, bool), np.zeros(faces)
    for _ in range(rounds):
        mean = points[good].mean(axis=0)
        spread = (points[good] - mean).reshape(-1, points.shape[2])
        covariance = spread.T @ spread / len(spread) + 0.01 * np.eye(points.shape[2])
        weights = np.linalg.solve(covariance, mean.T)
        nearest = (points @ weights - 0.5 * (mean.T * weights).sum(axis=0)).argmax(axis=2)
        right = groups[np.arange(chars), nearest].mean(axis=1)
        good = right >= np.median(right) - 0.15
    return right


def duplicates(probes: Sequence[Probe]) -> np.ndarray:
    """bool [faces]: looks the same as an earlier face (the same font shipped twice)."""
    picks = [ALPHANUMERIC.index(c) for c in "aegknrsRGQ25"]
    rough = [cv2.resize(p.shapes[i], (8, 8), interpolation=cv2.INTER_AREA) for p in probes
             for i in picks]  # fmt: skip
    vectors = np.stack(rough).reshape(len(probes), -1).astype(np.float32)
    sizes = np.stack([p.sizes for p in probes]).reshape(len(probes), -1)
    found = np.zeros(len(probes), bool)
    seen: dict[tuple[int, int], list[int]] = {}
    for i, one in enumerate(probes):
        near = [j for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                for j in seen.get((one.cap_height + dx, one.x_height + dy), ())]  # fmt: skip
        if near:
            apart = np.abs(vectors[near] - vectors[i]).mean(axis=1)
            drift = np.abs(sizes[near] - sizes[i]).mean(axis=1)
            found[i] = bool(((apart < DUPLICATE_SHAPE) & (drift < DUPLICATE_SIZE)).any())
        if not found[i]:
            seen.setdefault((one.cap_height, one.x_height), []).append(i)
    return found
