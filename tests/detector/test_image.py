"""Image files as users have them: alpha, 16 bit, EXIF rotation, damage."""

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from contract.errors import ImageError
from detector import image as module
from detector.image import load_grey, to_grey


def gradient() -> np.ndarray:
    return np.tile(np.arange(0, 240, 4, dtype=np.uint8), (20, 1))


def saved(tmp_path: Path, image: np.ndarray, name: str = "a.png") -> Path:
    assert cv2.imwrite(str(tmp_path / name), image)
    return tmp_path / name


def test_grey_colour_and_16_bit_agree(tmp_path: Path) -> None:
    grey = gradient()
    colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    for k, image in enumerate([grey, colour, grey.astype(np.uint16) << 8]):
        np.testing.assert_array_equal(load_grey(saved(tmp_path, image, f"{k}.png")), grey)


def test_transparent_pixels_are_paper(tmp_path: Path) -> None:
    image = np.zeros((6, 8, 4), np.uint8)
    image[:, :4, 3] = 255
    grey = load_grey(saved(tmp_path, image))
    assert (grey[:, :4] == 0).all() and (grey[:, 4:] == 255).all()


def test_exif_rotation_is_honoured(tmp_path: Path) -> None:
    jpeg = cv2.imencode(".jpg", np.zeros((16, 48), np.uint8))[1].tobytes()
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    path = tmp_path / "turned.jpg"
    path.write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])
    assert load_grey(path).shape == (48, 16)


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_truncated_files_are_refused(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64), np.uint8)
    path = saved(tmp_path, noise, f"a.{suffix}")
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(ImageError, match="truncated"):
        load_grey(path)


def test_missing_empty_and_foreign_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="cannot be read"):
        load_grey(tmp_path / "none.png")
    (tmp_path / "empty.png").touch()
    with pytest.raises(ImageError, match="empty"):
        load_grey(tmp_path / "empty.png")
    (tmp_path / "text.png").write_text("hello")
    with pytest.raises(ImageError, match="not an image"):
        load_grey(tmp_path / "text.png")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, gradient())
    monkeypatch.setattr(module, "MAX_FILE_BYTES", path.stat().st_size)
    assert load_grey(path).shape == (20, 60)
    monkeypatch.setattr(module, "MAX_FILE_BYTES", path.stat().st_size - 1)
    monkeypatch.setattr(module.np, "fromfile", lambda *_: pytest.fail("the file was read"))
    with pytest.raises(ImageError, match=r"a\.png: the file has \d+ bytes, more than"):
        load_grey(path)


def test_arrays_outside_the_limits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for bad in (np.zeros((0, 4), np.uint8), np.zeros((4, 4)), np.zeros((4, 4, 2), np.uint8)):
        with pytest.raises(ImageError):
            to_grey(bad)
    monkeypatch.setattr(module, "MAX_PIXELS", 99)
    with pytest.raises(ImageError, match="scale it down"):
        to_grey(np.zeros((10, 10), np.uint8))
    monkeypatch.setattr(module, "MAX_SIDE", 49)
    for shape in ((1, 50), (50, 1)):
        with pytest.raises(ImageError, match="a side of more than 49: cut it"):
            to_grey(np.zeros(shape, np.uint8))
