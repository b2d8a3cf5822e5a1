"""Averages of weights: along a run, and of several points of a course of training."""

import copy
from collections.abc import Sequence
from pathlib import Path

import torch

from contract.bundle import sha256
from contract.errors import PocketOcrError
from model.network import WordNet
from model.weights import RESERVED, load_weights

DECAY = 0.999
BEGIN = 500
"""Optimiser steps before which the average is just a copy."""


def average(paths: Sequence[Path]) -> tuple[WordNet, dict[str, str]]:
    """The mean of weights that come from each other, and what is known of their training.

    Points of one course of training lie in one basin, and their mean often reads better than
    each (M. Wortsman et al., "Model soups", ICML 2022). The facts are those of the last one.

    Raises:
        PocketOcrError: fewer than two, nets of different sizes, or a file that cannot be loaded.
    """
    if len(paths) < 2:
        raise PocketOcrError("an average needs two weights files or more")
    loaded = [load_weights(path) for path in paths]
    net, meta = loaded[-1]
    if any(other.config != net.config for other, _ in loaded):
        raise PocketOcrError("the weights are of nets of different sizes; average only like ones")
    states = [other.state_dict() for other, _ in loaded]
    net.load_state_dict(
        {
            name: torch.stack([state[name].double() for state in states]).mean(0).to(tensor.dtype)
            for name, tensor in net.state_dict().items()
        }
    )
    facts = {key: value for key, value in meta.items() if key not in RESERVED}
    return net, facts | {"averaged": " ".join(sha256(path.read_bytes())[:12] for path in paths)}


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
