"""hOCR 1.2: XHTML whose classes and titles say where the text stands on the page.

http://kba.github.io/hocr-spec/1.2/
"""

from math import atan2, degrees
from xml.etree.ElementTree import Element

from contract.version import VERSION
from scan.document import Document, ReadPage, baseline_start, box, direction
from scan.page import Block, Line, Quad, Word
from scan.writers.xml import as_bytes, child

DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)
CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word"
MAX_BASELINE_DEGREES = 45
"""A line that is steeper than this has a text angle instead of a baseline."""


def write(document: Document) -> bytes:
    """XHTML, UTF-8; identifiers are unique within the document."""
    root = Element("html", {"xmlns": "http://www.w3.org/1999/xhtml"})
    head = child(root, "head")
    child(head, "title", document.clean_name)
    child(
        head,
        "meta",
        **{"http-equiv": "Content-Type", "content": "application/xhtml+xml;charset=utf-8"},
    )
    child(head, "meta", name="ocr-system", content=f"pocket-ocr {VERSION}")
    child(head, "meta", name="ocr-capabilities", content=CAPABILITIES)
    body = child(root, "body")
    for number, read in enumerate(document.pages, 1):
        _page(body, read, number, document.clean_name)
    return as_bytes(root, DOCTYPE)


def _page(body: Element, read: ReadPage, number: int, name: str) -> None:
    page, source = read.page, read.source
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    title = (
        f'image "{quoted}"; bbox 0 0 {page.width} {page.height}; ppageno {source.index}; '
        f"scan_res {source.dpi} {source.dpi}"
    )
    element = child(body, "div", class_="ocr_page", id=f"page_{number}", title=title)
    for at, block in enumerate(page.blocks, 1):
        _block(element, block, f"{number}_{at}")


def _block(page: Element, block: Block, number: str) -> None:
    area = child(page, "div", class_="ocr_carea", id=f"block_{number}", title=_bbox(block.quad))
    paragraph = child(area, "p", class_="ocr_par", id=f"par_{number}", title=_bbox(block.quad))
    for at, line in enumerate(block.lines, 1):
        _line(paragraph, line, f"{number}_{at}")


def _line(paragraph: Element, line: Line, number: str) -> None:
    title = f"{_bbox(line.quad)}; {_angle(line.quad)}"
    element = child(paragraph, "span", class_="ocr_line", id=f"line_{number}", title=title)
    for at, word in enumerate(line.words, 1):
        _word(element, word, f"{number}_{at}")


def _word(line: Element, word: Word, number: str) -> None:
    title = f"{_bbox(word.quad)}; x_wconf {(word.confidence + 5) // 10}"
    child(line, "span", word.text, class_="ocrx_word", id=f"word_{number}", title=title)


def _bbox(quad: Quad) -> str:
    return "bbox " + " ".join(map(str, box(quad)))


def _angle(quad: Quad) -> str:
    """Baseline as slope and offset from the box's lower left, or a counterclockwise angle."""
    dx, dy = direction(quad)
    turned = degrees(atan2(dy, dx))
    if abs(turned) > MAX_BASELINE_DEGREES:
        return f"textangle {round(-turned) % 360}"
    left, _, _, bottom = box(quad)
    x, y = baseline_start(quad)
    slope = dy / dx
    offset = round(y + (left - x) * slope) - bottom
    return f"baseline {slope + 0.0:.4f} {min(offset, 0)}"
