"""Numbers of finding lines on a page, upstream of framing: they may change without new weights.

All integers; `_Q8` is in 1/256. Lengths are in pixels of the work image, where glyphs are about
GLYPH pixels high, or in multiples of a height h that is named.
"""

MAX_FILE_BYTES = 1_000_000_000
"""A larger image file is not read: it is taken into memory whole before it is decoded."""

MAX_SIDE = 1 << 20
"""Longest side of a page in pixels: OpenCV keeps long rows' components in gigabytes."""

CONTRAST_RARE_PART = 10_000  # greys at either end that so small a part of the pixels has are rare
CONTRAST_PALE = 128  # a page with fewer levels between is stretched,
CONTRAST_BLANK = 16  # and one with fewer than these has no ink

DARK_PAPER = 128  # a page of which
DARK_SHARE_Q8 = 192  # three quarters are darker than this may be light print on dark:
DARK_LEAD_Q8 = 384  # it is if it has 1.5 times as many light glyphs, in heights, as dark ones

GLYPH = 18
"""The page is scaled so that the common height of its glyphs is this; T below."""

PILOT_SHORT = 1600  # the pilot looks at the page shrunk so that its short side is at most this
PILOT_PIXELS = 6_000_000  # and it has at most so many pixels
PILOT_BLOCK = 31  # adaptive threshold: side of the window,
PILOT_OFFSET = 12  # and grey levels darker than its mean
PILOT_MAX_INK_Q8 = 92  # a page with more than 0.36 of ink is noise or halftone: taken as it is
PILOT_MIN_HEIGHT = 4  # a component has a glyph's shape if it is no lower than this,
PILOT_MAX_HEIGHT = 100  # no higher than this,
PILOT_MAX_WIDE = 4  # at most 4 times as wide as high,
PILOT_MAX_TALL = 5  # at most 5 times as high as wide,
PILOT_MAX_HOLLOW = 6  # and its box has at most 6 times its pixels;
PILOT_MIN_GLYPHS = 8  # with fewer of them the page is taken as it is
WORK_MAX_PIXELS = 12_000_000  # the work image is made smaller than GLYPH asks if it has more,
WORK_SHRINK_Q8 = 240  # by 15/16 each time,
WORK_MAX_SCALE_Q8 = 768  # and never larger than 3 times the page

TILT_LEAST_Q16 = 1820  # at this slope a rule of 2 pixels has no run of RULE_LENGTH: laid level,
TILT_GLYPHS = 24  # if in lines of SLOPE_CHARS glyphs and more there are so many
TILT_SHARE_Q8 = 128  # and half of those that are
TILT_AGREE_Q16 = 1966  # in lines of that slope, more or less 0.03
TILT_MAX_GLYPHS = 40_000  # more are noise or halftone

RULE_LENGTH = 72  # a straight dark run of 4 T and more is a rule,
RULE_THICKNESS = 7  # if it is no thicker than this;
RULE_EDGE = 2  # its blurred edge is so wide,
RULE_ENDS = 1  # and sticks out so far at its ends;
RULE_REACH = 6  # paper is found so far from it
MARK_MAX_WIDTH = 24  # a dot or dash; what is wider is the rest of a rule

MSER_DELTA = 5
MSER_MIN_AREA = 5
MSER_MAX_AREA = 60 * GLYPH * GLYPH
MSER_MAX_VARIATION_Q8 = 128
MSER_MIN_SIDE = 3  # OpenCV takes no smaller image
BAND_PIXELS = 700_000  # MSER runs on bands of so many pixels,
BAND_OVERLAP = 160  # which share so many rows
MAX_REGIONS = 60_000  # more, of each polarity, are not looked at: the largest ones stay

CHAR_MIN_HEIGHT = 6
CHAR_MAX_HEIGHT = 150
CHAR_MAX_WIDTH_Q8 = 12 * 256  # of its height
CHAR_MIN_WIDTH_Q8 = 20  # of its height: an l, a 1, a |
CHILDREN = 2  # so many children take a region's place
CHILDREN_COVER_Q8 = 179  # if they cover 0.70 of its width
CHILD_HEIGHT_Q8 = 128  # and each is half as high;
STACK_CHILD_Q8 = 64  # or if each is a quarter as high,
STACK_MIN_HEIGHT = 2 * GLYPH  # the region has the height of two lines,
STACK_OVER_PERCENT = 160  # and is so much higher than the highest of them

