"""The corpus is made by the project: from the committed faces and texts, and a seed."""

from itertools import islice
from random import Random

import numpy as np
import pytest
from typer.testing import CliRunner

from contract.charset import CHARSET, decode
from parity import make
from parity.corpus import PAGES, Corpus, read_corpus, read_pages
from parity.degradations import INKS, LINE_KINDS, PRINTS
from parity.make import SEED, app
from parity.page_set import Draft, Pages
from parity.rendered import sources
from parity.tile_set import CHUNK, PER_KIND, Composer, chunks
from synth.pages.truth import SynthPage

CLOSE = 3.0
"""Grey levels, on average, by which another OpenCV's resampling and blur may differ."""


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(*sources(), SEED)


@pytest.mark.parametrize("kind", ["clean", "1-bit", "rules", "crop", "outline"])
def test_the_seed_gives_the_committed_tiles(composer, kind):
    committed = read_corpus()
    mine = [i for i, k in enumerate(committed.kinds) if k == kind][:PER_KIND]
    made = list(composer.of_kind(kind))
    assert [decode(label) for _, _, label in made] == [committed.texts[i] for i in mine]
    pixels = np.stack([pixels for pixels, _, _ in made]).astype(int)
    assert np.abs(pixels - committed.tiles[mine]).mean() < CLOSE


def test_the_same_seed_gives_the_same_tiles_and_another_does_not(composer):
    def first(seed: int) -> list[bytes]:
        found = islice(Composer(*sources(), seed).of_kind("noise"), 4)
        return [pixels.tobytes() for pixels, _, _ in found]

    assert first(SEED) == first(SEED)
    assert not set(first(SEED)) & set(first(SEED + 1))


def test_chunks_hold_every_character_once():
    found = chunks(Random(1))
    assert sorted("".join(found)) == sorted(CHARSET.replace(" ", ""))
    assert {len(chunk) for chunk in found[:-1]} == {CHUNK}


def test_kinds_have_one_name_each():
    assert len(set(LINE_KINDS)) == len(LINE_KINDS)
    assert not set(PRINTS) & set(INKS)


def test_degradations_differ_from_clean_print():
    committed = read_corpus()

    def paper(kind: str) -> float:
        tiles = [t for t, k in zip(committed.tiles, committed.kinds, strict=True) if k == kind]
        return float(np.mean([np.mean((t > 60) & (t < 250)) for t in tiles]))

    for kind in ("noise", "grain", "paper", "halftone", "dither", "blur"):
        assert paper(kind) > 1.5 * paper("1-bit"), kind


def test_the_seed_gives_the_committed_pages():
    committed = read_pages()
    for given, found in zip(islice(Pages(*sources(), SEED).all(), 3), committed, strict=False):
        assert (given.name, given.shows, given.words) == (found.name, found.shows, found.words)
        assert np.abs(given.grey.astype(int) - found.grey).mean() < CLOSE


@pytest.mark.parametrize("turn", [90, 180, "skewed", "scaled"])
def test_words_move_with_their_pixels(turn):
    grey = np.full((80, 120), 255, np.uint8)
    grey[20:30, 40:80] = 0
    corners = np.array([[(40, 20), (80, 20), (80, 30), (40, 30)]], np.float64)
    draft = Draft(SynthPage(grey, (), (), "", ""), grey, corners)
    if turn == "skewed":
        moved = draft.skewed(10)
    else:
        moved = draft.scaled(60) if turn == "scaled" else draft.turned(turn)
    y, x = np.nonzero(moved.grey < 128)
    assert abs(moved.corners[0, :, 0].min() - x.min()) <= 1
    assert abs(moved.corners[0, :, 1].min() - y.min()) <= 1
    assert abs(moved.corners[0, :, 0].max() - 1 - x.max()) <= 1
    assert abs(moved.corners[0, :, 1].max() - 1 - y.max()) <= 1


def test_goldens_alone_leave_tiles_and_pages(tmp_path, monkeypatch):
    pages = [page for page in read_pages() if page.name in ("blank", "one-word")]
    monkeypatch.setattr(make, "read_pages", lambda folder: pages)
    result = CliRunner().invoke(app, ["--goldens", "--output", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["goldens"]
    assert "golden one-word" in result.output


def test_what_cannot_be_made_leaves_all_as_it_was(tmp_path, monkeypatch):
    def small(self: Composer, say: object) -> Corpus:
        return read_corpus().take([0, 1])

    def broken(self: Pages) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(Composer, "corpus", small)
    monkeypatch.setattr(Pages, "all", broken)
    with pytest.raises(KeyboardInterrupt):
        make.make_corpus(tmp_path, SEED, print)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_all_of_it_comes_out_as_committed(tmp_path):
    make.make_corpus(tmp_path, SEED, lambda line: None)
    committed, made = read_corpus(), read_corpus(tmp_path / "tiles")
    assert (made.texts, made.kinds) == (committed.texts, committed.kinds)
    assert np.abs(made.tiles.astype(int) - committed.tiles).mean() < CLOSE
    for given, found in zip(read_pages(tmp_path / "pages"), read_pages(PAGES), strict=True):
        assert (given.name, given.words) == (found.name, found.words)
