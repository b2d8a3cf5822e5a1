"""Correcting a doubtful word by the lexicon: the likeliest word whose path costs little more.

A path through the time steps costs what its classes' log-probabilities lack to the best ones. The
word that was read costs nothing; one of the lexicon takes its place if its best path costs no more
than a known word may, so much for each of its letters, less for a rare one. Only classes near the
best are looked at (`Reading.near`): with any other, a path would cost too much.

The search is that of token passing (S. Young et al., "Token Passing", 1989) over the word graph.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import NamedTuple

from contract import joining as n
from contract.charset import BLANK, decode
from contract.lexicon import RANKS, Edge, Lexicon, is_letter, is_letter_or_digit
from model.decode import Char, Reading, Word

Costs = dict[int, int]
"""What a class, or a letter of the lexicon, costs at a step, in 1/1024 nat."""

_NEVER = 1 << 30


class Checked(NamedTuple):
    """A word as the lexicon has it."""

    word: Word
    bonus: int
    """By how much it is surer than `model.calibration.word_feature` says."""
    corrected: bool = False


def check(word: Word, reading: Reading, lexicon: Lexicon | None) -> Checked:
    """A word of a reading, corrected where the lexicon lacks it but another one is likelier.

    One that is in it, but in a mixed case ("TotAl"), is written in a usual one if that is, too.
    Punctuation stays, and parts the word ("AMOUNT(RM)").
    """
    if lexicon is None:
        return Checked(word, 0)
    chars, bonus, corrected = list(word.chars), 0, False
    cores = list(cores_of(word))
    for core in reversed(cores):  # from the end on, since the number of characters may change
        found, surer = _checked(core, reading, lexicon)
        bonus = max(bonus, surer)
        if found is not None:
            chars[core.first : core.last + 1] = found
            corrected = True
    if not corrected:  # of a word in parts, a known one says little
        return Checked(word, bonus if len(cores) == 1 else 0)
    text = decode([char.label for char in chars], reading.charset)
    return Checked(replace(word, text=text, chars=tuple(chars)), bonus, True)


class Core(NamedTuple):
    """A run of letters and digits of a word, and the steps to read them in."""

    first: int
    last: int
    """Characters, both inclusive."""
    start: int
    end: int
    """Steps, end exclusive."""
    text: str
    labels: tuple[int, ...]


class _Steps(NamedTuple):
    """A core's steps from `start` on: what classes cost there, and a blank or a space does."""

    start: int
    classes: list[Costs]
    blanks: list[int]


def cores_of(word: Word) -> Iterator[Core]:
    """The cores of a word, from left to right: none if it has no letters or digits."""
    first = 0
    for is_core, run in groupby(word.text, is_letter_or_digit):
        after = first + sum(1 for _ in run)
        if is_core:
            yield Core(
                first,
                after - 1,
                word.chars[first - 1].last + 1 if first else word.first,
                word.chars[after].first if after < len(word.chars) else word.last + 1,
                word.text[first:after],
                tuple(char.label for char in word.chars[first:after]),
            )
        first = after


def _checked(core: Core, reading: Reading, lexicon: Lexicon) -> tuple[tuple[Char, ...] | None, int]:
    """The characters that take a core's place, if any do, and by how much it is surer."""
    if len(core.text) < n.LEXICON_SHORTEST:
        return None, 0
    if rank := lexicon.rank(core.text):
        known = n.LEXICON_KNOWN_BONUS if rank <= n.LEXICON_COMMON else 0
        return recase(core, reading, lexicon), known
    found = correct(core, reading, lexicon) if looks_like_word(core.text) else None
    return found, n.LEXICON_CORRECTED_BONUS if found else 0


def looks_like_word(text: str) -> bool:
    """Whether a core may be a misread word: neither too long nor too much of digits."""
    letters = sum(map(is_letter, text))
    return len(text) <= n.LEXICON_LONGEST and (
        100 * letters >= n.LEXICON_LETTERS_PERCENT * len(text)
    )


