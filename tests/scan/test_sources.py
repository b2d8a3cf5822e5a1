"""From paths to pages: every kind of file, damage of every kind, little memory."""

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, TiffImagePlugin

from contract.errors import ImageError, PocketOcrError
from contract.numbers import MAX_PIXELS
from scan.sources import PageSource, find, pages
from scan.sources.pdf import fitting

ROOT = Path(__file__).parents[2]


def noise(height: int = 40, width: int = 60, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)


def only(path: Path) -> np.ndarray:
    (page,) = pages(path)
    return page.load()


def written(path: Path, image: np.ndarray) -> Path:
    assert cv2.imwrite(str(path), image)
    return path


def pdf(path: Path, *sizes: tuple[float, float], **save: object) -> Path:
    document = pikepdf.new()
    for size in sizes:
        document.add_blank_page(page_size=size)
    document.save(path, **save)
    return path


@pytest.mark.parametrize("suffix", ["png", "tif", "bmp", "webp", "pgm"])
def test_lossless_images_keep_their_pixels(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"é page.{suffix}"
    quality = {"webp": [cv2.IMWRITE_WEBP_QUALITY, 101]}.get(suffix, [])
    path.write_bytes(cv2.imencode(f".{suffix}", noise(), quality)[1].tobytes())
    np.testing.assert_array_equal(only(path), noise())


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    images = [Image.fromarray(noise(40, 60 + k, k)) for k in range(3)]
    path = tmp_path / "three.tif"
    images[0].save(path, save_all=True, append_images=images[1:], compression="tiff_lzw")
    found = pages(path)
    assert [page.index for page in found] == [0, 1, 2]
    for k, page in enumerate(found):
        np.testing.assert_array_equal(page.load(), noise(40, 60 + k, k))


def test_a_tiff_is_turned_upright(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[274] = 6
    Image.fromarray(noise()).save(tmp_path / "turned.tif", tiffinfo=tags)
    np.testing.assert_array_equal(only(tmp_path / "turned.tif"), np.rot90(noise(), -1))


WHITE = {"1": 1, "L": 255, "RGBA": (9, 9, 9, 0), "CMYK": (0, 0, 0, 0), "I;16": 65535}


@pytest.mark.parametrize("mode", WHITE)
def test_odd_pixels_in_a_tiff_are_grey_pages(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (60, 40), WHITE[mode]).save(tmp_path / "odd.tif")
    grey = only(tmp_path / "odd.tif")
    assert (grey.shape, grey.dtype) == ((40, 60), np.uint8)
    assert grey.min() >= 250


def test_odd_pixels_elsewhere(tmp_path: Path) -> None:
    Image.new("CMYK", (60, 40), (0, 0, 0, 0)).save(tmp_path / "cmyk.jpg")
    palette = Image.new("P", (60, 40), 3)
    palette.putpalette([0] * 9 + [255] * 3)
    palette.save(tmp_path / "palette.png")
    Image.new("LA", (60, 40), (0, 0)).save(tmp_path / "clear.png")
    Image.new("I;16", (60, 40), 65535).save(tmp_path / "deep.png")
    for path in tmp_path.iterdir():
        grey = only(path)
        assert (grey.shape, grey.dtype) == ((40, 60), np.uint8), path
        assert grey.min() >= 250, path


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (20_000, 1)])
def test_odd_sizes(tmp_path: Path, shape: tuple[int, int]) -> None:
    assert only(written(tmp_path / "odd.png", np.full(shape, 255, np.uint8))).shape == shape


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.bmp", "a.webp", "a.pdf"])
@pytest.mark.parametrize("keep", [0.0, 0.02, 0.5, 0.9])
def test_truncated_files_are_refused(tmp_path: Path, name: str, keep: float) -> None:
    path = tmp_path / name
    if name == "a.pdf":
        pdf(path, (100, 100))
    else:
        Image.fromarray(noise(200, 300)).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    try:
        for page in pages(path):
            page.load()
    except ImageError as error:
        assert str(path) in str(error) and "\n" not in str(error)
    else:
        # PDFium mends a PDF whose end is missing.
        assert name == "a.pdf" and keep == 0.9


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_truncated_tiff_loses_no_page_silently(tmp_path: Path, share: float) -> None:
    images = [Image.fromarray(noise(seed=k)) for k in range(3)]
    path = tmp_path / "three.tif"
    images[0].save(path, save_all=True, append_images=images[1:])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ImageError, match="truncated"):
        for page in pages(path):
            page.load()


def test_a_tiff_that_runs_in_circles(tmp_path: Path) -> None:
    path = tmp_path / "circle.tif"
    path.write_bytes(b"II*\0" + struct.pack("<IHI", 8, 0, 8))
    with pytest.raises(ImageError, match="circles"):
        pages(path)


def huge_png(path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)


def huge_tiff(path: Path) -> None:
    fields = {256: 40_000, 257: 40_000, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 40_000, 279: 9}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields.items())
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(fields)) + entries + struct.pack("<I", 0))


