"""Class priors corrected after training.

Training draws rare characters far more often than documents hold them, so that all are learnt. A
net's outputs are posteriors under the prior it was trained with; under another prior the logits
of a class move by log(p_new / p_train) (Saerens, Latinne, Decaestecker, 2002, for softmax
outputs). Here that is an addition to the bias of the last layer.
"""

import torch

from contract.charset import encode
from model.network import WordNet

ACCENTED = "".join(chr(c) for c in range(0xC0, 0x100) if c not in (0xD7, 0xF7))


def shift_prior(net: WordNet, characters: str, nats: float) -> None:
    """Add `nats` to the logits of these characters, in place.

    Raises:
        ContractError: a character is not in the charset.
    """
    with torch.no_grad():
        net.head.bias[encode(characters)] += nats
