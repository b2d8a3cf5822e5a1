"""Pages: the same seed, the same bytes; reading order; the shape of the corpora."""

import json
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from synth.pages.folder import write_pages
from synth.pages.looks import LOOKS
from synth.pages.maker import KINDS, PageMaker
from synth.pages.truth import SynthPage
from synth.text.source import TextSource
from tests.synth.drawn_atlas import DrawnAtlas

TEXTS = TextSource.open(None)


@pytest.fixture(scope="module")
def maker() -> PageMaker:
    return PageMaker(DrawnAtlas(), TEXTS)  # type: ignore[arg-type]


def assert_same(a: SynthPage, b: SynthPage) -> None:
    np.testing.assert_array_equal(a.grey, b.grey)
    assert a.record("x") == b.record("x")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_bytes(maker: PageMaker, kind: str) -> None:
    page = maker.page(3, 5, kind)
    maker.page(4, 1)
    assert_same(PageMaker(DrawnAtlas(), TEXTS).page(3, 5, kind), page)  # type: ignore[arg-type]
    other = maker.page(3, 6, kind)
    assert other.text != page.text
    assert page.kind == kind and page.look in LOOKS


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_leaves_the_words_legible(maker: PageMaker, look: str) -> None:
    """Each word's quad holds both ink and paper, darker and lighter than each other."""
    for index in range(3):
        page = maker.page(7, index, look=look)
        height, width = page.grey.shape
        contrast = []
        for word in page.words:
            left, top, right, bottom = word.box
            assert min(left, top) >= 0 and right <= width and bottom <= height
            contrast.append(int(np.ptp(page.grey[top:bottom, left:right])))
        assert np.percentile(contrast, 5) >= 28


def test_a_look_does_not_change_what_is_written(maker: PageMaker) -> None:
    clean, camera = (maker.page(1, 1, "letter", look) for look in ("clean", "camera"))
    assert clean.text == camera.text and clean.grey.shape != camera.grey.shape


def test_words_come_in_reading_order(maker: PageMaker) -> None:
    """Within a line to the right, within a block downwards."""
    for index in range(6):
        page = maker.page(11, index, look="clean")
        for line in page.lines:
            assert len({w.block for w in line}) == 1
            assert all(a.box[2] <= b.box[0] + 1 for a, b in pairwise(line))
        blocks = [w.block for w in page.words]
        assert blocks == sorted(blocks)


def test_a_tables_rows_and_an_articles_columns(maker: PageMaker) -> None:
    table = maker.page(2, 1, "table", "clean")
    last: dict[int, float] = {}
    for line in table.lines:  # a cell never lies left of its predecessor in the same row
        row = round(line[0].baseline[0, 1])
        assert line[0].box[0] >= last.get(row, -1.0)
        last[row] = line[0].box[0]
    article = maker.page(2, 2, "article", "clean")
    middle = article.grey.shape[1] / 2
    body = [line[0] for line in article.lines][8:-2]
    sides = [word.box[0] > middle for word in body]
    assert any(sides) and not all(sides)
    assert sum(a != b for a, b in pairwise(sides)) <= 3


def test_the_folder_has_the_shape_of_the_corpora(maker: PageMaker, tmp_path: Path) -> None:
    pages = [maker.page(5, i) for i in range(3)]
    write_pages(tmp_path, iter(pages), show=True)
    records = [json.loads(r) for r in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
    assert len(records) == 3
    for record, page in zip(records, pages, strict=True):
        assert {"id", "set", "image", "lines", "words", "full_text"} <= record.keys()
        grey = cv2.imread(str(tmp_path / record["image"]), cv2.IMREAD_UNCHANGED)
        np.testing.assert_array_equal(grey, page.grey)
        assert record["full_text"].split() == [w["text"] for w in record["words"]]
        assert record["full_text"] == "\n".join(line["text"] for line in record["lines"])
        assert all(len(line["quad"]) == 8 for line in record["lines"])
        for word in record["words"]:
            left, top, right, bottom = word["box"]
            assert left < right and top < bottom
        assert (tmp_path / "show" / f"{record['id']}.png").exists()
