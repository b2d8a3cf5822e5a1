"""How well a reader reads: on a corpus of word crops, and on held-out synthetic tiles."""
