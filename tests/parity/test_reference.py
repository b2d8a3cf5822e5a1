"""The reference is computed once, and only from the bundle's own weights."""

from dataclasses import replace

import numpy as np
import pytest
import tiny_parity

from contract.bundle import read_bundle
from contract.errors import PocketOcrError
from model.backends.torch_net import TorchBackend
from parity import reference as module
from parity.corpus import read_corpus, read_pages
from parity.reference import digest, reference
from parity.runners.torch_reference import TORCH
from scan.reading import read_page


@pytest.fixture
def given(tmp_path, corpus_folder, weights):
    bundle = read_bundle(tiny_parity.make_bundle(tmp_path / "bundle", weights))
    corpus, pages = read_corpus(corpus_folder / "tiles"), read_pages(corpus_folder / "pages")
    return weights, bundle, corpus, pages, tmp_path / "cache"


@pytest.fixture
def no_torch(monkeypatch):
    monkeypatch.setattr("parity.runners.torch_reference.find_spec", lambda name: None)


def test_it_is_torch_in_float64(given):
    weights, bundle, corpus, pages, cache = given
    found = reference(weights, bundle, corpus, pages, cache)
    in_float32 = TORCH.open(weights)(corpus.tiles)
    assert found.logits.dtype == np.float32
    assert 0 < np.abs(found.logits - in_float32).max() < 1e-3
    assert np.array_equal(found.goldens, bundle.goldens().logits)
    assert [page.name for page in found.pages] == ["drawn", "blank"]
    words = read_page(pages[0].grey, TorchBackend(weights)).words
    assert found.pages[0].texts == [word.text for word in words]


def test_it_is_kept(given, monkeypatch, no_torch):
    with pytest.raises(PocketOcrError, match=r"not in .*cache yet, and PyTorch is not installed"):
        reference(*given)
    monkeypatch.undo()
    first = reference(*given)
    monkeypatch.setattr(module.REFERENCE, "open", None)
    again = reference(*given)
    assert np.array_equal(first.logits, again.logits)
    assert first.pages == again.pages


@pytest.mark.parametrize("kind", ["logits", "page"])
def test_what_is_damaged_in_the_cache_is_named(given, kind):
    reference(*given)
    for path in given[-1].glob(f"{kind}-*"):
        path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(PocketOcrError, match=rf"{kind}-.* is damaged .*: delete it"):
        reference(*given)


def test_other_weights_are_refused(given, tmp_path):
    other = tiny_parity.make_weights(tmp_path / "other", seed=1)
    with pytest.raises(PocketOcrError, match="was made from other weights"):
        reference(other, *given[1:])


def test_the_digest_is_of_every_pixel_and_size(given):
    _, _, corpus, pages, _ = given
    known = {digest(corpus.tiles, pages), digest(corpus.tiles, pages[:1])}
    tiles = corpus.tiles.copy()
    tiles[-1, -1, -1] ^= 1
    known.add(digest(tiles, pages))
    grey = pages[0].grey
    known.add(digest(corpus.tiles, [replace(pages[0], grey=grey.reshape(2, -1)), pages[1]]))
    assert len(known) == 4


def test_pages_are_read_anew_when_the_code_or_the_calibration_is_another(given, monkeypatch):
    _, bundle, _, _, cache = given

    def kept():
        reference(*given)
        return {path.name for path in cache.glob("page-*")}

    first = kept()
    assert kept() == first
    monkeypatch.setattr(module, "sources_digest", lambda *places: "another")
    second = kept() - first
    assert len(first) == len(second) == 2
    calibrated = replace(bundle.manifest, calibration=((-9, 0), (0, 1000)))
    given = (given[0], replace(bundle, manifest=calibrated), *given[2:])
    assert len(kept() - first - second) == 2
