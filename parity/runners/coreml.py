"""Apple's own runtime, through coremltools: on macOS only."""

import platform
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from contract.errors import ContractError
from parity.runners import Logits, NetOnly, Runner


class CoreMl(NetOnly):
    """See `parity.runners.Runner`. On the CPU: what the GPU rounds differs from Mac to Mac."""

    name = "coreml"
    suffixes: tuple[str, ...] = (".mlpackage",)
    gated = True

    def missing(self) -> str | None:
        """See `Runner.missing`."""
        if platform.system() != "Darwin":
            return "Core ML predicts on macOS only; run this command on a Mac"
        for name, package in (("coremltools", "coremltools"), ("PIL", "pillow")):
            if find_spec(name) is None:
                return f"{package} is missing: pip install 'pocket-ocr[export,dev]'"
        return None

    def versions(self) -> dict[str, str]:
        """See `Runner.versions`."""
        return {"macOS": platform.mac_ver()[0], "coremltools": version("coremltools")}

    def open(self, model: Path) -> Logits:
        """See `Runner.open`."""
        import coremltools as ct
        from PIL import Image

        try:
            net = ct.models.MLModel(str(model), compute_units=ct.ComputeUnit.CPU_ONLY)
        except Exception as error:  # Apple's compiler raises its own kinds
            raise ContractError(f"{model}: Core ML cannot load this model ({error})") from None
        description = net.get_spec().description
        given, made = description.input[0].name, description.output[0].name

        def logits(tiles: np.ndarray) -> np.ndarray:
            found = [net.predict({given: Image.fromarray(tile)})[made] for tile in tiles]
            return np.concatenate(found).astype(np.float32)

        return logits


COREML: Runner = CoreMl()
