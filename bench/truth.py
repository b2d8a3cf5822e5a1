"""A corpus of pages with what stands on them: images, and a pages.jsonl with one object a page.

    {"id", "image", "lines": [{"quad": [x0, y0 … x3, y3], "text"}],
     "words": [{"box": [left, top, right, bottom], "text"}], "full_text"}

`words` may be empty, if only lines are known. A word may have a `quad`, which is used instead of
its box, and its place in reading order, `order`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract.errors import ContractError
from scan.page import Quad


@dataclass(frozen=True)
class Region:
    """A word or line of the truth."""

    quad: Quad
    text: str


@dataclass(frozen=True)
class TruePage:
    """A page's truth."""

    id: str
    image: Path
    lines: tuple[Region, ...]
    words: tuple[Region, ...]
    """In reading order, if `is_ordered`."""
    is_ordered: bool
    text: str


def read_pages(
    folder: Path, limit: int | None = None, ids: frozenset[str] | None = None
) -> list[TruePage]:
    """The pages of a folder with a pages.jsonl, in its order: all, those in `ids`, the first few.

    Raises:
        ContractError: no such file, a line that is no page, an image that is not there, a page
            listed twice, an id that is not listed, or no pages.
    """
    path = folder / "pages.jsonl" if folder.is_dir() else folder
    if not path.is_file():
        raise ContractError(f"there is no {path}: name a folder that holds a pages.jsonl")
    pages: dict[str, TruePage] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            page = parse(json.loads(line), path.parent)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ContractError(f"{path}, line {number}: is no page ({error!r})") from None
        if page.id in pages:
            raise ContractError(f"{path}, line {number}: {page.id} is listed twice")
        if not page.image.is_file():
            raise ContractError(f"{path}, line {number}: there is no image {page.image}")
        pages[page.id] = page
    unknown = sorted((ids or frozenset()) - pages.keys())
    if unknown:
        raise ContractError(f"{path} has no page {unknown[0]}")
    chosen = [page for page in pages.values() if ids is None or page.id in ids][:limit]
    if not chosen:
        raise ContractError(f"{path} lists no pages")
    return chosen


def read_ids(path: Path | None) -> frozenset[str] | None:
    """The ids in a file, separated by white space; None without a file."""
    return None if path is None else frozenset(path.read_text(encoding="utf-8").split())


def parse(record: dict[str, Any], folder: Path) -> TruePage:
    """A page of a line's JSON object."""
    words = record.get("words") or []
    is_ordered = bool(words) and all("order" in word for word in words)
    if is_ordered:
        words = sorted(words, key=lambda word: word["order"])
    return TruePage(
        id=str(record["id"]),
        image=folder / record["image"],
        lines=tuple(Region(_quad(each["quad"]), each["text"]) for each in record["lines"]),
        words=tuple(Region(_quad(each.get("quad") or each["box"]), each["text"]) for each in words),
        is_ordered=is_ordered,
        text=record["full_text"],
    )


def _quad(values: Sequence[float]) -> Quad:
    """A quad as it is, or that of a box left, top, right, bottom."""
    if len(values) == 4:
        left, top, right, bottom = values
        values = (left, top, right, top, right, bottom, left, bottom)
    x0, y0, x1, y1, x2, y2, x3, y3 = (int(value) for value in values)
    return x0, y0, x1, y1, x2, y2, x3, y3
