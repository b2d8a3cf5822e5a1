"""The lexicon's file: what is written is read, and what is damaged is refused."""

import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import ContractError
from contract.lexicon import Edge, Lexicon, dump, is_letter, is_letter_or_digit, parse
from synth.text.lexicon import build

WORDS = st.dictionaries(st.text("abcxyz", min_size=1, max_size=7), st.integers(1, 7), min_size=1)
SMALL = build({"cat": 1, "cats": 2, "car": 3, "at": 1})


@given(WORDS)
def test_holds_its_words_with_their_ranks_and_no_others(ranks):
    lexicon = build(ranks)
    assert {word: lexicon.rank(word) for word in ranks} == ranks
    assert lexicon.count == len(ranks)
    for word in ranks:
        for other in (word[:-1], word + "a", "z" + word):
            assert lexicon.rank(other) == ranks.get(other, 0)


@given(WORDS)
def test_file_round_trip_and_same_bytes_for_same_words(ranks):
    lexicon = build(ranks)
    assert parse(dump(lexicon)) == lexicon
    assert dump(build(dict(reversed(ranks.items())))) == dump(lexicon)


def test_looks_words_up_in_any_case():
    assert [SMALL.rank(word) for word in ("CAT", "Cats", "cAr", "ca", "", "câr")] == [
        1,
        2,
        3,
        0,
        0,
        0,
    ]


def test_shares_what_words_have_in_common():
    assert len(build({"walked": 1, "talked": 1, "walks": 1, "talks": 1}).edges) < 12


@pytest.mark.parametrize("cut", [0, 3, 11, 20, -1])
def test_refuses_a_truncated_file(cut):
    with pytest.raises(ContractError, match="lexicon"):
        parse(dump(SMALL)[:cut])


def test_refuses_another_version():
    data = bytearray(dump(SMALL))
    struct.pack_into("<H", data, 4, 2)
    with pytest.raises(ContractError, match="version 2"):
        parse(bytes(data))


def damaged(number: int, edge: int) -> bytes:
    edges = [*SMALL.edges]
    edges[number] = edge
    return dump(replace(SMALL, edges=tuple(edges)))


@pytest.mark.parametrize(
    "edge",
    [
        SMALL.edges[0] | 63,  # a letter that the alphabet lacks
        SMALL.edges[0] & 0x3FF | 4000 << Edge.CHILD,  # leads out of the file
        SMALL.edges[0] & 0x3FF | 1 << Edge.CHILD,  # leads into the middle of a node
    ],
)
def test_refuses_edges_that_lead_astray(edge):
    with pytest.raises(ContractError, match=r"at edge [01]"):
        parse(damaged(0, edge))


def test_refuses_a_circle_and_an_open_end():
    last = len(SMALL.edges) - 1
    with pytest.raises(ContractError, match=f"edge {last}"):
        parse(damaged(last, SMALL.edges[last] | 1 << Edge.CHILD))
    with pytest.raises(ContractError, match="no end"):
        parse(damaged(last, SMALL.edges[last] & ~Edge.LAST))


def test_refuses_endless_words():
    chain = tuple(Edge.LAST | (i + 1) << Edge.CHILD for i in range(99)) + (
        Edge.LAST | 1 << Edge.RANK,
    )
    with pytest.raises(ContractError, match="too long"):
        parse(dump(Lexicon((("a", "A"),), chain)))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        parse(dump(SMALL)[:30] + data)
    except ContractError:
        return


@pytest.mark.parametrize("character", "aZéÀßЖ中")
def test_letters(character):
    assert is_letter(character)
    assert is_letter_or_digit(character)


@pytest.mark.parametrize("character", " .-'’“–€£§×÷°@")
def test_signs_are_no_letters(character):
    assert not is_letter_or_digit(character)


def test_digits_are_no_letters():
    assert is_letter_or_digit("7")
    assert not is_letter("7")
