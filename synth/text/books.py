"""Books into prose and a frequency list: what the natural-language half of the text is made of.

`prose.txt` holds paragraphs, one a line, white space normalised, straight quotes, characters of
the charset only. `words.tsv` holds ``word<TAB>count``: counted from that prose, and the words of
an optional dictionary with count 1.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from contract.charset import CHARSET
from contract.errors import ContractError

PROSE = "prose.txt"
WORDS = "words.tsv"
SAMPLE = Path(__file__).parent / "sample.txt"

_START = re.compile(r"^\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG.*$", re.I | re.M)
_END = re.compile(
    r"^(?:\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg).*$",
    re.I | re.M,
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?;]) (?=[\"A-Z])")
_SHORT, _LONG = 400, 1500
"""Characters; paragraphs longer than _LONG (whole speeches) fall into groups of over _SHORT."""

_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "′": "'",
        "″": '"',
        "…": "...",
        "―": "—",
        "‒": "–",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "œ": "oe",
        "Œ": "OE",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "×": "x",
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "_": None,
        "\ufeff": None,
        "\u00ad": None,
        "\u200b": None,
        "\xa0": " ",
    }
)
_STRANGE = re.compile(f"[^{re.escape(CHARSET)}]")


def strip_gutenberg(text: str) -> str:
    """The book between Project Gutenberg's header and licence; the whole text without markers."""
    start = _START.search(text)
    end = _END.search(text, start.end() if start else 0)
    return text[start.end() if start else 0 : end.start() if end else len(text)]


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs (parted by empty lines) as single lines of the charset, at least 20 characters.

    Paragraphs of more than 1,500 characters come in groups of sentences.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    for block in re.split(r"\n\s*\n", text):
        line = " ".join(_STRANGE.sub("", " ".join(block.translate(_PLAIN).split())).split())
        if len(line) > _LONG:
            yield from _regroup(_SENTENCE.split(line))
        elif len(line) >= 20:
            yield line


def _regroup(sentences: list[str]) -> Iterator[str]:
    group = ""
    for sentence in sentences:
        group = f"{group} {sentence}" if group else sentence
        if len(group) > _SHORT:
            yield group
            group = ""
    if group:
        yield group


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Frequencies of words as they are written; a capital counts only where it is the rule."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(_WORD.findall(line))
    for word in [w for w in counts if w[0].isupper() and w[1:].islower()]:
        small = word.lower()
        if counts.get(small, 0) > counts[word]:  # mostly the first word of a sentence
            counts[small] += counts.pop(word)
    return counts


def read_folder(folder: Path) -> Iterator[str]:
    """Texts of the ``*.txt`` books in `folder`, by name, headers and licences stripped.

    Raises:
        ContractError: there is no such folder, or no book in it.
    """
    books = sorted(folder.rglob("*.txt")) if folder.is_dir() else []
    if not books:
        raise ContractError(f"no *.txt books in {folder}; name a folder of plain-text books")
    for book in books:
        yield strip_gutenberg(book.read_text("utf-8", errors="replace"))


def build(cache: Path, books: Iterable[str], dictionary: Iterable[str] = ()) -> int:
    """Write `cache`/prose.txt and `cache`/words.tsv; returns the number of paragraphs."""
    lines = [line for book in books for line in paragraphs(book)]
    counts = count_words(lines)
    for word in dictionary:
        word = unicodedata.normalize("NFC", word.strip())
        if word and not word.endswith("'s") and not _STRANGE.search(word):
            counts.setdefault(word, 1)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    cache.mkdir(parents=True, exist_ok=True)
    _write(cache / PROSE, "".join(f"{line}\n" for line in lines))
    _write(cache / WORDS, "".join(f"{word}\t{count}\n" for word, count in ranked))
    return len(lines)


def read_prose(cache: Path) -> bytes:
    """UTF-8 paragraphs, one a line, of a cache that `build` made."""
    with _open(cache, PROSE) as file:
        return file.read()


def read_words(cache: Path) -> Iterator[tuple[str, int]]:
    """(word, count) pairs of a cache that `build` made, most frequent first."""
    with _open(cache, WORDS) as rows:
        for row in rows:
            word, count = row.decode().split("\t")
            yield word, int(count)


def _open(cache: Path, name: str) -> BinaryIO:
    try:
        return (cache / name).open("rb")
    except FileNotFoundError:
        raise ContractError(
            f"no {name} in {cache}; fetch the books first, or leave the cache out to use the "
            "small sample"
        ) from None


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8")
    part.replace(path)
