"""What engines read in images, kept by the image's content: no image is read twice by an engine."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from contract.files import write_whole
from scan.page import Quad

SAVE_SECONDS = 20.0
"""After so long a time what was read is saved, so that an interrupted run goes on from there."""


@dataclass(frozen=True)
class Word:
    """A word that was found on a page."""

    quad: Quad
    text: str
    confidence: int
    """Per mille."""


@dataclass(frozen=True)
class Reading:
    """What an engine made of an image; what only ours tells may be lacking."""

    text: str
    error: str = ""
    """Why it could not be read, else empty; the text is empty then."""
    confidence: int | None = None
    """Of a word, per mille."""
    words: tuple[Word, ...] = ()
    """Of a page, in reading order."""
    lines: tuple[Quad, ...] = ()
    """Of a page, without the words: what the detector found."""


Read = Callable[[Path], Reading]


class Source(Protocol):
    """An engine for words, or for pages."""

    @property
    def name(self) -> str:
        """For files: letters, digits and dashes."""
        ...

    @property
    def key(self) -> str:
        """Changes whenever it might read something else: program, model and options."""
        ...

    def open(self) -> AbstractContextManager[Read]:
        """Start it."""
        ...


class Store:
    """A folder of readings: a JSON file for each source and key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, source: Source, images: Sequence[Path], what: str) -> list[Reading]:
        """The reading of each image; those that are not kept yet are made now.

        What an engine could not read is tried again the next time. `what` names the images on
        stderr.

        Raises:
            WorkerError: the engine failed; what it had read before is kept.
        """
        path = self._folder / f"{source.name}-{source.key[:16]}.json"
        kept = load(path)
        digests = [sha256(image.read_bytes()).hexdigest()[:32] for image in images]
        wanted = {d: i for d, i in zip(digests, images, strict=True) if d not in kept}
        if not wanted:
            return [kept[digest] for digest in digests]
        print(f"{source.name}: {what}, {len(wanted)} of {len(images)}", file=sys.stderr)
        found = dict(kept)
        saved = time.monotonic()
        try:
            with source.open() as read:
                for digest, image in wanted.items():
                    found[digest] = read(image)
                    if time.monotonic() - saved > SAVE_SECONDS:
                        save(path, found)
                        saved = time.monotonic()
        finally:
            save(path, found)
        return [found[digest] for digest in digests]


def load(path: Path) -> dict[str, Reading]:
    """The readings of a file by the digest of the image; none if there is no such file."""
    if not path.exists():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return {digest: parse(record) for digest, record in content.items()}


def save(path: Path, readings: dict[str, Reading]) -> None:
    """Write those without an error, whole or not at all."""
    content = {
        digest: {
            name: value for name, value in asdict(reading).items() if value not in ("", None, ())
        }
        | {"text": reading.text}
        for digest, reading in readings.items()
        if not reading.error
    }
    write_whole(path, (json.dumps(content, ensure_ascii=False) + "\n").encode())


def parse(record: dict[str, Any]) -> Reading:
    """A reading of its JSON object."""
    return Reading(
        text=record["text"],
        confidence=record.get("confidence"),
        words=tuple(
            Word(_quad(word["quad"]), word["text"], word["confidence"])
            for word in record.get("words", ())
        ),
        lines=tuple(map(_quad, record.get("lines", ()))),
    )


def _quad(values: Sequence[int]) -> Quad:
    a, b, c, d, e, f, g, h = values
    return a, b, c, d, e, f, g, h
