"""Pages read by the C++ core: the same tiles in the same batches, and the same JSON, as in Python.

The net runs once, in Python's reader; the core gets the logits that were recorded.
"""

import json
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from native_steps import BUNDLE, LIBRARY, ROOT, Recorded, net

from contract.joining import MANY_LINES
from detector.finding import find_lines
from model.backends.litert import LiteRtBackend
from parity.native.binding import AUTO, CoreError, Engine, Library
from scan.orientation import turned
from scan.page import Page
from scan.reading import read_page

pytestmark = pytest.mark.native

PAGES = sorted((ROOT / "parity" / "data" / "pages").glob("*.png"))
SAMPLE = ROOT / "samples" / "page.png"


@cache
def engine() -> Engine:
    return Engine(Library(LIBRARY), BUNDLE)


@cache
def grey(path: Path) -> np.ndarray:
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    return image


def _check(
    image: np.ndarray, rotation: int | None = None, core: Engine | None = None
) -> tuple[Page, int]:
    """What both read, which must be equal, and how many batches the net had."""
    recorded = Recorded(net())
    page = read_page(image, recorded, rotation=rotation)
    turn = AUTO if rotation is None else rotation
    with (core or engine()).page(image, rotation=turn) as reading:
        for number, (tiles, logits) in enumerate(recorded.calls):
            np.testing.assert_array_equal(reading.next(), tiles, err_msg=f"batch {number}")
            reading.give(logits)
        assert len(reading.next()) == 0
        expected = json.dumps(page.as_dict(), ensure_ascii=False, separators=(",", ":"))
        assert reading.json().decode() == expected
        result = reading.result()
        assert result["text"] == page.text
        words = [w["text"] for b in result["blocks"] for li in b["lines"] for w in li["words"]]
        assert words == [word.text for word in page.words]
    return page, len(recorded.calls)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_of_the_corpus(path: Path):
    _check(grey(path))


def test_a_lexicon_counts_for_pages_that_begin_after_it():
    image = grey(SAMPLE)[:500]
    core = Engine(Library(LIBRARY), BUNDLE, lexicon=False)
    with core.page(image) as early:
        core.correct_by((BUNDLE / "lexicon.bin").read_bytes())
        _check(image, core=core)
        plain = early.read(net().logits).as_dict()
    assert plain == read_page(image, LiteRtBackend(BUNDLE, lexicon=False)).as_dict()
    assert plain != read_page(image, net()).as_dict()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_set_upright(turn: int):
    page, _ = _check(turned(grey(SAMPLE), turn))
    assert page.rotation == -turn % 360
    assert "PHARMACY" in page.text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_read_in_the_rotation_that_is_named(rotation: int):
    page, _ = _check(grey(SAMPLE)[:600], rotation)
    assert page.rotation == rotation


def test_light_print_and_a_small_one():
    _check(255 - grey(SAMPLE))
    _check(cv2.resize(grey(SAMPLE), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def test_a_pale_page_reads_like_any():
    page, _ = _check((grey(SAMPLE)[:600] // 8) + 190)
    assert "PHARMACY" in page.text


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (200, 300)])
def test_pages_without_text(shape: tuple[int, int]):
    page, batches = _check(np.full(shape, 255, np.uint8))
    assert page.text == ""
    assert batches == 0


def test_noise():
    rng = np.random.default_rng(5)
    _check(rng.integers(0, 256, (400, 500), np.uint8))
    _check(cv2.GaussianBlur(rng.integers(0, 256, (900, 800), np.uint8), (0, 0), 2))


def _scribbles(letters: bool) -> np.ndarray:
    """A page of so many short lines that it is probed first: of letters, or of strokes."""
    rng = np.random.default_rng(6)
    page = np.full((1500, 2200), 255, np.uint8)
    for y in range(30, 1490, 34):
        for x in range(10, 2100, 200):
            if letters:
                word = "".join(rng.choice(list("abcdeghmnorstu"), 5))
                cv2.putText(page, word, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.65, 0, 2)
                continue
            for left, rise in zip(range(x, x + 90, 18), rng.integers(2, 18, 5), strict=True):
                cv2.line(page, (left, y), (left + 4, y - int(rise)), 0, 3)
    return page


@pytest.mark.parametrize("letters", [True, False])
def test_a_page_of_very_many_lines_is_probed_first(letters: bool):
    image = _scribbles(letters)
    assert len(find_lines(image)) > MANY_LINES
    _, batches = _check(image)
    assert batches > 3


def test_logits_that_are_refused_may_be_given_again():
    recorded = Recorded(net())
    page = read_page(grey(SAMPLE), recorded, rotation=0)
    with engine().page(grey(SAMPLE), rotation=0) as core:
        for _, logits in recorded.calls:
            core.next()
            bad = logits.copy()
            bad[-1, -1, -1] = np.nan
            for wrong in (bad, logits[:-1]):
                with pytest.raises(CoreError):
                    core.give(wrong)
            core.give(logits)
        assert len(core.next()) == 0
        assert core.as_dict() == page.as_dict()


def test_progress_never_falls_and_cancelling_stops():
    recorded = Recorded(net())
    read_page(grey(SAMPLE), recorded, rotation=0)
    with engine().page(grey(SAMPLE), rotation=0) as core:
        seen = [core.progress()]
        for _, logits in recorded.calls:
            core.next()
            core.give(logits)
            seen.append(core.progress())
        core.next()
        seen.append(core.progress())
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] == 1000
    with engine().page(grey(SAMPLE), rotation=0) as core:
        core.next()
        core.cancel()
        for call in (lambda: core.give(recorded.calls[0][1]), core.next):
            with pytest.raises(CoreError, match="cancelled"):
                call()
