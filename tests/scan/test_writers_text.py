"""Plain text and JSON."""

import json
from pathlib import Path

from made_pages import made_line, made_page, two_columns

from scan.document import Document, ReadPage
from scan.page import Page
from scan.sources import PageSource
from scan.writers import FORMATS


def document(*pages: Page, name: str = "photo.jpg") -> Document:
    source = PageSource(Path(name))
    return Document(name, tuple(ReadPage(source, page) for page in pages))


def test_text_has_lines_blocks_and_pages() -> None:
    page = made_page([made_line("Ünder £5", 0, 0), made_line("b", 0, 50)], [made_line("c", 0, 200)])
    text = FORMATS["text"].write(document(page, made_page(), page)).decode()
    assert text == "Ünder £5\nb\n\nc\n\f\fÜnder £5\nb\n\nc\n"
    assert FORMATS["text"].write(document(made_page())) == b""


def test_json_holds_integers_and_all_pages() -> None:
    data = FORMATS["json"].write(document(two_columns(), made_page()))
    assert data.endswith(b"}\n") and data.count(b"\n") == 1
    found = json.loads(data, parse_float=lambda number: f"a float: {number}")
    assert found == {
        "image": "photo.jpg",
        "pages": [two_columns().as_dict(), made_page().as_dict()],
    }
    assert "a float" not in json.dumps(found)
    assert found["pages"][0]["blocks"][1]["lines"][2]["words"][3]["text"] == "naïve"


def test_a_name_of_any_bytes_is_written() -> None:
    name = b"a\xff\n.png".decode("utf-8", "surrogateescape")
    assert json.loads(FORMATS["json"].write(document(name=name)))["image"] == "a��.png"
