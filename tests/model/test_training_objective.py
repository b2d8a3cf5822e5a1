"""What is minimised: the labels' likelihood, and a penalty that keeps logits small."""

import pytest
import torch

from model.training.objective import LOGIT_DECAY, ctc_loss, logit_decay

LABELS, LENGTHS = torch.tensor([[3, 4]]), torch.tensor([2])


def test_the_penalty_is_the_mean_square():
    penalty = logit_decay(torch.full((2, 5, 7), -3.0))
    assert penalty.item() == pytest.approx(9 * LOGIT_DECAY)
    assert logit_decay(torch.zeros(1, 5, 7)).item() == 0


def test_the_likelihood_does_not_see_a_shift_that_the_penalty_takes_back():
    torch.manual_seed(0)
    logits = torch.randn(1, 6, 7, requires_grad=True)
    shifted = logits - 40
    assert torch.isclose(ctc_loss(logits, LABELS, LENGTHS), ctc_loss(shifted, LABELS, LENGTHS))
    assert logit_decay(shifted) > 100 * logit_decay(logits)
    (ctc_loss(shifted, LABELS, LENGTHS) + logit_decay(shifted)).backward()
    assert logits.grad.mean() < 0  # a step of descent raises them
