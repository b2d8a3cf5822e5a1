"""Opening: a manifest, charset or lexicon that cannot be trusted is refused with a sentence."""

import ctypes as c
import json
from typing import Any

import numpy as np
import pytest
from bundles import CHARSET_TEXT, LEXICON, digest, manifest_json, write_bundle
from hypothesis import given
from hypothesis import strategies as st

from contract.manifest import contract_numbers
from contract.version import VERSION
from parity.native import structs as s
from parity.native.binding import CoreError, Engine, Library

pytestmark = pytest.mark.native
KEYS = ["numbers", "tile_widths", "charset", "lexicon", "calibration", "models"]
WORDS = {"file": "lexicon.bin", "sha256": "d" * 64, "words": 1}
ARGUMENT, MANIFEST, CHARSET, IMAGE, DAMAGED = 1, 3, 4, 5, 10


def open_manifest(library: Library, data: bytes) -> c.c_void_p:
    handle = c.c_void_p(1)
    try:
        library.attempt("manifest_open", data, len(data), c.byref(handle))
    finally:
        if handle.value == 1:
            pytest.fail("the handle was not written")
    return handle


def refused(library: Library, value: Any, says: str) -> None:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    with pytest.raises(CoreError, match=says) as caught:
        open_manifest(library, data)
    assert caught.value.status == MANIFEST


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    manifest = manifest_json()
    parent: Any = manifest
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    return manifest


def test_a_bundle_is_described(library: Library) -> None:
    handle = open_manifest(library, json.dumps(manifest_json()).encode())
    model = s.Model()
    library.attempt("manifest_model", handle, 0, c.byref(model))
    assert (model.file, model.precision, model.bytes) == (b"net.tflite", b"dynamic-int8", 110)
    assert (model.input, model.output) == (b"tiles", b"logits")
    assert (model.tile_width, model.tile_height, model.steps) == (256, 32, 64)
    assert library.call("manifest_charset_file", handle) == b"charset.txt"
    assert library.call("manifest_lexicon_file", handle) == b"lexicon.bin"
    assert library.call("manifest_lexicon_sha256", handle) == digest(LEXICON).encode()
    assert library.call("manifest_name", handle) == b"test"
    assert library.call("manifest_version", handle) == b"1.0"
    with pytest.raises(CoreError, match="no model of this index") as caught:
        library.attempt("manifest_model", handle, 1, c.byref(model))
    assert caught.value.status == ARGUMENT
    library.call("manifest_close", handle)


def test_a_bundle_may_have_no_lexicon(library: Library) -> None:
    handle = open_manifest(library, json.dumps(manifest_json() | {"lexicon": None}).encode())
    assert library.call("manifest_lexicon_file", handle) is None
    assert library.call("manifest_lexicon_sha256", handle) is None
    library.call("manifest_close", handle)


def test_the_version_is_the_releases(library: Library) -> None:
    assert library.version == VERSION


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b"[1, 2", b'"a', b"NaN", b"{}" * 2, b"[" * 9]
)
def test_what_is_no_json_is_refused(library: Library, data: bytes) -> None:
    refused(library, data, "not JSON")


def test_deep_nesting_is_refused(library: Library) -> None:
    refused(library, b"[" * 100_000, "nested too deeply")


@pytest.mark.parametrize("value", [[], None, 3, "text", True])
def test_what_is_no_object_is_refused(library: Library, value: Any) -> None:
    refused(library, value, "the manifest must be an object")


