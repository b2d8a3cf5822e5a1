"""Batch norm folded into convolutions gives the same net."""

import torch
from exports import corpus, tiny_net
from torch import nn

from export.folding import folded


def test_the_folded_net_gives_the_same_logits():
    net = tiny_net().double()
    torch.manual_seed(3)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.1, 3)
            module.weight.data.uniform_(0.5, 2)
            module.bias.data.normal_()
    tiles = torch.from_numpy(corpus().tiles)
    with torch.inference_mode():
        assert (folded(net)(tiles) - net(tiles)).abs().max() < 1e-5
    assert not [m for m in folded(net).modules() if isinstance(m, nn.BatchNorm2d)]
    assert [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)], (
        "the net itself is as it was"
    )
