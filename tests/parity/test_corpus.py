"""The corpus: tiles in one PNG and one table, pages with their truth."""

import cv2
import numpy as np
import pytest
from exports import corpus

from contract.errors import ContractError
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from parity.corpus import (
    Corpus,
    PageImage,
    PageWord,
    read_corpus,
    read_pages,
    write_corpus,
    write_pages,
)


def pages() -> tuple[PageImage, ...]:
    grey = np.random.default_rng(1).integers(0, 256, (30, 40), np.uint8)
    words = (
        PageWord(0, False, (1, 2, 9, 2, 9, 8, 1, 8), "#1"),
        PageWord(1, True, (1, 12, 9, 12, 9, 18, 1, 18), 'say "é"'),
    )
    return (PageImage("a", grey, "two words", words), PageImage("b", grey[:7], "nothing", ()))


def test_round_trip_and_repeatable_bytes(tmp_path):
    for folder in (tmp_path / "a", tmp_path / "b"):
        write_corpus(folder, corpus())
    found = read_corpus(tmp_path / "a")
    assert np.array_equal(found.tiles, corpus().tiles)
    assert (found.texts, found.kinds) == (corpus().texts, corpus().kinds)
    for file in ("sheet.png", "texts.tsv"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_pages_come_back(tmp_path):
    write_pages(tmp_path, pages())
    for found, given in zip(read_pages(tmp_path), pages(), strict=True):
        assert np.array_equal(found.grey, given.grey)
        assert (found.name, found.shows, found.words) == (given.name, given.shows, given.words)


def test_an_empty_text_is_a_text(tmp_path):
    tiles = corpus(3).tiles
    write_corpus(tmp_path, Corpus(tiles, ("", "a b", ""), ("x", "y", "z")))
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


def test_damaged_tiles_are_refused(tmp_path):
    with pytest.raises(ContractError, match=r"holds no corpus \(texts.tsv is missing\)"):
        read_corpus(tmp_path / "nowhere")
    write_corpus(tmp_path, corpus(4))
    table = tmp_path / "texts.tsv"
    table.write_text("drawn\t1\ndrawn\t2\ndrawn\t3\n")
    with pytest.raises(ContractError, match="does not hold 3 tiles"):
        read_corpus(tmp_path)
    for damage in (b"drawn\t1\n2\n", b"\xff\t\n"):
        table.write_bytes(damage)
        with pytest.raises(ContractError, match=r"texts\.tsv is damaged"):
            read_corpus(tmp_path)
    with pytest.raises(ContractError, match="line break"):
        write_corpus(tmp_path, Corpus(corpus(1).tiles, ("a\nb",), ("x",)))


@pytest.mark.parametrize("damage", ["truncated", "coloured", "16 bit", "text", "gone"])
def test_damaged_pictures_are_refused(tmp_path, damage):
    write_pages(tmp_path, pages())
    path = tmp_path / "a.png"
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-200])
    elif damage == "coloured":
        cv2.imwrite(str(path), np.zeros((9, 9, 3), np.uint8))
    elif damage == "16 bit":
        cv2.imwrite(str(path), np.zeros((9, 9), np.uint16))
    elif damage == "text":
        path.write_text("no picture")
    else:
        path.unlink()
    with pytest.raises(ContractError, match=r"a\.png"):
        read_pages(tmp_path)


@pytest.mark.parametrize("row", ["a\t0", "c" + "\t0" * 10 + "\tx", "a" + "\tx" * 11])
def test_damaged_truth_is_refused(tmp_path, row):
    write_pages(tmp_path, pages())
    (tmp_path / "truth.tsv").write_text(row + "\n")
    with pytest.raises(ContractError, match=r"truth\.tsv is damaged"):
        read_pages(tmp_path)


def test_the_committed_corpus_fits_the_contract():
    found = read_corpus()
    assert found.tiles.shape[1:] == (STRIP_HEIGHT, TILE_WIDTHS[0])
    assert 100 <= len(found.tiles) <= 600
    assert sum(map(bool, found.texts)) > 0.9 * len(found.texts)
