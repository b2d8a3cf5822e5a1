"""Tensors bear the names of the torch net."""

import numpy as np
import pytest
from tflite import SCOPE, WEIGHTS, small_model

from export.tflite.graph import pack, parse
from export.tflite.names import rename


def names(model: bytes) -> list[str]:
    (graph,) = parse(model).subgraphs
    return [tensor.name.decode() for tensor in graph.tensors]


def test_tensors_are_named_by_module_and_operation():
    assert names(rename(small_model(), WEIGHTS)) == [
        "tiles",
        "net/cast",
        "constant",
        "head/reshape",
        "head.weight",
        "head.bias",
        "logits",
    ]


def test_weights_that_the_converter_changed_are_named_by_their_use():
    """A convolution's hold its batch norm, so that they equal nothing in the file of weights."""
    model = parse(small_model())
    tensors = model.subgraphs[0].tensors
    scope = "torch.nn.modules.container.Sequential_features/torch.nn.Sequential_3/torch.Conv2d_0;2"
    tensors[6].name = f"{SCOPE}/{scope};;{SCOPE}/torch.nn.modules.rnn.LSTM_context"
    assert names(rename(pack(model), {}))[4:6] == ["features.3.weight", "features.3.bias"]


def test_a_weight_is_known_by_what_it_holds():
    """Whatever the converter calls it, and although an operation of the head uses it."""
    assert names(rename(small_model(), {"context.weight_ih_l0": WEIGHTS["head.weight"]}))[4] == (
        "context.weight_ih_l0"
    )
    other = {"context.weight_ih_l0": WEIGHTS["head.weight"] + np.float32(1e-6)}
    assert names(rename(small_model(), other))[4] == "net.weight"


def test_namesakes_are_numbered():
    model = parse(small_model())
    (graph,) = model.subgraphs
    weight, bias = graph.tensors[4:6]
    bias.buffer, bias.shape = weight.buffer, weight.shape
    found = names(rename(pack(model), WEIGHTS))
    assert found[4:6] == ["head.weight", "head.weight_1"]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("weights", [WEIGHTS, {}])
def test_names_change_nothing_else(weights):
    before, after = parse(small_model()), parse(rename(small_model(), weights))
    for a, b in zip(before.subgraphs[0].tensors, after.subgraphs[0].tensors, strict=True):
        b.name = a.name
    assert pack(before) == pack(after)
