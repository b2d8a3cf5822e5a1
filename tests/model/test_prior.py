"""A corrected prior moves the logits of its characters, and nothing else."""

import pytest
import torch

from contract.charset import encode
from contract.errors import ContractError
from model.network import NetConfig, WordNet, example_tiles
from model.prior import ACCENTED, shift_prior


@pytest.fixture
def net() -> WordNet:
    torch.manual_seed(1)
    return WordNet(NetConfig((2, 3, 4, 5, 6, 7), hidden=8)).eval()


def test_only_the_named_classes_move(net: WordNet) -> None:
    tiles = example_tiles(64)
    with torch.inference_mode():
        before = net(tiles)
    shift_prior(net, "Øø", -2.0)
    with torch.inference_mode():
        moved = net(tiles) - before
    expected = torch.zeros_like(moved)
    expected[..., encode("Øø")] = -2.0
    torch.testing.assert_close(moved, expected, atol=1e-5, rtol=0)


def test_the_accented_letters_are_in_the_charset() -> None:
    assert len(encode(ACCENTED)) == 62


def test_a_foreign_character_is_refused(net: WordNet) -> None:
    with pytest.raises(ContractError, match="charset"):
        shift_prior(net, "Ж", -2.0)
