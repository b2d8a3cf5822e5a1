"""The C++ core's worker: `python -m bench.engines.core find|pages BUNDLE [PRECISION]`; see
bench.peers.worker. It imports NumPy, LiteRT and the C API's binding, so its memory is an app's.
"""

import re
import sys
from pathlib import Path

import numpy as np

from bench.peers.worker import Timed, serve
from parity.native.binding import AUTO, Engine, Library, Page
from parity.native.device import litert
from parity.native.machine import HOST


class Find:
    """Page → tiles: the tiles of all lines, as they would go to the net; none is read."""

    def __init__(self, bundle: Path, precision: str | None) -> None:
        library = Library(HOST.library)
        self._engine = Engine(library, bundle, precision)
        self.version = library.version
        self.model_bytes = 0
        self.counters: dict[str, float] = {}
        facts = self._engine.facts
        self._blank = np.zeros((facts.batch, facts.steps, facts.classes), np.float32)
        self._blank[:, :, facts.blank] = 1.0

    def decode(self, path: str) -> np.ndarray:
        """Grey uint8 [H, W]."""
        return read_grey(Path(path))

    def read(self, image: np.ndarray) -> str:
        """How many tiles there are."""
        count = 0
        with self._engine.page(image, rotation=0) as page:
            while len(tiles := page.next()):
                count += len(tiles)
                page.give(self._blank[: len(tiles)])
        return f"{count} tiles"


class Pages(Find):
    """Page → text, with the net in LiteRT."""

    def __init__(self, bundle: Path, precision: str | None) -> None:
        super().__init__(bundle, precision)
        self.model_bytes = self._engine.model.stat().st_size
        self._net = Timed(litert(self._engine.model, 1), "read", self.counters)
        self._next = Timed(Page.next, "find", self.counters)
        self._begin = Timed(self._engine.page, "find", self.counters)

    def read(self, image: np.ndarray) -> str:
        """The text in reading order."""
        with self._begin(image, rotation=AUTO) as page:
            while len(tiles := self._next(page)):
                page.give(self._net(tiles))
            return str(page.result()["text"])


def read_grey(path: Path) -> np.ndarray:
    """A grey image, uint8 [H, W]; a PGM without OpenCV, which would count as the core's memory."""
    if path.suffix != ".pgm":
        from detector.image import load_grey

        return load_grey(path)
    data = path.read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    if header is None:
        raise ValueError(f"{path}: not a PGM of 8 bits")
    width, height = map(int, header.groups())
    return np.frombuffer(data, np.uint8, width * height, header.end()).reshape(height, width)


if __name__ == "__main__":
    kind = {"find": Find, "pages": Pages}[sys.argv[1]]
    serve(lambda: kind(Path(sys.argv[2]), sys.argv[3] or None))
