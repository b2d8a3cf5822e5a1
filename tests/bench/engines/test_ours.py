"""Our worker reads as read_crop does, and counts tiles."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.engines.ours import Pages, Words
from model.reading import read_crop
from scan import reading
from tests.model.fakes import BarcodeBackend


def test_a_crop_is_read_whole_and_its_tiles_are_counted(tmp_path: Path) -> None:
    grey = np.full((20, 400), 255, np.uint8)
    cv2.putText(grey, "word after word", (4, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0)
    cv2.imwrite(str(tmp_path / "crop.png"), grey)
    backend = BarcodeBackend(tile_width=128)
    engine = Words(backend, model_bytes=5)
    image = engine.decode(str(tmp_path / "crop.png"))
    assert np.array_equal(image, grey)
    assert engine.counters["tiles"] == 0
    text = engine.read(image)
    assert text == read_crop(grey, BarcodeBackend(tile_width=128)).text
    assert engine.counters["tiles"] > 1
    assert engine.counters["read_cpu_seconds"] >= 0
    assert (engine.version, engine.model_bytes) == ("barcode", 5)


def test_a_page_is_read_whole_and_its_stages_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in list(vars(reading).items()):
        monkeypatch.setattr(reading, name, value)  # put back what Pages replaces
    grey = np.full((200, 500), 255, np.uint8)
    for row in range(3):
        cv2.putText(grey, "words on a page", (20, 50 + 50 * row), 0, 1.0, 0, 2)
    wanted = reading.read_page(grey, BarcodeBackend()).text
    engine = Pages(BarcodeBackend(), model_bytes=5)
    assert engine.counters["find_wall_seconds"] == 0
    assert engine.read(grey) == wanted
    assert engine.counters["tiles"] > 0
    assert engine.counters["find_wall_seconds"] > 0
    assert engine.counters["read_wall_seconds"] > 0
