"""The core and LiteRT on a machine: `python -m parity.native.device BUNDLE LIBRARY`, jobs on stdin.

It runs alike here and on an emulated phone CPU, so it needs NumPy and LiteRT only. A job is a line
of JSON, and so is its answer; one that cannot be done is answered by {"error": a sentence}.

    {"do": "facts"}                                → what runs here
    {"do": "net", "tiles": .npy, "logits": .npy}   → runs the net on tiles uint8 [N, 32, W]
    {"do": "decode", "logits": .npy}               → texts of tiles, from logits [N, T, C]
    {"do": "page", "page": .npy, "replay": .npz}   → reads a page, grey uint8 [H, W]

With "replay" a page is read with the logits of that file, and asking for a tile that is not in it
is an error: whatever the net's arithmetic here, the core must do exactly what the reference did.
"""

import argparse
import hashlib
import json
import locale
import platform
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from parity.native.binding import CoreError, Engine, Library
from parity.runners import Logits
from parity.runners.interpreter import tile_by_tile


class JobError(Exception):
    """A job that cannot be done; the message is its answer."""


class Device:
    """The core with one model of a bundle, and the net in LiteRT once it is needed."""

    def __init__(self, bundle: Path, library: Path, precision: str | None, threads: int) -> None:
        self._core = Library(library)
        self._engine = Engine(self._core, bundle, precision)
        self._threads = threads
        self._run: Logits | None = None

    def do(self, job: dict[str, Any]) -> dict[str, Any]:
        """The answer to a job.

        Raises:
            JobError, CoreError, OSError, ValueError: it cannot be done.
        """
        kind = job.pop("do")
        if kind not in ("facts", "net", "decode", "page"):
            raise JobError(f"there is no job {kind!r}")
        answer: dict[str, Any] = getattr(self, kind)(**job)
        return answer

    def facts(self) -> dict[str, Any]:
        """What runs here."""
        from importlib.metadata import version

        return {
            "machine": platform.machine(),
            "core": self._core.version,
            "ai-edge-litert": version("ai-edge-litert"),
            "numpy": np.__version__,
            "locale": locale.setlocale(locale.LC_NUMERIC),
        }

    def net(self, tiles: str, logits: str) -> dict[str, Any]:
        """Run the net."""
        start = time.process_time()
        made = self._net()(np.load(tiles))
        np.save(logits, made)
        return {"seconds": time.process_time() - start}

    def decode(self, logits: str) -> dict[str, Any]:
        """Decode tiles."""
        return {"texts": [self._engine.decode(each) for each in np.load(logits)]}

    def page(
        self, page: str, replay: str | None = None, rotation: int | None = None
    ) -> dict[str, Any]:
        """Read a page; CPU seconds of the core and of the net apart."""
        net = _Counted(_Replay(Path(replay)) if replay else self._net())
        grey = np.load(page)
        start = time.process_time()
        with self._engine.page(grey, rotation=-1 if rotation is None else rotation) as reading:
            found = reading.read(net).as_dict()
            spent = time.process_time() - start
            if without_texts(reading.result()) != without_texts(found):
                raise JobError("the result's structs and its JSON differ")
        return {
            "page": found,
            "tiles": net.tiles,
            "core_seconds": spent - net.seconds,
            "net_seconds": net.seconds,
        }

    def _net(self) -> Logits:
        if self._run is None:
            self._run = litert(self._engine.model, self._threads)
        return self._run


class _Counted:
    """A net with a count of its tiles and CPU seconds."""

    def __init__(self, net: Logits) -> None:
        self._net = net
        self.tiles = 0
        self.seconds = 0.0

    def __call__(self, tiles: np.ndarray) -> np.ndarray:
        start = time.process_time()
        made = self._net(tiles)
        self.seconds += time.process_time() - start
        self.tiles += len(tiles)
        return made


class _Replay:
    """Logits that were recorded, by the SHA-256 of the tile: see `parity.native.recording`."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as file:
            digests, logits = file["digests"], file["logits"]
        self._known = {row.tobytes(): each for row, each in zip(digests, logits, strict=True)}

    def __call__(self, tiles: np.ndarray) -> np.ndarray:
        try:
            return np.stack([self._known[digest(tile)] for tile in tiles])
        except KeyError:
            raise JobError("the core asks for a tile that the reference did not read") from None


def digest(tile: np.ndarray) -> bytes:
    """SHA-256 of a tile's pixels."""
    return hashlib.sha256(tile.tobytes()).digest()


def without_texts(found: Any) -> Any:
    """A page's JSON without the texts that both forms need not have: of blocks and the page."""
    keys = {"width", "height", "rotation", "blocks"}
    blocks = [{k: v for k, v in block.items() if k != "text"} for block in found["blocks"]]
    return {k: v for k, v in found.items() if k in keys} | {"blocks": blocks}


def litert(model: Path, threads: int) -> Logits:
    """A model of static batch 1."""
    from ai_edge_litert.interpreter import Interpreter

    return tile_by_tile(Interpreter(model_path=str(model), num_threads=threads))


def main() -> None:
    """Answer jobs until there are no more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--precision")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--locale", help="for the C library, as setlocale takes it")
    given = parser.parse_args()
    if given.locale:
        locale.setlocale(locale.LC_ALL, given.locale)
    device = Device(given.bundle, given.library, given.precision, given.threads)
    for line in sys.stdin:
        try:
            answer = device.do(json.loads(line))
        except (JobError, CoreError, OSError, ValueError, TypeError) as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