@pytest.mark.parametrize(
    "version", [1, 3, "1.0", "2.0", "4.0", "3", "3.", "3.x", "3.-1", "", None, "30.1"]
)
def test_other_versions_are_refused(library: Library, version: Any) -> None:
    refused(library, changed(("manifest_version",), version), "manifest_version is .* reads 3.x")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("numbers", "STRIP_HEIGHT"), "32", "numbers.STRIP_HEIGHT must be of type integer"),
        (("numbers", "STRIP_HEIGHT"), 32.0, "numbers.STRIP_HEIGHT must be of type integer"),
        (("numbers", "STRIP_HEIGHT"), True, "numbers.STRIP_HEIGHT must be of type integer"),
        (("numbers", "STRIP_HEIGHT"), 1 << 40, "numbers.STRIP_HEIGHT is .* not within"),
        (("numbers", "STRIP_HEIGHT"), 1 << 63, "more than 64 bit"),
        (("numbers", "MAX_PIXELS"), -1, "numbers.MAX_PIXELS is -1"),
        (("numbers", "GLYPH"), 0, "numbers.GLYPH is 0"),
        (("numbers", "UNHEARD_OF"), 1, "numbers.UNHEARD_OF is not known"),
        (("numbers", "PILOT_BLOCK"), 32, "numbers.PILOT_BLOCK is not odd"),
        (("numbers", "MSER_MIN_SIDE"), 2, "numbers.MSER_MIN_SIDE is 2"),
        (("numbers", "X_HEIGHT_RANK_Q8"), 256, "numbers.X_HEIGHT_RANK_Q8 is 256"),
        (("numbers", "TILE_LAST_PART"), 1, "numbers.TILE_LAST_PART is 1"),
        (("numbers", "TILE_OVERLAP_PART"), 1, "numbers.TILE_OVERLAP_PART is 1"),
        (("numbers",), [], "numbers must be an object"),
        (("tile_widths",), [250], "tile_widths"),
        (("tile_widths",), [255], "tile_widths"),
        (("tile_widths",), [1 << 20], "tile_widths"),
        (("tile_widths",), {}, "tile_widths must be a list"),
        (("charset", "classes"), 1, "charset.classes"),
        (("charset", "classes"), 1 << 20, "charset.classes"),
        (("charset", "blank"), 5, "charset.blank"),
        (("charset", "file"), "../charset.txt", "charset.file is not a plain file name"),
        (("charset", "file"), ".hidden", "charset.file is not a plain file name"),
        (("charset", "file"), "", "charset.file is not a plain file name"),
        (("charset", "sha256"), "A" * 64, "charset.sha256 is not a SHA-256"),
        (("lexicon",), {}, "lexicon.file is missing"),
        (("lexicon",), True, "lexicon must be an object"),
        (("lexicon",), WORDS | {"file": "../words"}, "lexicon.file is not a plain file name"),
        (("lexicon",), WORDS | {"file": "net.tflite"}, "the same file"),
        (("lexicon",), WORDS | {"file": "charset.txt"}, "the same file"),
        (("lexicon",), WORDS | {"sha256": "g" * 64}, "lexicon.sha256 is not a SHA-256"),
        (("numbers", "NEAR_COST"), 1 << 16, "numbers.NEAR_COST is 65536"),
        (("numbers", "LEXICON_TOKENS"), 0, "numbers.LEXICON_TOKENS is 0"),
        (("calibration",), [], "calibration is empty"),
        (("calibration",), [[0, 5], [0, 6]], "calibration must rise"),
        (("calibration",), [[0, 5], [1, 4]], "calibration must rise"),
        (("calibration",), [[0, 1001]], "calibration"),
        (("calibration",), [[0]], "must hold 2 values"),
        (("calibration",), [[i, i] for i in range(1000)], "calibration is too long"),
        (("models",), [], "default_precision is not among models"),
        (("models", 0, "input", "shape"), [1, 32, 128], "none of tile_widths"),
        (("models", 0, "input", "shape"), [], "none of tile_widths"),
        (("models", 0, "input", "shape"), [1, 31, 256], "shape is not \\[1, 32, 256\\]"),
        (("models", 0, "input", "dtype"), "float32", "dtype must be uint8"),
        (("models", 0, "output", "shape"), [1, 64, 7], "output.shape is not"),
        (("models", 0, "bytes"), 0, "bytes"),
        (("models", 0, "file"), "charset.txt", "the same file"),
        (("models", 0, "precision"), 8, "precision must be of type string"),
        (("default_precision",), "fp32", "default_precision is not among models"),
        (("name",), "a\0b", "name holds a zero byte"),
        (("name",), "n" * 5000, "name is too long"),
    ],
)
def test_values_that_cannot_be_are_refused(
    library: Library, path: Any, value: Any, says: str
) -> None:
    refused(library, changed(path, value), says)


@pytest.mark.parametrize("name", contract_numbers())
def test_a_missing_number_is_refused(library: Library, name: str) -> None:
    manifest = manifest_json()
    del manifest["numbers"][name]
    refused(library, manifest, f"numbers.{name} is missing")


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_part_is_refused(library: Library, key: str) -> None:
    manifest = manifest_json()
    del manifest[key]
    refused(library, manifest, f"{key} is missing")


