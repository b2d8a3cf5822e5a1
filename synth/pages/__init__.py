"""Synthetic pages: layouts set with the atlas's glyphs, looks of scanners and cameras, truth."""
