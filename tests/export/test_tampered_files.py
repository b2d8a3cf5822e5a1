"""Exports of the shipped weights, tampered with and hashed anew: which gate catches it."""

import copy
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from contract.bundle import fingerprint
from contract.charset import CHARSET
from contract.numbers import TILE_WIDTHS
from export.bundle import write_model
from export.coreml import TARGET as COREML
from export.folding import folded
from export.tflite.graph import pack, parse
from export.tflite.target import TARGET as TFLITE
from model.backends import default_weights
from model.network import WordNet
from model.weights import load_weights
from parity.compare import GOLDEN_SLACK
from parity.corpus import Corpus, read_corpus
from parity.gates import GateError, gate, measure
from parity.mil.package import WEIGHTS
from parity.runners.litert import LITERT
from parity.runners.mil import MIL

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # converters, of themselves

COUNT, GOLDENS = 24, 8
SIGN, TOP, LAST = 31, 22, 0
"""Bits of a float32: its sign, the first and the last of its mantissa."""


@dataclass(frozen=True)
class Setting:
    """The shipped net, tiles, the reference's logits, and exported files by their kind."""

    net: WordNet
    corpus: Corpus
    reference: np.ndarray
    files: dict[str, Path]

    def gated(self, precision: str, path: Path) -> float:
        """Gate a file; returns its largest logit error on the golden tiles."""
        run = (MIL if path.suffix == ".mlpackage" else LITERT).open(path)
        found = run(self.corpus.tiles)
        gate(precision, measure(self.reference, found, self.corpus.texts, CHARSET))
        return float(np.abs(found - self.reference)[:GOLDENS].max())

    def weight(self, name: str) -> np.ndarray:
        return self.net.state_dict()[name].numpy()


@pytest.fixture(scope="module")
def setting(tmp_path_factory) -> Setting:
    folder = tmp_path_factory.mktemp("files")
    net, _ = load_weights(default_weights())
    whole = read_corpus()
    corpus = whole.take(range(0, len(whole), len(whole) // COUNT))
    with torch.inference_mode():
        reference = copy.deepcopy(net).double()(torch.from_numpy(corpus.tiles)).numpy()
    given = (folded(net), TILE_WIDTHS[0])
    made = {
        "tflite": TFLITE.convert(*given, ("fp32", "dynamic-int8"), corpus.tiles, {}),
        "mlpackage": COREML.convert(*given, ("fp32",), corpus.tiles, {}),
    }
    files = {}
    for suffix, models in made.items():
        for precision, model in models.items():
            path = folder / f"{precision}.{suffix}"
            write_model(path, model)
            files[path.name] = path
    return Setting(net, corpus, reference, files)


def tampered(source: Path, folder: Path, held: np.ndarray, change) -> Path:
    """A copy of a file in which `change` was called on the weight that equals `held`.

    `change` gets the weight's bits as uint32, flat.
    """
    path = folder / source.name
    if source.is_dir():
        shutil.copytree(source, path)
        inside = path / WEIGHTS
    else:
        shutil.copy(source, path)
        inside = path
    data = bytearray(inside.read_bytes())
    start = data.index(held.tobytes())
    bits = np.frombuffer(held.tobytes(), np.uint32).copy()
    change(bits)
    data[start : start + bits.nbytes] = bits.tobytes()
    inside.write_bytes(data)
    assert fingerprint(path) != fingerprint(source)
    return path


FILES = pytest.mark.parametrize("file", ["fp32.tflite", "fp32.mlpackage"])


@FILES
def test_the_files_pass_as_they_are(setting, file):
    setting.gated("fp32", setting.files[file])


@FILES
@pytest.mark.parametrize("bit", [SIGN, TOP])
def test_a_flipped_bit_of_a_weight_is_a_logit_error(setting, tmp_path, file, bit):
    held = setting.weight("head.weight")

    def flip(bits):
        bits[np.abs(held).argmax()] ^= np.uint32(1 << bit)

    path = tampered(setting.files[file], tmp_path, held, flip)
    with pytest.raises(GateError, match="fp32 model misses its gate: logit error"):
        setting.gated("fp32", path)


@FILES
def test_the_last_bit_of_a_weight_is_seen_by_the_hash_only(setting, tmp_path, file):
    held = setting.weight("head.weight")

    def flip(bits):
        bits[np.abs(held).argmax()] ^= np.uint32(1 << LAST)

    setting.gated("fp32", tampered(setting.files[file], tmp_path, held, flip))


@pytest.mark.parametrize("name", ["weight_ih_l0", "weight_hh_l0_reverse"])
def test_another_order_of_the_lstm_s_gates_is_a_logit_error(setting, tmp_path, name):
    """In TFLite's file; MIL's own order is another and tested with its evaluator."""
    held = setting.weight(f"context.{name}")

    def reorder(bits):
        i, f, g, o = np.split(bits.copy(), 4)
        bits[:] = np.concatenate([i, f, o, g])

    path = tampered(setting.files["fp32.tflite"], tmp_path, held, reorder)
    with pytest.raises(GateError, match="fp32 model misses its gate: logit error"):
        setting.gated("fp32", path)


@pytest.mark.parametrize(
    ("name", "bit", "seen"), [("features.1.weight", 7, True), ("head.weight", 0, False)]
)
def test_a_bit_of_an_int8_weight_costs_no_word(setting, tmp_path, name, bit, seen):
    """It passes the gates. What is left: the hash, always; and the golden vectors, whose error
    must not exceed the mode's, for some of the first bits in a filter that all tiles pass through.
    """
    source, path = setting.files["dynamic-int8.tflite"], tmp_path / "tampered.tflite"
    before = setting.gated("dynamic-int8", source)
    graph = parse(source.read_bytes())
    (weight,) = [one for one in graph.subgraphs[0].tensors if one.name == name.encode()]
    values = np.array(graph.buffers[weight.buffer].data)
    caught = 0
    for place in range(0, len(values), len(values) // 8):
        flipped = values.copy()
        flipped[place] ^= 1 << bit
        graph.buffers[weight.buffer].data = flipped
        path.write_bytes(pack(graph))
        assert fingerprint(path) != fingerprint(source)
        caught += setting.gated("dynamic-int8", path) > GOLDEN_SLACK * before
    assert (caught > 0) == seen
