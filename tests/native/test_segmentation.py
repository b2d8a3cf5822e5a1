"""Doubtful spaces are decided in C++ as in Python."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from native_steps import steps

from contract import joining as n
from contract.lexicon import Lexicon, dump
from scan.segmentation import spaces
from synth.text.lexicon import build

pytestmark = pytest.mark.native

CHARSET = " abcABCä-1."
texts = st.text("abcABC" * 3 + "ä-1.", min_size=1, max_size=30) | st.text("ab", min_size=60)
lexica = st.dictionaries(
    st.text("abc", min_size=1, max_size=6), st.integers(1, 7), min_size=1, max_size=40
).map(build)
scores = st.sampled_from([0, 1, -1, n.SPACE_DOUBT, -n.SPACE_DOUBT]) | st.integers(-8000, 8000)


@settings(max_examples=300)
@given(texts, lexica, st.data())
def test_spaces_are_equal(text: str, lexicon: Lexicon, data: st.DataObject) -> None:
    given = data.draw(st.lists(scores, min_size=len(text) - 1, max_size=len(text) - 1))
    answer = steps().ask(
        "spaces",
        lexicon=list(dump(lexicon)),
        charset=list(CHARSET),
        chars=[[1 + CHARSET.index(c), 0, 0, 0, 0] for c in text],
        scores=given,
    )
    assert answer["spaces"] == spaces(text, given, lexicon)
