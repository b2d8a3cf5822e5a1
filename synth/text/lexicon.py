"""Makes a lexicon: a word graph of the words that documents are made of, the commonest first."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from contract.joining import LEXICON_SHORTEST
from contract.lexicon import RANKS, Edge, Lexicon
from synth.text import books
from synth.text.fetch import small_wordlist
from synth.text.source import GRAMMARS

COMMON, KNOWN = 200, 20
"""Occurrences in the prose that give a word the first or the second rank."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[a-z]+")


def ranked_words(cache: Path) -> dict[str, int]:
    """Words and their ranks, from a cache of texts that `synth.text.fetch` made.

    1: of the documents' vocabulary (our grammars), or common in the prose; 2: in the prose now and
    then; 3: of a small spelling list. A medium list doubled the size and corrected no more.

    Raises:
        ContractError: the cache holds no prose, or the spelling list cannot be had.
    """
    ranks: dict[str, int] = {}
    for rank, words in enumerate(_sources(cache), 1):
        for word in words:
            if len(word) >= LEXICON_SHORTEST:
                ranks.setdefault(word, rank)
    return ranks


def _sources(cache: Path) -> list[Iterable[str]]:
    grammars = " ".join(path.read_text("utf-8") for path in sorted(GRAMMARS.glob("*.txt")))
    counts: Counter[str] = Counter()
    for word, count in books.read_words(cache):
        if word.isascii() and word.isalpha():
            counts[word.lower()] += count
    return [
        {*_WORD.findall(grammars.lower()), *(w for w, n in counts.items() if n >= COMMON)},
        [w for w, n in counts.items() if n >= KNOWN],
        [w.lower() for w in small_wordlist(cache) if w.isascii() and w.isalpha()],
    ]


def build(ranks: Mapping[str, int]) -> Lexicon:
    """The minimal word graph of words in a-z with ranks of 1 and up, the same for the same words.

    Raises:
        ValueError: no words, a rank that does not fit, or another letter.
    """
    if not ranks or not all(0 < rank <= RANKS for rank in ranks.values()):
        raise ValueError(f"a lexicon needs words with ranks of 1 to {RANKS}")
    if strange := [word for word in ranks if not _WORD.fullmatch(word)]:
        raise ValueError(f"words are of the letters a-z, not {strange[0]!r}")
    nodes = _Nodes()
    root = nodes.add(sorted(ranks.items()), 0)
    return Lexicon(tuple((c, c.upper()) for c in _ALPHABET), nodes.edges(root))


_Node = tuple[tuple[int, int, int], ...]
"""A letter, the rank of the word that ends there, and a node's number, -1 for none: an edge."""


class _Nodes:
    """Nodes of the graph, each of them once."""

    def __init__(self) -> None:
        self._number: dict[_Node, int] = {}
        self._height: list[int] = []

    def add(self, words: list[tuple[str, int]], depth: int) -> int:
        """The node of sorted words that share their first `depth` letters; -1 if they end there."""
        edges = []
        start = 0
        while start < len(words) and len(words[start][0]) == depth:
            start += 1
        while start < len(words):
            letter = words[start][0][depth]
            end = start
            while end < len(words) and words[end][0][depth] == letter:
                end += 1
            word, rank = words[start]
            ends = rank if len(word) == depth + 1 else 0
            edges.append((_ALPHABET.index(letter), ends, self.add(words[start:end], depth + 1)))
            start = end
        if not edges:
            return -1
        node = tuple(edges)
        if node not in self._number:
            self._number[node] = len(self._height)
            below = (self._height[child] for _, _, child in node if child >= 0)
            self._height.append(1 + max(below, default=0))
        return self._number[node]

    def edges(self, root: int) -> tuple[int, ...]:
        """The nodes one after the other, the highest first, so that edges lead forward."""
        order = sorted(self._number.values(), key=lambda node: (-self._height[node], node))
        nodes = list(self._number)
        first, at = {}, 0
        for node in order:
            first[node] = at
            at += len(nodes[node])
        assert order[0] == root
        return tuple(
            letter
            | (Edge.LAST if i == len(nodes[node]) - 1 else 0)
            | rank << Edge.RANK
            | (first[child] if child >= 0 else 0) << Edge.CHILD
            for node in order
            for i, (letter, rank, child) in enumerate(nodes[node])
        )
