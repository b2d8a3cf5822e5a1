"""What the XML formats share."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

_FORBIDDEN = frozenset([*map(chr, range(0xD800, 0xE000)), "\ufffe", "\uffff"])
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def child(parent: Element, tag: str, text: str = "", /, **attributes: object) -> Element:
    """Append an element; attributes become text, an underscore at the end of a name is dropped."""
    texts = {name.rstrip("_"): clean(str(value)) for name, value in attributes.items()}
    element = SubElement(parent, tag, texts)
    element.text = clean(text) or None
    return element


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 has no way to write (section 2.2)."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in _FORBIDDEN))


def as_bytes(root: Element, doctype: str = "") -> bytes:
    """The document, indented, UTF-8."""
    ElementTree.indent(root, " ")
    return (HEAD + doctype + ElementTree.tostring(root, "unicode") + "\n").encode()
