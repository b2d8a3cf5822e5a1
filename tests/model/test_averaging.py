"""The mean of several weights files."""

import pytest
import torch
from exports import tiny_net, write_weights
from typer.testing import CliRunner

from contract.errors import PocketOcrError
from model.__main__ import app
from model.network import WordNet
from model.training.averaging import average
from model.weights import load_weights, save_weights


def test_the_mean_of_two(tmp_path):
    paths = [write_weights(tmp_path / str(seed), seed) for seed in (1, 2)]
    net, facts = average(paths)
    mine, theirs = tiny_net(1).state_dict(), tiny_net(2).state_dict()
    for name, tensor in net.state_dict().items():
        assert torch.allclose(tensor.double(), (mine[name].double() + theirs[name].double()) / 2)
    assert facts["samples"] == "7"
    assert len(facts["averaged"].split()) == 2


def test_the_command_writes_weights_that_load(tmp_path):
    paths = [str(write_weights(tmp_path / str(seed), seed)) for seed in (1, 2)]
    output = tmp_path / "mean.safetensors"
    result = CliRunner().invoke(app, ["average", *paths, "--output", str(output)])
    assert result.exit_code == 0, result.output
    net, meta = load_weights(output)
    assert torch.equal(net.head.bias, average(list(map(type(output), paths)))[0].head.bias)
    assert "averaged" in meta


def test_what_cannot_be_averaged(tmp_path):
    one = write_weights(tmp_path)
    with pytest.raises(PocketOcrError, match="two weights files"):
        average([one])
    save_weights(tmp_path / "large.safetensors", WordNet().eval(), {})
    with pytest.raises(PocketOcrError, match="different sizes"):
        average([one, tmp_path / "large.safetensors"])
