"""Backends check what goes in and comes out, and say so when it does not fit."""

import json
import sys
from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from bundles import manifest_json

from contract.bundle import sha256
from contract.charset import CHARSET
from contract.errors import ContractError, PocketOcrError
from detector.framing import contract_hash
from model.backends import check_tiles, default_weights, open_backend
from model.calibration import UNCALIBRATED

CLASSES = 128
"""[1, 32, 256] pixels are as many as [1, 64, 128] logits: CAST and RESHAPE make a model."""


def tiny_model(classes: int = CLASSES, dtype: str = "UINT8") -> bytes:
    """A .tflite whose logits are the tile's pixels, reshaped to [1, T, classes]."""
    builder = flatbuffers.Builder(1024)
    model = schema.ModelT()
    model.version = 3
    graph = schema.SubGraphT()
    steps = 32 * 256 // classes
    shapes = [[1, 32, 256], [1, 32, 256], [3], [1, steps, classes]]
    types = [dtype, "FLOAT32", "INT32", "FLOAT32"]
    model.buffers = [schema.BufferT() for _ in range(5)]
    shape_bytes = np.array(shapes[3], np.int32).tobytes()
    model.buffers[3].data = list(shape_bytes)
    graph.tensors = []
    for i, (shape, kind) in enumerate(zip(shapes, types, strict=True)):
        tensor = schema.TensorT()
        tensor.shape, tensor.type = shape, getattr(schema.TensorType, kind)
        tensor.buffer, tensor.name = i + 1, f"t{i}".encode()
        graph.tensors.append(tensor)
    model.operatorCodes, graph.operators = [], []
    for i, (code, inputs, outputs) in enumerate((("CAST", [0], [1]), ("RESHAPE", [1, 2], [3]))):
        operator_code, operator = schema.OperatorCodeT(), schema.OperatorT()
        operator_code.builtinCode = getattr(schema.BuiltinOperator, code)
        operator_code.deprecatedBuiltinCode = operator_code.builtinCode
        operator.opcodeIndex, operator.inputs, operator.outputs = i, inputs, outputs
        model.operatorCodes.append(operator_code)
        graph.operators.append(operator)
    graph.inputs, graph.outputs = [0], [3]
    model.subgraphs = [graph]
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "bundle", tiny_model())


def write_bundle(folder: Path, model: bytes, **changes: Any) -> Path:
    """A bundle of one model that passes the bundle reader."""
    folder.mkdir()
    charset = (CHARSET[: CLASSES - 1] + "\n").encode()
    files = {"m.tflite": model, "charset.txt": charset, "goldens.safetensors": b""}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    manifest = manifest_json() | {
        "contract": contract_hash(),
        "lexicon": None,
        "charset": {"file": "charset.txt", "sha256": sha256(charset), "classes": CLASSES,
                    "blank": 0},
        "default_precision": "fp32",
        "goldens": {"file": "goldens.safetensors", "sha256": sha256(b""), "texts": []},
    }  # fmt: skip
    manifest["models"][0] |= {
        "file": "m.tflite",
        "precision": "fp32",
        "sha256": sha256(model),
        "bytes": len(model),
        "output": {"name": "t3", "dtype": "float32", "shape": [1, 64, CLASSES]},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest | changes))
    return folder


def test_litert_gives_the_models_logits(bundle: Path) -> None:
    backend = open_backend(bundle=bundle)
    tiles = np.random.default_rng(0).integers(0, 256, (3, 32, 256), np.uint8)
    logits = backend.logits(tiles)
    np.testing.assert_array_equal(logits, tiles.reshape(3, 64, CLASSES).astype(np.float32))
    assert logits.dtype == np.float32
    assert (backend.tile_widths, len(backend.charset)) == ((256,), CLASSES - 1)
    assert backend.calibration.knots == ((-2048, 0), (-100, 700), (0, 1000))
    assert backend.logits(tiles[:0]).shape == (0, 64, CLASSES)


@pytest.mark.parametrize("model", [tiny_model(classes=64), tiny_model(dtype="INT8")])
def test_litert_refuses_another_signature(model: bytes, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="manifest says"):
        open_backend(bundle=write_bundle(tmp_path / "b", model))


def test_litert_refuses_what_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="cannot load"):
        open_backend(bundle=write_bundle(tmp_path / "b", b"TFL3 but no model"))


def test_litert_refuses_another_framing_and_unknown_precisions(tmp_path: Path) -> None:
    other = write_bundle(tmp_path / "a", tiny_model(), contract="0" * 64)
    with pytest.raises(ContractError, match="framing"):
        open_backend(bundle=other)
    with pytest.raises(ContractError, match="int8"):
        open_backend(bundle=write_bundle(tmp_path / "b", tiny_model()), precision="int8")


@pytest.mark.parametrize(
    "tiles",
    [
        np.zeros((1, 32, 256), np.float32),
        np.zeros((32, 256), np.uint8),
        np.zeros((1, 31, 256), np.uint8),
        np.zeros((1, 32, 100), np.uint8),
    ],
)
def test_wrong_tiles_are_refused(tiles: np.ndarray) -> None:
    with pytest.raises(ContractError, match=r"tiles must be uint8 \[N, 32, 256\]"):
        check_tiles(tiles, (256,))


def test_default_weights_are_the_only_ones(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="no weights files"):
        default_weights(tmp_path)
    (tmp_path / "a.safetensors").touch()
    assert default_weights(tmp_path) == tmp_path / "a.safetensors"
    (tmp_path / "b.safetensors").touch()
    with pytest.raises(ContractError, match="2 weights files"):
        default_weights(tmp_path)


def test_exactly_one_reader(bundle: Path) -> None:
    with pytest.raises(ContractError, match="one reader"):
        open_backend()
    with pytest.raises(ContractError, match="one reader"):
        open_backend(weights=Path("w"), bundle=bundle)
    with pytest.raises(ContractError, match="fp32"):
        open_backend(weights=Path("w"), precision="int8")


def test_without_torch_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "model.backends.torch_net", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(PocketOcrError, match="pip install"):
        open_backend(weights=Path("w"))


def test_torch_reads_weights_and_the_calibration_beside_them(tmp_path: Path) -> None:
    import torch

    from model.config import NetConfig
    from model.network import WordNet
    from model.weights import save_weights

    torch.manual_seed(0)
    net = WordNet(NetConfig(channels=(4, 4, 4, 4, 4, 4), hidden=4)).eval()
    save_weights(tmp_path / "w.safetensors", net, {})
    backend = open_backend(weights=tmp_path / "w.safetensors")
    assert backend.calibration == UNCALIBRATED
    tiles = np.random.default_rng(0).integers(0, 256, (70, 32, 256), np.uint8)  # over one batch
    with torch.inference_mode():
        expected = net(torch.from_numpy(tiles)).numpy()
    np.testing.assert_allclose(backend.logits(tiles), expected, atol=1e-4)
    assert backend.logits(tiles[:0]).shape == (0, 64, len(CHARSET) + 1)

    (tmp_path / "calibration.json").write_text('{"knots": [[-9, 1], [0, 900]]}')
    again = open_backend(weights=tmp_path / "w.safetensors")
    assert again.calibration.knots == ((-9, 1), (0, 900))


BUNDLE = Path(__file__).parents[2] / "pocket_ocr" / "bundle"


def test_a_bundle_is_read_with_its_lexicon_or_without():
    assert open_backend(bundle=BUNDLE).lexicon is not None
    assert open_backend(bundle=BUNDLE, lexicon=False).lexicon is None
