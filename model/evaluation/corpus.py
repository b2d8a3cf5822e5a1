"""A corpus of word crops: images, and a words.tsv with `file<TAB>text[<TAB>document]` lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contract.errors import ContractError
from detector.framing import frame_crop
from detector.image import load_grey
from model.backends import Backend
from model.evaluation.progress import progress
from model.evaluation.results import Result
from model.reading import read_strips

CHUNK = 64
"""Crops that are read at a time."""


@dataclass(frozen=True)
class Crop:
    """A line of words.tsv."""

    name: str
    """The image's file name, relative to the tsv's folder."""
    path: Path
    label: str
    document: str

    def strip(self) -> np.ndarray:
        """The framed crop: uint8 [32, width].

        Raises:
            ImageError: no such image, or it cannot be read.
        """
        return frame_crop(load_grey(self.path))


def read_corpus(tsv: Path, limit: int | None = None) -> list[Crop]:
    """The crops of a words.tsv, in its order, or the first `limit` of them.

    Raises:
        ContractError: no such file, no lines, a line without a label, a file named twice, or
            an image that is not there.
    """
    if tsv.is_dir():
        tsv = tsv / "words.tsv"
    if not tsv.is_file():
        raise ContractError(f"there is no {tsv}: name the words.tsv of a corpus of word crops")
    crops: dict[str, Crop] = {}
    try:
        lines = tsv.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise ContractError(f"{tsv} is not UTF-8 text ({error.reason}): save it as UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line:
            name, *fields = line.split("\t")
            if not fields:
                raise ContractError(f"{tsv}, line {number}: needs file<TAB>text, has {line!r}")
            if name in crops:
                raise ContractError(f"{tsv}, line {number}: {name} is listed twice")
            if not (tsv.parent / name).is_file():
                raise ContractError(f"{tsv}, line {number}: there is no image {name}")
            document = fields[1] if len(fields) > 1 else ""
            crops[name] = Crop(name, tsv.parent / name, fields[0], document)
    if not crops:
        raise ContractError(f"{tsv} lists no words")
    return list(crops.values())[:limit]


def read_all(crops: list[Crop], backend: Backend) -> list[Result]:
    """What the backend reads in each crop, in order."""
    return list(progress(_read(crops, backend), len(crops), "words"))


def _read(crops: list[Crop], backend: Backend) -> Iterator[Result]:
    for at in range(0, len(crops), CHUNK):
        chunk = crops[at : at + CHUNK]
        readings = read_strips([crop.strip() for crop in chunk], backend, backend.lexicon)
        for crop, found in zip(chunk, readings, strict=True):
            yield Result(crop.name, crop.label, found.text, found.confidence, crop.document)