def correct(core: Core, reading: Reading, lexicon: Lexicon) -> tuple[Char, ...] | None:
    """The characters, with their best path, of a word that is likelier than a core, if one is."""
    steps = _steps(core, reading)
    numbers = _numbers(lexicon.alphabet, reading.charset)
    letters: list[Costs] = []
    for step in steps.classes:
        costs: Costs = {}
        for label, cost in step.items():
            letter = numbers.get(label)
            if letter is not None:
                costs[letter] = min(costs.get(letter, _NEVER), cost)
        letters.append(costs)
    found = _cheapest(letters, steps.blanks, lexicon)
    if found is None:
        return None
    most = allowed(len(found.word)) - found.rarity
    return _spelt(found.word, most, steps, reading, lexicon)


def recase(core: Core, reading: Reading, lexicon: Lexicon) -> tuple[Char, ...] | None:
    """The characters of a core that is in the lexicon, in a usual case that costs little more.

    None if there is none, or if the core is written so ("Total", not "TOtal").
    """
    numbers = _numbers(lexicon.alphabet, reading.charset)
    word = tuple(numbers[label] for label in core.labels)
    if list(core.labels) in _cased(word, lexicon, reading.charset):
        return None
    return _spelt(word, n.LEXICON_CASE_COST, _steps(core, reading), reading, lexicon)


def _spelt(
    word: tuple[int, ...], most: int, steps: _Steps, reading: Reading, lexicon: Lexicon
) -> tuple[Char, ...] | None:
    """A word's characters at a core's steps, as the cheapest path that costs less writes them."""
    best: tuple[int, tuple[tuple[int, int], ...], list[int]] | None = None
    for labels in _cased(word, lexicon, reading.charset):
        cost, runs = _align(labels, steps.classes, steps.blanks)
        if cost < (best[0] if best else most):
            best = cost, runs, labels
    if best is None:
        return None
    _, runs, labels = best
    return tuple(
        _char(label, steps.start + a, steps.start + b, reading)
        for label, (a, b) in zip(labels, runs, strict=True)
    )


def _steps(core: Core, reading: Reading) -> _Steps:
    space = 1 + reading.charset.find(" ")
    classes = [dict(reading.near_at(step)) for step in range(core.start, core.end)]
    blanks = [min(step.get(BLANK, _NEVER), step.get(space, _NEVER)) for step in classes]
    return _Steps(core.start, classes, blanks)


def allowed(length: int) -> int:
    """What a word of the commonest rank and so many letters must stay below, in 1/1024 nat."""
    return min(n.LEXICON_LETTER_COST * length, n.NEAR_COST)


@cache
def _numbers(alphabet: tuple[tuple[str, str], ...], charset: str) -> dict[int, int]:
    """The letter, by its number in a lexicon's alphabet, of each class that stands for one."""
    return {
        1 + charset.find(character): number
        for number, pair in enumerate(alphabet)
        for character in pair
        if character in charset
    }


class _Found(NamedTuple):
    word: tuple[int, ...]
    rarity: int


class _Token(NamedTuple):
    """The cheapest paths that lead along an edge: one that ends in a blank, one in its letter."""

    blank: int
    blank_word: tuple[int, ...]
    letter: int
    letter_word: tuple[int, ...]

    @property
    def free(self) -> tuple[int, tuple[int, ...]]:
        """The cheaper one: what goes on with another letter."""
        return min((self.blank, self.blank_word), (self.letter, self.letter_word))


