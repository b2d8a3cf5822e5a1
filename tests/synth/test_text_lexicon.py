"""Building a lexicon from ranked words."""

import pytest

from contract.errors import ContractError
from synth.text import lexicon as lexicons
from synth.text.lexicon import COMMON, KNOWN, build, ranked_words


@pytest.mark.parametrize("ranks", [{}, {"ab": 0}, {"ab": 8}])
def test_ranks_must_fit(ranks):
    with pytest.raises(ValueError, match="ranks of 1 to 7"):
        build(ranks)


@pytest.mark.parametrize("word", ["", "Ab", "a-b", "é"])
def test_words_must_be_of_small_letters(word):
    with pytest.raises(ValueError, match="letters a-z"):
        build({word: 1})


def test_edges_lead_forward_and_letters_rise():
    lexicon = build({"car": 1, "cat": 1, "bat": 2, "bar": 3})
    assert [lexicon.rank(word) for word in ("bar", "bat", "car", "cat", "ba")] == [3, 2, 1, 1, 0]


def test_common_words_rank_first_and_spelled_ones_last(tmp_path, monkeypatch):
    counts = {"Whale": COMMON, "harpoon": KNOWN, "quohog": KNOWN - 1, "ox": COMMON, "café": COMMON}
    monkeypatch.setattr(lexicons.books, "read_words", lambda cache: list(counts.items()))
    monkeypatch.setattr(
        lexicons, "small_wordlist", lambda cache: ["harpoon", "Zebra", "it's", "at"]
    )
    ranks = ranked_words(tmp_path)
    assert ranks["invoice"] == ranks["whale"] == 1  # of the grammars, and of the prose
    assert {word: ranks.get(word, 0) for word in ("harpoon", "zebra", "quohog")} == {
        "harpoon": 2,
        "zebra": 3,
        "quohog": 0,
    }
    assert not {"ox", "at", "café", "it's", "Whale"} & set(ranks)


def test_a_spelling_list_that_cannot_be_had_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")  # no apt-get
    with pytest.raises(ContractError, match="wamerican-small: check the network"):
        lexicons.small_wordlist(tmp_path)
