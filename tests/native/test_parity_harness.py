"""The harness of device tests: tiles and pages through LiteRT, and the report of what was read."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bundles import write_bundle
from native_api import LIBRARY
from native_parity import Harness
from native_steps import BUNDLE

from contract.bundle import read_bundle
from model.backends.litert import LiteRtBackend
from parity.corpus import DATA, read_corpus, read_pages
from parity.execute import tile_read
from parity.gates import readings
from parity.native.binding import CoreError, Engine, Library
from parity.pages import page_read
from parity.reference import digest
from parity.runners.report import read_report
from parity.texts import read_texts

pytestmark = pytest.mark.native

STATUS = {"ARGUMENT": 1, "ORDER": 2, "MANIFEST": 3, "CHARSET": 4, "IMAGE": 5, "LOGITS": 6}
NOTHING: dict[str, Any] = {"width": 3, "height": 2, "rotation": 0, "blocks": []}


@pytest.fixture(scope="module")
def backend() -> LiteRtBackend:
    return LiteRtBackend(BUNDLE)


def fails(status: str, words: str) -> Any:
    """The block raises a CoreError of that status, whose sentence holds these words."""
    return pytest.raises(CoreError, match=words, check=lambda error: error.status == STATUS[status])


def test_a_report_of_litert_is_what_python_makes(tmp_path: Path, backend: LiteRtBackend) -> None:
    bundle, corpus, pages = read_bundle(BUNDLE), read_corpus(), read_pages()
    harness = Harness(BUNDLE, DATA)
    given = []
    while len(tiles := harness.next()):
        assert len(tiles) <= harness.facts.batch
        given.append(tiles)
        harness.give(backend.logits(tiles))
    goldens = bundle.goldens()
    np.testing.assert_array_equal(
        np.concatenate(given), np.concatenate([goldens.tiles, corpus.tiles])
    )
    engine = Engine(Library(LIBRARY), BUNDLE)
    read = []
    for index, page in enumerate(pages):
        name, file, grey = harness.page(index)
        assert (name, file) == (page.name, DATA / "pages" / f"{page.name}.png")
        np.testing.assert_array_equal(grey, page.grey)
        with engine.page(grey) as core:
            found = core.read(backend.logits).as_dict()
        harness.read(index, found)
        read.append(page_read(name, found))
    harness.version("litert", "2.1")
    path = tmp_path / "report.json"
    path.write_text(json.dumps(harness.report("litert-linux", "This machine, Linux")))

    weights = bundle.manifest.weights.sha256
    hashed = digest(corpus.tiles, pages)
    (run,) = read_report(path, weights, hashed, corpus, pages, bundle.charset).runs
    logits = backend.logits(corpus.tiles)
    assert run.tiles == tuple(map(tile_read, readings(logits, bundle.charset)))
    assert run.pages == tuple(read)
    assert run.golden_error == float(np.abs(backend.logits(goldens.tiles) - goldens.logits).max())
    assert 0 < run.ms_per_tile < 1000
    model = bundle.manifest.model()
    assert (run.file, run.sha256, run.bytes) == (model.file, model.sha256, model.bytes)
    assert run.precision == model.precision
    assert (run.runtime, run.device) == ("litert-linux", "This machine, Linux")
    assert run.versions == {"core": Library(LIBRARY).version, "litert": "2.1"}
    committed = read_texts()
    if committed.model == model.sha256:
        assert {page.name: page.texts for page in run.pages if page.words} == {
            name: [*words] for name, words in committed.pages.items()
        }


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Of golden tiles that a test can answer by heart."""
    return write_bundle(tmp_path / "bundle")