def test_a_newer_minor_version_may_know_more(library: Library) -> None:
    manifest = manifest_json() | {"manifest_version": "3.7", "novelty": [1]}
    manifest["numbers"]["UNHEARD_OF"] = 1
    library.call("manifest_close", open_manifest(library, json.dumps(manifest).encode()))


@given(at=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_damaged_byte_never_does_harm(library: Library, at: int, byte: int) -> None:
    data = bytearray(json.dumps(manifest_json()).encode())
    data[at % len(data)] = byte
    try:
        library.call("manifest_close", open_manifest(library, bytes(data)))
    except CoreError as error:
        assert error.status == MANIFEST and str(error)


@pytest.mark.parametrize(
    ("charset", "says"),
    [
        (CHARSET_TEXT[:-3] + b"\n", "characters"),
        (CHARSET_TEXT + b"x", "characters"),
        (b"", "characters"),
        (b"\xff" + CHARSET_TEXT[1:], "not UTF-8"),
        (b"\xed\xa0\x80" + CHARSET_TEXT[1:], "not UTF-8"),
        (b"\xc0\x80" + CHARSET_TEXT[1:], "not UTF-8"),
        (CHARSET_TEXT[:-3] + b"\xc3", "not UTF-8"),
        (b"\0" + CHARSET_TEXT[1:], "zero byte"),
    ],
)
def test_another_charset_is_refused(
    library: Library, tmp_path: Any, charset: bytes, says: str
) -> None:
    bundle = write_bundle(tmp_path / "bundle")
    (bundle / "charset.txt").write_bytes(charset)
    with pytest.raises(CoreError, match=says) as caught:
        Engine(library, bundle)
    assert caught.value.status == CHARSET


@pytest.mark.parametrize(
    ("lexicon", "says"),
    [
        (b"", "not a lexicon"),
        (b"PLE", "not a lexicon"),
        (b"PLEX\2\0\1\0" + bytes(12), "version 2, this library reads 1"),
        (b"PLEX\1\0\0\0" + bytes(12), "0 letters"),
        (b"PLEX\1\0\1\0" + bytes(12), "0 edges"),
        (b"PLEX\1\0\1\0\1\0\0\0" + bytes(7), "19 bytes"),
        (b"PLEX\1\0\1\0\1\0\0\0" + bytes(8), "within a node"),
        (b"PLEX\1\0\1\0\1\0\0\0\0\xd8" + bytes(6), "a letter is none"),
    ],
)
def test_a_damaged_lexicon_is_refused(library: Library, tmp_path: Any, lexicon: bytes, says: str):
    engine = Engine(library, write_bundle(tmp_path / "bundle"))
    with pytest.raises(CoreError, match=says) as caught:
        engine.correct_by(lexicon)
    assert caught.value.status == DAMAGED
    engine.page(np.zeros((2, 2), np.uint8))  # it still reads


def test_null_is_refused_wherever_a_status_can_say_so(library: Library, engine: Engine) -> None:
    handle, size, image = c.c_void_p(), c.c_size_t(), s.Image()
    calls: list[tuple[Any, ...]] = [
        ("manifest_open", None, 0, c.byref(handle)),
        ("manifest_open", b"{}", 2, None),
        ("manifest_model", None, 0, None),
        ("engine_open", None, 0, b"", 0, c.byref(handle)),
        ("engine_lexicon", None, b"", 0),
        ("engine_lexicon", engine._handle, None, 0),
        ("engine_decode", None, None, 0, None, 0, c.byref(size)),
        ("engine_decode", engine._handle, None, 0, None, 0, c.byref(size)),
        ("page_begin", engine._handle, None, -1, c.byref(handle)),
        ("page_begin", None, c.byref(image), -1, c.byref(handle)),
        ("page_next", None, c.byref(handle), c.byref(size)),
        ("page_give", None, None, 0),
        ("page_result", None, None),
        ("page_json", None, None, None),
        ("grey", None, None, 0),
    ]
    for call in calls:
        with pytest.raises(CoreError, match="NULL") as caught:
            library.attempt(*call)
        assert caught.value.status == ARGUMENT, call
    for name in ("manifest_close", "engine_close", "page_close"):
        library.call(name, None)


def test_an_error_need_not_be_asked_for(library: Library) -> None:
    assert library._fallible["manifest_open"](b"{", 1, c.byref(c.c_void_p()), None) == MANIFEST
