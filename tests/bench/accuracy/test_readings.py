"""Readings are kept by content: nothing is read twice, nothing is lost when a run breaks off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bench.accuracy.readings import Read, Reading, Store, Word, load
from bench.engines.workers import WorkerError


@dataclass
class Fake:
    """Reads the files' own texts; what begins with ! fails, what begins with ? is an error."""

    name: str = "fake"
    key: str = "k" * 64
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator[Read]:
        yield self.read

    def read(self, image: Path) -> Reading:
        self.asked.append(image.name)
        text = image.read_text()
        if text.startswith("!"):
            raise WorkerError("it broke")
        if text.startswith("?"):
            return Reading("", error="unreadable")
        return Reading(text)


def images(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{i}.txt" for i in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return paths


def texts(readings: list[Reading]) -> list[str]:
    return [reading.text for reading in readings]


def test_an_image_is_read_once(tmp_path: Path) -> None:
    paths = images(tmp_path, "one", "two", "one")
    source, store = Fake(), Store(tmp_path / "kept")
    assert texts(store.read(source, paths, "words")) == ["one", "two", "one"]
    assert len(source.asked) == 2
    paths[1].write_text("three")
    assert texts(store.read(source, paths, "words")) == ["one", "three", "one"]
    assert source.asked[2:] == ["1.txt"]


def test_another_key_reads_anew(tmp_path: Path) -> None:
    paths, store = images(tmp_path, "one"), Store(tmp_path / "kept")
    store.read(Fake(), paths, "words")
    other = Fake(key="x" * 64)
    store.read(other, paths, "words")
    assert other.asked == ["0.txt"]
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_what_was_read_before_a_failure_is_kept(tmp_path: Path) -> None:
    paths, store = images(tmp_path, "one", "!", "two"), Store(tmp_path / "kept")
    with pytest.raises(WorkerError, match="it broke"):
        store.read(Fake(), paths, "words")
    again = Fake()
    paths[1].write_text("mended")
    assert texts(store.read(again, paths, "words")) == ["one", "mended", "two"]
    assert again.asked == ["1.txt", "2.txt"]


def test_an_error_is_tried_again(tmp_path: Path) -> None:
    paths, store, source = images(tmp_path, "?"), Store(tmp_path / "kept"), Fake()
    for _ in range(2):
        (reading,) = store.read(source, paths, "words")
        assert (reading.text, reading.error) == ("", "unreadable")
    assert source.asked == ["0.txt", "0.txt"]


def test_all_that_a_reading_tells_comes_back(tmp_path: Path) -> None:
    quad = (0, 1, 2, 3, 4, 5, 6, 7)
    told = Reading("ä", confidence=0, words=(Word(quad, "ä", 990),), lines=(quad,))

    class Telling(Fake):
        def read(self, image: Path) -> Reading:
            return told

    store, paths = Store(tmp_path / "kept"), images(tmp_path, "x")
    assert store.read(Telling(), paths, "words") == [told]
    assert store.read(Fake(), paths, "words") == [told]
    assert load(tmp_path / "nothing.json") == {}
