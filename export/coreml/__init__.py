"""Target `coreml`: ML programs, a grey image of 8 bits in, float32 logits out."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from contract.errors import PocketOcrError
from contract.manifest import Precision, TensorInfo
from export.coreml.compress import compress
from export.coreml.convert import IOS, convert
from export.coreml.package import package, tensors
from export.targets import Runner, Target
from model.network import WordNet
from parity.mil.evaluate import MilProgram


class CoremlTarget:
    """See `export.targets.Target`. `ios`: the oldest version that the models run on."""

    precisions: tuple[Precision, ...] = ("fp32", "fp16", "int8", "palette8", "palette6", "palette4")
    default: Precision = "fp16"
    suffix = ".mlpackage"
    packages: tuple[str, ...] = ("torch", "coremltools", "scikit-learn")

    def __init__(self, ios: int = 17) -> None:
        if ios not in IOS:
            known = ", ".join(map(str, IOS))
            raise PocketOcrError(f"--ios must be one of {known}, not {ios}")
        self.ios = ios

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

    def runner(self, path: Path) -> Runner:
        """See `Target.runner`: the MIL evaluator, which proves the program, not Apple's runtime."""
        return MilProgram.load(path).logits

    def rounding_runner(self, path: Path) -> Runner | None:
        """See `Target.rounding_runner`."""
        program = MilProgram.load(path, round_fp16=True)
        return program.logits if program.declares_fp16 else None

    def tensors(self, path: Path) -> tuple[TensorInfo, TensorInfo]:
        """See `Target.tensors`."""
        return tensors(path)


TARGET: Target = CoremlTarget()
