"""What is set or framed carelessly: still legible, and labelled with what it shows."""

from random import Random

import numpy as np
import pytest

from contract.charset import CLASS_OF, decode
from synth.render import tile
from synth.render.layout import EM, Spacing, set_line
from synth.render.renderer import Renderer
from synth.render.scene import pins
from synth.text.source import TextSource
from tests.synth.drawn_atlas import DrawnAtlas

ATLAS = DrawnAtlas()


def test_uneven_advances_stay_below_a_space() -> None:
    classes = [CLASS_OF[c] for c in "adjustments of tax invoices"]
    even, uneven = (
        set_line(ATLAS, 0, classes, Random(1), 4000, Spacing(0.0, 12.0, 0.0, 0.0, stray))  # type: ignore[arg-type]
        for stray in (0.0, 1.8)
    )
    shift = np.diff(uneven.left) - np.diff(even.left)
    letters = [k != CLASS_OF[" "] for k in classes[:-1]]
    assert np.ptp(shift[letters]) > 1.5 and np.abs(shift).max() < 0.6 * 12


def test_cut_feet_and_heads_leave_no_label_that_needs_them() -> None:
    cut = {"feet": ("Inc.", "page", "Q", "a_b"), "heads": ("don't", "25°", "café")}
    kept = {"feet": ("TOTAL", "10/5"), "heads": ("Inc.", "page", "in")}
    for end, lost in (("feet", tile._FEET), ("heads", tile._HEADS)):
        for texts, gone in ((cut[end], True), (kept[end], False)):
            for text in texts:
                assert tile._lacks([CLASS_OF[c] for c in text], lost) is gone, (end, text)


def test_careless_frames_keep_the_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of a capital's height stays in the strip, though it is framed too high or too low."""
    monkeypatch.setattr(tile, "CARELESS_SHARE", 1.0)
    made = Renderer(ATLAS, TextSource.open(None)).shard(2, 0, 200)  # type: ignore[arg-type]
    long = np.flatnonzero(made.lengths >= 6)
    dark = (made.tiles[long] < 160).any(axis=2).sum(axis=1)
    assert len(long) > 50 and np.mean(dark >= 9) > 0.95
    assert all(decode(made.label(int(i))).strip() for i in long)


def test_pins_strike_where_the_ink_is() -> None:
    band = np.zeros((EM, 3 * EM), np.uint8)
    band[8:36, 20:26] = band[8:14, 20:100] = 255
    struck = pins(band, Random(3))
    assert struck.shape == band.shape and struck.dtype == np.uint8
    assert struck[band > 0].mean() > 100 and struck[26:, 40:].max() == 0
