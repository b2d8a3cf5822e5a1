"""WordNet: shapes, what it sees at a tile's edges, and what a converter can make of it."""

import pytest
import torch

from contract.charset import BLANK, CLASSES
from contract.errors import ContractError
from contract.numbers import STEP, TILE_WIDTHS
from model.config import NetConfig
from model.network import WordNet, example_tiles, steps


@pytest.fixture(scope="module")
def net() -> WordNet:
    torch.manual_seed(0)
    return WordNet().eval()


def noise(count: int, width: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(width)
    return torch.randint(0, 256, (count, 32, width), dtype=torch.uint8, generator=generator)


@pytest.mark.parametrize("width", [4, 48, 256])
def test_one_row_of_float_logits_per_step(net: WordNet, width: int) -> None:
    logits = net(noise(2, width))
    assert logits.shape == (2, width // STEP, CLASSES) == (2, steps(width), CLASSES)
    assert logits.dtype == torch.float32


def test_steps_refuses_what_the_net_cannot_divide() -> None:
    for width in (0, -4, 30):
        with pytest.raises(ValueError, match="multiple of 4"):
            steps(width)


def test_features_do_not_see_where_the_padding_of_paper_ends(net: WordNet) -> None:
    short = noise(1, 64)
    padded = torch.cat([short, example_tiles(64)], dim=2)

    def first_layer(tiles: torch.Tensor) -> torch.Tensor:
        return net.features[0][0](((255 - tiles.float()) / 255).unsqueeze(1))

    assert torch.equal(first_layer(padded)[..., :32], first_layer(short))


def test_tiles_of_a_batch_do_not_influence_each_other(net: WordNet) -> None:
    tiles = noise(3, 64)
    torch.testing.assert_close(net(tiles)[1:2], net(tiles[1:2]), rtol=1e-4, atol=1e-5)


def test_grey_is_not_clipped_or_wrapped(net: WordNet) -> None:
    outputs = [net(torch.full((1, 32, 16), g, dtype=torch.uint8)) for g in (0, 1, 128, 254, 255)]
    for i, a in enumerate(outputs):
        assert all(not torch.equal(a, b) for b in outputs[i + 1 :])


def test_a_new_net_favours_characters_over_blanks() -> None:
    torch.manual_seed(3)
    bias = WordNet().head.bias
    assert bias[BLANK] == -1
    assert bias[BLANK + 1 :].abs().max() < 1


def test_size_and_config_decide_the_shapes(net: WordNet) -> None:
    assert sum(p.numel() for p in net.parameters()) < 810_000
    small = WordNet(NetConfig((2, 3, 4, 5, 6, 7), hidden=8, classes=11)).eval()
    assert small(noise(1, 32)).shape == (1, 8, 11)


def test_a_second_layer_of_the_lstm_reads_the_first() -> None:
    one, two = (WordNet(NetConfig((2, 3, 4, 5, 6, 7), hidden=8, layers=n)) for n in (1, 2))
    assert two(noise(1, 32)).shape == one(noise(1, 32)).shape
    assert two.context.weight_ih_l1.shape == (4 * 8, 2 * 8)
    assert not hasattr(one.context, "weight_ih_l1")


def test_a_net_of_no_size_is_refused() -> None:
    for sizes in ({"hidden": 0}, {"layers": 0}, {"channels": (2, 3, 4, 0, 6, 7)}):
        with pytest.raises(ContractError, match="at least 1"):
            NetConfig(**sizes)


@pytest.mark.filterwarnings("ignore:The tensor attributes self.context:UserWarning")  # nn.LSTM's
def test_exports_with_static_shapes_and_the_same_logits() -> None:
    torch.manual_seed(1)
    small = WordNet(NetConfig((2, 3, 4, 5, 6, 7), hidden=8)).eval()
    program = torch.export.export(small, (example_tiles(TILE_WIDTHS[0]),), strict=False)
    tiles = noise(1, TILE_WIDTHS[0])
    torch.testing.assert_close(program.module()(tiles), small(tiles))
    targets = {str(node.target) for node in program.graph.nodes if node.op == "call_function"}
    dynamic = ("scalar_dense", "aten.item", "nonzero", "sym_")
    assert any("lstm" in t for t in targets)
    assert not [t for t in targets if any(word in t for word in dynamic)]
