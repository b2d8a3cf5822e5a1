"""Tesseract: `python -m bench.peers.tesseract TESSDATA PSM`, for words and pages.

`find` in place of PSM: its page layout analysis alone, blocks and lines of text, none read.
"""

import sys
from pathlib import Path

import tesserocr
from PIL import Image

from bench.peers.worker import serve

LANGUAGE = "eng"
Image.MAX_IMAGE_PIXELS = None  # scans are larger than what Pillow takes for an attack


class Tesseract:
    """libtesseract with one language, grey images in."""

    def __init__(self, tessdata: Path, psm: int) -> None:
        self.version = tesserocr.tesseract_version().split()[1]
        self.model_bytes = (tessdata / f"{LANGUAGE}.traineddata").stat().st_size
        self.counters: dict[str, float] = {}
        self._api = tesserocr.PyTessBaseAPI(path=str(tessdata), lang=LANGUAGE, psm=psm)
        self._api.SetVariable("debug_file", "/dev/null")  # it guesses a resolution aloud

    def decode(self, path: str) -> tuple[bytes, int, int]:
        """Grey pixels, width, height."""
        image = Image.open(path).convert("L")
        return image.tobytes(), image.width, image.height

    def read(self, image: tuple[bytes, int, int]) -> str:
        """The text, without outer white space."""
        pixels, width, height = image
        self._api.SetImageBytes(pixels, width, height, 1, width)
        return self._api.GetUTF8Text().strip()


class Layout(Tesseract):
    """The step before reading, psm 3."""

    def __init__(self, tessdata: Path) -> None:
        super().__init__(tessdata, tesserocr.PSM.AUTO)

    def read(self, image: tuple[bytes, int, int]) -> str:
        """How many lines there are."""
        pixels, width, height = image
        self._api.SetImageBytes(pixels, width, height, 1, width)
        found = self._api.AnalyseLayout()
        level = tesserocr.RIL.TEXTLINE
        count = 0 if found is None else sum(1 for _ in tesserocr.iterate_level(found, level))
        return f"{count} lines"


if __name__ == "__main__":
    folder, mode = Path(sys.argv[1]), sys.argv[2]
    serve(lambda: Layout(folder) if mode == "find" else Tesseract(folder, int(mode)))
