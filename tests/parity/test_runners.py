"""Each runtime through its runner: tiles in, logits out, and a sentence where it is not here."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from mil import converted, noise, saved
from torch import nn

from contract.bundle import read_bundle
from contract.errors import ContractError, PocketOcrError
from model.backends.litert import LiteRtBackend
from model.backends.torch_net import TorchBackend
from parity.mil.evaluate import MilProgram
from parity.runners import RUNNERS, runner
from parity.runners.torch_reference import REFERENCE
from scan.worker import DEFAULT_BUNDLE


@pytest.fixture(scope="module")
def tiles():
    return read_bundle(DEFAULT_BUNDLE).goldens().tiles[:2]


@pytest.fixture(scope="module")
def model():
    return read_bundle(DEFAULT_BUNDLE).model_path()


@pytest.mark.parametrize("name", RUNNERS)
def test_every_runner_can_be_found_by_its_name(name):
    found = runner(name)
    assert found.name == name
    assert all(one.endswith((".tflite", ".mlpackage", ".safetensors")) for one in found.suffixes)
    assert found.gated == (name != "mil-fp16")


def test_an_unknown_one_is_refused():
    with pytest.raises(PocketOcrError, match=r"unknown runner 'onnx'; known: .*, report, all"):
        runner("onnx")


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(RUNNERS, "broken", "parity.runners.missing_module.X")
    with pytest.raises(PocketOcrError, match="the runner broken needs what is not installed"):
        runner("broken")


def test_litert_gives_what_apps_get(tiles, model):
    logits = runner("litert").open(model)(tiles)
    assert np.array_equal(logits, LiteRtBackend(DEFAULT_BUNDLE).logits(tiles))
    assert logits.dtype == np.float32
    assert runner("litert").versions().keys() == {"ai-edge-litert"}


@pytest.mark.parametrize("name", ["litert", "tensorflow"])
def test_a_damaged_model_is_named(monkeypatch, tmp_path, model, name):
    tensorflow = SimpleNamespace(lite=SimpleNamespace(Interpreter=Interpreter))
    monkeypatch.setitem(sys.modules, "tensorflow", tensorflow)
    (tmp_path / "net.tflite").write_bytes(model.read_bytes()[:1000])
    with pytest.raises(ContractError, match=r"net\.tflite: .* cannot load"):
        runner(name).open(tmp_path / "net.tflite")


def test_tensorflow_is_an_interpreter_like_litert(monkeypatch, tiles, model):
    """With LiteRT's in its place: what TensorFlow itself computes only TensorFlow can tell."""
    lite = SimpleNamespace(Interpreter=Interpreter)
    monkeypatch.setitem(sys.modules, "tensorflow", SimpleNamespace(lite=lite, __version__="2.21"))
    found = runner("tensorflow")
    assert np.array_equal(found.open(model)(tiles), runner("litert").open(model)(tiles))
    assert found.versions() == {"tensorflow": "2.21"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("torch", r"pip install 'pocket-ocr\[train\]'"),
        ("tensorflow", r"pip install 'pocket-ocr\[tensorflow\]'"),
        ("mil", r"pip install 'pocket-ocr\[export\]'"),
    ],
)
def test_what_is_missing_says_what_to_install(monkeypatch, name, says):
    module = RUNNERS[name].rpartition(".")[0]
    monkeypatch.setattr(f"{module}.find_spec", lambda wanted: None)
    why = runner(name).missing()
    assert why is not None
    with pytest.raises(PocketOcrError, match=says):
        raise PocketOcrError(why)


def test_torch_in_float64_is_the_reference(weights, tiles):
    exact, rounded = (one.open(weights)(tiles) for one in (REFERENCE, runner("torch")))
    assert exact.dtype == rounded.dtype == np.float32
    assert 0 < np.abs(exact - rounded).max() < 1e-4
    assert np.array_equal(rounded, TorchBackend(weights).logits(tiles.copy()))


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """An ML program in fp16 from [1, 4, 8] to [1, 4, 8]."""
    with pytest.warns(Warning):  # the converter warns about itself
        made = converted(nn.Sequential(nn.Linear(8, 8), nn.Tanh()), (1, 4, 8), fp16=True)
    return saved(made, tmp_path_factory.mktemp("mil") / "net.mlpackage")


@pytest.mark.filterwarnings("ignore")
def test_mil_evaluates_a_package_and_rounds_where_it_is_told_to(package):
    small = (noise(3, 4, 8) * 50).clip(0, 255).astype(np.uint8)
    exact, rounded = (runner(name).open(package)(small) for name in ("mil", "mil-fp16"))
    assert exact.shape == (3, 4, 8)
    assert np.array_equal(exact, MilProgram.load(package).logits(small))
    assert 0 < np.abs(exact - rounded).max() < 0.01


def test_coreml_is_for_macs(monkeypatch):
    monkeypatch.setattr("parity.runners.coreml.platform.system", lambda: "Linux")
    assert "macOS only" in (runner("coreml").missing() or "")
    monkeypatch.setattr("parity.runners.coreml.platform.system", lambda: "Darwin")
    assert runner("coreml").missing() is None
    monkeypatch.setattr(
        "parity.runners.coreml.find_spec", lambda name: None if name == "PIL" else name
    )
    assert "pillow is missing" in (runner("coreml").missing() or "")


@pytest.mark.filterwarnings("ignore")
def test_coreml_hands_each_tile_over_as_a_grey_image(package, monkeypatch):
    """Apple's runtime is replaced: this shows what it is given, and what becomes of its answer."""
    import coremltools as ct

    seen = []

    def predict(self, given):
        ((name, image),) = given.items()
        seen.append((name, image.mode, image.size))
        return {"y0": np.asarray(image, np.float16)[None]}

    monkeypatch.setattr(ct.models.MLModel, "predict", predict)
    small = np.arange(2 * 4 * 8, dtype=np.uint8).reshape(2, 4, 8)
    logits = runner("coreml").open(package)(small)
    assert seen == [("x0", "L", (8, 4))] * 2
    assert logits.dtype == np.float32
    assert np.array_equal(logits, small)
