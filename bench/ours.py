"""Our worker: `python -m bench.ours BUNDLE [PRECISION]`; see bench.peers.worker."""

import sys
import time
from pathlib import Path

import cv2
import numpy as np

from bench.peers.worker import serve
from contract.bundle import read_bundle
from detector.image import load_grey
from model.backends import Backend
from model.backends.litert import LiteRtBackend
from model.reading import read_crop


class Counted:
    """A backend, counting its tiles and the CPU time of the net alone."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.name, self.charset = backend.name, backend.charset
        self.tile_widths, self.calibration = backend.tile_widths, backend.calibration
        self.counters = {"tiles": 0.0, "net_cpu_seconds": 0.0}

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits."""
        start = time.process_time()
        result = self._backend.logits(tiles)
        self.counters["net_cpu_seconds"] += time.process_time() - start
        self.counters["tiles"] += len(tiles)
        return result


class PocketOcr:
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


def main(bundle: Path, precision: str | None) -> None:
    """Serve with a bundle's model in LiteRT."""
    cv2.setNumThreads(1)
    size = read_bundle(bundle).manifest.model(precision).bytes
    serve(lambda: PocketOcr(LiteRtBackend(bundle, precision, threads=1), size))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] or None)
