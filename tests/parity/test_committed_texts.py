"""The committed texts are those of what is shipped: the weights, the bundle, the corpus."""

from contract.bundle import read_bundle
from parity.corpus import read_corpus, read_pages
from parity.reference import digest
from parity.texts import read_texts
from scan.worker import DEFAULT_BUNDLE


def test_the_committed_texts_are_of_what_is_shipped():
    found, manifest = read_texts(), read_bundle(DEFAULT_BUNDLE).manifest
    corpus, pages = read_corpus(), read_pages()
    assert found.weights == manifest.weights.sha256
    assert found.model == manifest.model().sha256
    assert found.corpus == digest(corpus.tiles, pages)
    assert len(found.tiles) == len(corpus)
    assert found.pages.keys() <= {page.name for page in pages}