def test_calls_at_the_wrong_time_are_refused(bundle: Path) -> None:
    harness = Harness(bundle, DATA)
    facts = harness.facts
    with fails("ORDER", "ask for the next first"):
        harness.give(np.zeros((1, facts.steps, facts.classes)))
    with fails("ORDER", "call read before its words"):
        harness.word(0, b"a", [0] * 8, 1)
    tiles = harness.next()
    with fails("ORDER", "give their logits first"):
        harness.next()
    harness.give(np.zeros((len(tiles), facts.steps, facts.classes)))
    with fails("ORDER", "not all tiles are answered"):
        harness.report("litert-linux", "a machine")


def test_wrong_logits_may_be_answered_once_more(bundle: Path) -> None:
    harness = Harness(bundle, DATA)
    shape = harness.facts.steps, harness.facts.classes
    golden = read_bundle(bundle).goldens().logits
    for apart in (0.25, 0.0):  # golden tiles, then the corpus'
        tiles = harness.next()
        right = golden + apart if apart else np.zeros((len(tiles), *shape), np.float32)
        wrong = right.copy()
        wrong[-1, -1, -1] = np.nan
        with fails("LOGITS", "not finite|NaN|infinite"):
            harness.give(wrong)
        with fails("LOGITS", "values is not"):
            harness.give(right[:, 1:])
        harness.give(right)
    while len(tiles := harness.next()):
        harness.give(np.zeros((len(tiles), *shape)))
    with fails("ORDER", "was not read yet"):
        harness.report("litert-linux", "a machine")
    for index in range(harness.pages()):
        harness.read(index, NOTHING)
    (run,) = harness.report("litert-linux", "a machine")["runs"]
    assert run["golden_error"] == pytest.approx(0.25, abs=1e-6)
    assert len(run["tiles"]) == len(read_corpus())
    assert {page["width"] for page in run["pages"]} == {3}


def test_a_page_read_again_forgets_its_words(bundle: Path) -> None:
    harness = Harness(bundle, DATA)
    shape = harness.facts.steps, harness.facts.classes
    while len(tiles := harness.next()):
        harness.give(np.zeros((len(tiles), *shape)))
    for index in range(harness.pages()):
        harness.read(index, NOTHING)
        harness.word(index, "früh".encode(), [*range(8)], 7)
        harness.read(index, NOTHING)
        harness.word(index, "spät".encode(), [*range(8)], 8)
    (run,) = harness.report("litert-linux", "a machine")["runs"]
    word = {"text": "spät", "quad": [*range(8)], "confidence": 8}
    assert all(page["words"] == [word] for page in run["pages"])


def test_arguments_are_checked(bundle: Path) -> None:
    with fails("ARGUMENT", "no model of this precision, only dynamic-int8"):
        Harness(bundle, DATA, "fp64")
    assert Harness(bundle, DATA, "dynamic-int8").model().file == b"net.tflite"
    harness = Harness(bundle, DATA)
    for call in (harness.page, lambda index: harness.read(index, NOTHING)):
        with fails("ARGUMENT", "no page of this index"):
            call(harness.pages())
    harness.read(0, NOTHING)
    for text, words in ((b"", "empty"), (b"\xff", "not UTF-8")):
        with fails("ARGUMENT", words):
            harness.word(0, text, [0] * 8, 1)
    with fails("ARGUMENT", "runtime is NULL or empty"):
        harness.report("", "a machine")
    for name in ("model", "next", "give", "page", "read", "word", "version", "report"):
        with fails("ARGUMENT", "is NULL"):
            harness.call(name, *[None] * {"model": 2, "next": 3, "give": 3, "page": 3, "read": 5,
                                          "word": 5, "version": 3, "report": 5}[name])  # fmt: skip


def test_closing_nothing_does_nothing(bundle: Path) -> None:
    Harness(bundle, DATA).library.pocket_ocr_parity_close(None)


