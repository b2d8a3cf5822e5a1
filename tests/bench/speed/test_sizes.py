"""Finding text by size of page: what is measured, and how it is told."""

import json
from pathlib import Path
from types import TracebackType

import numpy as np
import pytest

from bench.engines.catalogue import Engine
from bench.engines.core import read_grey
from bench.engines.workers import WorkerError
from bench.peers.worker import Facts, Record
from bench.speed import sizes
from bench.speed.shares import shares

PAGE = np.random.default_rng(1).integers(0, 256, (260, 200), np.uint8)
MINE = Engine("mine", "Mine", ("mine",))
PEER = Engine("peer", "The peer", ("peer",))
ABSENT = Engine("absent", "An absent one", missing="not built")


class FakeWorker:
    """It takes a CPU second more each time, a second a byte of its name at first."""

    def __init__(self, name: str) -> None:
        self.name, self.seconds = name, float(len(name))

    def __enter__(self) -> "FakeWorker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        return

    def ask(self, image: Path) -> Record:
        if self.name == "peer" and "tiled" in image.name:
            raise WorkerError("it died")
        self.seconds += 1
        return Record(
            file=str(image),
            text="3 lines",
            error="",
            load_cpu_seconds=0.0,
            load_wall_seconds=0.0,
            cpu_seconds=self.seconds,
            wall_seconds=0.0,
            peak_rss_mb=10 * self.seconds,
            counters={},
        )

    def close(self) -> Facts:
        return Facts(version=f"{self.name} 1.0", model_bytes=0, load_seconds=0.0, peak_rss_mb=0.0)


def start(engine: Engine) -> FakeWorker:
    return FakeWorker(engine.name)


@pytest.mark.parametrize("megapixels", [0.01, 0.5])
def test_pages_have_the_size_that_was_asked_for(megapixels: float) -> None:
    for made in (sizes.scaled(PAGE, megapixels), sizes.tiled(PAGE, megapixels)):
        height, width = made.shape
        assert height * width == pytest.approx(1e6 * megapixels, rel=0.02)
        assert height / width == pytest.approx(1.3, rel=0.02)


def test_a_tiled_page_repeats_its_pixels() -> None:
    made = sizes.tiled(PAGE, 0.5)
    assert (made[260:520, 200:400] == PAGE).all()


def test_pages_are_written_as_the_core_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "MEGAPIXELS", (0.05, 0.1))
    made = sizes.write_pages(PAGE, tmp_path)
    assert [*made] == ["0.05 MP", "0.1 MP", "0.1 MP tiled"]
    assert (read_grey(made["0.1 MP"]) == sizes.scaled(PAGE, 0.1)).all()


def test_pixels_that_look_like_spaces_belong_to_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.pgm").write_bytes(b"P5\n2 1\n255\n" + b"\n ")
    assert read_grey(tmp_path / "a.pgm").tolist() == [[10, 32]]
    (tmp_path / "b.pgm").write_bytes(b"P5 2 1 65535 abcd")
    with pytest.raises(ValueError, match="not a PGM of 8 bits"):
        read_grey(tmp_path / "b.pgm")


def test_engines_are_compared_and_those_that_fail_are_missing(tmp_path: Path) -> None:
    pages = {name: tmp_path / f"{name}.pgm" for name in ("1 MP", "4 MP tiled")}
    mine, peer, absent = sizes.compare_sizes(pages, [MINE, PEER, ABSENT], 2, start)
    assert [cell.cpu_seconds for cell in mine.cells] == [(5.0, 6.0), (5.0, 6.0)]
    assert mine.cells[0].peak_mb == 60.0
    assert mine.version == "mine 1.0"
    assert (peer.missing, absent.missing) == ("it died", "not built")
    text = sizes.as_markdown([mine, peer, absent], ["load: 9"])
    assert "| Mine | mine 1.0 | 5.000 (5.500), 60 | 5.000 (5.500), 60 |" in text
    assert "- missing: The peer: it died" in text
    assert "- load: 9" in text
    written = sizes.write([mine], [], tmp_path / "out")
    assert json.loads(written[1].read_text())[0]["cells"][0]["found"] == "3 lines"


def test_shares_are_those_of_the_way_from_page_to_tiles() -> None:
    text = """
1,000 (100.0%)  PROGRAM TOTALS
800 (80.00%)  ???:pocket_ocr::trace_page(cv::Mat const&, long) [/build/pocket-ocr-native]
300 (30.00%)  ???:pocket_ocr::find_regions(cv::Mat const&) [/build/pocket-ocr-native]
200 (20.00%)  ???:pocket_ocr::Mser::find(cv::Mat const&, bool) [/build/pocket-ocr-native]
10 ( 1.00%)  ???:pocket_ocr::Mser::find(cv::Mat const&, bool)'2 [/build/pocket-ocr-native]
"""
    assert shares(text) == {"MSER": 25.0, "regions, with MSER": 37.5}
    assert shares("1,000 (100.0%)  PROGRAM TOTALS") is None
