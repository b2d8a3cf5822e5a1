"""Numbers of joining, downstream of the net: they may change without new weights. All integers."""

SPACE_GAP = 7
"""An ink-free run of at least so many strip columns at a cut between tiles is a space."""
