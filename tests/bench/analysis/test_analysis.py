"""Our reader taken apart, with a fake one: detection, budget, order, their reports and pictures."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.analysis import report
from bench.analysis.pictures import COLOURS, overlay, write_worst
from bench.analysis.run import budget, detect, ordering
from bench.truth import TruePage, read_pages
from contract.errors import ContractError
from scan.page import Block, Char, Line, Page, Quad, Word, hull

LEFT, RIGHT, LOW = (10, 20, 60, 40), (80, 20, 160, 40), (10, 60, 90, 80)


def quad(box: tuple[int, int, int, int]) -> Quad:
    left, top, right, bottom = box
    return left, top, right, top, right, bottom, left, bottom


@pytest.fixture
def pages(tmp_path: Path) -> list[TruePage]:
    """Two pages of three words on two lines."""
    records = []
    for name in ("p", "q"):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((100, 200), 255, np.uint8))
        words = [
            {"box": list(box), "text": text, "order": i}
            for i, (box, text) in enumerate([(LEFT, "one"), (RIGHT, "two"), (LOW, "three")])
        ]
        lines = [
            {"quad": list(quad((10, 20, 160, 40))), "text": "one two"},
            {"quad": list(quad(LOW)), "text": "three"},
        ]
        records.append(
            {"id": name, "image": f"{name}.png", "lines": lines, "words": words, "full_text": ""}
        )
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return read_pages(tmp_path)


def read_as(*words: tuple[tuple[int, int, int, int], str]) -> Page:
    def word(box: tuple[int, int, int, int], text: str) -> Word:
        return Word(quad(box), 900, tuple(Char(c, quad(box), 900) for c in text))

    found = tuple(word(*each) for each in words)
    around = hull([each.quad for each in found])
    return Page(200, 100, 0, (Block(around, (Line(around, 900, False, found),)),))


READ = read_as((LOW, "three"), (LEFT, "0ne"))


def find(grey: np.ndarray) -> list[Quad]:
    assert grey.shape == (100, 200)
    return [quad((0, 15, 170, 45))]


def test_detection(pages: list[TruePage]) -> None:
    first, _ = detect(pages, find)
    assert (first.coverage.lines, first.coverage.missed) == (2, 1)
    assert [mark.kind for mark in first.marks] == ["covered", "covered", "missed"]
    assert first.badness == pytest.approx(80)
    text, (content,) = report.detection({"some": detect(pages, find)})
    assert "| some | 2 | 4 | 61.90 | 50.00 |" in text
    assert content["coverage"] == pytest.approx(61.905)
    assert [each["missed"] for each in content["pages"]] == [50, 50]


def test_budget(pages: list[TruePage]) -> None:
    results = budget(pages, lambda _: READ, "an", find)
    assert [word.fate for word in results[0].words] == ["misread", "dropped", "right"]
    assert results[0].badness == 2
    text, (content,) = report.budget({"some": results}, "an")
    assert "| some | 2 | 6 | 33.33 | 0.00 | 33.33 | 33.33 |" in text
    assert content["fates"]["dropped"] == 2
    assert content["rates"]["miss"] == pytest.approx(33.333)
    assert "- dropped: nothing was found in its place, but" in text


def test_order(pages: list[TruePage]) -> None:
    (result, _) = ordering(pages, lambda _: READ)
    assert (result.right, result.pairs) == (0, 1)
    (result, _) = ordering(pages, lambda _: read_as((LEFT, "a"), (RIGHT, "b"), (LOW, "c")))
    assert (result.right, result.pairs) == (3, 3)
    merged = read_as((LOW, "c"), ((10, 20, 160, 40), "ab"))
    (result, _) = ordering(pages, lambda _: merged)
    assert (result.right, result.pairs) == (1, 3)
    text, (content,) = report.order({"some": ordering(pages, lambda _: merged)})
    assert "| some | 2 | 33.33 | 33.33 |" in text
    assert content["accuracy"] == pytest.approx(33.333)


def test_order_needs_words_that_carry_it(pages: list[TruePage], tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(path.read_text().replace('"order"', '"other"'))
    with pytest.raises(ContractError, match="the words of p carry no `order`"):
        ordering(read_pages(tmp_path), lambda _: READ)


def test_a_report_is_written_twice(pages: list[TruePage], tmp_path: Path) -> None:
    text, content = report.detection({"some": detect(pages, find)})
    markdown, data = report.write("detection", text, content, tmp_path / "out")
    assert markdown.read_text() == text + "\n"
    assert json.loads(data.read_text()) == content


def test_an_overlay_has_the_colours_of_what_became_of_words(pages: list[TruePage]) -> None:
    (result, _) = budget(pages, lambda _: READ, "an", find)
    picture = overlay(np.full((100, 200), 255, np.uint8), result.found, result.marks)
    colours = {tuple(colour) for colour in picture.reshape(-1, 3).tolist()}
    assert {COLOURS["misread"], COLOURS["dropped"], COLOURS["right"]} <= colours
    assert COLOURS["not found"] not in colours


def test_the_worst_pages_are_drawn(pages: list[TruePage], tmp_path: Path) -> None:
    reads = iter([READ, read_as((LOW, "nothing"))])
    results = budget(pages, lambda _: next(reads), "an", find)
    assert [path.name for path in write_worst(results, 1, tmp_path)] == ["01-q.png"]
    assert cv2.imread(str(tmp_path / "01-q.png")) is not None
    assert write_worst(results, 0, tmp_path) == []
