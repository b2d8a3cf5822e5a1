"""The words and pages that are read, with their documents, and the two halves of documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.truth import TruePage, read_pages
from contract.errors import ContractError
from model.evaluation.corpus import Crop, read_corpus
from model.evaluation.metrics import counts

HALVES = ("choose", "report")
"""Thresholds may be fitted on the documents of the first; the second tells what they are worth."""


def half(document: str) -> str:
    """Which of HALVES a document belongs to: by its id alone, for ever."""
    return HALVES[sha256(f"half:{document}".encode()).digest()[0] & 1]


@dataclass(frozen=True)
class Corpus:
    """A folder with a words.tsv, a pages.jsonl, or both."""

    name: str
    words: tuple[Crop, ...] = ()
    """Those that SWA counts."""
    pages: tuple[TruePage, ...] = ()


def read_folder(folder: Path, limit: int | None = None) -> Corpus:
    """The words and pages of a folder, or the first few of each.

    Raises:
        ContractError: it has neither, or they cannot be read.
    """
    has_words, has_pages = (folder / name for name in ("words.tsv", "pages.jsonl"))
    if not has_words.is_file() and not has_pages.is_file():
        raise ContractError(f"{folder} holds neither a words.tsv nor a pages.jsonl")
    crops = read_corpus(folder, limit) if has_words.is_file() else []
    return Corpus(
        name=folder.resolve().name,
        words=tuple(crop for crop in crops if counts(crop.label)),
        pages=tuple(read_pages(folder, limit)) if has_pages.is_file() else (),
    )


def read_folders(folders: Sequence[Path], limit: int | None = None) -> list[Corpus]:
    """The corpora of some folders.

    Raises:
        ContractError: one cannot be read, or two have the same name.
    """
    corpora = [read_folder(folder, limit) for folder in folders]
    names = [corpus.name for corpus in corpora]
    for name in names:
        if names.count(name) > 1:
            raise ContractError(f"two folders are named {name}: give each a name of its own")
    return corpora