DAMAGED = [
    ("manifest.json", None, "ARGUMENT", r"manifest\.json cannot be read: name a bundle's folder"),
    ("manifest.json", b"{", "MANIFEST", "not JSON"),
    ("charset.txt", None, "ARGUMENT", "charset.txt cannot be read"),
    ("charset.txt", b"ab\n", "CHARSET", "2 characters"),
    ("goldens.safetensors", None, "ARGUMENT", "cannot be read"),
    ("goldens.safetensors", b"short", "MANIFEST", "golden vectors are damaged"),
    ("goldens.safetensors", b"\xff" * 64, "MANIFEST", "golden vectors are damaged"),
    ("goldens.safetensors", b"\x02" + bytes(7) + b"{}", "MANIFEST", "golden vectors are damaged"),
    ("goldens.safetensors", -1, "MANIFEST", "golden vectors are damaged"),
]


@pytest.mark.parametrize(("file", "content", "status", "words"), DAMAGED)
def test_a_damaged_bundle_is_named(
    bundle: Path, file: str, content: bytes | int | None, status: str, words: str
) -> None:
    _damage(bundle / file, content)
    with fails(status, words):
        Harness(bundle, DATA)


@pytest.mark.parametrize(
    "tensor",
    [
        {"shape": [2, 32, 255]},
        {"shape": [2, 32]},
        {"shape": [-2, 32, 256]},
        {"shape": [1 << 62, 32, 256]},
        {"shape": "2"},
        {"dtype": "F32"},
        {"data_offsets": [0, 1 << 60]},
        {"data_offsets": [8, 0]},
        {"data_offsets": [0, 7]},
        {"data_offsets": None},
    ],
)
def test_golden_vectors_that_lie_are_refused(bundle: Path, tensor: dict[str, Any]) -> None:
    path = bundle / "goldens.safetensors"
    data = path.read_bytes()
    end = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:end])
    header["tiles"] |= tensor
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data[end:])
    with fails("MANIFEST", "golden vectors are damaged"):
        Harness(bundle, DATA)


@pytest.mark.parametrize("key", ["weights", "goldens"])
def test_a_manifest_without_what_a_report_needs(bundle: Path, key: str) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest[key]
    path.write_text(json.dumps(manifest))
    with fails("MANIFEST", f"the manifest lacks {key}"):
        Harness(bundle, DATA)


@pytest.mark.parametrize(
    ("file", "content", "status", "words"),
    [
        ("texts.tsv", None, "ARGUMENT", r"texts\.tsv cannot be read: the corpus is .*parity/data"),
        ("texts.tsv", b"nonsense\n", "IMAGE", r"texts\.tsv is damaged"),
        ("texts.tsv", b"corpus\tab\ntile\t1\ta\n", "IMAGE", r"sheet\.png is damaged"),
        ("tiles/sheet.png", None, "ARGUMENT", "cannot be read"),
        ("tiles/sheet.png", -9000, "IMAGE", "not a whole 8-bit grey PNG"),
        ("pages/pages.tsv", b"a\tb\tc\n", "IMAGE", r"pages\.tsv is damaged"),
        ("pages/noise.png", None, "ARGUMENT", "noise.png cannot be read"),
        ("pages/noise.png", b"no picture", "IMAGE", "not a whole 8-bit grey PNG"),
    ],
)
def test_a_damaged_corpus_is_named(
    bundle: Path, tmp_path: Path, file: str, content: bytes | int | None, status: str, words: str
) -> None:
    corpus = shutil.copytree(DATA, tmp_path / "data")
    _damage(corpus / file, content)
    with fails(status, words):
        Harness(bundle, corpus)


def test_tiles_of_another_width_are_refused(bundle: Path) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["tile_widths"] = [128]
    (model,) = manifest["models"]
    model["input"]["shape"][2], model["output"]["shape"][1] = 128, 32
    path.write_text(json.dumps(manifest))
    with fails("MANIFEST", "golden vectors are damaged or another model's"):
        Harness(bundle, DATA)


def _damage(path: Path, content: bytes | int | None) -> None:
    """Remove a file, cut bytes off its end, or write others."""
    if content is None:
        path.unlink()
    elif isinstance(content, int):
        path.write_bytes(path.read_bytes()[:content])
    else:
        path.write_bytes(content)
