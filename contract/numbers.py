"""Every number that both Python and a device must know, written once.

All integers. Suffixes name the fixed-point format: `_Q8` is in 1/256, `_Q16` in 1/65536.
"""

STRIP_HEIGHT = 32
"""Rows of a strip and of a tile."""

TILE_WIDTHS = (256,)
"""Widths of the net's input in pixels; the manifest carries this list."""

STEP = 4
"""Strip columns per time step of the net: T = tile width / STEP."""

LOGPROB_ONE = 1024
"""Log-probabilities are integers in units of 1/LOGPROB_ONE nat."""

# Framing: which part of the page becomes the 32 rows. h is the height of a capital letter.
FRAME_ABOVE_Q8 = 282  # the frame's top lies 1.10 h above the baseline,
FRAME_BELOW_Q8 = 51  # its bottom 0.20 h below it,
FRAME_INK_Q8 = 10  # or 0.04 h beyond the ink, whichever is farther;
FRAME_SIDE_Q8 = 36  # 0.14 of the frame's height stays free left and right.

# Framing of a bare word crop: no line is known, so the ink itself gives top and bottom.
CROP_MARGIN_Q8 = 26  # rows beyond the ink, 0.10 of its height

# Levels: a strip's paper becomes 255 and its darkest ink 0.
LEVELS_PAPER_PERMILLE = 750  # the grey value that this share of the pixels does not exceed
LEVELS_INK_PERMILLE = 10
LEVELS_MIN_CONTRAST = 48  # grey levels; less is not stretched further, so that noise stays faint

TILE_SQUEEZE_Q8 = 333
"""A bare word crop up to 1.30 tiles wide is squeezed into one tile; a wider one is cut."""

TILE_INK_BELOW = 160
"""A levelled pixel darker than this is ink when a gap to cut through is looked for."""

MAX_PIXELS = 80_000_000
"""Largest accepted page, in pixels."""
