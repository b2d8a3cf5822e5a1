"""Numbers of joining, downstream of the net: they may change without new weights. All integers.

`_Q8` is in 1/256, log-probabilities are in 1/1024 nat, confidences per mille.
"""

TILE_BATCH = 32
"""Tiles that go through the net at a time."""

LOGIT_LIMIT = 1 << 20
"""Logits, in 1/1024 nat, are clamped to ± this."""

MAX_KNOTS = 24
"""More knots of a calibration are refused."""

SPACE_GAP = 7
"""An ink-free run of at least so many strip columns at a cut between tiles is a space."""

# Spaces within a line of a page. A gap's width counts from the usual gap between the letters of
# its line, 0, to the usual space, 1.
SPACE_BIAS = 400  # the net's own evidence, space against the best other class, less this
SPACE_GAP_WEIGHT = 1290  # and plus so much of the gap's width decides;
SPACE_CUT_Q8 = 138  # at a cut the net sees no gap: more than 0.54 is a space,
SPACE_CUT_WEIGHT = 20  # and each 1/256 of the difference is worth so much evidence;
CUT_LETTER_Q8 = 40  # between these two it is looked at once more, in the middle of a tile
CUT_SPACE_Q8 = 320
SPACE_EVIDENCE = 8192  # the net's evidence is limited to this either way
LETTER_GAP = 2  # strip columns, for a page that has too few gaps to tell,
WORD_GAP = 9  # and its spaces;
LEAST_SPREAD = 6  # the two differ at least by so much
WIDE_BELOW_Q8 = 128  # a gap's width counts down to half of their difference below the letters' gap
WIDE_ABOVE_Q8 = 384  # and up to 1.5 times it above
LINE_LETTERS = 4  # so many gaps between letters make a line's own statistics,
LINE_SPACES = 2  # and so many spaces

# Spaces that a lexicon decides, in 1/1024 nat of that evidence.
SPACE_DOUBT = 6144  # those whose scores are nearer to 0 than this
SPACE_DOUBTS = 64  # in stretches that have no more of them;
STRANGE_WORD_COST = 500  # a word that it lacks costs so much
STRANGE_LETTER_COST = 500  # and so much for each of its letters,
STRANGE_LETTERS = 6  # of which so many count

# Ink of a strip: rows of a rule do not count.
STRIP_RULE_PERCENT = 70  # so much of their columns is inked,
STRIP_RULE_WIDTH = 64  # on strips of at least so many columns

# Second tries: a line that reads worse than this is framed anew, and the surest reading counts.
TRY_BELOW = 650
TRY_TALL_Q8 = 307  # for capitals of 1.2 times the height, with room for all ink,
TRY_PLAIN_Q8 = 256  # of the height that it has, without it,
TRY_SMALL_Q8 = 218  # and of 0.85 times;
TRY_LEAD = 30  # another frame has to be so much surer,
TRY_LENGTH_PERCENT = 70  # on no fewer than this share of the characters
TRY_LEAST = 2  # only lines of so many characters,
TRY_LINES = 160  # and so many lines at most, long ones first

# A closer look: a word that is less sure than this is read again in a frame of its own,
LOOK_BELOW = 930
LOOK_WORDS = 48  # so many words of a page at most, the least sure ones first,
LOOK_WIDEST = 32  # none wider than so many times its height;
LOOK_MARGIN_Q8 = 51  # the frame is looked for up to 0.2 of the word's height around it,
LOOK_LENGTH_PERCENT = 50  # and has to show no fewer than this share of the characters

# Noise: a word that is less sure than this is dropped. The rest of its line tells what to expect.
FLOOR_SURE = 300  # beside words of SURE_LINE and more,
FLOOR_FAIR = 400  # of FAIR_LINE and more,
FLOOR_DOUBT = 500  # of less, or alone;
FLOOR_SINGLE = 750  # alone, a single character
SURE_LINE = 600
FAIR_LINE = 300

MANY_LINES = 400  # of a page with more lines a few are read first, the longest ones,
PROBE_LINES = 64  # as they are and upside down;
PROBE_SURE = 150  # if they read worse than this, the others are left alone
MAX_TILES = 6000  # of a page are read, those of the lines with most characters

# Lexicon: a word that it does not hold gives way to one of its words that costs little more.
NEAR_COST = 9216  # classes that cost no more than this at a step are looked at
LEXICON_LETTER_COST = 717  # a common word may cost so much for each of its letters,
LEXICON_RARE_COST = 512  # and so much less for each rank that it is rarer
LEXICON_CASE_COST = 2048  # what a usual case of a word that is in a mixed one must stay below
LEXICON_SHORTEST = 3  # only words of so many letters
LEXICON_LONGEST = 24  # to so many,
LEXICON_LETTERS_PERCENT = 60  # of which so many are letters indeed
LEXICON_TOKENS = 192  # paths that are followed from step to step
LEXICON_COMMON = 2  # a word that it holds with at most this rank
LEXICON_KNOWN_BONUS = 512  # is surer by so much of the confidence's feature,
LEXICON_CORRECTED_BONUS = 2304  # and one that was corrected by so much than its path alone is

# Orientation
CLOSE_GAP_Q8 = 90  # characters no farther apart than 0.35 of their height are close
TURN_CLEAR = 2  # so many times as many close ones tell the direction of the lines
SURE_PAGE = 550  # a page read so surely stands upright
SAMPLE_LINES = 12  # else so many of its longest lines are read the other ways, too
TURN_LEAD = 100  # and the page is turned if that reads so much better
"""Confidences are means of lines of LINE_LETTERS characters and more."""
