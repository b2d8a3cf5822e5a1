"""Contrast: a pale page is stretched to the full range of greys before it is read."""

import cv2
import numpy as np

from contract import finding as n

_ROWS = 256
"""Counted at a time, which bounds memory."""


def stretched(page: np.ndarray) -> np.ndarray:
    """A page, uint8 [H, W], with its darkest greys at 0 and its lightest at 255 if it is pale.

    What finds ink counts in grey levels, so that faded print has too few of them. Greys that
    hardly any pixel has are not looked at. A page that has few greys at all is blank.
    """
    count = np.zeros(256, np.int64)
    for top in range(0, len(page), _ROWS):
        count += np.bincount(page[top : top + _ROWS].ravel(), minlength=256)
    below = np.cumsum(count)
    rare = page.size // n.CONTRAST_RARE_PART
    dark = int(np.searchsorted(below, rare, side="right"))
    light = int(np.searchsorted(below, page.size - rare))
    if not n.CONTRAST_BLANK <= light - dark < n.CONTRAST_PALE:
        return page
    table = (np.arange(256) - dark) * 255 // (light - dark)
    return np.asarray(cv2.LUT(page, np.clip(table, 0, 255).astype(np.uint8)), np.uint8)
