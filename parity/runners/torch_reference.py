"""PyTorch with the weights: in float64 the reference, in float32 a runner like others."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from contract.errors import PocketOcrError
from parity.runners import Logits, NetOnly, Runner

BATCH = 32
INSTALL = "pip install 'pocket-ocr[train]'"


class Torch(NetOnly):
    """See `parity.runners.Runner`; its model is a weights file."""

    suffixes: tuple[str, ...] = (".safetensors",)

    def __init__(self, name: str, float64: bool = False) -> None:
        """In `float64` it is the reference: in float32 its own rounding would cost too much.

        That is 5e-5 at logits of -40, half of what fp32 may be wrong.
        """
        self.name = name
        self.gated = True
        self._float64 = float64

    def missing(self) -> str | None:
        """See `Runner.missing`."""
        return None if find_spec("torch") else f"PyTorch is not installed: {INSTALL}"

    def versions(self) -> dict[str, str]:
        """See `Runner.versions`."""
        return {"torch": version("torch").split("+")[0]}

    def open(self, model: Path) -> Logits:
        """See `Runner.open`: of float64 the logits are rounded to float32 at the end."""
        if why := self.missing():
            raise PocketOcrError(f"{model.name} cannot be run: {why}")
        import torch

        from model.weights import load_weights

        torch.set_num_threads(1)
        net, _ = load_weights(model)
        if self._float64:
            net = net.double()

        def logits(tiles: np.ndarray) -> np.ndarray:
            parts = [torch.from_numpy(np.array(tiles[i : i + BATCH]))
                     for i in range(0, len(tiles), BATCH)]  # fmt: skip
            with torch.inference_mode():
                made: np.ndarray = torch.cat([net(part) for part in parts]).numpy()
            return made

        return logits


TORCH: Runner = Torch("torch")
REFERENCE: Runner = Torch("reference", float64=True)
