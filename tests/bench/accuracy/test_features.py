"""Measures of a crop and the bins of words."""

import numpy as np
import pytest

from bench.accuracy.features import FEATURES, Print, measure

PLAIN = Print(12, 100, 0.2, 0.2, 1, 1, False)


def crop(light_on_dark: bool = False) -> np.ndarray:
    """Ink in the rows 5 to 14, columns 4 to 18 of 30 by 24 pixels."""
    paper, ink = (40, 220) if light_on_dark else (220, 40)
    grey = np.full((24, 30), paper, np.uint8)
    grey[5:15, 4:19] = ink
    return grey


@pytest.mark.parametrize("light_on_dark", [False, True])
def test_a_crop_is_measured_in_either_polarity(light_on_dark: bool) -> None:
    found = measure(crop(light_on_dark))
    assert found == Print(10, 180, 0.5, 0.9, 4, 11, light_on_dark)


def test_an_empty_crop_has_measures_as_well() -> None:
    found = measure(np.full((8, 8), 200, np.uint8))
    assert found.contrast >= 0


@pytest.mark.parametrize(
    ("feature", "label", "print_", "name"),
    [
        ("content", "Total:", PLAIN, "letters"),
        ("content", "9.00", PLAIN, "digits"),
        ("content", "A4", PLAIN, "both"),
        ("case", "RM", PLAIN, "upper"),
        ("case", "of", PLAIN, "lower"),
        ("case", "Total", PLAIN, "title"),
        ("case", "kB", PLAIN, "mixed"),
        ("case", "9.00", PLAIN, "none"),
        ("punctuation", "word", PLAIN, "none"),
        ("punctuation", "(word)", PLAIN, "at an end"),
        ("punctuation", "9.00", PLAIN, "inside"),
        ("punctuation", "-9.00", PLAIN, "both"),
        ("length", "abcdef", PLAIN, "6-8"),
        ("height", "a", PLAIN._replace(height=8), "≤ 8"),
        ("height", "a", PLAIN._replace(height=9), "8 to 11"),
        ("height", "a", PLAIN._replace(height=99), "> 32"),
        ("contrast", "a", PLAIN._replace(contrast=60.5), "50 to 80"),
        ("margin above", "a", PLAIN._replace(above=0.0), "≤ 0"),
        ("margin below", "a", PLAIN._replace(below=0.3), "0.25 to 0.5"),
        ("ink at the sides", "a", PLAIN._replace(left=0), "one side"),
        ("ink at the sides", "a", PLAIN._replace(left=0, right=0), "both sides"),
        ("polarity", "a", PLAIN._replace(light_on_dark=True), "light on dark"),
    ],
)
def test_words_fall_into_bins(feature: str, label: str, print_: Print, name: str) -> None:
    bin_of, bins, _ = FEATURES[feature]
    assert bin_of(label, print_) == name
    assert name in bins
