"""ALTO 4.2: the XML of libraries and archives, https://www.loc.gov/standards/alto/."""

from math import atan2, degrees
from xml.etree.ElementTree import Element

from contract.version import VERSION
from scan.document import Document, ReadPage, baseline_start, box, direction, sides
from scan.page import Block, Line, Quad, Word
from scan.writers.xml import as_bytes, child

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "https://www.loc.gov/standards/alto/v4/alto-4-2.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def write(document: Document) -> bytes:
    """XML, UTF-8, measured in pixels; boxes for all programs, polygons for those that take them."""
    root = Element(
        "alto",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "SCHEMAVERSION": "4.2",
        },
    )
    description = child(root, "Description")
    child(description, "MeasurementUnit", "pixel")
    child(child(description, "sourceImageInformation"), "fileName", document.clean_name)
    step = child(description, "Processing", ID="ocr")
    child(step, "processingCategory", "contentGeneration")
    software = child(step, "processingSoftware")
    child(software, "softwareName", "pocket-ocr")
    child(software, "softwareVersion", VERSION)
    layout = child(root, "Layout")
    for number, read in enumerate(document.pages, 1):
        _page(layout, read, number)
    return as_bytes(root)


def _page(layout: Element, read: ReadPage, number: int) -> None:
    size = {"WIDTH": read.page.width, "HEIGHT": read.page.height}
    page = child(layout, "Page", ID=f"page_{number}", PHYSICAL_IMG_NR=number, **size)
    space = child(page, "PrintSpace", HPOS=0, VPOS=0, **size)
    for at, block in enumerate(read.page.blocks, 1):
        _block(space, block, f"{number}_{at}")


def _block(space: Element, block: Block, number: str) -> None:
    element = child(space, "TextBlock", ID=f"block_{number}", **_position(block.quad))
    if block.lines:
        dx, dy = direction(block.lines[0].quad)
        turned = round(degrees(atan2(-dy, dx)) / 90) % 4 * 90
        if turned:
            element.set("ROTATION", str(turned))
    for at, line in enumerate(block.lines, 1):
        if line.words:
            _line(element, line, f"{number}_{at}")


def _line(block: Element, line: Line, number: str) -> None:
    x, y = baseline_start(line.quad)
    (dx, dy), (width, _) = direction(line.quad), sides(line.quad)
    ends = [(round(x), round(y)), (round(x + dx * width), round(y + dy * width))]
    baseline = " ".join(f"{x},{y}" for x, y in ends)
    where = _position(line.quad)
    element = child(block, "TextLine", ID=f"line_{number}", BASELINE=baseline, **where)
    _shape(element, line.quad)
    for at, word in enumerate(line.words, 1):
        if at > 1:
            child(element, "SP")
        _word(element, word, f"{number}_{at}")


def _word(line: Element, word: Word, number: str) -> None:
    surety = f"{word.confidence / 1000:.3f}"
    where = _position(word.quad)
    element = child(line, "String", ID=f"word_{number}", CONTENT=word.text, WC=surety, **where)
    _shape(element, word.quad)


def _position(quad: Quad) -> dict[str, int]:
    left, top, right, bottom = box(quad)
    return {"HPOS": left, "VPOS": top, "WIDTH": right - left, "HEIGHT": bottom - top}


def _shape(element: Element, quad: Quad) -> None:
    points = " ".join(f"{x},{y}" for x, y in zip(quad[0::2], quad[1::2], strict=True))
    child(child(element, "Shape"), "Polygon", POINTS=points)
