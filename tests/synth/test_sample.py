"""The committed sample of faces: an atlas that needs no download."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from contract.charset import CHARSET, encode
from contract.errors import PocketOcrError
from synth.fonts.atlas import Atlas
from synth.fonts.families import everyday
from synth.fonts.sample import FACES, FOLDER, LEVEL, SHEET, TABLE, digest, open_sample, write_sample
from synth.fonts.weigh import split_of

FREE = {"OFL-1.1", "Apache-2.0", "public domain"}


@pytest.fixture(scope="module")
def sample() -> Atlas:
    return open_sample()


def test_its_families_are_held_out_and_free(sample):
    for face in sample.faces:
        assert face.split == split_of(face.family_key) == "test", face
        assert not everyday(face.family_key)
        assert face.licence in FREE
    table = (FOLDER / TABLE).read_text("utf-8").splitlines()[1:]
    assert [row.split("\t")[:3] for row in table] == [
        [face.family, face.style_name, face.licence] for face in sample.faces
    ]
    assert all(row.split("\t")[5] for row in table)  # its copyright notice
    assert (FOLDER / "OFL.txt").is_file()


def test_its_faces_are_various_and_nearly_complete(sample):
    assert 32 <= len(sample.faces) <= 40
    styles = {face.style for face in sample.faces}
    assert styles >= {"sans", "serif", "mono", "typewriter", "receipt", "slab", "script"}
    names = " ".join(f"{face.family} {face.style_name}" for face in sample.faces)
    assert all(word in names for word in ("Bold", "Italic", "Condensed", "Regular"))
    for face in sample.faces:
        assert sample.supports(face.index, encode("".join(map(chr, range(0x20, 0x7F)))))
        assert (sample.glyphs["offset"][face.index] >= 0).sum() == face.characters
    assert (sample.glyphs["offset"] >= 0).any(axis=0).all()
    assert sample.glyphs.shape == (len(sample.faces), len(CHARSET))


@pytest.mark.slow
def test_what_is_written_is_what_is_read(sample, tmp_path):
    for name in (TABLE, FACES, SHEET):
        shutil.copy(FOLDER / name, tmp_path)
    write_sample(sample, tmp_path)
    again = open_sample(tmp_path)
    assert np.array_equal(again.glyphs, sample.glyphs)
    assert np.array_equal(again.bitmaps, sample.bitmaps)
    assert again.faces == sample.faces
    assert not (again.bitmaps % LEVEL).any()


def test_a_family_that_training_sees_is_refused(sample, tmp_path):
    shutil.copy(FOLDER / TABLE, tmp_path)
    faces = [replace(sample.faces[0], split="train"), *sample.faces[1:]]
    with pytest.raises(PocketOcrError, match="not among the atlas' held-out faces"):
        write_sample(Atlas(faces, sample.glyphs, sample.bitmaps), tmp_path)


@pytest.mark.parametrize("damage", ["gone", "cut off", "other rows", "no records"])
def test_damage_is_refused(tmp_path, damage):
    for name in (FACES, SHEET):
        shutil.copy(FOLDER / name, tmp_path)
    before = digest(tmp_path)
    records = (tmp_path / FACES).read_text("utf-8")
    if damage == "gone":
        (tmp_path / SHEET).unlink()
    elif damage == "cut off":
        (tmp_path / SHEET).write_bytes(b"\x89PNG")
    elif damage == "other rows":
        lines = records.splitlines(keepends=True)
        (tmp_path / FACES).write_text("".join([*lines[:1], *lines[1:-2], *lines[1:]]), "utf-8")
    else:
        (tmp_path / FACES).write_text("[{}]", "utf-8")
    if damage != "gone":
        assert digest(tmp_path) != before
    with pytest.raises(PocketOcrError, match="is damaged"):
        open_sample(tmp_path)
