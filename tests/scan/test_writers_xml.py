"""hOCR and ALTO: well-formed, with every word at its place and in reading order."""

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from made_pages import made_line, made_page, two_columns

from contract.charset import CHARSET
from scan.document import Document, ReadPage
from scan.page import Page
from scan.sources import PageSource
from scan.writers import FORMATS

XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"


def parsed(form: str, *pages: Page, name: str = "a.tif") -> Element:
    reads = tuple(ReadPage(PageSource(Path(name), index), page) for index, page in enumerate(pages))
    return ElementTree.fromstring(FORMATS[form].write(Document(name, reads)))


def of_class(root: Element, name: str) -> list[Element]:
    return root.findall(f".//{XHTML}*[@class='{name}']")


def test_hocr_nests_and_keeps_the_order() -> None:
    root = parsed("hocr", two_columns(), two_columns())
    counts = {"ocr_page": 2, "ocr_carea": 4, "ocr_par": 4, "ocr_line": 20, "ocrx_word": 80}
    assert {name: len(of_class(root, name)) for name in counts} == counts
    words = [element.text for element in of_class(root, "ocrx_word")]
    assert words == [word.text for _ in range(2) for word in two_columns().words]
    named = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(named) == len(set(named)) == sum(counts.values())
    capabilities = root.find(f".//{XHTML}meta[@name='ocr-capabilities']")
    assert capabilities is not None
    assert set(capabilities.get("content", "").split()) == counts.keys()


def test_hocr_says_where_and_how_sure() -> None:
    line = made_line("ab cd", 100, 50, height=30, confidence=876)
    root = parsed("hocr", made_page([line]), name='say "x".png')
    (page,) = of_class(root, "ocr_page")
    assert page.get("title") == (
        'image "say \\"x\\".png"; bbox 0 0 1000 800; ppageno 0; scan_res 300 300'
    )
    assert of_class(root, "ocrx_word")[1].get("title") == "bbox 145 50 175 80; x_wconf 88"
    # The baseline lies 51/333 of the height above the frame's bottom.
    assert of_class(root, "ocr_line")[0].get("title") == "bbox 100 50 175 80; baseline 0.0000 -5"


@pytest.mark.parametrize("angle", [-8, 5])
def test_a_sloping_baseline_passes_under_both_ends(angle: float) -> None:
    line = made_line("sloping text", 200, 400, height=40, angle=angle)
    title = of_class(parsed("hocr", made_page([line])), "ocr_line")[0].get("title", "")
    left, _, right, bottom = map(int, re.findall(r"\d+", title.split(";")[0]))
    slope, offset = map(float, title.split("baseline ")[1].split())
    for x, corner, above in ((left, 7, 1), (right, 5, 3)):
        at_end = bottom + offset + slope * (x - left)
        middle = line.quad[corner] + (line.quad[above] - line.quad[corner]) * 51 / 333
        assert at_end == pytest.approx(middle, abs=2.5)


@pytest.mark.parametrize(("angle", "text"), [(90, 270), (180, 180), (-90, 90)])
def test_a_turned_line_has_a_counterclockwise_angle(angle: float, text: int) -> None:
    line = made_line("turned", 500, 400, angle=angle)
    page = made_page([line], rotation=-angle % 360)
    assert f"textangle {text}" in of_class(parsed("hocr", page), "ocr_line")[0].get("title", "")
    block = parsed("alto", page).find(f".//{ALTO}TextBlock")
    assert block is not None and block.get("ROTATION") == str(text)


def test_alto_nests_and_keeps_the_order() -> None:
    root = parsed("alto", two_columns(), made_page())
    assert root.tag == f"{ALTO}alto"
    assert [child.tag.removeprefix(ALTO) for child in root] == ["Description", "Layout"]
    assert root.findtext(f".//{ALTO}fileName") == "a.tif"
    assert [page.get("PHYSICAL_IMG_NR") for page in root.iter(f"{ALTO}Page")] == ["1", "2"]
    strings = list(root.iter(f"{ALTO}String"))
    assert [s.get("CONTENT") for s in strings] == [word.text for word in two_columns().words]
    for line in root.iter(f"{ALTO}TextLine"):
        parts = [child.tag.removeprefix(ALTO) for child in line]
        assert parts == ["Shape", *["String", "SP"] * 3, "String"]
    named = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(named) == len(set(named))


def test_alto_says_where_and_how_sure() -> None:
    root = parsed("alto", made_page([made_line("ab cd", 100, 50, height=30, confidence=876)]))
    string = list(root.iter(f"{ALTO}String"))[1]
    place = {"HPOS": "145", "VPOS": "50", "WIDTH": "30", "HEIGHT": "30"}
    assert place.items() <= string.attrib.items()
    assert string.get("WC") == "0.876"
    polygon = string.find(f"{ALTO}Shape/{ALTO}Polygon")
    assert polygon is not None and polygon.get("POINTS") == "145,50 175,50 175,80 145,80"
    line = root.find(f".//{ALTO}TextLine")
    assert line is not None and line.get("BASELINE") == "100,75 175,75"


@pytest.mark.parametrize("form", ["hocr", "alto"])
def test_every_character_survives(form: str) -> None:
    text = CHARSET.replace(" ", "") + "語\N{GRINNING FACE}"
    root = parsed(form, made_page([made_line(text, 0, 0)]))
    words = [element.text or "" for element in of_class(root, "ocrx_word")] if form == "hocr" else [
        element.get("CONTENT", "") for element in root.iter(f"{ALTO}String")
    ]  # fmt: skip
    assert words == [text]


@pytest.mark.parametrize("form", ["hocr", "alto"])
def test_what_xml_cannot_hold_is_left_out(form: str) -> None:
    data = FORMATS[form].write(
        Document("a", (ReadPage(PageSource(Path("a")), made_page([made_line("a\0\x1bb", 0, 0)])),))
    )
    ElementTree.fromstring(data)
    assert b"ab" in data
