"""Stand-ins for a trained net, whose reading is known beforehand."""

from collections.abc import Sequence

import numpy as np

from contract.charset import CHARSET, encode
from contract.numbers import STEP, STRIP_HEIGHT
from model.backends import check_tiles, logits_shape
from model.calibration import UNCALIBRATED

PAPER = 255


class BarcodeBackend:
    """Reads a strip whose pixels are class numbers: grey k is class k, paper is blank."""

    name = "barcode"
    charset = CHARSET

    def __init__(self, tile_width: int = 256, doubt: float = 0.0) -> None:
        self.tile_widths: tuple[int, ...] = (tile_width,)
        self.lexicon = None
        self.calibration = UNCALIBRATED
        self.batches: list[int] = []
        self._lead = 12.0 - doubt

    def logits(self, tiles: np.ndarray) -> np.ndarray:
        check_tiles(tiles, self.tile_widths)
        self.batches.append(len(tiles))
        result = np.zeros(logits_shape(len(tiles), tiles.shape[2], self.charset), np.float32)
        label = tiles[:, STRIP_HEIGHT // 2, STEP // 2 :: STEP].astype(int)
        label[label > len(self.charset)] = 0
        np.put_along_axis(result, label[:, :, None], self._lead, axis=2)
        return result


def barcode(text: str, gap: int = STEP) -> np.ndarray:
    """Strip, uint8 [32, width], that BarcodeBackend reads as `text`: a step of ink, then a gap.

    A gap of 0 is possible where no letter follows its like.
    """
    parts: Sequence[np.ndarray] = [
        part
        for label in encode(text)
        for part in (
            np.full((STRIP_HEIGHT, STEP), label, np.uint8),
            np.full((STRIP_HEIGHT, gap), PAPER, np.uint8),
        )
    ]
    return np.concatenate(parts, axis=1)
