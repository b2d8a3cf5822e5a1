"""The target: stateless LiteRT models of built-in ops, uint8 tiles in, float32 logits out."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from contract.manifest import Precision, TensorInfo
from export.targets import Target
from export.tflite import runtime
from export.tflite.convert import convert_fp32
from export.tflite.metadata import describe
from export.tflite.ops import check_graph
from export.tflite.quantize import quantize
from model.network import WordNet
from parity.runners import Runner
from parity.runners.litert import LITERT


class TfliteTarget:
    """See `export.targets.Target`."""

    precisions: tuple[Precision, ...] = ("fp32", "fp16", "dynamic-int8", "int8")
    default: Precision = "dynamic-int8"
    suffix = ".tflite"
    packages: tuple[str, ...] = (
        "torch",
        "litert-torch",
        "litert-converter",
        "ai-edge-quantizer",
        "ai-edge-litert",
    )
    facts: Mapping[str, str] = {"target": "tflite"}
    runner: Runner = LITERT
    rounding: Runner | None = None  # LiteRT rounds as the file says, or not at all

    def convert(
        self,
        net: WordNet,
        width: int,
        precisions: tuple[Precision, ...],
        calibration: np.ndarray,
        facts: Mapping[str, str],
    ) -> dict[Precision, bytes]:
        """See `Target.convert`; the facts are packed into the model."""
        fp32 = convert_fp32(net, width)
        models = {kind: quantize(fp32, kind, calibration) for kind in precisions}
        for model in models.values():
            check_graph(model)
        return {kind: describe(model, kind, facts) for kind, model in models.items()}

    def tensors(self, path: Path) -> tuple[TensorInfo, TensorInfo]:
        """See `Target.tensors`."""
        return runtime.tensors(path)


TARGET: Target = TfliteTarget()
