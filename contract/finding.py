"""Numbers of finding lines on a page, upstream of framing: they may change without new weights.

All integers; `_Q8` is in 1/256. Lengths are in pixels of the work image, where glyphs are about
GLYPH pixels high, or in multiples of a height h that is named.
"""

MAX_FILE_BYTES = 1_000_000_000
"""A larger image file is not read: it is taken into memory whole before it is decoded."""

GLYPH = 18
"""The page is scaled so that the common height of its glyphs is this; T below."""

PILOT_SHORT = 1600  # the pilot looks at the page shrunk so that its short side is at most this
PILOT_PIXELS = 6_000_000  # and it has at most so many pixels
PILOT_BLOCK = 31  # adaptive threshold: side of the window,
PILOT_OFFSET = 12  # and grey levels darker than its mean
PILOT_MAX_INK_Q8 = 92  # a page with more than 0.36 of ink is noise or halftone: taken as it is
PILOT_MIN_GLYPHS = 8  # with fewer components of a glyph's shape the page is taken as it is
WORK_MAX_PIXELS = 12_000_000  # the work image is made smaller than GLYPH asks if it has more
WORK_MAX_SCALE_Q8 = 768  # and never larger than 3 times the page

RULE_LENGTH = 72  # a straight dark run of 4 T and more is a rule,
RULE_THICKNESS = 7  # if it is no thicker than this;
RULE_EDGE = 2  # its blurred edge is so wide, and
RULE_REACH = 6  # paper is found so far from it
MARK_MAX_WIDTH = 24  # a dot or dash; what is wider is the rest of a rule

MSER_DELTA = 5
MSER_MIN_AREA = 5
MSER_MAX_AREA = 60 * GLYPH * GLYPH
MSER_MAX_VARIATION_Q8 = 128
BAND_PIXELS = 700_000  # MSER runs on bands of so many pixels,
BAND_OVERLAP = 160  # which share so many rows
MAX_REGIONS = 60_000  # more, of each polarity, are not looked at: the largest ones stay

CHAR_MIN_HEIGHT = 6
CHAR_MAX_HEIGHT = 150
CHAR_MAX_WIDTH_Q8 = 12 * 256  # of its height
CHAR_MIN_WIDTH_Q8 = 20  # of its height: an l, a 1, a |
CHILDREN_COVER_Q8 = 179  # two children that cover 0.70 of a region's width take its place,
CHILD_HEIGHT_Q8 = 128  # if each is half as high

PAPER_LETTERS = 3  # a region around at least so many of the other polarity
PAPER_FILL_Q8 = 170  # that fills 0.66 of its box,
PAPER_HEIGHT = 24  # and is higher than a common letter, is their paper

HALO_Q8 = 200  # a region's box is so much larger than the letter, on every side: its blurred edge

LINK_GAP_Q8 = 320  # neighbours lie at most 1.25 h apart,
LINK_OVERLAP_Q8 = 128  # overlap vertically by half of the lower one,
LINK_RATIO_Q8 = 576  # differ in height at most by 2.25
LINK_DRIFT_Q8 = 192  # and their bottoms by 0.75 h
SLOPE_MAX_Q16 = 17560  # 15 degrees
SLOPE_CHARS = 8  # shorter chains take the slope of longer ones near them
JOIN_GAP_Q8 = 460  # pieces of a line lie at most 1.8 h apart,
JOIN_DRIFT_Q8 = 56  # their baselines meet within 0.22 h,
JOIN_RATIO_Q8 = 400  # and their heights differ at most by 1.56
FRAGMENT = 2  # so few characters within a line's band belong to it, whatever their height
NOISE_CHAINS = 1000  # more chains than this of less than NOISE_CHARS characters, and more than
NOISE_CHARS = 3  # there are longer ones, are noise or halftone: they are not looked at