@pytest.mark.parametrize("make", [huge_png, huge_tiff])
def test_a_header_of_40000_squared_is_refused_at_once(tmp_path: Path, make) -> None:
    make(tmp_path / "huge.img")
    with pytest.raises(ImageError, match=f"more than {MAX_PIXELS}"):
        only(tmp_path / "huge.img")


def test_foreign_and_empty_files(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("hello\n" * 99)
    with pytest.raises(ImageError, match="not an image"):
        only(tmp_path / "text.png")
    (tmp_path / "empty.png").touch()
    with pytest.raises(ImageError, match="empty"):
        only(tmp_path / "empty.png")
    with pytest.raises(ImageError, match="cannot be read"):
        pages(tmp_path / "none.png")


@pytest.mark.skipif(os.name != "posix", reason="has neither")
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path / "pipe.png", Path("/dev/zero")):
        with pytest.raises(ImageError, match="not a file"):
            pages(path)
    (file,) = find([tmp_path]).files
    assert file.path == tmp_path / "pipe.png"  # so that it is reported


def test_a_folder_is_sorted_and_says_what_it_skips(tmp_path: Path) -> None:
    for name in ("b/2.PNG", "b/1.jpg", "a.tif", "notes.txt", ".hidden.png", "c/.cache/x.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = find([tmp_path / "notes.txt", tmp_path])
    assert [file.path for file in found.files[1:]] == [
        tmp_path / file.relative for file in found.files[1:]
    ]
    names = [file.relative.as_posix() for file in found.files]
    assert names == ["notes.txt", "a.tif", "b/1.jpg", "b/2.PNG"]
    assert found.skipped == (tmp_path / "notes.txt",)
    assert found.empty == ()
    assert find([tmp_path / "c"]).empty == (tmp_path / "c",)


def test_pdf_pages_are_rendered(tmp_path: Path) -> None:
    path = pdf(tmp_path / "two.pdf", (72, 144), (36, 36))
    first, second = pages(path, dpi=100)
    assert first.load().shape == (200, 100)
    assert second.load().shape == (50, 50)
    assert first.pixels().shape == (200, 100, 3)
    assert (first.load() == 255).all()


def test_a_turned_pdf_page_is_upright(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(72, 144)).rotate(90, relative=False)
    document.save(tmp_path / "turned.pdf")
    assert only(tmp_path / "turned.pdf").shape == (300, 600)


def test_pdfs_that_cannot_be_opened(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(owner="o", user="u")
    with pytest.raises(ImageError, match="encrypted"):
        pages(pdf(tmp_path / "locked.pdf", (72, 72), encryption=locked))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nrubbish")
    with pytest.raises(ImageError, match="damaged"):
        pages(tmp_path / "broken.pdf")


def test_a_pdf_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "one.pdf", (72, 72))
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(PocketOcrError, match=r"pip install 'pocket-ocr\[pdf\]'"):
        pages(path)


def test_a_huge_image_in_a_pdf_is_refused_at_once(tmp_path: Path) -> None:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(72, 72))
    page.Contents = document.make_stream(b"72 0 0 72 0 0 cm /I Do")
    image = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=40_000)
    image.Height, image.BitsPerComponent, image.ColorSpace = 40_000, 8, Name.DeviceGray
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    document.save(tmp_path / "huge.pdf")
    with pytest.raises(ImageError, match="40000 x 40000 pixels"):
        only(tmp_path / "huge.pdf")


@pytest.mark.parametrize("size", [(7200.0, 7200.0), (14400.0, 14400.0), (1.0, 1e9), (1e7, 3.0)])
def test_a_poster_is_rendered_smaller(size: tuple[float, float]) -> None:
    scale = fitting(*size, 300) / 72
    width, height = (-int(-side * scale // 1) for side in size)
    assert 0.5 * MAX_PIXELS < width * height <= MAX_PIXELS or scale == 300 / 72


STATUS = Path("/proc/self/status")  # the peak of ru_maxrss is inherited from the parent
MEASURE = f"""
import sys
from pathlib import Path
from scan.sources import pages
grey = pages(Path(sys.argv[1]))[0].load()
status = dict(line.split(":") for line in open("{STATUS}"))
print(grey.size, int(status["VmHWM"].split()[0]) // 1024)
"""


@pytest.mark.skipif(not STATUS.exists(), reason="measures as Linux does")
@pytest.mark.parametrize("name", ["colour.jpg", "colour.png", "grey.tif"])
def test_35_megapixels_take_little_memory(tmp_path: Path, name: str) -> None:
    shape = (5000, 7000) if name == "grey.tif" else (5000, 7000, 3)
    written(tmp_path / name, np.full(shape, 200, np.uint8))
    code = [sys.executable, "-c", MEASURE, tmp_path / name]
    result = subprocess.run(code, cwd=ROOT, capture_output=True, text=True, check=True)
    pixels, peak = map(int, result.stdout.split())
    assert pixels == 35_000_000
    assert peak <= 250, f"{name}: {result.stdout}"


def test_a_page_is_loaded_only_when_its_turn_comes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.png", noise())
    (page,) = pages(path)
    assert page == PageSource(path)
    path.unlink()
    with pytest.raises(ImageError, match="cannot be read"):
        page.load()
