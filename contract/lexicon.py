"""The lexicon of a bundle: the words that a doubtful reading is compared with.

A minimal acyclic word graph (J. Daciuk et al., "Incremental Construction of Minimal Acyclic
Finite-State Automata", 2000) over small letters, all little-endian:

    "PLEX", uint16 version, uint16 letters, uint32 edges,
    letters x (uint16 small letter, uint16 capital), edges x uint32

An edge holds a letter's number (bits 0-5), whether it is the last one of its node (6), the rank
of the word that ends with it (7-9; 0: none does, 1 is for the commonest words), and the number of
the first edge of the node that it leads to (10-31; 0: it has no edges). The root's edges come
first. An edge leads to a higher number than its own, so that there are no circles, and the
letters of a node rise.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from contract.errors import ContractError

LETTERS, RANKS, NODES = 1 << 6, (1 << 3) - 1, 1 << 22
"""So many letters, ranks and edges have room."""

LONGEST = 64
"""Letters that a word may have."""

_MAGIC, _VERSION = b"PLEX", 1
_HEADER = struct.Struct("<4sHHI")


class Edge:
    """The fields of an edge, as shifts and masks."""

    LETTER = LETTERS - 1
    LAST = 1 << 6
    RANK = 7
    CHILD = 10


def _check(edges: tuple[int, ...], letters: int) -> None:
    """Refuse edges that contradict each other, or that could keep a reader busy for ever."""
    longest = [0] * (len(edges) + 1)  # of what is written along an edge and its node's later ones
    for number in reversed(range(len(edges))):
        edge, child = edges[number], edges[number] >> Edge.CHILD
        starts = number == 0 or edges[number - 1] & Edge.LAST
        rises = starts or edges[number - 1] & Edge.LETTER < edge & Edge.LETTER
        leads = child == 0 or (number < child < len(edges) and edges[child - 1] & Edge.LAST)
        if edge & Edge.LETTER >= letters or not rises or not leads:
            raise ContractError(f"the lexicon is damaged at edge {number}")
        longest[number] = 1 + longest[child] if child else 1
        if not edge & Edge.LAST:
            longest[number] = max(longest[number], longest[number + 1])
    if not edges[-1] & Edge.LAST or longest[0] > LONGEST:
        raise ContractError("the lexicon is damaged: a node has no end, or a word is too long")


def is_letter_or_digit(character: str) -> bool:
    """Whether a character can be a part of a word, rather than punctuation or a sign."""
    return is_letter(character) or character in "0123456789"


def is_letter(character: str) -> bool:
    """A-Z, a-z, and what comes from U+00C0 on but times, divide, and U+2000 to U+2BFF."""
    code = ord(character)
    if code < 0xC0:
        return "A" <= character <= "Z" or "a" <= character <= "z"
    return code not in (0xD7, 0xF7) and not 0x2000 <= code < 0x2C00


@dataclass(frozen=True)
class Lexicon:
    """A word graph.

    alphabet: pairs of a small letter and its capital; an edge's letter is a number among them.
    edges: see above.
    """

    alphabet: tuple[tuple[str, str], ...]
    edges: tuple[int, ...]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {letter: i for i, pair in enumerate(self.alphabet) for letter in pair}

    @cached_property
    def count(self) -> int:
        """The number of words."""
        words = [0] * (len(self.edges) + 1)  # that begin with an edge or one of its node's later
        for at in reversed(range(len(self.edges))):
            edge = self.edges[at]
            child = edge >> Edge.CHILD
            rest = 0 if edge & Edge.LAST else words[at + 1]
            words[at] = rest + bool(edge >> Edge.RANK & RANKS) + (words[child] if child else 0)
        return words[0]

    def node(self, first: int) -> Iterator[tuple[int, int]]:
        """Numbers and letters of a node's edges, of which `first` is the first one."""
        for number in range(first, len(self.edges)):
            yield number, self.edges[number] & Edge.LETTER
            if self.edges[number] & Edge.LAST:
                return

    def rank(self, word: str) -> int:
        """Rank of a word in any case, 1 and up; 0 if it is not in the lexicon."""
        at, rank = 0, 0
        for i, letter in enumerate(word):
            if i and at == 0:
                return 0
            wanted = self._numbers.get(letter)
            edge = next((self.edges[k] for k, found in self.node(at) if found == wanted), None)
            if edge is None:
                return 0
            rank, at = edge >> Edge.RANK & RANKS, edge >> Edge.CHILD
        return rank


def dump(lexicon: Lexicon) -> bytes:
    """The file's bytes."""
    header = _HEADER.pack(_MAGIC, _VERSION, len(lexicon.alphabet), len(lexicon.edges))
    letters = [ord(letter) for pair in lexicon.alphabet for letter in pair]
    return (
        header
        + struct.pack(f"<{len(letters)}H", *letters)
        + struct.pack(f"<{len(lexicon.edges)}I", *lexicon.edges)
    )


def parse(data: bytes) -> Lexicon:
    """A lexicon from a file's bytes.

    Raises:
        ContractError: it is none, of another version, or damaged.
    """
    if len(data) < _HEADER.size or data[:4] != _MAGIC:
        raise ContractError("not a lexicon: it does not begin as one")
    _, version, letters, count = _HEADER.unpack_from(data)
    if version != _VERSION:
        raise ContractError(f"the lexicon is of version {version}, this reads {_VERSION}")
    if not 1 <= letters <= LETTERS or not 1 <= count < NODES:
        raise ContractError(f"the lexicon is damaged: {letters} letters, {count} edges")
    if len(data) != _HEADER.size + 4 * letters + 4 * count:
        raise ContractError(f"the lexicon is damaged: it has {len(data)} bytes")
    codes = struct.unpack_from(f"<{2 * letters}H", data, _HEADER.size)
    edges = struct.unpack_from(f"<{count}I", data, _HEADER.size + 4 * letters)
    if any(0xD800 <= code < 0xE000 for code in codes):
        raise ContractError("the lexicon is damaged: a letter is none")
    _check(edges, letters)
    pairs = zip(map(chr, codes[::2]), map(chr, codes[1::2]), strict=True)
    return Lexicon(tuple(pairs), edges)
