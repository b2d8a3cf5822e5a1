"""Programs of small nets give what torch gives."""

from pathlib import Path

import numpy as np
import pytest
import torch
from exports import tiny_net
from mil import converted, noise, saved
from torch import nn

from parity.mil.evaluate import MilProgram

pytestmark = pytest.mark.filterwarnings("ignore")  # the converter warns about itself and torch
ROOT = Path(__file__).parents[2]


class Apply(nn.Module):
    """A function of tensors as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *x):
        return self.function(*x)


class Recurrent(nn.Module):
    def __init__(self, last=False, **options):
        super().__init__()
        self.last = last
        self.lstm = nn.LSTM(5, 4, **options)

    def forward(self, x):
        states, (h, c) = self.lstm(x)
        return torch.cat([h, c]) if self.last else states


IMAGE = (1, 4, 9, 10)
CASES = {
    "conv": (nn.Conv2d(4, 6, (2, 3), (2, 1), (0, 1)), IMAGE),
    "conv without bias": (nn.Conv2d(4, 6, 3, bias=False), IMAGE),
    "conv dilated": (nn.Conv2d(4, 6, 3, dilation=(2, 1), padding=2), IMAGE),
    "conv in groups": (nn.Conv2d(4, 8, 3, groups=2), IMAGE),
    "conv depthwise": (nn.Conv2d(4, 4, 3, stride=2, groups=4), IMAGE),
    "conv same": (nn.Conv2d(4, 4, (3, 4), padding="same"), IMAGE),
    "conv of one axis": (nn.Conv1d(4, 6, 3, stride=2, padding=1), (2, 4, 11)),
    "max pool": (nn.MaxPool2d((2, 3), (2, 1), (1, 1)), IMAGE),
    "average pool": (nn.AvgPool2d(3, 2, 1), IMAGE),
    "average pool without padding": (nn.AvgPool2d(3, 2, 1, count_include_pad=False), IMAGE),
    "lstm": (Recurrent(), (7, 2, 5)),
    "lstm both ways": (Recurrent(bidirectional=True, batch_first=True), (1, 7, 5)),
    "lstm of two layers": (Recurrent(bidirectional=True, num_layers=2), (7, 1, 5)),
    "lstm without bias": (Recurrent(bidirectional=True, bias=False), (7, 1, 5)),
    "last state": (Recurrent(last=True, bidirectional=True), (7, 1, 5)),
    "linear": (nn.Linear(5, 3), (2, 7, 5)),
    "batch norm": (nn.Sequential(nn.Conv2d(4, 4, 3), nn.BatchNorm2d(4), nn.ReLU()), IMAGE),
    "matmul": (Apply(lambda a, b: a @ b), (2, 3, 4), (2, 4, 5)),
    "matmul transposed": (Apply(lambda a, b: a @ b.transpose(1, 2)), (2, 3, 4), (2, 5, 4)),
    "arithmetic": (Apply(lambda a, b: (a + b) * a - b / (a * a + 1)), (2, 3), (2, 3)),
    "broadcast": (Apply(lambda a, b: a + b), (2, 3, 4), (3, 1)),
    "reshape": (Apply(lambda a: torch.relu(a.permute(2, 0, 1).reshape(4, -1))), (2, 3, 4)),
    "squeeze": (Apply(lambda a: torch.tanh(a.squeeze(1).unsqueeze(0))), (2, 1, 4)),
    "split": (Apply(lambda a: torch.cat(a.split([1, 2], 1)[::-1], 1)), (2, 3)),
    "concat": (Apply(lambda a, b: torch.cat([a, b, a], 1)), (2, 3), (2, 4)),
    "slice": (Apply(lambda a: torch.sigmoid(a[:, 1:5:2, 3])), (2, 7, 4)),
    "mean": (Apply(lambda a: a.mean((1, 2), keepdim=True) + a.mean(2, keepdim=True)), (2, 3, 4)),
    "softmax": (Apply(lambda a: torch.softmax(a, 1)), (2, 3, 4)),
}


class All(nn.Module):
    """Every case in one program, which is much faster than a program for each."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.parts = nn.ModuleList(module for module, *_ in CASES.values())
        for values in (*self.parameters(), *self.buffers()):
            if values.dtype.is_floating_point:
                nn.init.uniform_(values, 0.1, 1.0)

    def forward(self, *given):
        rest, results = list(given), []
        for part, (_, *shapes) in zip(self.parts, CASES.values(), strict=True):
            results.append(part(*(rest.pop(0) for _ in shapes)))
        return tuple(results)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What torch and the evaluator give, by case."""
    shapes = [shape for _, *own in CASES.values() for shape in own]
    given = [noise(*shape, seed=i) for i, shape in enumerate(shapes)]
    module = All().eval()
    with torch.inference_mode():
        wanted = [y.numpy() for y in module(*map(torch.from_numpy, given))]
    model = converted(module, *shapes, outputs=len(CASES))
    program = MilProgram.load(saved(model, tmp_path_factory.mktemp("mil") / "all.mlpackage"))
    found = program(**{f"x{i}": x for i, x in enumerate(given)})
    return {name: (wanted[i], found[f"y{i}"]) for i, name in enumerate(CASES)}


@pytest.mark.parametrize("name", CASES)
def test_repeats_torch(name, results):
    wanted, found = results[name]
    assert found.shape == wanted.shape
    assert np.abs(found - wanted).max() < 1e-5 * max(1, np.abs(wanted).max())


class OfImage(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image):
        return self.net(image[:, 0])


def test_the_whole_net_and_the_rounding_of_activations(tmp_path):
    """fp16 weights cost little, rounding after each op a little more, and only where declared."""
    tiles = np.random.default_rng(0).integers(0, 256, (4, 32, 32), np.uint8)
    with torch.inference_mode():
        wanted = tiny_net()(torch.from_numpy(tiles)).numpy()
    errors = {}
    for fp16 in (False, True):
        path = tmp_path / f"{fp16}.mlpackage"
        saved(converted(OfImage(tiny_net()), (1, 1, 32, 32), fp16=fp16), path)
        for rounded in (False, True):
            found = MilProgram.load(path, round_fp16=rounded).logits(tiles)
            errors[fp16, rounded] = float(np.abs(found - wanted).max())
    assert errors[False, False] == errors[False, True] < 1e-5
    assert 1e-5 < errors[True, False] < errors[True, True] < 1e-2


def test_the_shipped_weights(tmp_path):
    from model.backends import default_weights
    from model.weights import load_weights

    net, _ = load_weights(default_weights())
    tiles = np.random.default_rng(0).integers(0, 256, (2, 32, 256), np.uint8)
    with torch.inference_mode():
        wanted = net.double()(torch.from_numpy(tiles)).numpy()
    model = converted(OfImage(net.float()), (1, 1, 32, 256))
    program = MilProgram.load(saved(model, tmp_path / "net.mlpackage"))
    assert np.abs(program.logits(tiles) - wanted).max() < 1e-4
