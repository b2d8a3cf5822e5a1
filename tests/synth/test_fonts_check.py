"""A face is accepted only if it teaches right labels."""

import numpy as np
import pytest
from tiny_font import ASCII, UNICASE_PAIRS, tiny_font

from synth.fonts.check import ALPHANUMERIC, normalised, probe
from synth.fonts.compare import duplicates, recognised
from synth.fonts.raster import EM, FaceError


def test_a_good_face_is_measured(tmp_path):
    one = probe(tiny_font(tmp_path / "a.ttf"))
    assert one.cap_height == round(0.7 * EM)
    assert one.x_height == round(0.5 * EM)
    assert one.descender == 0
    assert one.characters == len(ASCII)
    assert one.fixed_pitch
    assert one.pixelated
    assert one.family == "Tiny Sans"
    assert one.shapes.shape == (len(ALPHANUMERIC), 24, 24)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"chars": ASCII.replace("q", "")}, "ASCII incomplete"),
        ({"blank": " #"}, "blank glyphs"),
        ({"blank": ""}, "inked space"),
        ({"like": UNICASE_PAIRS}, "one case"),
        ({"like": {v: k for k, v in UNICASE_PAIRS.items()}}, "one case"),
        ({"like": {"q": "x"}}, "same glyph twice"),
        ({"wide": 100}, "width"),
        ({"family": "Tiny Symbols"}, "not for text"),
        ({"family": "Tiny SC"}, "one case"),
    ],
)
def test_a_bad_face_is_rejected(tmp_path, what, reason):
    with pytest.raises(FaceError, match=reason):
        probe(tiny_font(tmp_path / "a.ttf", **what))


def test_a_damaged_file_is_rejected(tmp_path):
    path = tiny_font(tmp_path / "a.ttf")
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(FaceError, match="unreadable"):
        probe(path)


def test_twins_are_found_and_strangers_are_not(tmp_path):
    one = probe(tiny_font(tmp_path / "a.ttf"))
    twin = probe(tiny_font(tmp_path / "b.ttf", family="Other Name"))
    other = probe(tiny_font(tmp_path / "c.ttf", salt="other"))
    assert duplicates([one, other, twin]).tolist() == [False, False, True]


def test_a_face_with_its_letters_in_other_places_is_not_recognised():
    rng = np.random.default_rng(3)
    letters = rng.integers(0, 256, (len(ALPHANUMERIC), 24, 24))
    noise = rng.integers(-40, 40, (12, *letters.shape))
    faces = np.clip(letters + noise, 0, 255).astype(np.uint8)
    faces[5] = np.roll(faces[5], 7, axis=0)
    right = recognised(faces)
    assert right[5] < 0.2
    assert np.delete(right, 5).min() > 0.95


def test_normalised_keeps_aspect_and_takes_out_size():
    tall = np.full((40, 10), 255, np.uint8)
    assert np.array_equal(normalised(tall), normalised(tall[:20, :5]))
    ink = normalised(tall)
    assert int(ink.any(axis=1).sum()) == 22
    assert int(ink.any(axis=0).sum()) in (5, 6)
