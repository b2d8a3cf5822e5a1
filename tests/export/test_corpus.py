"""The corpus of tiles: one PNG and one TSV."""

import numpy as np
import pytest
from exports import corpus

from contract.errors import ContractError
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from export.corpus import Corpus, read_corpus, write_corpus


def test_round_trip_and_repeatable_bytes(tmp_path):
    for folder in (tmp_path / "a", tmp_path / "b"):
        write_corpus(folder, corpus())
    found = read_corpus(tmp_path / "a")
    assert np.array_equal(found.tiles, corpus().tiles)
    assert found.texts == corpus().texts
    for file in ("sheet.png", "texts.tsv"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_an_empty_text_is_a_text(tmp_path):
    tiles = corpus(3).tiles
    write_corpus(tmp_path, Corpus(tiles, ("", "a b", "")))
    assert read_corpus(tmp_path).texts == ("", "a b", "")


def test_no_tile_calibrates_and_verifies():
    whole = corpus(16)
    a, b = whole.calibration(), whole.verification()
    assert len(a.tiles) == 4
    assert len(b.tiles) == 12
    assert sorted(a.texts + b.texts) == sorted(whole.texts)
    for part in (a, b):
        for tile, text in zip(part.tiles, part.texts, strict=True):
            assert np.array_equal(tile, whole.tiles[int(text)])


def test_damage_is_refused(tmp_path):
    with pytest.raises(ContractError, match="holds no corpus"):
        read_corpus(tmp_path / "nowhere")
    write_corpus(tmp_path, corpus(4))
    (tmp_path / "texts.tsv").write_text("1\n2\n3\n")
    with pytest.raises(ContractError, match="does not hold 3 grey tiles"):
        read_corpus(tmp_path)
    with pytest.raises(ContractError, match="line break"):
        write_corpus(tmp_path, Corpus(corpus(1).tiles, ("a\nb",)))


def test_the_committed_corpus_fits_the_contract():
    found = read_corpus()
    assert found.tiles.shape[1:] == (STRIP_HEIGHT, TILE_WIDTHS[0])
    assert 100 <= len(found.tiles) <= 600
    assert sum(map(bool, found.texts)) > 0.9 * len(found.texts)
