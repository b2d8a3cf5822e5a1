"""What is minimised, and how."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from contract.charset import BLANK, SPACE

BETAS, WEIGHT_DECAY, CLIP = (0.9, 0.98), 0.01, 2.0
LOGIT_DECAY = 2e-3
"""Weight of the logits' mean square in the loss.

Softmax does not see a shift of all logits, nor how unlikely the unlikely is: without it they drift
(to -95 after 7 million words), and every rounding of a runtime weighs as much more.
"""


def make_optimizer(net: nn.Module, lr: float) -> torch.optim.AdamW:
    """AdamW with weight decay on matrices and kernels only."""
    matrices = [p for p in net.parameters() if p.ndim >= 2]
    others = [p for p in net.parameters() if p.ndim < 2]
    groups: list[dict[str, Any]] = [{"params": matrices}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr, betas=BETAS, weight_decay=WEIGHT_DECAY, fused=True)


def ctc_loss(logits: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
    """Mean over tiles of −log P(label), in nat.

    Args:
        logits: float [N, T, C].
        labels: int64 [N, L], padded.
        lengths: int64 [N].
    """
    logprobs = F.log_softmax(logits.float(), dim=2).transpose(0, 1)  # T x N x C
    steps = torch.full_like(lengths, len(logprobs))
    loss = F.ctc_loss(
        logprobs, labels, steps, lengths, blank=BLANK, reduction="sum", zero_infinity=True
    )
    return loss / len(lengths)


def logit_decay(logits: Tensor) -> Tensor:
    """Penalty on large logits [N, T, C], in nat."""
    return LOGIT_DECAY * logits.float().square().mean()


def count_words(labels: Tensor, lengths: Tensor) -> int:
    """Words in labels [N, L]: spaces + 1 of every label that is not empty."""
    used = torch.arange(labels.shape[1], device=labels.device) < lengths[:, None]
    return int(((labels == SPACE) & used).sum() + (lengths > 0).sum())
