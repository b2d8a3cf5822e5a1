"""`python -m parity`: exit codes, what it prints, what it refuses."""

import json
from dataclasses import replace

import pytest
import tiny_parity
from typer.testing import CliRunner

from contract.errors import PocketOcrError
from parity import records
from parity.__main__ import app
from parity.corpus import write_corpus
from parity.texts import Texts, write_texts


@pytest.fixture
def invoke(tmp_path, corpus_folder, weights, fake):
    def run(bundle, *arguments, code=0, runner="fake"):
        where = ["--corpus", corpus_folder, "--cache", tmp_path / "cache"]
        where += ["--weights", weights, "--texts", tmp_path / "texts.tsv"]
        line = ["--bundle", bundle, "--runner", runner, *where, *arguments]
        result = CliRunner().invoke(app, [str(a) for a in line])
        if isinstance(result.exception, PocketOcrError):
            raise result.exception
        assert result.exit_code == code, result.output
        return result.stdout

    return run


@pytest.fixture
def exact(tmp_path, weights):
    return tiny_parity.make_bundle(tmp_path / "exact", weights)


def test_a_model_that_equals_the_reference_passes(invoke, exact):
    lines = invoke(exact).splitlines()
    row = next(line for line in lines if line.startswith("net.fake"))
    assert row.split()[1:5] == ["fake", "6/6", "0", "0"]
    assert row.endswith("passes")
    assert any("fake, net.fake: fake 1.0; " in line for line in lines)


def test_a_miss_is_exit_code_1_and_says_why(invoke, tmp_path, weights):
    bundle = tiny_parity.make_bundle(tmp_path / "noisy", weights, noise=0.01)
    said = invoke(bundle, "--json", tmp_path / "all.json", code=1)
    assert "logit error 0.01 exceeds 0.0001" in said
    (result,) = records.read(tmp_path / "all.json").results
    assert result.verdict == "misses"


def test_golden_vectors_are_held_to_the_mode_s_error(invoke, tmp_path, weights):
    bundle = tiny_parity.make_bundle(tmp_path / "b", weights, noise=0.25, precision="int8")
    assert "golden" not in invoke(bundle)
    manifest = json.loads((bundle / "manifest.json").read_text())
    manifest["models"][0]["parity"]["max_logit_error"] = 0.1
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    assert "its golden vectors are 0.25 off, more than 0.101" in invoke(bundle, code=1)


def test_a_runner_that_is_asked_for_must_be_here(invoke, exact, fake):
    fake.why = "it is on the moon: fetch it"
    with pytest.raises(PocketOcrError, match="runner fake cannot run: it is on the moon: fetch it"):
        invoke(exact)


def test_under_all_who_is_not_here_is_listed(invoke, exact, monkeypatch):
    monkeypatch.setattr("parity.runners.tensorflow.find_spec", lambda name: None)
    said = invoke(exact, runner="all")
    assert "tensorflow is not here: " in said
    assert "word.safetensors  torch" in said


def test_another_bundle_s_weights_are_refused(invoke, exact, tmp_path):
    other = tiny_parity.make_weights(tmp_path / "other", seed=1)
    with pytest.raises(PocketOcrError, match=r"made from other weights .* --weights"):
        invoke(exact, "--weights", other)
    with pytest.raises(PocketOcrError, match="no weights file"):
        invoke(exact, "--weights", tmp_path / "none")


def test_goldens_of_other_weights_are_refused(invoke, exact, tmp_path):
    other = tiny_parity.make_weights(tmp_path / "other", seed=1)
    foreign = tiny_parity.make_bundle(tmp_path / "foreign", other)
    (exact / "goldens.safetensors").write_bytes((foreign / "goldens.safetensors").read_bytes())
    manifest = json.loads((exact / "manifest.json").read_text())
    manifest["goldens"] = json.loads((foreign / "manifest.json").read_text())["goldens"]
    (exact / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(PocketOcrError, match="golden vectors are not what its weights give"):
        invoke(exact)


def test_another_contract_is_refused(invoke, exact):
    manifest = json.loads((exact / "manifest.json").read_text()) | {"contract": "c" * 64}
    (exact / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(PocketOcrError, match="made for another contract"):
        invoke(exact)


def test_tiles_of_another_width_are_refused(invoke, exact, tmp_path):
    corpus, _ = tiny_parity.make_corpus(tmp_path / "narrow")
    write_corpus(tmp_path / "narrow" / "tiles", replace(corpus, tiles=corpus.tiles[:, :, :128]))
    with pytest.raises(PocketOcrError, match=r"holds tiles of 128 pixels, .* reads 256"):
        invoke(exact, "--corpus", tmp_path / "narrow")


def test_files_without_committed_words_are_said_to_have_none(invoke, exact, tmp_path):
    said = "no words are committed for these files"
    assert said in invoke(exact, "--json", tmp_path / "all.json")
    report = records.read(tmp_path / "all.json")
    (run,) = report.runs
    tiles = tuple((0, tile.text) for tile in run.tiles)
    pages = {page.name: tuple(page.texts) for page in run.pages}
    known = Texts(report.weights, run.sha256, run.file, report.corpus, tiles, pages)
    write_texts(tmp_path / "texts.tsv", known)
    assert said not in invoke(exact)


def test_a_page_for_people_is_written(invoke, exact, tmp_path):
    invoke(exact, "--report", tmp_path / "parity.html")
    assert "net.fake" in (tmp_path / "parity.html").read_text()


def test_two_bundles_are_one_report(invoke, exact, tmp_path, weights):
    half = tiny_parity.make_bundle(tmp_path / "half", weights, noise=1e-5, precision="fp16")
    invoke(exact, "--bundle", half, "--json", tmp_path / "all.json")
    report = records.read(tmp_path / "all.json")
    assert [run.precision for run in report.runs] == ["fp32", "fp16"]
