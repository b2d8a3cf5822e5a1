"""Exponential moving average of a net: the weights that are shipped."""

import copy

import torch

from model.network import WordNet

DECAY = 0.999
BEGIN = 500
"""Optimiser steps before which the average is just a copy."""


class Average:
    """Averages parameters and batch-norm statistics of `net` into `self.net` (evaluation mode)."""

    def __init__(self, net: WordNet) -> None:
        self.net = copy.deepcopy(net).eval().requires_grad_(False)

    @torch.no_grad()
    def update(self, net: WordNet, step: int) -> None:
        """Take the weights after optimiser step `step` in."""
        ours, theirs = self.net.state_dict(), net.state_dict()
        if step < BEGIN:
            self.net.load_state_dict(theirs)
            return
        floats = [k for k, v in ours.items() if v.is_floating_point()]
        torch._foreach_lerp_([ours[k] for k in floats], [theirs[k] for k in floats], 1 - DECAY)
        for name in ours.keys() - set(floats):  # batch counters
            ours[name].copy_(theirs[name])
