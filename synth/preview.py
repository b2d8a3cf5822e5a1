"""A contact sheet of rendered tiles with their labels, to look at."""

from pathlib import Path

import cv2
import numpy as np

from contract.charset import decode
from synth.shards import Shard

GAP, TEXT = 4, 14


def contact_sheet(shard: Shard, path: Path, columns: int = 5) -> None:
    """Writes a PNG of all tiles of a shard; characters beyond ASCII show as '?' in the label."""
    height, width = shard.tiles.shape[1:]
    rows = -(-len(shard) // columns)
    sheet = np.full((rows * (height + TEXT + GAP), columns * (width + GAP)), 200, np.uint8)
    for i in range(len(shard)):
        y, x = i // columns * (height + TEXT + GAP), i % columns * (width + GAP)
        sheet[y : y + height, x : x + width] = shard.tiles[i]
        sheet[y : y + height, x + int(shard.widths[i]) : x + width] -= 40
        label = decode(shard.label(i)).encode("ascii", "replace").decode()
        cv2.putText(sheet, label, (x, y + height + 11), cv2.FONT_HERSHEY_PLAIN, 0.9, 0, 1)
    if not cv2.imwrite(str(path), sheet):
        raise OSError(f"{path}: cannot be written")
