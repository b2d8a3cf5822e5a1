"""Plain text: lines as they stand, an empty line between blocks, a form feed between pages."""

from scan.document import Document


def write(document: Document) -> bytes:
    """UTF-8; every page ends with a newline unless it is empty."""
    pages = [read.page.text for read in document.pages]
    return "\f".join(page + "\n" if page else "" for page in pages).encode()
