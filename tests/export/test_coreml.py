"""A tiny net through the real converter and compression, evaluated as MIL."""

from dataclasses import replace

import coremltools as ct
import coremltools.optimize.coreml as cto
import numpy as np
import pytest
import torch
from exports import WIDTH, corpus, job

from contract.bundle import read_bundle
from contract.charset import CHARSET
from contract.errors import ContractError, PocketOcrError
from contract.manifest import load
from export.bundle import write_model
from export.compare import compare
from export.coreml import TARGET, CoremlTarget
from export.coreml.compress import compress, uncompressed
from export.coreml.convert import convert
from export.pipeline import export
from model.config import NetConfig
from model.network import WordNet
from parity.gates import GateError, gate, measure
from parity.mil.evaluate import MilProgram
from parity.mil.package import MODEL, WEIGHTS, read_program, read_spec

pytestmark = pytest.mark.filterwarnings("ignore")  # the converters warn about themselves

FACTS = {"version": "1.2", "charset": "ab", "blank": "0", "width": str(WIDTH), "training.seed": "7"}
COMPRESSED = {
    "int8": "constexpr_affine_dequantize",
    "palette8": "constexpr_lut_to_dense",
    "palette6": "constexpr_lut_to_dense",
    "palette4": "constexpr_lut_to_dense",
}


def net():
    """Small, but with weights that are worth compressing."""
    torch.manual_seed(0)
    return WordNet(NetConfig(channels=(4, 16, 16, 16, 16, 32), hidden=16)).eval()


def made(ios=17):
    return CoremlTarget(ios).convert(net(), WIDTH, TARGET.precisions, corpus().tiles, FACTS)


@pytest.fixture(scope="module")
def models():
    return made()


@pytest.fixture(scope="module")
def paths(models, tmp_path_factory):
    folder = tmp_path_factory.mktemp("coreml")
    for kind, model in models.items():
        write_model(folder / f"{kind}.mlpackage", model)
    return {kind: folder / f"{kind}.mlpackage" for kind in models}


def reference(tiles):
    with torch.inference_mode():
        return net()(torch.from_numpy(tiles)).numpy()


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def kinds(path):
    function = read_spec(path).mlProgram.functions["main"]
    return {op.type for op in function.block_specializations[function.opset].operations}


def test_a_net_of_two_lstm_layers_comes_through(tmp_path):
    torch.manual_seed(0)
    two = WordNet(replace(net().config, layers=2)).eval()
    tiles = corpus().tiles[:8]
    path = tmp_path / "two.mlpackage"
    write_model(path, CoremlTarget(17).convert(two, WIDTH, ("fp32",), tiles, FACTS)["fp32"])
    with torch.inference_mode():
        expected = two(torch.from_numpy(tiles)).numpy()
    assert np.abs(TARGET.runner.open(path)(tiles) - expected).max() < 1e-5


def test_fp32_repeats_the_reference(paths):
    tiles = corpus().tiles
    assert np.abs(TARGET.runner.open(paths["fp32"])(tiles) - reference(tiles)).max() < 1e-5
    rounded = TARGET.rounding.open(paths["fp32"])(tiles)
    assert np.array_equal(rounded, TARGET.runner.open(paths["fp32"])(tiles)), "it says float32"


@pytest.mark.parametrize("precision", ["fp16", *COMPRESSED])
def test_smaller_precisions_are_near_the_reference(paths, precision):
    tiles = corpus().tiles
    run = TARGET.runner.open(paths[precision])
    found = measure(reference(tiles), run(tiles), [""] * len(tiles), CHARSET)
    assert 0 < found.max_logit_error < 0.3
    assert found.psnr_db > (45 if precision == "fp16" else 20)
    rounded = TARGET.rounding.open(paths[precision])(tiles)
    assert 0 < np.abs(rounded - run(tiles)).max() < 0.01


def test_sizes_fall_with_the_bits(models):
    sizes = {kind: sum(map(len, model.values())) for kind, model in models.items()}
    weights = {kind: len(model[WEIGHTS.as_posix()]) for kind, model in models.items()}
    assert weights["fp32"] > 1.7 * weights["fp16"]
    assert sizes["fp16"] > sizes["int8"] > sizes["palette6"] > sizes["palette4"]


