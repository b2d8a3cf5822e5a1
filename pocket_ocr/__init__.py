"""Pocket OCR for Python users: read a word's picture with the bundle that phones run."""

from pocket_ocr.reader import DEFAULT_BUNDLE, Word, read_word

__all__ = ["DEFAULT_BUNDLE", "Word", "read_word"]
