"""Lines that read badly are framed anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from drawn_pages import drawn_page

from contract import joining as n
from detector.finding import TextLine, find_lines
from model.backends import Backend, open_backend
from scan.tries import page_sureness, read_lines, sureness, try_again

BUNDLE = Path(__file__).parents[2] / "pocket_ocr" / "bundle"
TEXTS = ("The quick brown fox jumps over", "Invoice number 4711 of March")


@pytest.fixture(scope="module")
def backend() -> Backend:
    return open_backend(bundle=BUNDLE)


@pytest.fixture(scope="module")
def drawn():
    page, _ = drawn_page(TEXTS)
    return page, find_lines(page)


def too_low(line: TextLine) -> TextLine:
    """The line as if its capitals had been taken for 0.6 of their height, its ink cut off."""
    low = replace(line, height_q8=line.height_q8 * 6 // 10)
    return low.reframed(256, with_ink=False)


def test_a_line_in_a_wrong_frame_is_read_in_a_better_one(backend, drawn):
    page, lines = drawn
    wrong = read_lines(page, [too_low(line) for line in lines], backend)
    again = try_again(page, wrong, backend)
    right = [line.reading.text for line in read_lines(page, lines, backend)]
    assert [line.reading.text for line in wrong] != right
    assert page_sureness(again) > page_sureness(wrong) + n.TRY_LEAD


def test_no_line_gets_less_sure_and_sure_ones_stay(backend, drawn):
    page, lines = drawn
    read = read_lines(page, [*lines, *map(too_low, lines)], backend)
    for before, after in zip(read, try_again(page, read, backend), strict=True):
        if sureness(before)[0] >= n.TRY_BELOW:
            assert after is before
        else:
            assert after is before or sureness(after)[0] > sureness(before)[0]


def test_no_more_lines_are_tried_than_the_limit(backend, drawn, monkeypatch):
    page, lines = drawn
    wrong = read_lines(page, [too_low(line) for line in lines], backend)
    monkeypatch.setattr(n, "TRY_LINES", 0)
    assert try_again(page, wrong, backend) == wrong


def test_an_empty_page_has_no_sureness(backend):
    assert page_sureness([]) == 0
    assert try_again(drawn_page(())[0], [], backend) == []
