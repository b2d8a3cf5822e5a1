"""Pocket OCR for Python users: read pages and words with the bundle that phones run."""

from pocket_ocr.reader import Word, read_page, read_word
from scan.page import Page
from scan.worker import DEFAULT_BUNDLE

__all__ = ["DEFAULT_BUNDLE", "Page", "Word", "read_page", "read_word"]
