"""Speed and accuracy: readers of words and pages beside their peers, and where errors come from."""
