"""Reading a bundle: all of it checked, and what is wrong said in a sentence that helps."""

import numpy as np
import pytest
from bundles import GOLDENS, digest, manifest_json, write_bundle
from safetensors.numpy import load_file

from contract.bundle import dump_safetensors, read_bundle, read_safetensors
from contract.charset import CHARSET
from contract.errors import ContractError

FILES = ["net.tflite", "charset.txt", "lexicon.bin", "goldens.safetensors"]


def test_a_whole_bundle(tmp_path):
    bundle = read_bundle(write_bundle(tmp_path / "b"))
    assert bundle.charset == CHARSET
    assert bundle.calibration == ((-2048, 0), (-100, 700), (0, 1000))
    assert bundle.model_path() == tmp_path / "b" / "net.tflite"
    assert bundle.model_path("dynamic-int8") == bundle.model_path()
    goldens = bundle.goldens()
    assert goldens.tiles.shape == (2, 32, 256)
    assert goldens.tiles.dtype == np.uint8
    assert goldens.tiles[0, 1, 7] == (256 + 7) % 256
    assert goldens.logits.dtype == np.float32
    assert (goldens.logits.min(), goldens.logits.max()) == (-1, 1)
    assert goldens.texts == ("one", "two")


def test_a_precision_that_is_not_there(tmp_path):
    bundle = read_bundle(write_bundle(tmp_path))
    with pytest.raises(ContractError, match="no fp32 model, only dynamic-int8"):
        bundle.model_path("fp32")


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file(tmp_path, file):
    write_bundle(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(ContractError, match=f"{file} is missing; export the bundle anew"):
        read_bundle(tmp_path)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: bytes([b[0] ^ 1]) + b[1:]])
def test_a_damaged_file(tmp_path, file, damage):
    write_bundle(tmp_path)
    (tmp_path / file).write_bytes(damage((tmp_path / file).read_bytes()))
    with pytest.raises(ContractError, match=f"{file} was changed or is damaged"):
        read_bundle(tmp_path)


def test_a_size_that_contradicts_the_file(tmp_path):
    manifest = manifest_json()
    manifest["models"][0]["bytes"] += 1
    write_bundle(tmp_path, manifest)
    with pytest.raises(ContractError, match="110 bytes, not 111"):
        read_bundle(tmp_path)


def test_a_charset_that_contradicts_the_classes(tmp_path):
    manifest = manifest_json()
    short = (CHARSET[:-1] + "\n").encode()
    manifest["charset"]["sha256"] = digest(short)
    write_bundle(tmp_path, manifest)
    (tmp_path / "charset.txt").write_bytes(short)
    with pytest.raises(ContractError, match="has 171 characters"):
        read_bundle(tmp_path)


def test_no_bundle_at_all(tmp_path):
    with pytest.raises(ContractError, match="holds no bundle"):
        read_bundle(tmp_path / "nowhere")


def test_goldens_that_differ_in_number(tmp_path):
    manifest = manifest_json()
    manifest["goldens"]["texts"] = ["one"]
    bundle = read_bundle(write_bundle(tmp_path, manifest))
    with pytest.raises(ContractError, match="differ in number"):
        bundle.goldens()


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff" * 20, GOLDENS[:200], GOLDENS[:-1], GOLDENS.replace(b'"U8"', b'"I8"')],
    ids=["empty", "noise", "header cut", "data cut", "other dtype"],
)
def test_damaged_safetensors(tmp_path, data):
    path = tmp_path / "x.safetensors"
    path.write_bytes(data)
    with pytest.raises(ContractError, match="not a readable safetensors file"):
        read_safetensors(path)


def test_safetensors_come_back_and_others_read_them(tmp_path):
    arrays = {
        "bytes": np.arange(6, dtype=np.uint8).reshape(2, 3),
        "numbers": np.array([[-(2**31)], [2**31 - 1]], np.int32),
        "none": np.zeros((0, 4), np.int32),
        "floats": np.array([-0.0, 1e-45, 3.4e38], np.float32),
    }
    path = tmp_path / "x.safetensors"
    path.write_bytes(dump_safetensors(arrays))
    for found in (read_safetensors(path), load_file(path)):
        assert set(found) == set(arrays)
        for name, array in arrays.items():
            assert found[name].dtype == array.dtype
            assert found[name].shape == array.shape
            assert found[name].tobytes() == array.tobytes()


def test_other_arrays_are_refused():
    with pytest.raises(ContractError, match="x is int64"):
        dump_safetensors({"x": np.zeros(2, np.int64)})
