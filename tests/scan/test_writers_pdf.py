"""Searchable PDF: another tool finds the text, in order, at its place, over the same picture."""

import io
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from made_pages import made_line, made_page, two_columns
from PIL import Image

from contract.charset import CHARSET
from contract.errors import PocketOcrError
from scan.document import Document, ReadPage
from scan.page import Page, Word
from scan.sources import pages
from scan.sources import pdf as sources_pdf
from scan.writers import FORMATS, pdf
from scan.writers.picture import is_plain

DPI = 144
SCALE = 72 / DPI


def noise(height: int = 800, width: int = 1000) -> np.ndarray:
    coarse = np.random.default_rng(1).integers(0, 256, (height // 40, width // 40, 3), np.uint8)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def written(path: Path, *read: Page) -> bytes:
    """PDF of a file's pages; one that is not there is made."""
    if not path.exists():
        cv2.imwrite(str(path), np.full((read[0].height, read[0].width), 255, np.uint8))
    reads = tuple(ReadPage(s, p) for s, p in zip(pages(path, DPI), read, strict=True))
    return FORMATS["pdf"].write(Document(path.name, reads))


def extracted(data: bytes, page: int = 0) -> str:
    """What PDFium extracts, without the space at the end of every line."""
    with pypdfium2.PdfDocument(data) as document:
        lines = document[page].get_textpage().get_text_range().split("\r\n")
    return "\n".join(line.removesuffix(" ") for line in lines)


def rendered(data: bytes, scale: float = 1 / SCALE) -> np.ndarray:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=scale).to_numpy()[:, :, :3].copy()


def test_text_comes_out_in_reading_order(tmp_path: Path) -> None:
    page = two_columns()
    lines = [line for line in extracted(written(tmp_path / "a.png", page)).split("\n") if line]
    assert [line.strip() for line in lines] == [line.text for line in page.lines]


def test_every_character_comes_out(tmp_path: Path) -> None:
    words = [CHARSET.replace(" ", "")[at : at + 30] for at in range(0, len(CHARSET), 30)]
    words += ["Łódź", "ŹẞΩя", "€5,–", "‘a’“b”"]
    page = made_page([made_line(word, 10, 10 + 60 * k) for k, word in enumerate(words)])
    assert extracted(written(tmp_path / "a.png", page)).split("\n") == words


def test_words_that_touch_stay_apart(tmp_path: Path) -> None:
    line = made_line("WAVE 4, B.R. Pellett ŁΩ Ωя end", 10, 10)
    touching = []
    for word, following in zip(line.words, [*line.words[1:], None], strict=True):
        x0, y0, _, y1, _, y2, x3, y3 = word.quad
        right = word.quad[2] if following is None else following.quad[0]
        touching.append(replace(word, quad=(x0, y0, right, y1, right, y2, x3, y3)))
    page = made_page([replace(line, words=tuple(touching))])
    assert extracted(written(tmp_path / "a.png", page)) == line.text


def test_more_characters_than_a_font_holds(tmp_path: Path) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    page = made_page([made_line(text, 10, 10)])
    assert extracted(written(tmp_path / "a.png", page)) == text


def places(data: bytes, words: list[Word], height: int) -> list[tuple[float, ...]]:
    """Boxes of words in page pixels, as PDFium finds them by searching."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        for word in words:
            at, count = text.search(word.text, match_case=True).get_next()
            boxes = np.array([text.get_charbox(at + k, loose=True) for k in range(count)]) / SCALE
            (left, bottom), (right, top) = boxes[:, :2].min(0), boxes[:, 2:].max(0)
            found.append((left, height - top, right, height - bottom))
    return found


@pytest.mark.parametrize("angle", [0, 4, -3, 90, 180])
def test_words_lie_where_they_were_read(tmp_path: Path, angle: float) -> None:
    line = made_line("Wide MMMM and thin iiii.", 500, 400, 20, angle, confidence=1)
    page = made_page([line])
    data = written(tmp_path / "a.png", page)
    for word, box in zip(line.words, places(data, list(line.words), 800), strict=True):
        corners = np.array(word.quad).reshape(4, 2)
        np.testing.assert_allclose(box[:2], corners.min(0), atol=2.5)
        np.testing.assert_allclose(box[2:], corners.max(0), atol=2.5)


def test_a_turned_page_is_shown_upright(tmp_path: Path) -> None:
    lines = [made_line(f"line {k} of text", 900 - 80 * k, 50, angle=90) for k in range(3)]
    data = written(tmp_path / "a.png", made_page(lines, rotation=270))
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].get_size() == (400, 500)
        assert document[0].get_rotation() == 270
    assert extracted(data).split("\n") == [line.text for line in lines]


def test_a_jpeg_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    cv2.imwrite(str(path), noise())
    data = written(path, two_columns())
    with pikepdf.open(io.BytesIO(data)) as file:
        image = file.pages[0].Resources.XObject["/Page"]
        assert image.read_raw_bytes() == path.read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_jpeg_keeps_its_bytes_and_stands_upright(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(noise(400, 600)).save(path, exif=exif, quality=95)
    upright = pages(path)[0].load()
    height, width = upright.shape
    data = written(path, made_page(size=(width, height)))
    shown = cv2.cvtColor(rendered(data), cv2.COLOR_BGR2GRAY)
    assert shown.shape == upright.shape
    assert np.abs(shown.astype(int) - upright).mean() < 4
    assert len(data) < path.stat().st_size + 20_000


def test_cmyk_jpeg_shows_its_colours(tmp_path: Path) -> None:
    path = tmp_path / "cmyk.jpg"
    Image.fromarray(noise(400, 600)).convert("CMYK").save(path, quality=95)
    shown = cv2.cvtColor(rendered(written(path, made_page(size=(600, 400)))), cv2.COLOR_BGR2GRAY)
    assert np.abs(shown.astype(int) - pages(path)[0].load()).mean() < 20


MODES = ("1", "L", "P", "RGB", "RGBA", "I;16")


@pytest.mark.parametrize(
    ("mode", "suffix"),
    [*((mode, "png") for mode in (*MODES, "LA")), *((mode, "tif") for mode in MODES)],
)
def test_other_images_keep_their_pixels(tmp_path: Path, mode: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    image = Image.fromarray(noise(400, 600))
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize((600, 400)))
    elif mode == "I;16":
        image = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    image.convert(mode).save(path)
    data = written(path, made_page(size=(600, 400)))
    shown = cv2.cvtColor(rendered(data), cv2.COLOR_BGR2GRAY)
    assert np.abs(shown.astype(int) - pages(path)[0].load()).max() <= 3


def test_an_interlaced_png_is_packed_anew(tmp_path: Path) -> None:
    header = b"\0\0\0\x0dIHDR" + b"\0\0\0\1\0\0\0\1\x08\0\0\0"
    assert is_plain(b"\x89PNG\r\n\x1a\n" + header + b"\0" + b"0000")
    assert not is_plain(b"\x89PNG\r\n\x1a\n" + header + b"\1" + b"0000")


def test_all_pages_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    images = [Image.new("L", (1000, 800), 200), Image.new("L", (300, 200), 100)]
    images[0].save(path, save_all=True, append_images=images[1:])
    data = written(path, two_columns(), made_page([made_line("second", 10, 10)], size=(300, 200)))
    with pypdfium2.PdfDocument(data) as document:
        assert [page.get_size() for page in document] == [(500, 400), (150, 100)]
    assert extracted(data, 1) == "second"


@pytest.mark.parametrize("turned", [0, 90])
def test_a_pdf_without_text_keeps_its_pages(tmp_path: Path, turned: int) -> None:
    cv2.imwrite(str(tmp_path / "a.jpg"), noise())
    scanned = written(tmp_path / "a.jpg", made_page())
    path = tmp_path / "scan.pdf"
    with pikepdf.open(io.BytesIO(scanned)) as file:
        file.add_blank_page(page_size=(100, 50))
        file.pages[0].rotate(turned, relative=False)
        file.pages[0].cropbox = (100, 50, 450, 380)
        file.pages[0].trimbox = (120, 90, 300, 300)
        file.save(path)
    grey = pages(path, DPI)[0].load()
    height, width = grey.shape
    again = written(path, made_page([made_line("found", 10, 10)], size=(width, height)),
                    made_page(size=(200, 100)))  # fmt: skip
    assert extracted(again) == "found"
    shown = cv2.cvtColor(rendered(again), cv2.COLOR_BGR2GRAY)
    assert shown.shape == grey.shape
    assert np.abs(shown.astype(int) - grey).mean() < 2
    assert len(again) < len(scanned) + 5000


def test_a_pdf_with_text_becomes_a_picture_of_it(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    cv2.imwrite(str(tmp_path / "a.png"), np.full((200, 300), 100, np.uint8))
    path.write_bytes(
        written(tmp_path / "a.png", made_page([made_line("old", 9, 9)], size=(300, 200)))
    )
    again = written(path, made_page([made_line("new", 9, 9)], size=(300, 200)))
    assert extracted(again) == "new"
    np.testing.assert_array_equal(rendered(again), np.full((200, 300, 3), 100))


def test_a_poster_keeps_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources_pdf, "MAX_PIXELS", 200_000)
    path = tmp_path / "poster.pdf"
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(2000, 1000))
        file.save(path)
    height, width = pages(path, DPI)[0].load().shape
    assert width * height <= 200_000 < 2000 * 1000 / SCALE**2
    line = made_line("poster", width / 2, height / 2)
    data = written(path, made_page([line], size=(width, height)))
    with pypdfium2.PdfDocument(data) as document:
        np.testing.assert_allclose(document[0].get_size(), (2000, 1000), atol=2000 / width)
        text = document[0].get_textpage()
        left, _, _, top = text.get_charbox(0, loose=True)
    np.testing.assert_allclose((left, top), (1000, 500), atol=10)


def test_a_page_longer_than_readers_take_is_scaled(tmp_path: Path) -> None:
    data = written(tmp_path / "a.png", made_page([made_line("x", 0, 5, 10)], size=(40_000, 20)))
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].get_width() == pytest.approx(14_400)
    assert extracted(data) == "x"


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "a.png", two_columns()) == written(tmp_path / "a.png", two_columns())


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(PocketOcrError, match=r"pip install 'pocket-ocr\[pdf\]'"):
        written(tmp_path / "a.png", two_columns())
