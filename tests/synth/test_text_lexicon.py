"""Building a lexicon from ranked words."""

import pytest

from synth.text.lexicon import build


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
