"""One hash for all that weights must have in common with the code that frames tiles for them."""

import hashlib
import json
from functools import cache

import numpy as np

from contract import numbers
from contract.charset import BLANK, CHARSET
from detector.framing.crop import frame_crop
from detector.framing.strip import frame_line, line_frame


def _test_page() -> np.ndarray:
    """A page of blocks and stripes, uint8 [240, 320], made with integers only."""
    y, x = np.mgrid[0:240, 0:320].astype(np.int64)
    noise = (x * 7919 + y * 104729 + x * y * 31) % 61
    ink = (x // 7 % 3 == 0) & (y // 5 % 4 > 0) & (y % 60 > 20)
    return np.where(ink, 40 + noise, 190 + noise).astype(np.uint8)


@cache
def contract_hash() -> str:
    """SHA-256 (hex) of the contract's numbers, the charset, and the strips of a test page.

    The framing is hashed by its results: a comment may change, but no byte of a strip.
    """
    digest = hashlib.sha256()
    values = {k: v for k, v in vars(numbers).items() if k.isupper()}
    digest.update(json.dumps([values, CHARSET, BLANK], sort_keys=True).encode())
    page = _test_page()
    for height, slope in ((8, 0), (21, 3000), (60, -9000)):
        frame = line_frame(40 << 8, 120 << 8, 150 << 8, slope, height << 8, 0, 5 << 8)
        digest.update(frame_line(page, frame).tobytes())
    for top, bottom, left, right in ((20, 60, 3, 90), (1, 239, 0, 320), (81, 97, 50, 300)):
        digest.update(frame_crop(page[top:bottom, left:right]).tobytes())
        digest.update(frame_crop(255 - page[top:bottom, left:right]).tobytes())
    return digest.hexdigest()
