"""Words that a lexicon lacks give way to words that it holds, where those cost little more."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import joining as n
from contract.charset import BLANK, CLASSES, SPACE, encode
from model.correction import allowed, check
from model.decode import greedy, words
from synth.text.lexicon import build

FAR = -20 * 1024
LEXICON = build({"please": 1, "total": 1, "tools": 3, "change": 1, "all": 1, "ale": 2})
DOUBT = 1000


def logprobs(text: str, doubts: dict[int, str] | None = None, cost: int = DOUBT) -> np.ndarray:
    """Steps of a sure net that reads `text`, a blank after each character; at a character of
    `doubts` another one costs only `cost`.
    """
    rows = np.full((2 * len(text) + 1, CLASSES), FAR, np.int32)
    rows[::2, BLANK] = -1
    for i, label in enumerate(encode(text)):
        rows[2 * i + 1, label] = -1
        if doubts and i in doubts:
            rows[2 * i + 1, encode(doubts[i])[0]] = -1 - cost
    return rows


def read(rows: np.ndarray, lexicon=LEXICON) -> list[str]:
    reading = greedy(rows)
    return [check(word, reading, lexicon).word.text for word in words(reading)]


def test_a_misread_letter_is_corrected():
    assert read(logprobs("pleaso", {5: "e"})) == ["please"]


def test_case_is_kept():
    assert read(logprobs("Pleaso", {5: "e"})) == ["Please"]
    assert read(logprobs("PLEASO", {5: "E"})) == ["PLEASE"]


def test_the_case_of_a_corrected_letter_follows_the_word():
    assert read(logprobs("iotal", {0: "T"})) == ["Total"]


def test_a_known_word_in_a_mixed_case_is_written_in_a_usual_one():
    for mixed, doubts, usual in (
        ("tOTAL", {0: "T"}, "TOTAL"),
        ("TOtal", {1: "o"}, "Total"),
        ("(pleasE)", {6: "e"}, "(please)"),
    ):
        assert read(logprobs(mixed, doubts)) == [usual]
        assert read(logprobs(mixed, doubts, n.LEXICON_CASE_COST)) == [mixed]
    for text in ("total", "Total", "TOTAL"):
        doubts = {i: character.swapcase() for i, character in enumerate(text)}
        assert read(logprobs(text, doubts)) == [text]


def test_punctuation_around_a_word_stays():
    assert read(logprobs("(Totai):", {5: "l"})) == ["(Total):"]


def test_punctuation_within_a_word_parts_it():
    assert read(logprobs("Totai(Chanqe)/tools", {4: "l", 10: "g"})) == ["Total(Change)/tools"]
    assert read(logprobs("pleaso-tOTAL", {5: "e", 7: "T"})) == ["please-TOTAL"]


def test_parts_may_become_longer_or_shorter():
    rows = logprobs("cjhange/chane/totai", {18: "l"})
    rows[3, BLANK] = -DOUBT
    rows[24] = FAR  # between n and e
    rows[24, BLANK], rows[24, encode("g")[0]] = -1, -DOUBT
    reading = greedy(rows)
    word = check(words(reading)[0], reading, LEXICON).word
    assert word.text == "change/change/total"
    assert all(a.last < b.first for a, b in itertools.pairwise(word.chars))


def test_parts_too_short_for_the_lexicon_stay():
    assert read(logprobs("al/ale-x", {0: "t", 3: "o"})) == ["al/ale-x"]


def test_words_apart_are_corrected_apart():
    assert read(logprobs("totai Chanqe", {4: "l", 10: "g"})) == ["total", "Change"]


def test_without_a_lexicon_nothing_is():
    assert read(logprobs("pleaso", {5: "e"}), None) == ["pleaso"]


def test_a_word_of_the_lexicon_stays():
    assert read(logprobs("tools", {1: "a", 2: "l", 3: "e"})) == ["tools"]


def test_a_sure_word_stays():
    assert read(logprobs("pleaso", {5: "e"}, cost=9000)) == ["pleaso"]
    assert read(logprobs("pleaso")) == ["pleaso"]


@pytest.mark.parametrize("text", ["1234", "t0t-al", "x1", "12a45", "total/all", "t" * 25])
def test_what_is_no_word_stays(text):
    assert read(logprobs(text, dict.fromkeys(range(len(text)), "a"))) == [text]


def test_letters_may_be_missing_or_too_many():
    rows = logprobs("chane")
    rows[8] = FAR  # between n and e: a blank, or a g that costs a little
    rows[8, BLANK], rows[8, encode("g")[0]] = -1, -DOUBT
    assert read(rows) == ["change"]
    rows = logprobs("cjhange")
    rows[3, BLANK] = -DOUBT
    assert read(rows) == ["change"]


def test_equal_letters_need_a_blank_between_them():
    ball = build({"ball": 1})
    rows = logprobs("bal")
    rows[6] = rows[5]
    assert read(rows, ball) == ["bal"]
    rows = np.insert(rows, 6, rows[5], axis=0)
    rows[6, BLANK] = -1 - DOUBT
    assert read(rows, ball) == ["ball"]


def test_rare_words_need_more():
    near = build({"ale": 1, "all": 7})
    rows = logprobs("alx", {2: "l"}, cost=500)
    rows[5, encode("e")[0]] = -1 - 900
    assert read(rows, near) == ["ale"]


def test_the_bonus_says_what_was_found():
    for text, doubts, bonus in (
        ("please", {}, n.LEXICON_KNOWN_BONUS),
        ("tools", {}, 0),
        ("pleaso", {5: "e"}, n.LEXICON_CORRECTED_BONUS),
        ("pleaSe", {4: "s"}, n.LEXICON_KNOWN_BONUS),
        ("qwertz", {}, 0),
        ("3.50", {}, 0),
        ("please/total", {}, 0),
        ("pleaso/total", {5: "e"}, n.LEXICON_CORRECTED_BONUS),
        ("pleaSe/qwertz", {4: "s"}, n.LEXICON_KNOWN_BONUS),
    ):
        reading = greedy(logprobs(text, doubts))
        assert check(words(reading)[0], reading, LEXICON).bonus == bonus


def spelled(rows: np.ndarray, text: str) -> int:
    """Log-probability of the best path that spells a text: every path is tried."""
    near = [np.flatnonzero(row.max() - row <= n.NEAR_COST).tolist() for row in rows]
    best = -(10**9)
    for path in itertools.product(*near):
        collapsed = [k for k, _ in itertools.groupby(path) if k != BLANK]
        if collapsed == encode(text):
            best = max(best, sum(int(rows[t, k]) for t, k in enumerate(path)))
    return best


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_equals_the_search_through_all_paths(data):
    letters = [BLANK, *encode("abc")]
    steps = data.draw(st.integers(3, 7))
    rows = np.full((steps, CLASSES), FAR, np.int32)
    for t in range(steps):
        for label in letters:
            rows[t, label] = -data.draw(st.integers(0, 2600))
    ranks = data.draw(
        st.dictionaries(
            st.text("abc", min_size=3, max_size=4), st.integers(1, 3), min_size=1, max_size=5
        )
    )
    reading = greedy(rows)
    found = words(reading)
    if not found:
        return
    word, raw = found[0], sum(reading.steps)
    made = check(word, reading, build(ranks))
    if len(word.text) < n.LEXICON_SHORTEST or word.text in ranks:
        assert made.word.text == word.text
        return
    costs = {
        w: (raw - spelled(rows, w) + n.LEXICON_RARE_COST * (rank - 1), w)
        for w, rank in ranks.items()
    }
    cost, best = min(costs.values())
    wanted = best if cost < allowed(len(best)) else word.text
    assert made.word.text == wanted
    if made.corrected:
        runs = made.word.chars
        assert all(a.last < b.first for a, b in itertools.pairwise(runs))
        assert all(rows[c.peak, c.label] == c.logprob for c in runs)
        assert all(rows[c.first : c.last + 1, c.label].max() == c.logprob for c in runs)


def test_spaces_inside_a_word_count_as_blanks():
    rows = logprobs("pleaso", {5: "e"})
    rows[4, BLANK], rows[4, SPACE] = FAR, -1
    reading = greedy(rows)
    before, after = words(reading)
    whole = replace(
        before,
        text=before.text + after.text,
        chars=before.chars + after.chars,
        last=after.last,
    )
    assert check(whole, reading, LEXICON).word.text == "please"
