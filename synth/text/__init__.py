"""Texts of synthetic tiles: books, grammars of documents, random strings."""
