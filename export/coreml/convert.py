"""Torch to an ML program; normalisation is inside the net, so the image goes in as it is."""

import contextlib
import io
import warnings
from typing import Any

import coremltools as ct
import numpy as np
import torch
from torch import Tensor, nn

from contract.numbers import STRIP_HEIGHT
from export.targets import INPUT, OUTPUT
from model.network import PAPER, WordNet

IOS = (16, 17, 18)
"""Oldest versions of iOS that can be aimed at."""


class _OfImage(nn.Module):
    """Core ML hands an image over as float [1, 1, 32, W], 0 to 255."""

    def __init__(self, net: WordNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor) -> Tensor:
        logits: Tensor = self.net(image.squeeze(1))
        return logits


def convert(net: WordNet, width: int, ios: int, fp16: bool) -> Any:
    """The Core ML model (`coremltools.models.MLModel`) of the net for tiles of this width.

    With `fp16`, weights and activations are fp16; input and output are the same.
    """
    image = torch.full((1, 1, STRIP_HEIGHT, width), PAPER)
    with quietly():
        return ct.convert(
            torch.jit.trace(_OfImage(net).eval(), image),
            convert_to="mlprogram",
            inputs=[ct.ImageType(INPUT, image.shape, color_layout=ct.colorlayout.GRAYSCALE)],
            outputs=[ct.TensorType(OUTPUT, dtype=np.float32)],
            minimum_deployment_target=getattr(ct.target, f"iOS{ios}"),
            compute_precision=ct.precision.FLOAT16 if fp16 else ct.precision.FLOAT32,
            skip_model_load=True,
        )


@contextlib.contextmanager
def quietly() -> Any:
    """Without the converter's bars, and its and the tracer's remarks about themselves."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
