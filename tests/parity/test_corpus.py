"""The corpus: tiles in one PNG and one table, pages with their truth."""

from collections import Counter

import cv2
import numpy as np
import pytest
from exports import corpus

from contract.charset import CHARSET
from contract.errors import ContractError
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from parity.corpus import (
    DATA,
    Corpus,
    PageImage,
    PageWord,
    read_corpus,
    read_pages,
    write_corpus,
    write_pages,
)
from parity.degradations import LINE_KINDS
from synth.pages.looks import LOOKS


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


def test_some_of_the_tiles():
    whole = corpus(8)
    for part, numbers in (
        (whole.take([5, 2]), ("5", "2")),
        (whole.take(slice(1, 4)), tuple("123")),
    ):
        assert part.texts == numbers
        assert len(part) == len(part.kinds) == len(numbers)
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


@pytest.fixture(scope="module")
def committed() -> Corpus:
    return read_corpus()


def test_the_committed_tiles_show_every_character_and_kind(committed):
    assert committed.tiles.shape[1:] == (STRIP_HEIGHT, TILE_WIDTHS[-1])
    assert 400 <= len(committed) <= 600
    count = Counter("".join(committed.texts))
    assert set(count) == set(CHARSET)
    kinds = Counter(committed.kinds)
    looks = {f"page {look}" for look in LOOKS}
    assert set(kinds) == {*LINE_KINDS, *looks, "empty"}
    assert min(kinds.values()) >= 10
    for text, kind in zip(committed.texts, committed.kinds, strict=True):
        assert (text == "") == (kind == "empty")


def test_the_committed_tiles_have_every_width(committed):
    lengths = {len(text) for text in committed.texts}
    assert lengths >= set(range(13))
    assert len(max(" ".join(committed.texts).split(), key=len)) >= 27
    ends = [np.flatnonzero((tile < 160).any(axis=0)) for tile in committed.tiles]
    widths = {int(end[-1]) // 32 if len(end) else -1 for end in ends}
    assert widths == set(range(-1, 8))
    assert any((tile == 255).all() for tile in committed.tiles)


def test_no_committed_tile_is_there_twice(committed):
    assert len({tile.tobytes() for tile in committed.tiles}) == len(committed)


def test_the_committed_pages():
    found = {page.name: page for page in read_pages()}
    assert len(found) >= 12
    for page in found.values():
        height, width = page.grey.shape
        assert 300 <= width <= 1200
        assert 300 <= height <= 1300
        quads = np.array([word.quad for word in page.words]).reshape(-1, 4, 2)
        inside = (quads > -25) & (quads < np.array([width, height]) + 25)
        assert inside.all(), page.name
        assert set("".join(word.text for word in page.words)) <= set(CHARSET)
    assert {name.split("-")[0] for name in found} == {
        "receipt", "form", "letter", "table", "article", "one", "blank", "noise",
    }  # fmt: skip
    assert [word.text for word in found["one-word"].words] == ["Pocket"]
    assert not found["blank"].words
    assert not found["noise"].words
    assert np.ptp(np.percentile(found["letter-pale"].grey, (1, 99))) < 100
    assert sum(word.light_on_dark for word in found["table-headings"].words) >= 6
    for name, direction in (
        ("letter-clean", (1, 0)),
        ("form-turned-90", (0, 1)),
        ("receipt-turned-180", (-1, 0)),
    ):
        quads = np.array([word.quad for word in found[name].words]).reshape(-1, 4, 2)
        along = (quads[:, 1] - quads[:, 0]).sum(axis=0)
        assert along @ direction > 0.99 * np.hypot(*along), name
    quads = np.array([word.quad for word in found["letter-skewed"].words]).reshape(-1, 4, 2)
    along = (quads[:, 1] - quads[:, 0]).sum(axis=0)
    assert 3 < np.degrees(np.arctan2(along[1], along[0])) < 5


def test_the_committed_data_stay_small():
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 4_000_000
