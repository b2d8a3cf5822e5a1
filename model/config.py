"""Sizes of the net; free of PyTorch, so that the command line can name the defaults."""

from dataclasses import dataclass

from contract.charset import CLASSES
from contract.errors import ContractError


@dataclass(frozen=True)
class NetConfig:
    """What defines a WordNet; stored with its weights.

    Attributes:
        channels: output channels of the six convolutions.
        hidden: units of the LSTM in each direction and layer.
        layers: of the LSTM.
        classes: characters plus the blank.

    Raises:
        ContractError: a size below 1.
    """

    channels: tuple[int, int, int, int, int, int] = (24, 48, 96, 96, 144, 192)
    hidden: int = 128
    layers: int = 1
    classes: int = CLASSES

    def __post_init__(self) -> None:
        if min(*self.channels, self.hidden, self.layers, self.classes) < 1:
            raise ContractError("each size of a net (--channels, --hidden, --layers) is at least 1")