PAPER_LETTERS = 3  # a region around at least so many of the other polarity
PAPER_FILL_Q8 = 170  # that fills 0.66 of its box,
PAPER_HEIGHT = 24  # and is higher than a common letter, is their paper
HOLE_SLACK = 1  # a hole's box sticks out of its letter's at most so far

HALO_Q8 = 200  # a region's box is so much larger than the letter, on every side: its blurred edge

LINK_GAP_Q8 = 320  # neighbours lie at most 1.25 h apart,
LINK_INTO_Q8 = 128  # reach into each other by at most half of the narrower one,
LINK_OVERLAP_Q8 = 128  # overlap vertically by half of the lower one,
LINK_RATIO_Q8 = 576  # differ in height at most by 2.25
LINK_DRIFT_Q8 = 192  # and their bottoms by 0.75 h;
LINK_GAP_WEIGHT = 4  # a pixel of gap counts as much as so many out of level
SLOPE_MAX_Q16 = 17560  # 15 degrees
SLOPE_CHARS = 8  # shorter chains take the slope of the page's longer ones
SLOPE_PARTS = 6  # a slope is the median over pairs that are, of so many parts of a chain,
SLOPE_PARTS_NEAR = 2  # so many,
SLOPE_PARTS_MIDDLE = 3
SLOPE_PARTS_FAR = 4  # or so many apart
LINE_MIN_Q8 = 256  # no line is shorter or lower than a pixel

X_HEIGHT_RANK_Q8 = 64  # a quarter of a line's characters are at most x-high; h of capitals is
CAPITAL_OVER_PERCENT = 120  # the median of those more than 1.2 times
CAPITAL_MAX_PERCENT = 220  # and at most 2.2 times as high,
CAPITAL_SHARE_Q8 = 32  # if an eighth of the line's are

JOIN_GAP_Q8 = 460  # pieces of a line lie at most 1.8 h apart,
JOIN_DRIFT_Q8 = 56  # their baselines meet within 0.22 h,
JOIN_RATIO_Q8 = 400  # and their heights differ at most by 1.56;
JOIN_PASSES = 3  # pieces are joined so many times at most

BAND_ABOVE_Q8 = 320  # a line's band reaches from 1.25 h above its baseline
BAND_BELOW_Q8 = 96  # to 0.375 h below it,
BAND_SIDE_Q8 = 205  # and 0.80 h beyond its ends;
BAND_INSIDE_Q8 = 160  # what stands in it has 0.625 of its height there,
BAND_HEIGHT_Q8 = 512  # is at most 2 h high,
BAND_ROWS_ABOVE = 2  # and its middle is at most 2 h above
BAND_ROWS_BELOW = 1  # and 1 h below the baseline's ends
INK_ABOVE_Q8 = 448  # a line's ink reaches at most 1.75 h up from its baseline
INK_BELOW_Q8 = 128  # and 0.5 h down
SWALLOW_PERCENT = 60  # a line with so much of its characters in another one's band is part of it,
SWALLOW_MAX_RATIO = 3  # if its height is at least a third of that one's,
FRAGMENT = 2  # or it has so few characters
NOISE_CHAINS = 1000  # more chains than this of less than NOISE_CHARS characters, and more than
NOISE_CHARS = 3  # there are longer ones, are noise or halftone: they are not looked at

TILE_LAST_PART = 3  # a tile is cut in the last third of the net's width,
TILE_MIN_GAP = 2  # in an ink-free run of at least so many columns;
TILE_OVERLAP_PART = 4  # without one, the next tile overlaps by a quarter

STRIP_MAX_STEP_Q8 = 384
"""The page is halved while a strip's pixel covers more than 1.5 of its pixels.

Unlike the others it cannot change without new weights: strips are part of the contract's hash.
"""
