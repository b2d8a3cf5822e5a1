"""JSON with integers only, so that two results can be compared byte for byte.

    {"image": name as given, "pages": [{
        "width", "height": of the page in pixels,
        "rotation": 0, 90, 180 or 270, degrees to turn the page clockwise so that text is upright,
        "blocks": [{
            "quad": [x0, y0, … x3, y3], top left, top right, bottom right, bottom left as read,
            "lines": [{
                "text", "quad", "confidence": per mille, "light_on_dark": true or false,
                "words": [{
                    "text", "quad", "confidence",
                    "chars": [{"text", "quad", "confidence"}]}]}]}]}]}

Blocks, lines, words and characters are in reading order. Coordinates are pixels of the page as
it was given. A document is one line, so that several make JSON Lines.
"""

import json

from scan.document import Document


def write(document: Document) -> bytes:
    """One JSON object on one line, UTF-8."""
    pages = [read.page.as_dict() for read in document.pages]
    text = json.dumps({"image": document.clean_name, "pages": pages}, ensure_ascii=False)
    return text.encode() + b"\n"
