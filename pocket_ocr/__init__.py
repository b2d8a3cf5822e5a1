"""Pocket OCR for Python users: read pages and words with the bundle that phones run."""

from pocket_ocr.reader import DEFAULT_BUNDLE, Word, read_page, read_word
from scan.page import Page

__all__ = ["DEFAULT_BUNDLE", "Page", "Word", "read_page", "read_word"]