def _cheapest(letters: list[Costs], blanks: list[int], lexicon: Lexicon) -> _Found | None:
    """The word that costs least, its rarity counted; of equals the first by its letters."""
    edges, most = lexicon.edges, n.NEAR_COST
    start = 0  # what blanks alone have cost
    tokens: dict[int, _Token] = {}
    for costs, blank in zip(letters, blanks, strict=True):
        moved: dict[int, _Token] = {}
        for edge, token in tokens.items():
            free = token.free
            own, after = edges[edge] & Edge.LETTER, edges[edge] >> Edge.CHILD
            rest = free[0] + blank
            stay = token.letter + costs.get(own, _NEVER)
            if rest <= most or stay <= most:
                _keep(moved, edge, (rest, free[1]), (stay, token.letter_word))
            for child, letter in lexicon.node(after) if after else ():
                if letter in costs:
                    cost, word = (token.blank, token.blank_word) if letter == own else free
                    if cost + costs[letter] <= most:
                        _keep(moved, child, (_NEVER, ()), (cost + costs[letter], (*word, letter)))
        if start <= most:
            for child, letter in lexicon.node(0):
                if letter in costs and start + costs[letter] <= most:
                    _keep(moved, child, (_NEVER, ()), (start + costs[letter], (letter,)))
            start += blank
        tokens = _pruned(moved)
    ends = (
        (token.free, n.LEXICON_RARE_COST * (rank - 1))
        for edge, token in tokens.items()
        if (rank := edges[edge] >> Edge.RANK & RANKS)
    )
    best = min(((cost + rarity, word, rarity) for (cost, word), rarity in ends), default=None)
    return best and _Found(*best[1:])


def _keep(
    tokens: dict[int, _Token],
    edge: int,
    blank: tuple[int, tuple[int, ...]],
    letter: tuple[int, tuple[int, ...]],
) -> None:
    """Let paths along an edge take the places of those that cost more."""
    old = tokens.get(edge)
    if old is not None:
        blank = min(blank, (old.blank, old.blank_word))
        letter = min(letter, (old.letter, old.letter_word))
    tokens[edge] = _Token(*blank, *letter)


def _pruned(tokens: dict[int, _Token]) -> dict[int, _Token]:
    """The cheapest tokens, as many as are followed; of equals those of lower edges."""
    if len(tokens) <= n.LEXICON_TOKENS:
        return tokens
    order = sorted(tokens, key=lambda edge: (min(tokens[edge].blank, tokens[edge].letter), edge))
    return {edge: tokens[edge] for edge in order[: n.LEXICON_TOKENS]}


def _cased(word: tuple[int, ...], lexicon: Lexicon, charset: str) -> Iterator[list[int]]:
    """Classes of a word in small letters, with a capital first, and in capitals."""
    pairs = [[1 + charset.find(character) for character in lexicon.alphabet[i]] for i in word]
    for first, rest in ((0, 0), (1, 0), (1, 1)):
        labels = [pairs[0][first], *(pair[rest] for pair in pairs[1:])]
        if BLANK not in labels:  # else the charset lacks one of them
            yield labels


def _align(
    labels: list[int], steps: list[Costs], blanks: list[int]
) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The cheapest path that spells labels: its cost, and the first and last step of each run.

    Viterbi over the labels with a blank around each; where paths cost the same, the one that
    stays longer in what comes first.
    """
    states = [BLANK] + [state for label in labels for state in (label, BLANK)]
    cost = [0] + [_NEVER] * (len(states) - 1)
    came: list[list[int]] = []
    for t, step in enumerate(steps):
        fresh, from_ = [], []
        for i, state in enumerate(states):
            ways = [i]
            if i > 0:
                ways.append(i - 1)
            if i > 1 and state not in (BLANK, states[i - 2]):
                ways.append(i - 2)
            before = min(ways, key=lambda way: (cost[way], -way))
            here = blanks[t] if state == BLANK else step.get(state, _NEVER)
            fresh.append(min(cost[before] + here, _NEVER))
            from_.append(before)
        cost = fresh
        came.append(from_)
    at = min((len(states) - 1, len(states) - 2), key=lambda i: cost[i])
    total = cost[at]
    runs: dict[int, tuple[int, int]] = {}
    if total < _NEVER:
        for t in reversed(range(len(steps))):
            if at % 2:
                runs[at // 2] = (t, runs[at // 2][1] if at // 2 in runs else t)
            at = came[t][at]
    return total, tuple(runs[i] for i in sorted(runs))


def _char(label: int, first: int, last: int, reading: Reading) -> Char:
    """A character and the step of its run where it is likeliest."""
    logprobs = [
        reading.steps[t] - dict(reading.near_at(t)).get(label, 0) for t in range(first, last + 1)
    ]
    peak = max(range(len(logprobs)), key=logprobs.__getitem__)
    return Char(label, first, last, first + peak, logprobs[peak])
