"""The committed corpus of tiles: for verification, and for the calibration of static int8.

It needs no fonts and no network: one grey PNG, the tiles below each other, and their texts.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from contract.errors import ContractError
from contract.numbers import STRIP_HEIGHT

FOLDER = Path(__file__).with_name("tiles")
SHEET, TEXTS = "sheet.png", "texts.tsv"
CALIBRATION_EVERY = 4
"""Every fourth tile calibrates, the others verify: no tile does both."""


@dataclass(frozen=True)
class Corpus:
    """Tiles uint8 [N, 32, W] and their texts."""

    tiles: np.ndarray
    texts: tuple[str, ...]

    def calibration(self) -> "Corpus":
        """The tiles that static int8 takes its ranges from."""
        return Corpus(self.tiles[::CALIBRATION_EVERY], self.texts[::CALIBRATION_EVERY])

    def verification(self) -> "Corpus":
        """The tiles on which an export is compared with the reference."""
        kept = np.arange(len(self.tiles)) % CALIBRATION_EVERY != 0
        texts = tuple(text for text, keep in zip(self.texts, kept, strict=True) if keep)
        return Corpus(self.tiles[kept], texts)


def read_corpus(folder: Path = FOLDER) -> Corpus:
    """The corpus in a folder.

    Raises:
        ContractError: a file is missing or not of that form.
    """
    if not ((folder / SHEET).is_file() and (folder / TEXTS).is_file()):
        raise ContractError(f"{folder} holds no corpus ({SHEET} and {TEXTS}); check it out again")
    sheet = cv2.imread(str(folder / SHEET), cv2.IMREAD_UNCHANGED)
    texts = tuple((folder / TEXTS).read_text(encoding="utf-8").removesuffix("\n").split("\n"))
    if (
        sheet is None
        or sheet.ndim != 2
        or sheet.dtype != np.uint8
        or len(sheet) != STRIP_HEIGHT * len(texts)
    ):
        raise ContractError(f"{folder / SHEET} does not hold {len(texts)} grey tiles")
    return Corpus(sheet.reshape(len(texts), STRIP_HEIGHT, -1), texts)


def write_corpus(folder: Path, corpus: Corpus) -> None:
    """Write a corpus; the same tiles give the same bytes.

    Raises:
        ContractError: a text holds a line break.
        OSError: the folder cannot be written.
    """
    if any("\n" in text for text in corpus.texts):
        raise ContractError("a corpus' text must not hold a line break")
    folder.mkdir(parents=True, exist_ok=True)
    sheet = corpus.tiles.reshape(-1, corpus.tiles.shape[2])
    png = cv2.imencode(".png", sheet, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1]
    (folder / SHEET).write_bytes(png.tobytes())
    (folder / TEXTS).write_text("\n".join(corpus.texts) + "\n", encoding="utf-8")
