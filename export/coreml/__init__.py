"""Target `coreml`: ML programs, a grey image of 8 bits in, float32 logits out."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from contract.errors import PocketOcrError
from contract.manifest import Precision, TensorInfo
from export.coreml.compress import compress
from export.coreml.convert import IOS, convert
from export.coreml.package import package, tensors
from export.targets import Target
from model.network import WordNet
from parity.runners import Runner
from parity.runners.mil import MIL, MIL_FP16


class CoremlTarget:
    """See `export.targets.Target`. `ios`: the oldest version that the models run on."""

    precisions: tuple[Precision, ...] = ("fp32", "fp16", "int8", "palette8", "palette6", "palette4")
    default: Precision = "fp16"
    suffix = ".mlpackage"
    packages: tuple[str, ...] = ("torch", "coremltools", "scikit-learn")
    runner: Runner = MIL
    rounding: Runner | None = MIL_FP16

    def __init__(self, ios: int = 17) -> None:
        if ios not in IOS:
            known = ", ".join(map(str, IOS))
            raise PocketOcrError(f"--ios must be one of {known}, not {ios}")
        self.ios = ios
        self.facts: Mapping[str, str] = {"target": "coreml", "ios": str(ios)}

    def convert(
        self,
        net: WordNet,
        width: int,
        precisions: tuple[Precision, ...],
        calibration: np.ndarray,
        facts: Mapping[str, str],
    ) -> dict[Precision, dict[str, bytes]]:
        """See `Target.convert`; compression looks at the weights only, not at tiles."""
        kept = {kind != "fp32" for kind in precisions}
        full = {fp16: convert(net, width, self.ios, fp16) for fp16 in sorted(kept)}
        return {
            kind: package(compress(full[kind != "fp32"], kind), width, facts) for kind in precisions
        }

    def tensors(self, path: Path) -> tuple[TensorInfo, TensorInfo]:
        """See `Target.tensors`."""
        return tensors(path)


TARGET: Target = CoremlTarget()
