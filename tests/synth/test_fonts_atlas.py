"""From a folder of fonts to an atlas, and what the renderer reads from it."""

import json

import numpy as np
import pytest
from tiny_font import ASCII, tiny_font

from contract.charset import CHARSET, encode
from contract.errors import PocketOcrError
from synth.fonts import sources
from synth.fonts.atlas import Atlas
from synth.fonts.build import build, sheet
from synth.fonts.raster import EM, FontFile


@pytest.fixture(autouse=True)
def no_packages(monkeypatch):
    monkeypatch.setattr(sources, "SMALL", {})


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    tiny_font(folder / "a.ttf", family="Alpha", chars=ASCII + "€", licence="SIL Open Font License")
    tiny_font(folder / "b" / "b.ttf", family="Beta", salt="b", wide=650)
    tiny_font(folder / "c.ttf", family="Twin of Alpha")
    tiny_font(folder / "d.ttf", chars="abc")
    return folder


def test_an_atlas_gives_back_what_freetype_drew(tmp_path, fonts, capsys):
    atlas = Atlas.open(build(tmp_path, "small", [fonts]))
    assert [f.family for f in atlas.faces] == ["Alpha", "Beta"]
    assert atlas.glyphs.shape == (2, len(CHARSET))
    font = FontFile(fonts / "b" / "b.ttf")
    for char in "Hgx2":
        drawn, index = font.glyph(char), CHARSET.index(char)
        assert np.array_equal(atlas.glyph(1, index), drawn.bitmap)
        record = atlas.glyphs[1, index]
        assert (record["left"], record["top"]) == (drawn.left, drawn.top)
        assert record["advance"] == round(0.65 * EM * 64)
    summary = capsys.readouterr().out
    assert "1 rejected: ASCII incomplete" in summary
    assert "1 rejected: same face as another" in summary
    assert "2 faces accepted, 2 families" in summary


def test_missing_characters_and_records(tmp_path, fonts):
    atlas = Atlas.open(build(tmp_path, "small", [fonts]))
    assert atlas.supports(0, encode("5 €"))
    assert not atlas.supports(1, encode("5 €"))
    assert atlas.supports(1, [])
    with pytest.raises(PocketOcrError, match=r"b\.ttf has no '€'"):
        atlas.glyph(1, CHARSET.index("€"))
    assert atlas.glyph(0, CHARSET.index(" ")).size == 0
    assert [f.characters for f in atlas.faces] == [96, 95]
    assert atlas.faces[0].cap_height_px == round(0.7 * EM)
    rows = atlas.licence_table()
    assert [row["licence"] for row in rows] == ["OFL-1.1", "see package"]
    assert all(len(row["sha256"]) == 64 for row in rows)


def test_cumulative_weights_end_at_one(tmp_path, fonts):
    atlas = Atlas.open(build(tmp_path, "small", [fonts]))
    split = atlas.faces[0].split
    faces, weights = atlas.cumulative(split)
    assert faces.dtype == np.int64
    assert weights[-1] == 1.0
    assert (np.diff(weights) >= 0).all()
    with pytest.raises(PocketOcrError, match="no faces"):
        atlas.cumulative("nowhere")


def test_same_fonts_same_bytes(tmp_path, fonts):
    one, two = (build(tmp_path / name, "small", [fonts]) for name in ("one", "two"))
    build(tmp_path / "one", "small", [fonts])  # over an older one
    names = sorted(p.name for p in one.iterdir())
    assert names == ["atlas.json", "bitmaps.npy", "faces.json", "glyphs.npy"]
    assert all((one / n).read_bytes() == (two / n).read_bytes() for n in names)
    assert [p.name for p in (tmp_path / "one").iterdir()] == ["atlas-small"]


def test_a_missing_or_damaged_atlas_says_what_to_do(tmp_path, fonts):
    with pytest.raises(PocketOcrError, match="python -m synth fonts"):
        Atlas.open(tmp_path / "nowhere")
    folder = build(tmp_path, "small", [fonts])
    whole = (folder / "bitmaps.npy").read_bytes()
    (folder / "bitmaps.npy").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PocketOcrError, match="damaged: run `python -m synth fonts`"):
        Atlas.open(folder)
    (folder / "bitmaps.npy").write_bytes(whole)
    Atlas.open(folder)
    glyphs = bytearray((folder / "glyphs.npy").read_bytes())
    glyphs[-1] ^= 1
    (folder / "glyphs.npy").write_bytes(glyphs)
    with pytest.raises(PocketOcrError, match="damaged"):
        Atlas.open(folder)


def test_an_atlas_of_another_charset_is_refused(tmp_path, fonts):
    folder = build(tmp_path, "small", [fonts])
    about = json.loads((folder / "atlas.json").read_text("utf-8"))
    about["charset"] += "ł"
    (folder / "atlas.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(PocketOcrError, match="another version"):
        Atlas.open(folder)


def test_nothing_is_left_behind_when_no_font_is_fit(tmp_path):
    tiny_font(tmp_path / "fonts" / "a.ttf", chars="abc")
    with pytest.raises(PocketOcrError, match="--folder"):
        build(tmp_path / "cache", "small", [tmp_path / "fonts"])
    assert not (tmp_path / "cache").exists()


def test_a_contact_sheet_shows_ink(tmp_path, fonts):
    import cv2

    atlas = Atlas.open(build(tmp_path, "small", [fonts]))
    image = cv2.imread(str(sheet(atlas, tmp_path / "sheet.png", 2)), cv2.IMREAD_GRAYSCALE)
    half = len(image) // 2
    assert image[:half, 400:].min() < 100
    assert image[half:, 400:].min() < 100
