"""Rendered sets of tiles: the same from the same seed, kept on disk."""

import numpy as np
import pytest

from contract.charset import CHARSET
from contract.errors import ContractError
from contract.numbers import STRIP_HEIGHT, TILE_WIDTHS
from parity.corpus import read_corpus
from parity.rendered import CHUNK, accuracy_tiles, calibration_tiles, rendered


def test_the_seed_decides():
    one, same, other = (rendered(24, seed, page_share=0) for seed in (1, 1, 2))
    assert np.array_equal(one.tiles, same.tiles)
    assert (one.texts, one.kinds) == (same.texts, same.kinds)
    assert not np.array_equal(one.tiles, other.tiles)


def test_tiles_fit_the_contract_and_some_are_from_pages():
    found = rendered(40, 3, page_share=0.5)
    assert found.tiles.shape == (40, STRIP_HEIGHT, TILE_WIDTHS[-1])
    assert len(found.texts) == len(found.kinds) == 40
    assert set("".join(found.texts)) <= set(CHARSET)
    assert 10 <= found.kinds.count("page") <= 20
    for text, kind in zip(found.texts, found.kinds, strict=True):
        assert bool(text) == (kind != "none")
    assert "page" not in rendered(40, 3, page_share=0).kinds


def test_the_second_time_it_is_read(tmp_path):
    told: list[tuple[int, int]] = []
    first = rendered(CHUNK + 1, 4, tmp_path, lambda *now: told.append(now))
    assert told == [(CHUNK, CHUNK + 1), (CHUNK + 1, CHUNK + 1)]
    again = rendered(CHUNK + 1, 4, tmp_path, lambda done, count: pytest.fail("made again"))
    assert np.array_equal(first.tiles, again.tiles)
    assert (first.texts, first.kinds) == (again.texts, again.kinds)


def test_a_damaged_or_half_written_set_is_made_anew(tmp_path):
    first = rendered(4, 5, tmp_path)
    (place,) = tmp_path.iterdir()
    (place / "sheet.png").write_bytes(b"")
    assert np.array_equal(rendered(4, 5, tmp_path).tiles, first.tiles)
    (place / "sheet.png").unlink()
    assert np.array_equal(rendered(4, 5, tmp_path).tiles, first.tiles)


def test_what_the_tiles_depend_on_names_the_set(tmp_path, monkeypatch):
    rendered(2, 6, tmp_path)
    rendered(2, 7, tmp_path)
    rendered(3, 6, tmp_path)
    rendered(2, 6, tmp_path, page_share=0)
    monkeypatch.setattr("parity.rendered.sources_digest", lambda *places: "changed")
    rendered(2, 6, tmp_path)
    assert len(list(tmp_path.iterdir())) == 5


def test_no_tiles_are_refused():
    with pytest.raises(ContractError, match="ask for one or more"):
        rendered(0, 1)


@pytest.mark.slow
def test_calibration_accuracy_and_corpus_share_no_tile(tmp_path):
    sets = calibration_tiles(tmp_path), accuracy_tiles(tmp_path), read_corpus()
    assert len(sets[0]) >= 500
    assert len(sets[1]) >= 5000
    bytes_of = [{tile.tobytes() for tile in each.tiles if tile.min() < 255} for each in sets]
    assert not bytes_of[0] & bytes_of[1]
    assert not bytes_of[2] & (bytes_of[0] | bytes_of[1])
    assert {"page", "none", "prose", "price"} <= set(sets[1].kinds)
