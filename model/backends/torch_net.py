"""The reference: the fp32 weights in PyTorch, on the CPU."""

from pathlib import Path

import numpy as np

from contract.errors import PocketOcrError
from contract.numbers import TILE_WIDTHS
from model.backends import check_tiles
from model.backends.lexicons import find_lexicon
from model.calibration import CALIBRATION_FILE, UNCALIBRATED, load_calibration

try:
    import torch

    from model.weights import load_weights
except ImportError as error:
    raise PocketOcrError(
        f"reading with a weights file needs PyTorch ({error}): pip install 'pocket-ocr[train]', "
        "or read with an exported bundle"
    ) from None


class TorchBackend:
    """WordNet from a weights file; calibration and lexicon lie beside it, if it has them yet."""

    def __init__(
        self, weights: Path, threads: int = 1, batch: int = 64, *, lexicon: bool = True
    ) -> None:
        """Load the weights; `batch` tiles go through the net at a time.

        Without `lexicon`, words are left as the net reads them.

        Raises:
            ContractError: missing or damaged weights, or made for another contract.
        """
        torch.set_num_threads(threads)
        self._net, meta = load_weights(weights)
        self._batch = batch
        self.name = f"torch fp32 {weights.name}"
        self.charset = meta["charset"]
        self.tile_widths: tuple[int, ...] = TILE_WIDTHS
        calibration = weights.parent / CALIBRATION_FILE
        self.calibration = load_calibration(calibration) if calibration.exists() else UNCALIBRATED
        self.lexicon = find_lexicon(weights) if lexicon else None

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        """See Backend.logits."""
        check_tiles(tiles, self.tile_widths)
        with torch.inference_mode():
            parts = [
                self._net(torch.from_numpy(np.ascontiguousarray(tiles[at : at + self._batch])))
                for at in range(0, max(len(tiles), 1), self._batch)
            ]
            return torch.cat(parts).numpy()
