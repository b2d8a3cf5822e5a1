"""The committed texts: written, read back, and checked against the reference."""

from dataclasses import replace
from pathlib import Path

import pytest
import tiny_parity

from contract.bundle import read_bundle
from contract.charset import CHARSET
from contract.errors import ContractError
from parity.corpus import read_corpus, read_pages
from parity.gates import texts
from parity.reference import digest, reference
from parity.texts import Texts, check_texts, read_texts, write_texts

SOME = Texts(
    weights="a" * 64,
    model="b" * 64,
    file="net.tflite",
    corpus="c" * 64,
    tiles=((12, ""), (3, " a  b ")),
    pages={"one": ("Ein", "Wort"), "two": ("€",)},
)


def test_what_is_written_is_read_back(tmp_path):
    write_texts(tmp_path / "texts.tsv", SOME)
    assert read_texts(tmp_path / "texts.tsv") == SOME


@pytest.mark.parametrize(
    "text", ["", "weights\ta\n", "weights\ta\nmodel\tb\tc\ncorpus\td\ntile\tx"]
)
def test_a_damaged_file_is_refused(tmp_path, text):
    (tmp_path / "texts.tsv").write_text(text)
    with pytest.raises(ContractError, match="is damaged; write it anew with `python -m parity"):
        read_texts(tmp_path / "texts.tsv")
    with pytest.raises(ContractError, match="is missing"):
        read_texts(tmp_path / "none.tsv")


@pytest.fixture
def known(tmp_path, corpus_folder, weights):
    bundle = read_bundle(tiny_parity.make_bundle(tmp_path / "bundle", weights))
    corpus, pages = read_corpus(corpus_folder / "tiles"), read_pages(corpus_folder / "pages")
    return reference(weights, bundle, corpus, pages, tmp_path / "cache"), digest(
        corpus.tiles, pages
    )


def committed(known, **changes):
    found, corpus = known
    read = tuple((0, text) for text in texts(found.logits, CHARSET))
    return replace(SOME, **{"weights": found.weights, "corpus": corpus, "tiles": read} | changes)


def test_texts_of_other_weights_are_neither_right_nor_wrong(known):
    for fits in (committed(known), committed(known, weights="a" * 64, tiles=())):
        check_texts(Path("texts.tsv"), fits, known[0], CHARSET, known[1])


def test_texts_that_the_weights_do_not_read_are_refused(known):
    for wrong, says in (
        (committed(known, corpus="c" * 64), "belongs to another corpus; write it anew"),
        (committed(known, tiles=((0, "else"),)), "does not hold what its weights read"),
    ):
        with pytest.raises(ContractError, match=says):
            check_texts(Path("texts.tsv"), wrong, known[0], CHARSET, known[1])
