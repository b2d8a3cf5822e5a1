"""Readers on changed pages: what they are given, the scores, and what is written."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.engines.catalogue import OURS, Engine
from bench.peers.worker import Facts, Record
from bench.robustness.changes import CHANGES
from bench.robustness.run import COLUMNS, Outcome, as_markdown, measure, write
from bench.truth import TruePage
from contract.errors import ContractError, ImageError

MINE = Engine(OURS, "ours", ("ours",))
PEER = Engine("peer", "the peer", ("peer",))
ABSENT = Engine("absent", "an absent one", missing="no wheel for this machine")
ENGINES = [MINE, PEER, ABSENT]


class SizeReader:
    """Reads as text how wide a page is; the peer always the same."""

    def __init__(self, name: str) -> None:
        self.name = name

    def ask(self, image: Path) -> Record:
        picture = cv2.imread(str(image))
        assert picture is not None
        text = f"width {picture.shape[1]}" if self.name == "ours" else "width 100"
        return Record(
            file=str(image), text=text, error="", load_cpu_seconds=0.1, load_wall_seconds=0.1,
            cpu_seconds=0.6, wall_seconds=0.6, peak_rss_mb=100, counters={},
        )  # fmt: skip

    def close(self) -> Facts:
        return Facts(version="v1", model_bytes=1, load_seconds=0.5, peak_rss_mb=300)


@contextmanager
def start(engine: Engine) -> Iterator[SizeReader]:
    yield SizeReader(engine.command[0])


@pytest.fixture
def page(tmp_path: Path) -> TruePage:
    picture = np.full((60, 100), 255, np.uint8)
    picture[20:40, 10:90] = 0
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    return TruePage("a", tmp_path / "a.png", (), (), False, "width 50")


def measured(page: TruePage, *changes: str) -> list[Outcome]:
    corpora = [("receipts", [page]), ("forms", [page, page])]
    return measure(corpora, changes, ENGINES, start)  # type: ignore[arg-type]


def test_each_engine_reads_the_changed_page(page: TruePage) -> None:
    same, half = measured(page, "as-is", "size-50")
    assert (same.change, half.change) == ("as-is", "size-50")
    assert same.f1(OURS) == pytest.approx(50)
    assert half.f1(OURS) == pytest.approx(100)
    assert half.f1("peer") == pytest.approx(50)
    assert half.f1("absent") is None
    assert half.cpu_seconds(OURS) == pytest.approx(0.6)


def test_reports(page: TruePage, tmp_path: Path) -> None:
    outcomes = measured(page, "as-is", "size-50")
    text = as_markdown(outcomes, ENGINES)
    assert "| size-50 | 100.0, 0.60 s | 50.0, 0.60 s | – |" in text
    assert "an absent one is missing: no wheel for this machine" in text
    markdown, figures, picture = write(outcomes, ENGINES, page, tmp_path / "out")
    assert markdown.read_text() == text + "\n"
    assert json.loads(figures.read_text())[1]["engines"]["pocket-ocr"]["f1_an"] == 100
    sheet = cv2.imread(str(picture))
    assert sheet is not None
    assert sheet.shape[1] % COLUMNS == 0
    assert sheet.min() == 0


def test_the_pages_themselves_stay(page: TruePage) -> None:
    before = page.image.read_bytes()
    measured(page, "white-on-black")
    assert page.image.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "change", "error"),
    [
        (lambda path: None, "upside-down", ContractError),
        (lambda path: path.write_bytes(b"no image"), "as-is", ImageError),
    ],
)
def test_what_cannot_be_measured(
    page: TruePage, spoil: Callable[[Path], object], change: str, error: type[Exception]
) -> None:
    spoil(page.image)
    with pytest.raises(error, match=r"there is no change upside-down; there are as-is|a\.png"):
        measured(page, change)


def test_the_first_change_is_none(page: TruePage) -> None:
    assert next(iter(CHANGES)) == "as-is"
