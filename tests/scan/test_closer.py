"""Doubtful words are looked at once more, in a frame of their own."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_pages import drawn_page, turned_by
from hypothesis import given
from hypothesis import strategies as st

from contract import joining as n
from contract.numbers import STRIP_HEIGHT, TILE_SQUEEZE_Q8, TILE_WIDTHS
from detector.finding import find_lines
from detector.framing import show
from model.backends import Backend, open_backend
from scan.closer import both, closer_frame, look_closer
from scan.joining import join_words, page_spacing
from scan.page import Char, Word
from scan.tries import read_lines

BUNDLE = Path(__file__).parents[2] / "pocket_ocr" / "bundle"
TEXTS = ("The quick brown fox jumps over", "Invoice number 4711 of March")
QUAD = (10, 10, 60, 10, 60, 30, 10, 30)


@pytest.fixture(scope="module")
def backend() -> Backend:
    return open_backend(bundle=BUNDLE)


def word(text: str, confidence: int) -> Word:
    return Word(QUAD, confidence, tuple(Char(c, QUAD, confidence) for c in text))


def told(words: list[Word]) -> list[tuple[str, int]]:
    return [(each.text, each.confidence) for each in words]


def test_what_both_looks_say_is_as_sure_as_their_mean_or_nearly_as_sure_as_before():
    assert told(both(word("tax", 600), [word("tax", 900)])) == [("tax", 750)]
    assert told(both(word("tax", 600), [word("tax", 400)])) == [("tax", 550)]


def test_the_surer_look_counts_and_is_half_believed():
    assert told(both(word("tax", 600), [word("fax", 900)])) == [("fax", (450 + 600) // 2)]
    assert told(both(word("tax", 600), [word("fax", 500)])) == [("tax", (300 + 600) // 2)]
    assert told(both(word("tax", 600), [])) == [("tax", 450)]


def test_a_word_may_turn_out_to_be_two_and_the_less_sure_one_tells():
    sure = [word("tax", 950), word("free", 900)]
    assert told(both(word("taxtree", 500), sure)) == [("tax", 487), ("free", 475)]
    assert told(both(word("taxtree", 500), [sure[0], word("free", 450)])) == [("taxtree", 375)]


def test_a_look_that_shows_much_less_does_not_count():
    assert told(both(word("invoice", 600), [word("inv", 990)])) == [("invoice", 450)]


@given(st.integers(0, 1000), st.integers(0, 1000), st.sampled_from(["tax", "fax"]))
def test_confidences_stay_in_range_and_agreement_is_surer(first, closer, text):
    (after,) = both(word("tax", first), [word(text, closer)])
    assert 0 <= after.confidence <= max(first, closer)
    (agreed,) = both(word("tax", first), [word("tax", closer)])
    assert after.confidence <= agreed.confidence


def read(page: np.ndarray, backend: Backend):
    lines = read_lines(page, find_lines(page), backend)
    spacing = page_spacing(lines)
    known = backend.charset, backend.calibration, backend.lexicon
    return lines, [join_words(line, spacing, *known) for line in lines], spacing


def test_sure_words_are_left_alone(backend):
    page, _ = drawn_page(TEXTS)
    lines, words, spacing = read(page, backend)
    sure = [[replace(word, confidence=n.LOOK_BELOW) for word in line] for line in words]
    assert look_closer(page, lines, sure, spacing, backend) == sure


def test_no_more_words_are_looked_at_than_the_limit_the_least_sure_ones_first(backend, monkeypatch):
    page, _ = drawn_page(TEXTS)
    lines, words, spacing = read(page, backend)
    doubtful = [[replace(w, confidence=500 - i) for i, w in enumerate(line)] for line in words]
    monkeypatch.setattr(n, "LOOK_WORDS", 1)
    after = look_closer(page, lines, doubtful, spacing, backend)
    changed = [
        (number, at)
        for number, line in enumerate(doubtful)
        for at, word in enumerate(line)
        if after[number][at] != word
    ]
    least = min((w.confidence, i, k) for i, line in enumerate(doubtful) for k, w in enumerate(line))
    assert changed == [least[1:]]


@pytest.mark.parametrize("degrees", [0.0, 4.0])
def test_a_word_that_was_read_wrongly_is_read_right_by_a_closer_look(backend, degrees):
    page, _ = turned_by(drawn_page(TEXTS)[0], degrees)
    lines, words, spacing = read(page, backend)
    right = [[word.text for word in line] for line in words]
    wrong = [
        [replace(w, confidence=300, chars=(*w.chars[:-1], replace(w.chars[-1], text="~")))
         for w in line]
        for line in words
    ]  # fmt: skip
    after = look_closer(page, lines, wrong, spacing, backend)
    assert [[word.text for word in line] for line in after] == right
    for line, before in zip(after, words, strict=True):
        for word, was in zip(line, before, strict=True):
            assert np.abs(np.subtract(word.quad, was.quad)).max() <= 12


def test_light_print_is_shown_dark_on_light(backend):
    page = 255 - drawn_page(TEXTS)[0]
    lines, words, _ = read(page, backend)
    frame = closer_frame(page, lines[0].line, words[0][0].quad)
    strip = show(page, frame, light_on_dark=True)
    assert np.median(strip) > 200


def test_the_frame_is_as_high_as_the_word_and_a_little_wider_words_are_squeezed(backend):
    page, _ = drawn_page(TEXTS)
    lines, words, _ = read(page, backend)
    steps = {w.text: closer_frame(page, lines[0].line, w.quad).across_y for w in words[0]}
    assert steps["over"] < steps["The"] < steps["jumps"]
    wide = words[0][0]
    tile = TILE_WIDTHS[-1]
    for width in range(60, 400, 7):
        quad = (*wide.quad[:2], wide.quad[0] + width, *wide.quad[3:4],
                wide.quad[0] + width, *wide.quad[5:])  # fmt: skip
        columns = closer_frame(page, lines[0].line, quad).width
        assert columns <= tile or columns > tile * TILE_SQUEEZE_Q8 >> 8


def test_a_very_wide_stroke_is_not_looked_at(backend):
    page, _ = drawn_page(TEXTS)
    lines, words, spacing = read(page, backend)
    wide = replace(words[0][0], quad=(0, 0, 700, 0, 700, 20, 0, 20), confidence=100)
    assert look_closer(page, lines[:1], [[wide]], spacing, backend) == [[wide]]


def test_a_frame_at_the_edge_of_the_page_shows_paper_beyond_it(backend):
    page, _ = drawn_page(TEXTS)
    lines, _, _ = read(page, backend)
    quad = (0, 0, 40, 0, 40, 12, 0, 12)
    strip = show(page, closer_frame(page, lines[0].line, quad))
    assert strip.shape[0] == STRIP_HEIGHT and (strip == page[0, 0]).all()
    assert cv2.countNonZero(strip) == strip.size
