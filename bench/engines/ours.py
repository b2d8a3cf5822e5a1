"""Our worker in Python: `python -m bench.engines.ours words|pages|find BUNDLE [PRECISION]`.

See bench.peers.worker.
"""

import sys
from inspect import isfunction
from pathlib import Path

import cv2
import numpy as np

from bench.peers.worker import Timed, serve
from contract.bundle import read_bundle
from detector import finding
from detector.image import load_grey
from detector.tiles import cut_tiles, tile_pixels
from model.backends import Backend
from model.backends.litert import LiteRtBackend
from model.reading import read_crop
from scan import reading


class Counted:
    """A backend, counting its tiles and the time of the net alone."""

    def __init__(self, backend: Backend) -> None:
        self.name, self.charset = backend.name, backend.charset
        self.tile_widths, self.calibration = backend.tile_widths, backend.calibration
        self.lexicon = backend.lexicon
        self.counters = {"tiles": 0.0}
        self._logits = Timed(backend.logits, "read", self.counters)

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits."""
        self.counters["tiles"] += len(tiles)
        return self._logits(tiles)


class Words:
    """The whole way of a bare crop: frame, cut into tiles, net, decode, join."""

    def __init__(self, backend: Backend, model_bytes: int) -> None:
        self._backend = Counted(backend)
        self.version = backend.name
        self.model_bytes = model_bytes
        self.counters = self._backend.counters

    def decode(self, path: str) -> np.ndarray:
        """Grey uint8 [H, W]."""
        return load_grey(path)

    def read(self, image: np.ndarray) -> str:
        """The text."""
        return read_crop(image, self._backend).text


class Pages(Words):
    """The whole way of a page: find, read, join."""

    def __init__(self, backend: Backend, model_bytes: int) -> None:
        super().__init__(backend, model_bytes)
        # What it calls of the detector is find; what is neither that nor the net is join.
        names = vars(reading)
        for name, value in list(names.items()):
            if isfunction(value) and value.__module__ == finding.__name__:
                names[name] = Timed(value, "find", self.counters)

    def read(self, image: np.ndarray) -> str:
        """The text in reading order."""
        return reading.read_page(image, self._backend).text


class Find(Words):
    """Page → tiles: the tiles of all lines, as they would go to the net; none is read."""

    def __init__(self, backend: Backend, model_bytes: int) -> None:
        super().__init__(backend, model_bytes)
        self.counters = {}
        names = vars(finding)
        names["find_regions"] = Timed(names["find_regions"], "regions", self.counters)

    def read(self, image: np.ndarray) -> str:
        """How many tiles there are."""
        width = self._backend.tile_widths[-1]
        count = 0
        for line in finding.find_lines(image):
            strip = line.strip(image)
            count += len([tile_pixels(strip, tile, width) for tile in cut_tiles(strip, width)])
        return f"{count} tiles"


def main(kind: str, bundle: Path, precision: str | None) -> None:
    """Serve with a bundle's model in LiteRT."""
    cv2.setNumThreads(1)
    size = read_bundle(bundle).manifest.model(precision).bytes
    engine = {"words": Words, "pages": Pages, "find": Find}[kind]
    serve(lambda: engine(LiteRtBackend(bundle, precision, threads=1), size))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3] or None)
