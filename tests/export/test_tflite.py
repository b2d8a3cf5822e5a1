"""A tiny net through the real converter and quantizer, run in LiteRT."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from exports import WIDTH, corpus, job, tiny_net

from contract.charset import CHARSET
from contract.errors import PocketOcrError
from export.compare import compare
from export.pipeline import export
from export.targets import INPUT, OUTPUT
from export.tflite.convert import convert_fp32
from export.tflite.graph import parse
from export.tflite.metadata import describe, read
from export.tflite.ops import op_counts
from export.tflite.quantize import quantize
from export.tflite.target import TARGET
from model.network import WordNet
from parity.gates import measure

pytestmark = pytest.mark.filterwarnings("default")  # the converters warn about themselves


FACTS = {"version": "1.2", "training.seed": "7"}


@pytest.fixture(scope="module")
def models():
    tiles = corpus().tiles[::4]
    return TARGET.convert(tiny_net(), WIDTH, TARGET.precisions, tiles, FACTS)


@pytest.fixture
def run(models, tmp_path):
    def at(precision):
        path = tmp_path / f"{precision}.tflite"
        path.write_bytes(models[precision])
        return path

    return at


def reference(tiles: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        return tiny_net()(torch.from_numpy(tiles)).numpy()


def worst(path, tiles):
    return float(np.abs(TARGET.runner.open(path)(tiles) - reference(tiles)).max())


def test_fp32_repeats_the_reference(run):
    assert worst(run("fp32"), corpus().tiles) < 1e-5


def test_a_net_of_two_lstm_layers_comes_through(tmp_path):
    torch.manual_seed(0)
    net = WordNet(replace(tiny_net().config, layers=2)).eval()
    path = tmp_path / "two.tflite"
    path.write_bytes(convert_fp32(net, WIDTH))
    tiles = corpus().tiles[:8]
    with torch.inference_mode():
        expected = net(torch.from_numpy(tiles)).numpy()
    assert np.abs(TARGET.runner.open(path)(tiles) - expected).max() < 1e-5


@pytest.mark.parametrize("precision", ["fp16", "dynamic-int8", "int8"])
def test_smaller_precisions_are_near_the_reference(run, precision):
    tiles = corpus().tiles
    found = measure(
        reference(tiles), TARGET.runner.open(run(precision))(tiles), [""] * len(tiles), CHARSET
    )
    assert 0 < found.max_logit_error < 0.05
    assert found.psnr_db > 25


@pytest.mark.parametrize("precision", TARGET.precisions)
def test_input_and_output_keep_the_contract(run, precision):
    given, made = TARGET.tensors(run(precision))
    assert (given.dtype, given.shape) == ("uint8", (1, 32, WIDTH))
    assert (made.dtype, made.shape) == ("float32", (1, WIDTH // 4, 173))
    assert (given.name, made.name) == (INPUT, OUTPUT)


@pytest.mark.parametrize("precision", TARGET.precisions)
def test_every_mode_keeps_signature_names_and_description(models, precision):
    (signature,) = parse(models[precision]).signatureDefs
    assert signature.signatureKey == b"serving_default"
    assert [one.name for one in signature.inputs] == [b"tiles"]
    assert [one.name for one in signature.outputs] == [b"logits"]
    found = read(models[precision])
    assert found.facts["precision"] == precision
    assert found.metadata["version"] == FACTS["version"]
    assert found.charset == CHARSET
    weights = {name for name in tiny_net().state_dict() if name.startswith(("context.", "head."))}
    weights |= {f"features.{i}.{role}" for i in (0, 1) for role in ("weight", "bias")}
    weights |= {f"features.{i}.weight" for i in range(6)}  # untrained biases are one tensor
    (graph,) = parse(models[precision]).subgraphs
    names = [tensor.name.decode() for tensor in graph.tensors]
    assert weights <= set(names)
    assert len(set(names)) == len(names)
    assert not [name for name in names if "torch" in name or "arith" in name]


@pytest.mark.parametrize("precision", TARGET.precisions)
def test_a_tile_is_read_alike_whatever_came_before(run, precision):
    """No state: the order of tiles does not matter, to the last bit."""
    tiles = corpus().tiles
    runner = TARGET.runner.open(run(precision))
    assert np.array_equal(runner(tiles)[::-1], runner(tiles[::-1]))


def test_the_lstm_is_unrolled(models):
    ops = op_counts(models["fp32"])
    assert ops["LOGISTIC"] >= 2 * WIDTH // 4  # gates, per step and direction
    assert ops["TANH"] >= 2 * WIDTH // 4


def test_quantized_files_differ_as_they_should(models):
    weights = sum(p.numel() for p in tiny_net().parameters())
    assert len(models["fp32"]) - len(models["fp16"]) > 1.5 * weights - 2000
    assert len({bytes(m) for m in models.values()}) == len(models)


def test_conversion_repeats_its_bytes(models):
    again = convert_fp32(tiny_net(), WIDTH)
    tiles = corpus().tiles[::4]
    for precision in TARGET.precisions:
        model = quantize(again, precision, tiles)
        assert describe(model, precision, FACTS) == models[precision]


def test_quantize_names_what_it_lacks(models):
    with pytest.raises(PocketOcrError, match="int8 needs tiles"):
        quantize(models["fp32"], "int8", corpus().tiles[:0])
    with pytest.raises(PocketOcrError, match="no precision 'int4'"):
        quantize(models["fp32"], "int4", corpus().tiles)


def test_a_bundle_from_end_to_end_and_its_comparison(tmp_path):
    """Exported, read back, compared with itself, with a changed model and with other weights."""
    work = replace(job(tmp_path, precision="dynamic-int8"), target=TARGET)
    lines: list[str] = []
    bundle = export(work, lines.append)
    assert any(line.startswith("dynamic-int8: 0.") for line in lines)
    assert compare(bundle, bundle) == [
        f"{bundle.manifest.model().file}: identical, {bundle.manifest.model().bytes:,} bytes"
    ]
    far = replace(bundle.manifest.model(), sha256="0" * 64)
    other = replace(bundle, manifest=replace(bundle.manifest, models=(far,)))
    assert "other bytes, logits 0 apart" in compare(bundle, other)[0]
    wrong = replace(bundle, manifest=replace(bundle.manifest, contract="0" * 64))
    with pytest.raises(PocketOcrError, match="differ in contract"):
        compare(bundle, wrong)
