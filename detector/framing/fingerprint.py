"""One hash for all that weights must have in common with the code that frames tiles for them."""

import hashlib
import json
from functools import cache

import numpy as np

from contract import numbers
from contract.charset import BLANK, CHARSET
from detector.framing.crop import frame_crop
from detector.framing.strip import frame_line, line_frame

TEST_CROPS = 512


class _Dice:
    """A linear congruential generator, the same in every language (Numerical Recipes' ranqd1)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def __call__(self, low: int, high: int) -> int:
        """A number in [low, high)."""
        self._state = (self._state * 1664525 + 1013904223) & 0xFFFFFFFF
        return low + (self._state >> 8) % (high - low)


def _test_page() -> np.ndarray:
    """A page of blocks and stripes, uint8 [240, 320], made with integers only."""
    y, x = np.mgrid[0:240, 0:320].astype(np.int64)
    noise = (x * 7919 + y * 104729 + x * y * 31) % 61
    ink = (x // 7 % 3 == 0) & (y // 5 % 4 > 0) & (y % 60 > 20)
    return np.where(ink, 40 + noise, 190 + noise).astype(np.uint8)


def _test_crop(seed: int) -> np.ndarray:
    """Something like a word: bodies, thin stems, dots; at times rules, bleed, side bars."""
    dice = _Dice(seed)
    height, width = dice(8, 56), dice(6, 200)
    paper, ink = dice(150, 256), dice(0, 120)
    crop = np.full((height, width), paper, np.uint8)
    top, bottom = height * dice(10, 45) // 100, height * dice(55, 95) // 100
    x, tall = dice(0, 8), dice(0, 2)
    while x < width:
        stroke = dice(1, 2 + height // 6)
        above = top // 3 if dice(0, 5) < tall else top
        crop[above:bottom, x : x + stroke] = ink + dice(0, 30)
        if dice(0, 9) == 0:
            dot = max(above - dice(2, 3 + height // 3), 0)
            crop[dot : dot + 1 + height // 16, x : x + stroke] = ink
        x += stroke + dice(2, 4 + height // 4)
    if dice(0, 3) == 0:
        crop[dice(0, height), : width * dice(75, 100) // 100] = ink
    if dice(0, 3) == 0:
        crop[: dice(1, 4), width // 3 :] = ink
    if dice(0, 3) == 0:
        crop[:, : dice(1, 4)] = ink
    return 255 - crop if dice(0, 4) == 0 else crop


@cache
def contract_hash() -> str:
    """SHA-256 (hex) of the contract's numbers, the charset, and the strips of test images.

    The framing is hashed by its results: a comment may change, but no byte of a strip.
    """
    digest = hashlib.sha256()
    values = {k: v for k, v in vars(numbers).items() if k.isupper()}
    digest.update(json.dumps([values, CHARSET, BLANK], sort_keys=True).encode())
    page = _test_page()
    for height, slope in ((8, 0), (21, 3000), (60, -9000)):
        frame = line_frame(40 << 8, 120 << 8, 150 << 8, slope, height << 8, 0, 5 << 8)
        digest.update(frame_line(page, frame).tobytes())
    for seed in range(TEST_CROPS):
        digest.update(frame_crop(_test_crop(seed)).tobytes())
    return digest.hexdigest()
