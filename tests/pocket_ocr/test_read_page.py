"""Reading a page from Python."""

from pathlib import Path

import cv2
import fake_reader
import numpy as np
import pytest

from contract.errors import ContractError, ImageError
from pocket_ocr import Page, read_page, reader
from scan import reading


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_grey", fake_reader.read_page)


def test_a_path_and_pixels_of_any_kind_read_alike(tmp_path: Path) -> None:
    grey = np.full((40, 60), 200, np.uint8)
    path = tmp_path / "page.png"
    cv2.imwrite(str(path), grey)
    expected = read_page(grey)
    assert isinstance(expected, Page)
    assert expected.text == "60 40 200"
    colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    alpha = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGRA)
    for image in (path, str(path), colour, alpha):
        assert read_page(image) == expected


def test_rotation_is_passed_on() -> None:
    grey = np.full((40, 60), 200, np.uint8)
    assert read_page(grey, rotation=270).rotation == 270


def test_another_rotation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_grey", reading.read_page)
    with pytest.raises(ImageError, match="turned by 0, 90, 180 or 270 degrees, not 45"):
        read_page(np.full((40, 60), 200, np.uint8), rotation=45)


def test_a_photograph_can_be_pulled_straight() -> None:
    photo = np.full((600, 500), 60, np.uint8)
    cv2.fillConvexPoly(photo, np.array([(90, 80), (400, 100), (430, 520), (60, 500)]), 230)
    straight, as_it_is = read_page(photo, rectify=True), read_page(photo)
    assert straight.text != as_it_is.text
    assert (straight.width, straight.height) == (as_it_is.width, as_it_is.height) == (500, 600)


def test_wrong_inputs(tmp_path: Path) -> None:
    with pytest.raises(ImageError):
        read_page(np.zeros((4, 4), np.float32))
    with pytest.raises(ImageError, match=r"none\.png"):
        read_page(tmp_path / "none.png")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(ImageError, match=r"scan\.pdf: a PDF"):
        read_page(tmp_path / "scan.pdf")
    with pytest.raises(ContractError, match="holds no bundle"):
        read_page(np.zeros((4, 4), np.uint8), bundle=tmp_path)
