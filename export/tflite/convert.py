"""Torch to TFLite in full precision: the LSTM unrolled, so that the graph keeps no state."""

import litert_torch
from torch import Tensor, nn

from export.targets import INPUT, OUTPUT
from export.tflite.names import rename
from model.network import WordNet, example_tiles


class _Named(nn.Module):
    """Gives the output a name: the converter takes it from the key of a dict."""

    def __init__(self, net: WordNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, tiles: Tensor) -> dict[str, Tensor]:
        return {OUTPUT: self.net(tiles)}


def convert_fp32(net: WordNet, width: int) -> bytes:
    """TFLite model of the net for one tile, uint8 [1, 32, width]; takes about half a minute.

    The same weights give the same bytes. Tensors are named as `export.tflite.names` says.
    """
    example = {INPUT: example_tiles(width)}
    converted = litert_torch.convert(_Named(net).eval(), sample_kwargs=example)
    # A convolution's weights the converter lays out anew; they are named by their module.
    layers = ("context.", "head.")
    weights = {k: v.numpy() for k, v in net.state_dict().items() if k.startswith(layers)}
    # Not `export(path)`: on a full disk the converter's C++ side ends the whole process.
    return rename(bytes(converted.model_content()), weights)
