"""Numbers of reading order, downstream of joining: they may change without new weights.

All integers; `_Q8` is in 1/256. Heights are those of capital letters, h; a region's is its
typical one.
"""

ORDER_DEPTH = 16
"""Of the recursion; what lies deeper is read row by row."""

# A page's slope
SKEW_LINES = 8  # fewer long lines do not tell how the slope changes from top to bottom

# Levelling: rows that climb, sink or bend are laid level
LEVEL_STRIPS = 8  # parts of the page's width, each with a slope of its own
LEVEL_LINKS = 5  # neighbours that a strip's slope is taken from; with fewer it is taken for level
LEVEL_APART = 4  # h between the centres of neighbours that count
LEVEL_PASSES = 3  # the second one sees neighbours that were too far up or down for the first

# Rows and bands
TALL = 4  # what is taller than so many h reaches no farther up and down than that
ROW_AWAY_Q8 = 80  # middles in a row differ at most by 5/16 of the sum of the two heights,
ROW_OVERLAP_Q8 = 128  # and boxes overlap at most by half of the lower height
ROW_CELL_Q8 = 128  # rows are looked up in cells of y, of half of TALL h in doubled coordinates;
MOST_NEAR = 32  # so many are looked at in each, where many overlap
BAND_REACH_Q8 = 64  # a segment reaches so much of its height up and down from its middle
GROUP_STEP_Q8 = 384  # a step down over 3/2 of the median step starts a group

# Columns
GUTTER_Q8 = 192  # least width of a gap between columns, of h; the detector joins what is nearer
MOST_STRIPS = 16  # more are the cells of a table, or a chart
PROSE_WIDTH = 12  # least width of a column of running text, in h
PROSE_SLACK = 4  # h that a line of it may fall short of its column's width: a long word
PROSE_SHARE_Q8 = 128  # a strip is running text if at least half of its lines are
COLUMN_LINES = 3  # lines of each column that lie between the other's first and last one,
FACING_REACH_Q8 = 128  # or at most half a height, of those two's letters, beyond
BESIDE_AWAY_Q8 = 96  # lines at most 3/8 h apart stand beside each other
BESIDE_SHARE_Q8 = 128  # columns that are not running text have fewer than half of these

# Gutters
MOST_GUTTERS = 32  # that are followed down the region at a time, the tallest ones
MOST_TRIALS = 4  # that are looked at, the tallest first
GUTTER_BANDS = 3  # least height

ALONE = 3  # h between columns and what stands alone above or below: a date, a page number
