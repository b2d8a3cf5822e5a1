"""Doubtful spaces give way to the words of a lexicon, sure ones do not."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import joining as n
from contract.lexicon import is_letter, is_letter_or_digit
from scan.segmentation import spaces
from synth.text.lexicon import build

SURE = 8000
LEXICON = build(
    {"adjustment": 1, "tax": 1, "invoice": 1, "not": 1, "able": 1, "notable": 1, "page": 1}
)


def parted(text: str, scores: dict[int, int], lexicon=LEXICON) -> str:
    """A text as it is parted; spaces in it are sure, but for the gaps that `scores` tells."""
    kept = text.replace(" ", "")
    own, at = [-SURE] * (len(kept) - 1), 0
    for character in text:
        if character == " ":
            own[at - 1] = SURE
        else:
            at += 1
    for gap, score in scores.items():
        own[gap - 1] = score
    found = spaces(kept, own, lexicon)
    return "".join(c + " " * space for c, space in zip(kept, [*found, False], strict=True))


def test_pieces_of_a_word_are_joined() -> None:
    assert parted("the adjustment.", {8: 3000}) == "the adjustment."
    assert parted("the adjustment.", {8: 3000}, None) == "the adjus tment."
    assert parted("the Adjustment", {8: n.SPACE_DOUBT}) == "the Adjus tment"


def test_words_without_a_space_are_parted() -> None:
    assert parted("TAXINVOICE", {3: -1500}) == "TAX INVOICE"
    assert parted("Page1", {4: -1500}) == "Page 1"
    assert parted("TAXINVOICE", {3: -n.SPACE_DOUBT}) == "TAXINVOICE"
    assert parted("TAXINVOICE", {}) == "TAXINVOICE"


@pytest.mark.parametrize("score", [-900, -1, 0, 1, 900])
def test_where_all_are_known_or_none_is_scores_decide(score: int) -> None:
    for text, at in (("notable", 3), ("malinja", 3), ("1416", 2)):
        wanted = f"{text[:at]} {text[at:]}" if score > 0 else text
        assert parted(text, {at: score}) == wanted


def test_spaces_beside_other_characters_stay() -> None:
    assert parted("not,able", {4: 1}) == "not, able"
    assert parted("not-able", {4: -1}) == "not-able"


def test_noise_with_many_doubtful_spaces_is_left_alone() -> None:
    most = n.SPACE_DOUBTS // 3
    for count, wanted in ((most, " ".join(["tax"] * most)), (most + 1, "tax" * (most + 1))):
        text = "tax" * count
        assert parted(text, dict.fromkeys(range(1, len(text)), -1)) == wanted


texts = st.text("aB1.", min_size=1, max_size=7)
lexica = st.dictionaries(st.text("ab", min_size=2, max_size=5), st.integers(1, 3), min_size=1)
choices = st.sampled_from([-SURE, -n.SPACE_DOUBT, -700, -1, 0, 1, 700, n.SPACE_DOUBT, SURE])


@given(texts, lexica, st.data())
def test_no_other_way_costs_less(text: str, words: dict[str, int], data: st.DataObject) -> None:
    scores = data.draw(st.lists(choices, min_size=len(text) - 1, max_size=len(text) - 1))
    lexicon = build(words)

    def cost(way: tuple[bool, ...]) -> int:
        """What a way to part the text costs; a great deal where it may not be parted so."""
        total = 0
        for i, (score, space) in enumerate(zip(scores, way, strict=True)):
            inside = all(map(is_letter_or_digit, text[i : i + 2]))
            if space != (score > 0):
                total += abs(score) if inside and abs(score) < n.SPACE_DOUBT else 1 << 20
        edges = [0, *(i + 1 for i, space in enumerate(way) if space), len(text)]
        for first, end in pairwise(edges):
            for a, b in runs(first, end):
                word = text[a:b]
                letters = sum(map(is_letter, word))
                rank = lexicon.rank(word) if len(word) >= n.LEXICON_SHORTEST else 0
                if rank:
                    total += n.LEXICON_RARE_COST * (rank - 1)
                elif any(score > 0 for score in scores[a : b - 1]):
                    total += 1 << 20
                elif letters:
                    total += n.STRANGE_WORD_COST
                    total += n.STRANGE_LETTER_COST * min(letters, n.STRANGE_LETTERS)
        return total

    def runs(first: int, end: int) -> list[tuple[int, int]]:
        """Runs of letters and digits within a word."""
        inside = [first <= i < end and is_letter_or_digit(text[i]) for i in range(len(text))]
        edges = [i for i, (a, b) in enumerate(pairwise([False, *inside, False])) if a != b]
        return list(zip(edges[::2], edges[1::2], strict=True))

    found = tuple(spaces(text, scores, lexicon))
    assert cost(found) == min(map(cost, product([False, True], repeat=len(text) - 1)))
