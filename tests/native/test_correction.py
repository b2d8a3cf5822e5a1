"""Words are looked up and corrected in C++ as in Python: ranks, characters, steps, bonuses."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from native_steps import ROOT, steps

from contract.charset import CHARSET
from contract.errors import ContractError
from contract.lexicon import Edge, Lexicon, dump, parse
from model.correction import check
from model.decode import greedy, words
from synth.text.lexicon import build

pytestmark = pytest.mark.native

SHIPPED = parse((ROOT / "model" / "weights" / "lexicon.bin").read_bytes())
LETTERS = "abc"
CHARSETS = (" abcABCä-1.", "abcABC1", "cbaAB -x", ".1- äöabcCBA", "abc ")
spelt = st.text(LETTERS, min_size=1, max_size=6)
lexica = st.dictionaries(spelt, st.integers(1, 7), min_size=1, max_size=40).map(build)
alphabets = st.lists(
    st.tuples(st.sampled_from("abcä1-Zß"), st.sampled_from("ABCabcÄß")), min_size=26, max_size=26
)


def checked(values: np.ndarray, charset: str, lexicon: Lexicon) -> int:
    """Compare all words of log-probabilities [T, C]; how many were corrected."""
    reading = greedy(values, charset)
    found = words(reading)
    expected = [check(word, reading, lexicon) for word in found]
    answer = steps().ask(
        "check",
        lexicon=list(dump(lexicon)),
        charset=list(charset),
        steps=reading.steps,
        near=[reading.near_at(step) for step in range(len(reading.steps))],
        words=[(word.chars, word.first, word.last) for word in found],
    )
    assert answer["words"] == [
        [[list(char) for char in word.chars], bonus, corrected]
        for word, bonus, corrected in expected
    ]
    return sum(corrected for _, _, corrected in expected)


def drawn(rng: np.random.Generator, path: list[int], classes: int, costs: list[int]) -> np.ndarray:
    """Log-probabilities [T, classes] whose best path is likely the given one; ties abound."""
    values = -rng.choice(costs, (len(path), classes)).astype(np.int32)
    values[np.arange(len(path)), path] = 0
    return values


def paths(text: str, charset: str, rng: np.random.Generator) -> list[int]:
    """Classes of some steps that spell a text."""
    path = []
    for character in text:
        path += [1 + charset.index(character)] * rng.integers(1, 3)
        path += [0] * rng.integers(1, 3)
    return path


@given(lexica, st.lists(st.text(LETTERS + LETTERS.upper() + "d-", max_size=7), max_size=30))
def test_ranks_are_equal(lexicon: Lexicon, texts: list[str]) -> None:
    letters = {letter: i for i, pair in enumerate(lexicon.alphabet) for letter in pair}
    numbers = [[letters.get(character, 99) for character in text] for text in texts]
    answer = steps().ask("ranks", lexicon=list(dump(lexicon)), words=numbers)
    assert answer["ranks"] == [lexicon.rank(text) for text in texts]


@settings(max_examples=200)
@given(lexica, st.sampled_from(CHARSETS), st.data(), st.integers(0, 1 << 32))
def test_words_are_corrected_alike(lexicon: Lexicon, charset: str, data: Any, seed: int) -> None:
    rng = np.random.default_rng(seed)
    text = data.draw(st.text(charset, min_size=1, max_size=9))
    costs = data.draw(st.lists(st.sampled_from([0, 1, 90, 700, 3000, 9216, 9217]), min_size=1))
    checked(drawn(rng, paths(text, charset, rng), len(charset) + 1, costs), charset, lexicon)


@given(lexica, alphabets, st.sampled_from(CHARSETS), st.integers(0, 1 << 32))
def test_any_alphabet_is_taken_alike(lexicon: Lexicon, pairs: Any, charset: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    path = rng.integers(0, len(charset) + 1, rng.integers(1, 25)).tolist()
    values = drawn(rng, path, len(charset) + 1, [0, 100, 400, 20000])
    checked(values, charset, Lexicon(tuple(pairs), lexicon.edges))


@pytest.mark.parametrize("seed", range(1, 9))
def test_many_paths_through_the_shipped_lexicon(seed: int) -> None:
    """More than are followed, of which the same ones are given up."""
    rng = np.random.default_rng([3, seed])
    text = "Invoice tofal(RM)/amounf-due 24.12. Thonks 1nterest (recieve) customar ADDRESS, qxzv"
    values = drawn(rng, paths(text, CHARSET, rng), len(CHARSET) + 1, [9000, 20000, 300 * seed])
    assert checked(values, CHARSET, SHIPPED) > 0


def test_a_word_of_a_line_is_corrected() -> None:
    values = np.full((12, len(CHARSET) + 1), -20000, np.int32)
    path = [0, *(1 + CHARSET.index(letter) for letter in "fotal"), 0]
    values[np.arange(2, 9), path] = 0
    values[:, 0] = np.maximum(values[:, 0], -5)
    values[3, 1 + CHARSET.index("t")] = -400
    assert checked(values, CHARSET, SHIPPED) == 1


@given(st.binary(max_size=80), lexica, st.integers(0, 1 << 16), st.integers(0, 255))
def test_what_is_no_lexicon_is_refused_alike(
    noise: bytes, lexicon: Lexicon, at: int, byte: int
) -> None:
    data = bytearray(dump(lexicon))
    data[at % len(data)] = byte
    for each in (noise, bytes(data), bytes(data[:-1]), bytes(data) + b"x"):
        said = steps().ask("ranks", lexicon=list(each), words=[[0, 1]])
        try:
            known = parse(each)
        except ContractError:
            assert "error" in said, said
        else:
            small = [pair[0] for pair in known.alphabet]
            assume(len(small) > 1 and len({*small}) == len(small))
            assert said["ranks"] == [known.rank(small[0] + small[1])]


@pytest.mark.parametrize(
    ("edges", "says"),
    [
        ((0, Edge.LAST), "edge 0"),  # a letter twice
        ((1, Edge.LAST), "edge 0"),  # letters fall
        ((Edge.LAST | 2 << Edge.CHILD, 0, 1 | Edge.LAST), "edge 0"),  # into a node's middle
        ((Edge.LAST | 1 << Edge.CHILD, Edge.LAST | 1 << Edge.CHILD), "edge 1"),  # a circle
        ((Edge.LAST | 9 << Edge.CHILD,), "edge 0"),  # out of the graph
        ((2 | Edge.LAST,), "edge 0"),  # no such letter
        ((0,), "within a node"),
        (tuple(Edge.LAST | i << Edge.CHILD for i in [*range(1, 65), 0]), "too long"),
    ],
)
def test_a_damaged_graph_is_refused(edges: tuple[int, ...], says: str) -> None:
    data = dump(Lexicon((("a", "A"), ("b", "B")), edges))
    assert says in steps().ask("ranks", lexicon=list(data), words=[])["error"]
    with pytest.raises(ContractError):
        parse(data)
