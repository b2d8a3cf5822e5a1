"""Runtimes of the net behind one face: uint8 tiles in, float32 logits out."""

from pathlib import Path
from typing import Protocol

import numpy as np

from contract.errors import ContractError
from contract.lexicon import Lexicon
from contract.numbers import STEP, STRIP_HEIGHT
from model.calibration import Calibration

WEIGHTS = Path(__file__).parents[1] / "weights"
"""Where the repository keeps its trained weights and their calibration."""


class Backend(Protocol):
    """A net on a runtime."""

    name: str
    """What it is, for reports: runtime, file, precision."""
    charset: str
    tile_widths: tuple[int, ...]
    calibration: Calibration
    lexicon: Lexicon | None
    """With what words are corrected, if they are."""

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """Logits float32 [N, T, C] of tiles uint8 [N, 32, W]; T = W / 4, C = len(charset) + 1.

        Raises:
            ContractError: tiles of another shape or dtype, W not one of `tile_widths`.
        """
        ...


def check_tiles(tiles: np.ndarray, tile_widths: tuple[int, ...]) -> None:
    """Refuse tiles that the net was not made for.

    Raises:
        ContractError: see Backend.logits.
    """
    fits = tiles.ndim == 3 and tiles.shape[1] == STRIP_HEIGHT and tiles.shape[2] in tile_widths
    if tiles.dtype != np.uint8 or not fits:
        raise ContractError(
            f"tiles must be uint8 [N, {STRIP_HEIGHT}, {' or '.join(map(str, tile_widths))}], "
            f"not {tiles.dtype} {list(tiles.shape)}"
        )


def logits_shape(count: int, tile_width: int, charset: str) -> tuple[int, int, int]:
    """Shape [N, T, C] of the logits of `count` tiles."""
    return count, tile_width // STEP, len(charset) + 1


def default_weights(folder: Path = WEIGHTS) -> Path:
    """The only weights file of a folder, by default of the repository's.

    Raises:
        ContractError: there is none, or more than one.
    """
    found = sorted(folder.glob("*.safetensors"))
    if len(found) != 1:
        raise ContractError(
            f"{folder} holds {len(found) or 'no'} weights files: name one with --weights"
        )
    return found[0]


def open_backend(
    weights: Path | None = None,
    bundle: Path | None = None,
    precision: str | None = None,
    threads: int = 1,
    *,
    lexicon: bool = True,
) -> Backend:
    """The reader of a weights file (PyTorch, fp32) or of an exported bundle (LiteRT).

    Without `lexicon`, words are left as the net reads them.

    Raises:
        ContractError: not exactly one of the two is given, or it does not fit the contract.
        PocketOcrError: its runtime is not installed.
    """
    if (weights is None) == (bundle is None):
        raise ContractError("name one reader: either --weights FILE or --bundle DIR")
    if bundle is not None:
        from model.backends.litert import LiteRtBackend

        return LiteRtBackend(bundle, precision, threads, lexicon=lexicon)
    if precision is not None:
        raise ContractError("--precision chooses a model of a bundle; weights are always fp32")
    assert weights is not None
    from model.backends.torch_net import TorchBackend

    return TorchBackend(weights, threads, lexicon=lexicon)
