"""Fonts for synthetic words: fetch packages, check every face, weigh it, write the glyph atlas."""
