"""An export whose inputs are as they were takes over what is there."""

from dataclasses import replace

import pytest
from exports import FakeTarget, corpora, corpus, job, write_weights

from contract.bundle import read_bundle
from contract.errors import ContractError
from contract.lexicon import dump
from contract.sources import sources_digest
from export.pipeline import Job, export
from parity.gates import GateError
from synth.text.lexicon import build


def again(work: Job, **changes: object) -> tuple[FakeTarget, list[str]]:
    """Export once more, as a new process would; the target, and what was said."""
    target, lines = FakeTarget(), list[str]()
    export(replace(work, target=target, **changes), lines.append)
    return target, lines


def snapshot(work: Job) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in work.output.iterdir()}


@pytest.fixture
def work(tmp_path):
    work = job(tmp_path)
    export(work, lambda line: None)
    return work


def test_nothing_is_made_twice(work):
    before = snapshot(work)
    target, lines = again(work)
    assert target.converted == []
    assert lines == [f"unchanged, all inputs are as they were: {work.output}"]
    assert snapshot(work) == before


def test_only_what_is_missing_is_made(tmp_path):
    work = job(tmp_path, precision="fp32")
    export(work, lambda line: None)
    target, lines = again(work, precision="all")
    assert target.converted == [("dynamic-int8",)]
    assert "fp32: taken over, its inputs are as they were" in lines
    whole = snapshot(work)
    export(replace(job(tmp_path / "fresh"), weights=work.weights), lambda line: None)
    assert snapshot(replace(work, output=tmp_path / "fresh" / "out")) == whole


def test_a_mode_that_is_not_asked_for_leaves(work):
    target, _ = again(work, precision="fp32")
    assert target.converted == []
    assert not [name for name in snapshot(work) if "int8" in name]


def test_other_inputs_are_noticed(work, tmp_path, monkeypatch):
    other = write_weights(tmp_path / "other", seed=1)
    for changes in (
        {"weights": other},
        {"corpora": corpora(corpus(17))},
        {"corpora": replace(corpora(), accuracy=corpus(25))},
        {"corpora": replace(corpora(), calibration=corpus(9))},
    ):
        target, _ = again(work, **changes)
        assert target.converted, changes
        export(work, lambda line: None)
    monkeypatch.setattr("export.inputs.sources_digest", lambda *places: "changed code")
    assert again(work)[0].converted


def test_another_lexicon_is_noticed_and_no_model_made_anew(work, tmp_path):
    before = sorted(work.output.iterdir())
    for words in ({"cat": 1}, {"cat": 2}, {}):
        lexicon = tmp_path / "lexicon.bin" if words else None
        if lexicon:
            lexicon.write_bytes(dump(build(words)))
        target, _ = again(work, lexicon=lexicon)
        assert target.converted == []
        assert read_bundle(work.output).lexicon == (build(words) if words else None)
    assert sorted(work.output.iterdir()) == before


def test_a_lexicon_that_is_none_is_refused_before_anything_is_made(work, tmp_path):
    target = FakeTarget()
    with pytest.raises(ContractError, match="lexicon"):
        export(replace(work, target=target, weights=write_weights(tmp_path / "other", seed=1),
                       lexicon=tmp_path / "none.bin"))  # fmt: skip
    assert target.converted == []


def test_a_damaged_file_is_not_taken_over(work):
    next(work.output.glob("*int8*")).write_bytes(b"damaged")
    target, _ = again(work)
    assert target.converted == [("fp32", "dynamic-int8")]


def test_a_cached_reference_does_not_hide_a_miss(work, tmp_path):
    with pytest.raises(GateError):
        export(replace(work, target=FakeTarget(noise=0.01)), lambda line: None)


def test_the_digest_of_sources_sees_names_and_contents():
    assert sources_digest("contract") == sources_digest("contract")
    assert sources_digest("contract") != sources_digest("contract", "detector")
    assert sources_digest("contract/numbers.py") != sources_digest("contract/errors.py")
