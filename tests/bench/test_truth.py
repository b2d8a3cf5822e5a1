"""Corpora of pages: what is read from pages.jsonl, and what is refused."""

import json
from pathlib import Path

import pytest

from bench.truth import Region, read_ids, read_pages
from contract.errors import ContractError

LINE = {"quad": [0, 0, 9, 1, 9, 5, 0, 4], "text": "a b"}


def record(name: str = "p", **changes: object) -> dict[str, object]:
    base = {"id": name, "image": "p.png", "lines": [LINE], "words": [], "full_text": "a b"}
    return base | changes


def corpus(folder: Path, *lines: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "p.png").write_bytes(b"")
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (folder / "pages.jsonl").write_text("\n".join(texts) + "\n", encoding="utf-8")
    return folder


def test_a_page_with_lines_only(tmp_path: Path) -> None:
    (page,) = read_pages(corpus(tmp_path, record()))
    assert (page.id, page.image, page.text) == ("p", tmp_path / "p.png", "a b")
    assert page.lines == (Region((0, 0, 9, 1, 9, 5, 0, 4), "a b"),)
    assert page.words == ()
    assert not page.is_ordered


def test_words_have_boxes_or_quads(tmp_path: Path) -> None:
    quad = [1, 2, 5, 3, 5, 9, 1, 8]
    words = [{"box": [1, 2, 3, 4], "text": "a"}, {"box": [1, 2, 5, 9], "quad": quad, "text": "b"}]
    (page,) = read_pages(corpus(tmp_path, record(words=words)))
    assert page.words == (Region((1, 2, 3, 2, 3, 4, 1, 4), "a"), Region(tuple(quad), "b"))
    assert not page.is_ordered


def test_words_with_an_order_come_in_it(tmp_path: Path) -> None:
    words = [{"box": [0, 0, 1, 1], "text": str(i), "order": i} for i in (2, 0, 1)]
    (page,) = read_pages(corpus(tmp_path, record(words=words)))
    assert [word.text for word in page.words] == ["0", "1", "2"]
    assert page.is_ordered


def test_limits_and_ids(tmp_path: Path) -> None:
    folder = corpus(tmp_path, record("a"), record("b"), "", record("c"))
    assert [page.id for page in read_pages(folder)] == ["a", "b", "c"]
    assert [page.id for page in read_pages(folder / "pages.jsonl", limit=2)] == ["a", "b"]
    (tmp_path / "ids").write_text("c\n a")
    assert [page.id for page in read_pages(folder, ids=read_ids(tmp_path / "ids"))] == ["a", "c"]
    assert read_ids(None) is None


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{"], "line 1: is no page"),
        ([record(), "[]"], "line 2: is no page"),
        ([record(lines=[{"quad": [1, 2], "text": "x"}])], "is no page"),
        ([{"id": "p"}], "is no page .*image"),
        ([record(), record()], "line 2: p is listed twice"),
        ([record(image="q.png")], "there is no image .*q.png"),
        ([""], "lists no pages"),
    ],
)
def test_what_is_no_corpus(tmp_path: Path, lines: list[object], message: str) -> None:
    with pytest.raises(ContractError, match=message):
        read_pages(corpus(tmp_path, *lines))


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"name a folder that holds a pages\.jsonl"):
        read_pages(tmp_path)
    with pytest.raises(ContractError, match="has no page z"):
        read_pages(corpus(tmp_path, record()), ids=frozenset({"z"}))
