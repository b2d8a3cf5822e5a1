"""The budget of pages with true boxes as oracle, and ours beside a peer."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.accuracy.board import Board, Part, Sample
from bench.accuracy.measures import PAGES
from bench.accuracy.pages import (
    ELSEWHERE,
    LOSSES,
    beside,
    box_of,
    budgets,
    cut,
    losses,
    of,
    where_lost,
)
from bench.accuracy.readings import Reading, Word
from bench.analysis.budget import Judged
from bench.truth import Region, TruePage
from scan.page import Quad

TEXT = ("gone", "faint", "wrung", "tomcat", "red", "fox", "good")


def box(at: int) -> Quad:
    return 10, 20 * at, 60, 20 * at, 60, 20 * at + 10, 10, 20 * at + 10


@pytest.fixture
def page(tmp_path: Path) -> TruePage:
    """A word a row; `red fox` are in one row each as well."""
    path = tmp_path / "p.png"
    cv2.imwrite(str(path), np.full((160, 80), 255, np.uint8))
    words = tuple(Region(box(i), text) for i, text in enumerate(TEXT))
    return TruePage("p", path, (), words, False, " ".join(TEXT))


def reading() -> Reading:
    """`gone` is not found, `faint` dropped, `wrung` misread, `tomcat` split, `red fox` merged."""
    left, right = (
        (10, 60, 32, 60, 32, 70, 10, 70),
        (36, 60, 60, 60, 60, 70, 36, 70),
    )
    both = (10, 80, 60, 80, 60, 110, 10, 110)
    words = (
        Word(box(2), "wrong", 900),
        Word(left, "tom", 900),
        Word(right, "cat", 900),
        Word(both, "redfix", 900),
        Word(box(6), "good", 900),
        Word((200, 0, 210, 0, 210, 9, 200, 9), "ghost", 900),
    )
    text = " ".join(word.text for word in words)
    return Reading(text, words=words)


def find(images: Sequence[Path]) -> list[Sequence[Quad]]:
    """The lines of `faint` and `wrung`."""
    return [(box(1), box(2)) for _ in images]


def board(page: TruePage, peer: str | None = None) -> Board:
    sample = Sample("c", "p", "p", page.text, page.image)
    texts = {"pocket-ocr": [reading().text]} | ({"peer": [peer]} if peer is not None else {})
    titles = dict.fromkeys(texts, "title")
    return Board(PAGES, [sample], titles, texts, [reading()], {})


def oracle(crops: Sequence[np.ndarray]) -> list[str]:
    """Reads `gone`, `faint`, nothing, `tomcat`, nothing, `fox` in the boxes of the lost words."""
    assert {crop.shape for crop in crops} == {(11, 51)}
    return ["Gone.", "x faint", "", "tomcat", "", "fox"][: len(crops)]


def test_each_lost_word_has_its_loss_and_is_read_again(page: TruePage) -> None:
    (found,) = budgets(board(page), {("c", "p"): page}, find, oracle)
    assert [(each.word.text, each.loss, each.is_right_boxed) for each in found.lost] == [
        ("gone", "not found", True),
        ("faint", "dropped", True),
        ("wrung", "misread", False),
        ("tomcat", "joined wrongly", True),
        ("red", "joined and misread", False),
        ("fox", "joined and misread", True),
    ]
    assert (found.words, found.false) == (len(TEXT), 1)
    assert losses([found]) == {
        "not found": (1, 1),
        "dropped": (1, 1),
        "misread": (1, 0),
        "joined wrongly": (1, 1),
        "joined and misread": (2, 1),
    }
    assert set(losses([])) == set(LOSSES)


def test_parts(page: TruePage) -> None:
    found = budgets(board(page), {("c", "p"): page}, find, oracle)
    assert of(Part("c"), found) == of(Part(), found) == found
    assert of(Part("d"), found) == []
    (sample,) = board(page).samples
    assert len(of(Part("c", sample.half), found)) == 1


def test_tokens_beside_a_peer(page: TruePage) -> None:
    its = "gone faint wrung tomcat red foxes"
    (found,) = beside(board(page, its), "peer")
    assert found.only_peer == Counter(["gone", "faint", "wrung", "tomcat", "red"])
    assert found.only_ours == Counter(["good"])
    assert found.neither == Counter(["fox"])
    assert found.false_ours == Counter(["wrong", "tom", "cat", "redfix", "ghost"])
    assert found.false_peer == Counter(["foxes"])


def test_what_became_of_what_only_the_peer_reads(page: TruePage) -> None:
    some = board(page, "gone faint wrung tomcat red foxes")
    pages, tokens = budgets(some, {("c", "p"): page}, find, oracle), beside(some, "peer")
    assert where_lost(pages, tokens) == Counter(
        ["not found", "dropped", "misread", "joined wrongly", "joined and misread"]
    )
    tokens[0].only_peer["more"] = 2
    assert where_lost(pages, tokens)[ELSEWHERE] == 2


def test_the_box_of_a_word_of_which_only_the_line_is_known(page: TruePage) -> None:
    line = Region((0, 0, 70, 0, 70, 12, 0, 12), "gone away")
    lines = TruePage("p", page.image, (line,), (), False, line.text)
    inside, outside = Judged(box(0), "gone", "misread"), Judged(box(5), "far", "misread")
    assert box_of(lines, inside) == line.quad
    assert box_of(lines, outside) == outside.quad
    assert box_of(page, inside) == inside.quad


def test_a_box_is_cut_inside_the_page() -> None:
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert cut(grey, (1, 1, 2, 1, 2, 2, 1, 2)).tolist() == [[5, 6], [9, 10]]
    assert cut(grey, (-5, -5, 90, -5, 90, 90, -5, 90)).shape == (3, 4)
    assert cut(grey, (90, 90, 95, 90, 95, 95, 90, 95)).shape == (1, 1)
