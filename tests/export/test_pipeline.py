"""An export is whole or absent."""

import errno
from dataclasses import replace

import numpy as np
import pytest
from exports import corpora, corpus, job, write_weights

from contract.bundle import read_bundle, sha256
from contract.charset import CHARSET
from contract.errors import ContractError, PocketOcrError
from export.bundle import replacing
from export.pipeline import GOLDENS, export
from parity.gates import GateError


def quiet(line: str) -> None:
    """Swallow progress."""


def snapshot(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()} if folder.exists() else None


def test_a_bundle_holds_what_an_app_needs(tmp_path):
    work = job(tmp_path)
    bundle = export(work, quiet)
    m = bundle.manifest
    assert sorted(snapshot(work.output)) == [
        "README.md",
        "charset.txt",
        "goldens.safetensors",
        "manifest.json",
        "pocket-ocr-word-dynamic-int8.fake",
        "pocket-ocr-word-fp32.fake",
    ]
    assert bundle.charset == CHARSET
    assert bundle.calibration == ((-2048, 0), (0, 1000))
    assert m.default_precision == "dynamic-int8"
    assert [model.precision for model in m.models] == ["fp32", "dynamic-int8"]
    assert m.weights.sha256 == sha256(work.weights.read_bytes())
    assert m.weights.training == {"samples": "7"}
    assert set(m.tools) == {"torch"}
    goldens = bundle.goldens()
    assert len(goldens.tiles) == GOLDENS
    run = work.target.runner.open(bundle.model_path())
    assert np.allclose(goldens.logits, run(goldens.tiles), atol=1e-4)
    assert set(m.corpora) == {"parity", "calibration", "accuracy"}
    for model in m.models:
        assert (model.parity.tiles, model.accuracy.tiles) == (16, 24)
        assert model.parity.runtime == "fake (fake 1)"
        assert model.accuracy.words == 24
    card = (work.output / "README.md").read_text()
    assert all(model.file in card for model in m.models)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "out", "weights"]


def test_the_same_weights_give_the_same_bytes(tmp_path):
    export(job(tmp_path / "a"), quiet)
    export(job(tmp_path / "b"), quiet)
    assert snapshot(tmp_path / "a" / "out") == snapshot(tmp_path / "b" / "out")


def test_one_precision_is_its_own_default(tmp_path):
    assert export(job(tmp_path, precision="fp32"), quiet).manifest.default_precision == "fp32"


@pytest.mark.parametrize("old", [False, True])
def test_a_missed_gate_writes_nothing(tmp_path, old):
    if old:
        export(job(tmp_path), quiet)
    before = snapshot(tmp_path / "out")
    with pytest.raises(GateError, match="fp32 model misses its gate"):
        export(job(tmp_path, noise=0.01), quiet)
    assert snapshot(tmp_path / "out") == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_the_graph_is_proved_in_full_precision_though_a_smaller_one_is_asked_for(tmp_path):
    with pytest.raises(GateError, match="fp32 model misses its gate"):
        export(job(tmp_path, noise=0.01, precision="dynamic-int8"), quiet)
    lines: list[str] = []
    export(job(tmp_path, precision="dynamic-int8"), lines.append)
    assert any(line.startswith("fp32: ") for line in lines)
    assert "pocket-ocr-word-fp32.fake" not in snapshot(tmp_path / "out")


def test_logits_that_are_not_finite_are_refused(tmp_path):
    with pytest.raises(GateError, match="not finite"):
        export(job(tmp_path, noise=float("nan")), quiet)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError(errno.ENOSPC, "full")])
def test_an_interruption_leaves_the_old_bundle(tmp_path, monkeypatch, error):
    export(job(tmp_path), quiet)
    before = snapshot(tmp_path / "out")

    def interrupt(folder, manifest):
        raise error

    monkeypatch.setattr("export.pipeline.write_manifest", interrupt)
    raised = PocketOcrError if isinstance(error, OSError) else error
    with pytest.raises(raised, match=None if raised is error else "out: full; it is as before"):
        export(job(tmp_path, noise=1e-5), quiet)
    assert snapshot(tmp_path / "out") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "out", "weights"]
    read_bundle(tmp_path / "out")


def test_a_failing_rename_puts_the_old_bundle_back(tmp_path):
    output = tmp_path / "out"
    output.mkdir()
    (output / "manifest.json").write_text("old")
    with pytest.raises(PocketOcrError, match="cannot write"), replacing(output) as fresh:
        fresh.rmdir()  # so that it cannot be renamed
    assert snapshot(output) == {"manifest.json": b"old"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_no_bundle_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(PocketOcrError, match="exists and is no bundle"):
        export(job(tmp_path), quiet)
    assert snapshot(tmp_path / "out") == {"thesis.txt": b"mine"}


def test_wrong_inputs_are_named(tmp_path):
    good = job(tmp_path)
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(good.weights.read_bytes()[:-100])
    for wrong, says in (
        (replace(good, weights=tmp_path / "none"), "no weights file"),
        (replace(good, weights=damaged), "not a whole safetensors file"),
        (replace(good, calibration=tmp_path / "none.json"), "not a calibration"),
        (replace(good, corpora=corpora(corpus(4))), "corpus needs 8 tiles"),
        (replace(good, corpora=corpora(corpus(16, width=64))), "32 pixels wide"),
    ):
        with pytest.raises(ContractError, match=says):
            export(wrong, quiet)
    assert not good.output.exists()


def test_other_weights_are_told_apart(tmp_path):
    a, b = write_weights(tmp_path / "a", 1), write_weights(tmp_path / "b", 2)
    good = job(tmp_path)
    one = export(replace(good, weights=a, output=tmp_path / "1"), quiet)
    two = export(replace(good, weights=b, output=tmp_path / "2"), quiet)
    assert one.manifest.weights.sha256 != two.manifest.weights.sha256
    assert not np.array_equal(one.goldens().logits, two.goldens().logits)
