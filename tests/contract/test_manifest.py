"""The manifest: written deterministically, read strictly, and described by its schema."""

import json
from typing import Any

import jsonschema
import pytest
from bundles import manifest_json

from contract import numbers
from contract.errors import ContractError
from contract.manifest import (
    MAJOR,
    MANIFEST_VERSION,
    MINOR,
    SCHEMA_FILE,
    contract_numbers,
    dump,
    load,
    schema,
    validate,
)


def test_a_bundle_may_have_no_lexicon():
    value = manifest_json() | {"lexicon": None}
    assert validate(value).lexicon is None
    jsonschema.validate(value, schema())


def test_dump_reads_back_equal_and_repeats_its_bytes(tmp_path):
    manifest = validate(manifest_json())
    text = dump(manifest)
    (tmp_path / "manifest.json").write_text(text)
    assert load(tmp_path / "manifest.json") == manifest
    assert dump(load(tmp_path / "manifest.json")) == text
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_numbers_are_those_of_the_contract():
    found = contract_numbers()
    assert found["STRIP_HEIGHT"] == numbers.STRIP_HEIGHT
    upper = {name for name in vars(numbers) if name.isupper()}
    assert upper - found.keys() == {"TILE_WIDTHS"}, "a new list needs a place in the manifest"


def test_committed_schema_is_the_generated_one():
    assert json.loads(SCHEMA_FILE.read_text()) == schema()


def test_schema_is_a_schema_and_accepts_what_dump_writes():
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(dump(validate(manifest_json()))), schema())


def _paths(value: Any, at: tuple = ()) -> list[tuple]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = [at] if at else []
    for key, child in inside:
        here = (*at, key)
        found += _paths(child, here) if isinstance(child, dict | list) else [here]
    return found


def _parent(value: Any, path: tuple) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


FREE = {
    ("weights", "training"),
    ("numbers",),
    ("tools",),
    ("corpora",),
    ("models", 0, "parity", "rounded_fp16"),
}
"""Objects whose keys are free."""
RECORDED = [p for p in _paths(manifest_json()) if isinstance(p[-1], str) and p[:-1] not in FREE]


@pytest.mark.parametrize("path", RECORDED, ids=lambda p: ".".join(map(str, p)))
def test_a_missing_key_is_named(path):
    value = manifest_json()
    del _parent(value, path)[path[-1]]
    with pytest.raises(ContractError, match=f"{path[-1]} is missing"):
        validate(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, schema())


@pytest.mark.parametrize("path", _paths(manifest_json()), ids=lambda p: ".".join(map(str, p)))
def test_a_wrong_type_is_named(path):
    value = manifest_json()
    _parent(value, path)[path[-1]] = False
    with pytest.raises(ContractError, match=str(path[-1])):
        validate(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, schema())


@pytest.mark.parametrize(
    ("path", "wrong", "names"),
    [
        (("manifest_version",), 2, "manifest_version"),
        (("manifest_version",), "2", "manifest_version"),
        (("manifest_version",), "4.0", "reads 3.x: update Pocket OCR"),
        (("manifest_version",), "2.7", "reads 3.x: export the bundle anew"),
        (("manifest_version",), 1, "reads 3.x: export the bundle anew"),
        (("extra",), 1, "extra is not known"),
        (("charset", "sha256"), "0" * 63, "charset.sha256"),
        (("models", 0, "file"), "../net.tflite", "models\\[0\\].file"),
        (("models", 0, "bytes"), True, "models\\[0\\].bytes"),
        (("models", 0, "precision"), "int4", "models\\[0\\].precision"),
        (("calibration", 0), [1, 2, 3], "calibration\\[0\\]"),
    ],
)
def test_schema_and_reader_refuse_the_same(path, wrong, names):
    value = manifest_json()
    _parent(value, path)[path[-1]] = wrong
    with pytest.raises(ContractError, match=names):
        validate(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, schema())


@pytest.mark.parametrize(
    ("path", "wrong", "names"),
    [
        (("models", 0, "input", "shape"), [1, 32, 250], "input.shape"),
        (("models", 0, "input", "dtype"), "float32", "input.dtype"),
        (("models", 0, "output", "shape"), [1, 63, 173], "output.shape"),
        (("models", 0, "output", "dtype"), "int8", "output.dtype"),
        (("charset", "classes"), 100, "output.shape"),
        (("charset", "blank"), 173, "charset.blank"),
        (("tile_widths",), [255], "tile_widths"),
        (("calibration",), [[0, 5], [0, 6]], "calibration"),
        (("default_precision",), "fp32", "default_precision"),
        (("charset", "file"), "net.tflite", "same file"),
        (("numbers", "STEP"), 0, "numbers.STEP"),
    ],
)
def test_contradictions_are_refused(path, wrong, names):
    value = manifest_json()
    _parent(value, path)[path[-1]] = wrong
    with pytest.raises(ContractError, match=names):
        validate(value)


def test_a_missing_number_is_refused():
    value = manifest_json()
    del value["numbers"]["STRIP_HEIGHT"]
    with pytest.raises(ContractError, match=r"numbers\.STRIP_HEIGHT"):
        validate(value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3"])
def test_what_is_no_manifest_says_so_with_its_path(tmp_path, text):
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(ContractError, match=r"manifest\.json"):
        load(path)


def test_a_newer_minor_version_may_know_more():
    value = manifest_json() | {"manifest_version": f"{MAJOR}.{MINOR + 1}", "colours": ["grey"]}
    value["models"][0] |= {"mood": "sunny"}
    value["charset"]["script"] = "Latin"
    assert validate(value).charset == validate(manifest_json()).charset
    value["manifest_version"] = MANIFEST_VERSION
    with pytest.raises(ContractError, match="is not known"):
        validate(value)
