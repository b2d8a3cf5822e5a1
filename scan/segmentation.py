"""Where words part, with a lexicon: a doubtful space gives way if that makes words it knows.

Net and gaps give a space between two characters a score. To overrule it costs what the score is
worth, and a word that the lexicon lacks costs more than one that it holds; the words of a stretch
of letters and digits are those that cost least in all: a shortest path over its doubtful gaps.
"""

from collections.abc import Iterator, Sequence

from contract import joining as n
from contract.lexicon import Lexicon, is_letter, is_letter_or_digit


def spaces(text: str, scores: Sequence[int], lexicon: Lexicon | None) -> list[bool]:
    """Whether there is a space, at each gap between two characters of a line.

    Args:
        text: the line's characters, without spaces.
        scores: of the gaps, in 1/1024 nat: above 0 where there is a space if no word tells.
        lexicon: without one, scores decide alone.
    """
    found = [score > 0 for score in scores]
    if lexicon is not None:
        for first, end in _stretches(text, scores):
            found[first : end - 1] = _parted(text[first:end], scores[first : end - 1], lexicon)
    return found


def _stretches(text: str, scores: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and end, exclusive, of runs of letters and digits without a sure space in them."""
    first = 0
    for end in range(1, len(text) + 1):
        goes_on = end < len(text) and all(map(is_letter_or_digit, text[end - 1 : end + 1]))
        if not goes_on or scores[end - 1] >= n.SPACE_DOUBT:
            yield first, end
            first = end


def _parted(text: str, scores: Sequence[int], lexicon: Lexicon) -> list[bool]:
    """The spaces of a stretch; of equally cheap ways the one whose last words are longer."""
    doubtful = [i for i, score in enumerate(scores) if score > -n.SPACE_DOUBT]
    if not 0 < len(doubtful) <= n.SPACE_DOUBTS:
        return [score > 0 for score in scores]
    edges = [0, *(i + 1 for i in doubtful), len(text)]
    costs, came = [0], [0]
    for at in range(1, len(edges)):
        ways, joined = [], 0
        for start in reversed(range(at)):
            if start + 1 < at:
                joined += max(scores[doubtful[start]], 0)
            cost = _cost(text[edges[start] : edges[at]], joined, lexicon)
            if cost is not None:
                ways.append((costs[start] + cost, start))
        cost, start = min(ways)
        parts = max(-scores[doubtful[at - 1]], 0) if at <= len(doubtful) else 0
        costs.append(cost + parts)
        came.append(start)
    found = [False] * len(scores)
    at = came[-1]
    while at:
        found[doubtful[at - 1]] = True
        at = came[at]
    return found


def _cost(word: str, joined: int, lexicon: Lexicon) -> int | None:
    """What a word costs with the spaces that it overrules; None: it is no reason to do so."""
    fits = n.LEXICON_SHORTEST <= len(word) <= n.LEXICON_LONGEST
    if rank := lexicon.rank(word) if fits else 0:
        return joined + n.LEXICON_RARE_COST * (rank - 1)
    if joined:
        return None
    letters = min(sum(map(is_letter, word)), n.STRANGE_LETTERS)
    return n.STRANGE_WORD_COST + n.STRANGE_LETTER_COST * letters if letters else 0
