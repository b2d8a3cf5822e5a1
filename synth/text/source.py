"""`TextSource`: the texts of training tiles, windows of 1-40 characters of a line of a document."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from synth.text import books
from synth.text.grammar import Grammar, Part
from synth.text.styles import Uniform, attach_punctuation, curl, random_string, recase, upper

CURLED_SHARE = 0.35
"""Of the texts with quotes: typographic ones, in place of straight ones."""
LONGEST = 40
"""Characters; a tile 256 px wide holds fewer of most faces, the renderer crops."""

GRAMMARS = Path(__file__).parent / "grammars"

_NATURAL = {"prose": 27.5, "word": 16}
_GRAMMAR = {  # kind: (share in %, section, share of it set in capitals)
    "price": (5, "price", 0.0),
    "number": (3, "number", 0.0),
    "date": (3.5, "date", 0.1),
    "time": (1, "time", 0.0),
    "phone": (1.5, "phones", 0.0),
    "code": (3, "code", 0.0),
    "email": (1, "email", 0.12),
    "url": (1, "url", 0.15),
    "unit": (1.5, "unit", 0.05),
    "single": (5, "single", 0.0),
    "punctuation": (1.5, "punctuation", 0.0),
    "wrapped": (1.5, "wrapped", 0.1),
    "receipt": (5, "receipt", 0.35),
    "form": (4.5, "form", 0.15),
    "name": (2, "name", 0.15),
    "address": (2, "address", 0.2),
    "company": (1.5, "firm", 0.25),
    "letter": (3.5, "letter", 0.15),
    "accented": (1.5, "accentedline", 0.15),
}
_REST = {"row": 5, "random": 3}
KINDS: tuple[str, ...] = (*_NATURAL, *_GRAMMAR, *_REST)

_ROW = ("price", "price", "number", "number", "date", "code", "receipt", "form", "single", "unit")
_LENGTHS = (1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5)
"""Words of a prose window, each as likely as any other."""

_TEMPER = 0.6
_HAPAX = 0.12
"""A word's weight is count^_TEMPER; words seen once (mostly the dictionary's) get _HAPAX."""


class Sample(NamedTuple):
    """A text (NFC, characters of the charset, 1..40 of them, single inner spaces), its kind."""

    text: str
    kind: str


class TextSource:
    """Draws texts; immutable, so one source may serve many generators of random numbers."""

    def __init__(self, prose: bytes, words: Iterable[tuple[str, int]]) -> None:
        """`prose`: UTF-8 paragraphs, one a line, straight quotes; `words`: (word, count) pairs."""
        self._prose = prose  # bytes: as str, a single dash would double its size
        self._words: list[str] = []
        weights = array("d")
        for word, count in words:
            self._words.append(word)
            weights.append(count**_TEMPER if count > 1 else _HAPAX)
        self._weights = array("d", accumulate(weights))
        grammar = self.grammar = Grammar.load(GRAMMARS)
        self._parts: dict[str, tuple[Part, float]] = {
            kind: (grammar.part(section), capitals)
            for kind, (_, section, capitals) in _GRAMMAR.items()
        }
        self._row = tuple(self._parts[kind][0] for kind in _ROW)
        shares = _NATURAL | {kind: share for kind, (share, _, _) in _GRAMMAR.items()} | _REST
        special: dict[str, Callable[[Uniform], str]] = {
            "prose": self._window,
            "word": self._word,
            "row": self._cells,
            "random": random_string,
        }
        table: list[tuple[str, Callable[[Uniform], str]]] = []
        for kind in KINDS:
            draw = special[kind] if kind in special else self._generator(kind)
            table += [(kind, draw)] * round(2 * shares[kind])
        self._table = tuple(table)

    @classmethod
    def open(cls, cache: Path | None) -> "TextSource":
        """The books of `cache` (made by `synth.text.fetch`); None: the small sample we ship.

        Raises:
            ContractError: `cache` holds no prose or no words.
        """
        if cache is None:
            lines = list(books.paragraphs(books.SAMPLE.read_text("utf-8")))
            ranked = sorted(books.count_words(lines).items(), key=lambda pair: (-pair[1], pair[0]))
            return cls("\n".join(lines).encode(), ranked)
        return cls(books.read_prose(cache), books.read_words(cache))

    def sample(self, rng: Random) -> Sample:
        """One text; the same state of `rng` gives the same text. Never fails, never empty."""
        uniform = rng.random
        table = self._table
        while True:
            kind, draw = table[int(uniform() * len(table))]
            text = draw(uniform)
            if len(text) > LONGEST:
                text = _crop(text, uniform)
            if ("'" in text or '"' in text) and uniform() < CURLED_SHARE:
                text = curl(text)
            if text:
                return Sample(text, kind)

    def passage(self, rng: Random, length: int) -> str:
        """Running text of whole words, about `length` characters: a paragraph's, or of several."""
        start = self._prose.find(b" ", int(rng.random() * max(len(self._prose) - 2 * length, 1)))
        text = self._prose[start + 1 : start + 1 + length].decode("utf-8", "ignore")
        return " ".join(text.rpartition(" ")[0].split())

    def _window(self, uniform: Uniform) -> str:
        prose = self._prose
        start = prose.find(b" ", int(uniform() * len(prose)))
        if uniform() < 0.12:  # a paragraph's beginning
            start = prose.find(b"\n", start + 1)
        line = prose[start + 1 : start + 81].partition(b"\n")[0].decode("utf-8", "ignore")
        text = " ".join(line.split(" ", 5)[: _LENGTHS[int(uniform() * len(_LENGTHS))]])
        if len(text) > LONGEST:
            text = text[:LONGEST].rpartition(" ")[0]
        if uniform() < 0.02 and len(text) > 8 and text[-1].isalpha():  # a line's end: compa-
            cut = len(text) - 2 - int(uniform() * 3)
            if text[cut - 2 : cut + 1].isalpha():
                text = text[:cut] + "-"
        if "--" in text and uniform() < 0.4:
            text = text.replace("--", "—")
        return recase(text.strip(), uniform)

    def _word(self, uniform: Uniform) -> str:
        weights = self._weights
        text = recase(self._words[bisect_right(weights, uniform() * weights[-1])], uniform)
        if uniform() < 0.2:
            text = attach_punctuation(text, uniform)
        return text

    def _cells(self, uniform: Uniform) -> str:
        row = self._row
        cells = [row[int(uniform() * len(row))](uniform) for _ in range(2 + int(uniform() * 3))]
        return " ".join(cells)

    def _generator(self, kind: str) -> Callable[[Uniform], str]:
        part, capitals = self._parts[kind]
        if not capitals:
            return part

        def draw(uniform: Uniform) -> str:
            text = part(uniform)
            return upper(text) if uniform() < capitals else text

        return draw


def _crop(text: str, uniform: Uniform) -> str:
    """A window of whole words, at most LONGEST characters; a long word is cut."""
    words = text.split()
    first = int(uniform() * len(words) * 0.6)
    out = words[first][:LONGEST]
    for word in words[first + 1 :]:
        if len(out) + 1 + len(word) > LONGEST:
            break
        out += " " + word
    return out