@pytest.mark.parametrize("precision", TARGET.precisions)
def test_input_and_output_are_named_typed_and_described(paths, precision):
    path = paths[precision]
    given, out = TARGET.tensors(path)
    assert (given.name, given.dtype, given.shape) == ("tiles", "uint8", (1, 32, WIDTH))
    assert (out.name, out.dtype, out.shape) == ("logits", "float32", (1, WIDTH // 4, 173))
    spec = read_spec(path)
    assert spec.specificationVersion == 8  # iOS 17
    assert not spec.description.state
    assert "no normalisation" in spec.description.input[0].shortDescription
    assert "class 0 is CTC's blank" in spec.description.output[0].shortDescription
    metadata = spec.description.metadata
    assert (metadata.license, metadata.versionString) == ("Apache-2.0", "1.2")
    assert metadata.author and metadata.shortDescription
    assert FACTS.items() <= dict(metadata.userDefined).items()
    assert not any("date" in key for key in metadata.userDefined)


@pytest.mark.parametrize("precision", COMPRESSED)
def test_the_named_compression_is_what_was_done(paths, precision):
    assert COMPRESSED[precision] in kinds(paths[precision])
    assert not {k for k in kinds(paths["fp16"]) if k.startswith("constexpr_")}
    model = convert(net(), WIDTH, 17, fp16=True)
    assert len(uncompressed(model)) >= 5
    assert not uncompressed(compress(model, precision))


def test_compression_that_does_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(cto, "linear_quantize_weights", lambda model, config: model)
    with pytest.raises(PocketOcrError, match="did not become int8: "):
        compress(convert(net(), WIDTH, 17, fp16=True), "int8")
    with pytest.raises(PocketOcrError, match="no precision 'int4'"):
        compress(None, "int4")


def test_a_second_conversion_gives_the_same_bytes(models):
    assert made() == models


def test_apples_own_library_reads_the_package(paths):
    spec = ct.utils.load_spec(str(paths["int8"]))
    assert spec == read_spec(paths["int8"])
    assert sorted(files(paths["int8"])) == [str(MODEL), str(WEIGHTS), "Manifest.json"]


@pytest.mark.parametrize(("ios", "version"), [(16, 7), (18, 9)])
def test_older_and_newer_ios(ios, version, tmp_path):
    tiles = corpus().tiles[:4]
    for kind, model in made(ios).items():
        path = tmp_path / f"{kind}.mlpackage"
        write_model(path, model)
        assert read_spec(path).specificationVersion == version
        assert np.abs(TARGET.runner.open(path)(tiles) - reference(tiles)).max() < 0.3


def test_an_ios_that_is_not_known():
    with pytest.raises(PocketOcrError, match="one of 16, 17, 18, not 15"):
        CoremlTarget(15)


def test_what_is_no_reader_of_tiles_is_refused(paths, tmp_path, models):
    spec = read_spec(paths["fp32"])
    spec.description.input[0].type.imageType.colorSpace = 20  # RGB
    changed = models["fp32"] | {MODEL.as_posix(): spec.SerializeToString()}
    write_model(tmp_path / "rgb.mlpackage", changed)
    with pytest.raises(ContractError, match="grey image"):
        TARGET.tensors(tmp_path / "rgb.mlpackage")


def test_a_bundle_from_end_to_end(tmp_path):
    lines: list[str] = []
    bundle = export(replace(job(tmp_path, precision="fp16"), target=TARGET), lines.append)
    (model,) = bundle.manifest.models
    assert model.file == "pocket-ocr-word-fp16.mlpackage"
    assert bundle.model_path().is_dir()
    assert model.bytes == sum(map(len, files(bundle.model_path()).values()))
    assert 0 < model.parity.rounded_fp16["max_logit_error"] < 0.01
    assert any("activations in fp16" in line for line in lines)
    assert set(bundle.manifest.tools) == {"torch", "coremltools", "scikit-learn"}
    metadata = read_spec(bundle.model_path()).description.metadata.userDefined
    assert metadata["charset"] == CHARSET
    assert metadata["training.samples"] == "7"
    assert metadata["weights"] == bundle.manifest.weights.sha256
    assert "not a phone's" in (bundle.path / "README.md").read_text()
    assert load(bundle.path / "manifest.json") == bundle.manifest
    assert compare(bundle, bundle)[0].endswith(f"identical, {model.bytes:,} bytes")


def test_a_damaged_package_is_noticed(tmp_path):
    bundle = export(replace(job(tmp_path, precision="fp16"), target=TARGET), lambda line: None)
    file = bundle.model_path() / WEIGHTS
    whole = file.read_bytes()
    for damage in (whole[:-1], whole[:-1] + b"\x55", None):
        file.unlink() if damage is None else file.write_bytes(damage)
        with pytest.raises(ContractError, match=r"fp16\.mlpackage was changed or is damaged"):
            read_bundle(bundle.path)
    file.write_bytes(whole)
    (bundle.model_path() / "more").write_bytes(b"")
    with pytest.raises(ContractError, match="was changed or is damaged"):
        read_bundle(bundle.path)


@pytest.mark.parametrize("old", [False, True])
def test_a_mode_that_misses_is_not_written(tmp_path, monkeypatch, old):
    work = replace(job(tmp_path, precision="fp16"), target=TARGET)
    if old:
        export(replace(work, target=CoremlTarget(18)), lambda line: None)
    before = files(work.output)
    monkeypatch.setattr("parity.gates.FP16_MIN_PSNR", 150.0)
    with pytest.raises(GateError, match="fp16 model misses its gate: PSNR"):
        export(work, lambda line: None)
    assert files(work.output) == before
    assert work.output.exists() == old


def test_the_wrong_order_of_gates_misses_the_gate(paths):
    program = read_program(paths["fp32"])
    (lstm,) = [op for op in program.ops if op.kind == "lstm"]
    (name,) = lstm.inputs["weight_ih"]
    i, f, o, z = np.split(program.constants[name], 4)
    constants = {**program.constants, name: np.concatenate([i, f, z, o])}
    tiles = corpus().tiles
    wrong = MilProgram(replace(program, constants=constants)).logits(tiles)
    found = measure(reference(tiles), wrong, [""] * len(tiles), CHARSET)
    with pytest.raises(GateError, match="fp32 model misses its gate: logit error"):
        gate("fp32", found)
