"""Tesseract: `python -m bench.peers.tesseract TESSDATA PSM`, for words and pages."""

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


if __name__ == "__main__":
    serve(lambda: Tesseract(Path(sys.argv[1]), int(sys.argv[2])))
