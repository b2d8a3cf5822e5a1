"""PP-OCRv6 small by RapidOCR: `python -m bench.peers.rapidocr`, for pages.

The package's default options, one image at a time, but without the classifier of lines: it turns
good lines upside down and costs accuracy on pages that are upright.
"""

from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
import rapidocr

from bench.peers.worker import Timed, serve

MODELS = Path(rapidocr.__file__).parent / "models"
PARAMETERS = {
    "Global.use_cls": False,
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class RapidOcr:
    """The whole pipeline, BGR images in."""

    def __init__(self) -> None:
        self.version = f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"
        self.model_bytes = sum(path.stat().st_size for path in MODELS.glob("PP-OCRv6_*_small.onnx"))
        self.counters: dict[str, float] = {}
        self._ocr = rapidocr.RapidOCR(params=PARAMETERS)
        self._ocr.text_det = Timed(self._ocr._load_det_model(), "find", self.counters)
        self._ocr.text_rec = Timed(self._ocr._load_rec_model(), "read", self.counters)

    def decode(self, path: str) -> np.ndarray:
        """BGR uint8 [H, W, 3]."""
        image = cv2.imread(path)
        if image is None:
            raise ValueError(f"{path}: not an image that OpenCV can decode")
        return image

    def read(self, image: np.ndarray) -> str:
        """The lines, in the package's order."""
        return "\n".join(self._ocr(image).txts or ())


if __name__ == "__main__":
    cv2.setNumThreads(1)
    serve(RapidOcr)
