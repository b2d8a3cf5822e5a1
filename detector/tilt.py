"""Tilt: the common slope of a page's lines, and the work image laid level."""

from dataclasses import replace

import numpy as np

from contract import finding as n
from contract.numbers import STRIP_HEIGHT
from detector.baseline import median, slope_of
from detector.chains import chains, link
from detector.framing import Frame, show
from detector.work import Work

ONE = 1 << 16


def tilt_of(glyphs: np.ndarray) -> int:
    """Slope in Q16 of the lines of glyphs, boxes int64 [N, 4]; 0 if level or too few agree."""
    if len(glyphs) > n.TILT_MAX_GLYPHS:
        return 0
    neighbour = link(glyphs, glyphs, n.LINK_GAP_Q8, n.LINK_RATIO_Q8, n.LINK_DRIFT_Q8)
    long = [chain for chain in chains(neighbour) if len(chain) >= n.SLOPE_CHARS]
    each = np.array([slope_of(glyphs[chain]) for chain in long], np.int64)
    slopes = np.repeat(each, np.array([len(chain) for chain in long], np.int64))
    tilt = median(slopes)
    agreeing = np.count_nonzero(abs(slopes - tilt) <= n.TILT_AGREE_Q16)
    clear = agreeing >= n.TILT_GLYPHS and agreeing << 8 >= len(slopes) * n.TILT_SHARE_Q8
    return tilt if clear and abs(tilt) >= n.TILT_LEAST_Q16 else 0


def laid_level(page: np.ndarray, work: Work, tilt_q16: int) -> Work:
    """The work image of a page, uint8 [H, W], in rows of that slope; as it is if that is too large.

    Rules are only known along rows and columns. It is turned about its middle and shrunk by the
    slope's cosine: whole numbers then say where a step along its rows or columns leads. Pixels
    are those of the page or, where that was made smaller, of the work image.
    """
    wide = _side(work.width, work.height, tilt_q16)
    strips = -(-_side(work.height, work.width, tilt_q16) // STRIP_HEIGHT)
    tall = strips * STRIP_HEIGHT
    if wide * tall > n.WORK_MAX_PIXELS:
        return work
    source = work.image if work.image.size < page.size else page
    level = replace(work, image=np.empty((tall, wide), np.uint8), tilt_q16=tilt_q16)
    for top in range(0, tall, STRIP_HEIGHT):
        level.image[top : top + STRIP_HEIGHT] = show(source, _frame(level, source.shape, top))
    return level


def _side(along: int, across: int, tilt_q16: int) -> int:
    """Of the turned image: that of a box around the page."""
    steep = abs(tilt_q16)
    return ((along << 16) + across * steep << 16) // (ONE * ONE + steep * steep) + 1


def _frame(level: Work, source: tuple[int, ...], top: int) -> Frame:
    """Where so many rows as a strip has lie on a page of that shape."""
    height, width = source
    there = replace(level, page_width=width, page_height=height)
    x, y = there.to_page_q8(128, (top << 8) + 128)  # the middle of the first pixel
    across = (width << 16) // level.width
    down = (height << 16) // level.height
    return Frame(
        x=(x << 8) - ONE // 2,
        y=(y << 8) - ONE // 2,
        along_x=across,
        along_y=down * level.tilt_q16 >> 16,
        across_x=-(across * level.tilt_q16 >> 16),
        across_y=down,
        width=level.image.shape[1],
    )
