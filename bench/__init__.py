"""Speed and accuracy: the word recogniser beside its peers, and the renderer."""
