"""What a word's crop and label are like, in bins: where misses pile up, something is to be done."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from detector.framing.crop import ink_rows, is_light_on_dark
from model.evaluation.metrics import alphanumerics, length_bucket, normal
from model.evaluation.results import LENGTH_NAMES


class Print(NamedTuple):
    """The measures of a crop."""

    height: int
    """Rows of ink, in pixels."""
    contrast: float
    """Mean of the paper less mean of the ink, grey levels."""
    above: float
    """Rows over the ink, in shares of its height."""
    below: float
    left: int
    """Pixels before the first column with ink."""
    right: int
    light_on_dark: bool


def measure(grey: np.ndarray) -> Print:
    """Of a word's crop, uint8 [H, W]."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    ink = grey <= int(threshold)
    light = is_light_on_dark(ink)
    ink = ~ink if light else ink
    top, bottom = ink_rows(ink)
    columns = np.flatnonzero(ink[top:bottom].any(axis=0))
    first, last = (int(columns[0]), int(columns[-1])) if len(columns) else (0, grey.shape[1] - 1)
    means = [float(grey[part].mean()) if part.any() else 0.0 for part in (ink, ~ink)]
    return Print(
        height=bottom - top,
        contrast=abs(means[1] - means[0]),
        above=top / (bottom - top),
        below=(len(grey) - bottom) / (bottom - top),
        left=first,
        right=grey.shape[1] - 1 - last,
        light_on_dark=light,
    )


def _bins(*bounds: float) -> tuple[Callable[[float], str], tuple[str, ...]]:
    """From a value to the name of its bin, and all names; a bound belongs to the bin below it."""
    names = (
        f"≤ {bounds[0]:g}",
        *(f"{low:g} to {high:g}" for low, high in pairwise(bounds)),
        f"> {bounds[-1]:g}",
    )
    return lambda value: names[sum(value > bound for bound in bounds)], names


def _content(label: str) -> str:
    letters = alphanumerics(label)
    return (
        "digits"
        if letters.isdigit()
        else "both"
        if any(c.isdigit() for c in letters)
        else "letters"
    )


def _case(label: str) -> str:
    text = normal(label)
    if text.upper() == text.lower():
        return "none"
    return next(
        (name for name, holds in _CASES.items() if holds(text)),
        "mixed",
    )


_CASES: dict[str, Callable[[str], bool]] = {
    "upper": str.isupper,
    "lower": str.islower,
    "title": str.istitle,
}


def _punctuation(label: str) -> str:
    text = normal(label)
    outer = not (text[0].isalnum() and text[-1].isalnum())
    inner = any(not character.isalnum() for character in text.strip(_MARKS))
    return ("both" if inner else "at an end") if outer else "inside" if inner else "none"


_MARKS = "".join(map(chr, [*range(33, 48), *range(58, 65), *range(91, 97), *range(123, 127)]))

_HEIGHT, _HEIGHTS = _bins(8, 11, 14, 18, 24, 32)
_CONTRAST, _CONTRASTS = _bins(50, 80, 110, 140, 170)
_MARGIN, _MARGINS = _bins(0, 0.1, 0.25, 0.5)


def _sides(print_: Print) -> str:
    touched = (print_.left == 0) + (print_.right == 0)
    return ("neither side", "one side", "both sides")[touched]


Bin = Callable[[str, Print], str]

FEATURES: dict[str, tuple[Bin, Sequence[str], str]] = {
    "content": (
        lambda label, _: _content(label), ("letters", "digits", "both"),
        "the label's letters and digits",
    ),
    "case": (
        lambda label, _: _case(label), ("upper", "lower", "title", "mixed", "none"),
        "the label's letters",
    ),
    "punctuation": (
        lambda label, _: _punctuation(label), ("none", "at an end", "inside", "both"),
        "where the label has characters that are neither letters nor digits",
    ),
    "length": (lambda label, _: length_bucket(label), LENGTH_NAMES, "the label's characters"),
    "height": (lambda _, p: _HEIGHT(p.height), _HEIGHTS, "rows of ink, in pixels"),
    "contrast": (
        lambda _, p: _CONTRAST(p.contrast), _CONTRASTS,
        "mean of the paper less mean of the ink, in grey levels",
    ),
    "margin above": (
        lambda _, p: _MARGIN(p.above), _MARGINS, "rows over the ink, in shares of its height",
    ),
    "margin below": (
        lambda _, p: _MARGIN(p.below), _MARGINS, "rows under the ink, in shares of its height",
    ),
    "ink at the sides": (
        lambda _, p: _sides(p), ("neither side", "one side", "both sides"),
        "whether ink touches the left or the right border of the crop",
    ),
    "polarity": (
        lambda _, p: "light on dark" if p.light_on_dark else "dark on light",
        ("dark on light", "light on dark"), "of the print",
    ),
}  # fmt: skip
"""By name: the bin of a label and its print, all bins in order, what it is of."""
