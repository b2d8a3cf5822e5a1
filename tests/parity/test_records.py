"""Reports as JSON: what is written is read back, what is wrong is named."""

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.errors import ContractError
from parity.records import (
    SCHEMA_FILE,
    PageRead,
    Report,
    Run,
    TileRead,
    WordRead,
    read,
    schema,
    write,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)
TILES = st.builds(TileRead, st.text("ab €", max_size=3), st.just(()))
WORDS = st.builds(WordRead, st.text("ab"), st.tuples(*[st.integers()] * 8), st.integers(0, 1000))
PAGES = st.builds(
    PageRead, st.just("page"), st.integers(), st.integers(), st.just(90), st.tuples(WORDS)
)
RUNS = st.builds(
    Run,
    runtime=st.text(max_size=9),
    versions=st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=2),
    file=st.just("net.tflite"),
    sha256=st.just("a" * 64),
    golden_error=FINITE,
    measured=st.dictionaries(st.just("psnr_db"), FINITE),
    ms_per_tile=FINITE,
    tiles=st.tuples(TILES, TILES),
    pages=st.tuples(PAGES),
)


def report(*runs: Run) -> Report:
    return Report(1, "b" * 64, "c" * 64, runs, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(RUNS)
def test_what_is_written_is_read_back(tmp_path, run):
    write(tmp_path / "a.json", report(run))
    assert read(tmp_path / "a.json") == report(run)
    jsonschema.validate(json.loads((tmp_path / "a.json").read_text()), schema())


def test_the_schema_is_committed():
    assert json.loads(SCHEMA_FILE.read_text()) == schema()
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format_version": 2}, "format_version is 2, this program reads 1"),
        ({"weights": "x"}, "weights is not a SHA-256"),
        ({"runs": [{"runtime": "phone"}]}, r"runs\[0\]\.bytes is missing"),
        ({"mood": "good"}, "mood is not known"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, change, says):
    write(tmp_path / "a.json", report())
    value = json.loads((tmp_path / "a.json").read_text()) | change
    (tmp_path / "a.json").write_text(json.dumps(value))
    with pytest.raises(ContractError, match=says):
        read(tmp_path / "a.json")


def test_what_is_no_json_is_refused(tmp_path):
    (tmp_path / "a.json").write_text('{"format_version": 1, ')
    with pytest.raises(ContractError, match="is not JSON"):
        read(tmp_path / "a.json")
