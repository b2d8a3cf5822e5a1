"""What a caller gets of a page, in whatever way it was handed over, is what the reference reads."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from bundles import write_bundle
from drawn_pages import TEXTS, blank, drawn_page, turned_by, write
from native_api import PatternNet

from parity.native.binding import Engine
from scan.reading import read_page

pytestmark = pytest.mark.native
NET = PatternNet()


def _columns() -> np.ndarray:
    page = blank(1100, 500)
    for i, text in enumerate(TEXTS):
        write(page, text[:20], 60, 90 + 70 * i)
        write(page, text[10:], 560, 100 + 70 * i)
    return page


def _inverted_heading() -> np.ndarray:
    page, _ = drawn_page()
    page[60:130] = 255 - page[60:130]
    return page


PAGES = {
    "lines": drawn_page()[0],
    "columns": _columns(),
    "inverted heading": _inverted_heading(),
    "skewed": turned_by(drawn_page()[0], 4)[0],
    "noise": np.random.default_rng(3).integers(0, 256, (240, 300), np.uint8),
    "blank": blank(300, 200),
    "one pixel": blank(1, 1),
    "a row": blank(400, 1),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_same_logits_give_the_same_page(engine: Engine, name: str) -> None:
    with engine.page(PAGES[name]) as page:
        assert page.read(NET.logits).as_dict() == read_page(PAGES[name], NET).as_dict()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_given_rotation_is_taken(engine: Engine, rotation: int) -> None:
    turned = np.ascontiguousarray(np.rot90(PAGES["lines"], rotation // 90))
    expected = read_page(turned, NET, rotation=rotation).as_dict()
    with engine.page(turned, rotation=rotation) as page:
        assert page.read(NET.logits).as_dict() == expected
    assert expected["rotation"] == rotation and expected["blocks"]


def _as_json_has_it(result: dict[str, Any]) -> dict[str, Any]:
    """Without the texts of the page and of blocks, which the JSON leaves to its reader."""
    blocks = [{k: v for k, v in block.items() if k != "text"} for block in result["blocks"]]
    return {k: v for k, v in result.items() if k != "text"} | {"blocks": blocks}


@pytest.mark.parametrize("name", ["columns", "inverted heading", "blank"])
def test_structs_and_json_say_the_same(engine: Engine, name: str) -> None:
    expected = read_page(PAGES[name], NET)
    with engine.page(PAGES[name]) as page:
        result = page.read(NET.logits).result()
        assert _as_json_has_it(result) == page.as_dict()
        assert result["text"] == expected.text
        assert [b["text"] for b in result["blocks"]] == [b.text for b in expected.blocks]
        assert (page.json(), page.result()) == (page.json(), result)


def test_json_is_compact_and_utf_8(engine: Engine) -> None:
    with engine.page(PAGES["lines"]) as page:
        data = page.read(NET.logits).json()
    again = json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":"))
    assert data == again.encode()


def test_colour_is_read_like_its_grey(engine: Engine) -> None:
    bgr = np.dstack([PAGES["lines"]] * 3)
    bgr[..., 0] //= 2
    expected = read_page(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), NET)
    with engine.page(bgr, "BGR888") as page:
        assert page.read(NET.logits).as_dict() == expected.as_dict()


def test_the_image_is_not_needed_after_begin(engine: Engine) -> None:
    image = PAGES["lines"].copy()
    with engine.page(image) as page:
        image[:] = 0
        assert page.read(NET.logits).as_dict() == read_page(PAGES["lines"], NET).as_dict()


def test_two_engines_serve_many_threads(engine: Engine, tmp_path: Path) -> None:
    engines = [engine, Engine(engine.library, write_bundle(tmp_path / "bundle"))]
    names = ["lines", "columns", "skewed", "inverted heading"] * 2

    def read(name: str, by: int = 0) -> dict[str, Any]:
        with engines[by].page(PAGES[name]) as page:
            return page.read(NET.logits).as_dict()

    expected = {name: read(name) for name in names[:4]}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read, names, [0, 1] * 4))
    assert found == [expected[name] for name in names]


def test_a_page_outlives_its_engine(engine: Engine, tmp_path: Path) -> None:
    own = Engine(engine.library, write_bundle(tmp_path / "bundle"))
    with own.page(PAGES["lines"]) as page:
        own._close()
        assert page.read(NET.logits).as_dict() == read_page(PAGES["lines"], NET).as_dict()
