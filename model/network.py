"""WordNet: the Word Deep Net, a small CNN, a bidirectional LSTM and a linear layer for CTC.

Shapes: N tiles, W tile width in pixels (a multiple of STEP), T = W / STEP time steps, C classes.
"""

import torch
from torch import Tensor, nn

from contract.charset import BLANK
from contract.numbers import STEP, STRIP_HEIGHT
from model.config import NetConfig

BLANK_BIAS = -1.0
"""Start with characters somewhat likelier than blanks: shortens CTC's all-blank plateau."""

PAPER = 255.0
"""Grey value of paper; it becomes 0, so that the convolutions' zero padding is paper."""


def _block(
    inputs: int,
    outputs: int,
    stride: tuple[int, int],
    kernel: tuple[int, int] = (3, 3),
    padding: tuple[int, int] = (1, 1),
) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class WordNet(nn.Module):
    """uint8 tiles [N, 32, W], dark on light → float32 logits [N, W / STEP, classes].

    The logits are neither normalised nor decoded: log-softmax and CTC stay outside, so that the
    exported graph is stateless and made of built-in operators.
    """

    def __init__(self, config: NetConfig | None = None) -> None:
        super().__init__()
        self.config = config or NetConfig()
        c1, c2, c3, c4, c5, c6 = self.config.channels
        self.features = nn.Sequential(  # N x 1 x 32 x W
            _block(1, c1, (2, 2)),  # → N x c1 x 16 x W/2
            _block(c1, c2, (2, 2)),  # → N x c2 x 8 x W/4
            _block(c2, c3, (2, 1)),  # → N x c3 x 4 x W/4
            _block(c3, c4, (1, 1)),
            _block(c4, c5, (2, 1)),  # → N x c5 x 2 x W/4
            _block(c5, c6, (1, 1), kernel=(2, 3), padding=(0, 1)),  # → N x c6 x 1 x W/4
        )
        self.context = nn.LSTM(
            c6, self.config.hidden, self.config.layers, batch_first=True, bidirectional=True
        )
        self.head = nn.Linear(2 * self.config.hidden, self.config.classes)
        with torch.no_grad():
            self.head.bias[BLANK] = BLANK_BIAS

    def forward(self, tiles: Tensor) -> Tensor:
        """Logits [N, T, classes] of uint8 tiles [N, 32, W]; T = W / STEP."""
        grey = tiles.to(self.head.weight.dtype)
        ink = (PAPER - grey) * (1 / PAPER)  # N x 32 x W, paper 0, black 1
        x = self.features(ink.unsqueeze(1))  # N x c6 x 1 x T
        x = x.squeeze(2).transpose(1, 2)  # N x T x c6
        x, _ = self.context(x)  # N x T x 2·hidden
        logits: Tensor = self.head(x).float()  # N x T x C
        return logits


def steps(width: int) -> int:
    """Time steps of the net for tiles `width` pixels wide.

    Raises:
        ValueError: `width` is not a positive multiple of STEP.
    """
    if width <= 0 or width % STEP:
        raise ValueError(f"a tile's width must be a positive multiple of {STEP}, not {width}")
    return width // STEP


def example_tiles(width: int, count: int = 1) -> Tensor:
    """Blank paper, uint8 [count, 32, width]: the input by which a converter traces the net."""
    return torch.full((count, STRIP_HEIGHT, width), int(PAPER), dtype=torch.uint8)
