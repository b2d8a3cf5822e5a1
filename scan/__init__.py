"""Find, read, join: from a page's pixels to its words, lines and text, and the writers of both."""
