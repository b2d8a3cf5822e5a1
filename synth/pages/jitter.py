"""How the detector's framing differs from the truth: what the renderer's sampled jitter imitates.

All in units of the true height of a capital, distances positive downwards and to the right.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from contract.numbers import STRIP_HEIGHT
from detector.finding import TextLine, find_lines
from synth.pages.tiles import Truth, to_strip
from synth.pages.truth import SynthPage

MEASURES = (
    "baseline at the left end",
    "baseline at the right end",
    "slope, rise over the length",
    "height of a capital, ratio",
    "ink above the baseline, ratio",
    "ink below the baseline, difference",
    "left end",
    "right end",
)
PERCENTILES = (1, 5, 25, 50, 75, 95, 99)


def measure(pages: Iterable[SynthPage]) -> np.ndarray:
    """One row a detected line that shows words of one size: float64 [lines, MEASURES]."""
    rows = [
        row
        for page in pages
        for line in find_lines(page.grey)
        if (row := _compare(Truth(page), line)) is not None
    ]
    return np.array(rows).reshape(-1, len(MEASURES))


def table(found: np.ndarray) -> Iterator[str]:
    """Lines of a table: mean, standard deviation and percentiles of each measure."""
    heads = ["mean", "s.d.", *(f"{p} %" for p in PERCENTILES)]
    yield f"{len(found)} lines".ljust(36) + "".join(head.rjust(8) for head in heads)
    for name, values in zip(MEASURES, found.T, strict=True):
        numbers = [values.mean(), values.std(), *np.percentile(values, PERCENTILES)]
        yield name.ljust(36) + "".join(f"{value:8.3f}" for value in numbers)


def _compare(truth: Truth, line: TextLine) -> list[float] | None:
    """The measures of one line; None if it shows no words, or some of another size or line."""
    column, row = np.moveaxis(to_strip(line.frame, truth.points[:, 1]), -1, 0)
    inside = (row >= 0) & (row < STRIP_HEIGHT) & (column >= 0) & (column < line.frame.width)
    shown = np.unique(truth.word[inside & (truth.light == line.light_on_dark)])
    if not len(shown):
        return None
    words = [truth.page.words[i] for i in shown]
    caps = np.array([word.cap for word in words])
    cap = float(np.median(caps))
    baselines = np.concatenate([word.baseline for word in words]) - 0.5
    origin, slope = np.array([line.x_q8, line.y_q8]) / 256 - 0.5, line.slope_q16 / 65536
    along = np.array([1.0, slope]) / np.hypot(1.0, slope)
    across = np.array([-along[1], along[0]])
    x, y = (baselines - origin) @ along, (baselines - origin) @ across
    if np.ptp(y) > 0.5 * cap or np.ptp(caps) > 0.1 * cap:
        return None
    corners = np.concatenate([word.corners for word in words]) - 0.5
    reach = (corners - origin) @ across
    trend = np.polyfit(x, y, 1) if np.ptp(x) > 2 * cap else np.array([0.0, y.mean()])
    left, right = float(x.min()), float(x.max())
    middle = float(np.polyval(trend, (left + right) / 2))
    above, below = middle - reach.min(), reach.max() - middle
    return [
        -float(np.polyval(trend, left)) / cap,
        -float(np.polyval(trend, right)) / cap,
        -float(trend[0]) * (right - left) / cap,
        line.height_q8 / 256 / cap,
        line.above_q8 / 256 / above,
        (line.below_q8 / 256 - below) / cap,
        -left / cap,
        (line.length_q8 / 256 - right) / cap,
    ]
