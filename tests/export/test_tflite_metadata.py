"""What a TFLite model says of itself, and the files packed behind it."""

import io
import json
import zipfile

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from tflite import BIAS, STEPS, WIDTH, small_model

from contract.charset import CHARSET, CLASSES
from contract.cli import run
from contract.errors import PocketOcrError
from contract.manifest import contract_numbers
from export.tflite import archive, show, tables
from export.tflite.graph import pack, parse
from export.tflite.metadata import FACTS, LABELS, describe, read
from parity.runners.litert import LITERT

END = {"labels": "txt", "facts": "json"}
GIVEN = {
    "version": "1.2",
    "contract": "c" * 64,
    "weights": "a" * 64,
    "training.seed": "7",
    "training.samples": "12",
}


@pytest.fixture(scope="module")
def plain():
    return small_model()


@pytest.fixture(scope="module")
def model(plain):
    return describe(plain, "fp32", GIVEN)


def logits(model, folder):
    (folder / "model.tflite").write_bytes(model)
    tiles = np.random.default_rng(1).integers(0, 256, (3, 32, WIDTH), dtype=np.uint8)
    return LITERT.open(folder / "model.tflite")(tiles)


def with_files(model, **changed):
    """The model with other files behind it; None leaves one out."""
    files = archive.read(model) | {f"{name}.{END[name]}": data for name, data in changed.items()}
    kept = {name: data for name, data in files.items() if data is not None}
    return archive.append(pack(parse(model)), kept)


def test_metadata_changes_no_logit(plain, model, tmp_path):
    before = logits(plain, tmp_path)
    assert before.shape == (3, STEPS, CLASSES)
    assert not np.array_equal(before[0], before[1])
    assert np.array_equal(before, logits(model, tmp_path))


def test_the_same_model_gives_the_same_bytes(plain, model):
    assert describe(small_model(), "fp32", GIVEN) == model
    assert describe(plain, "fp32", GIVEN | {"version": "1.3"}) != model
    assert describe(plain, "fp16", GIVEN) != model


def test_model_input_and_output_are_described(model):
    metadata = read(model).metadata
    assert metadata["name"] == "Pocket OCR word reader"
    assert (metadata["version"], metadata["license"]) == ("1.2", "Apache-2.0")
    assert metadata["author"]
    assert metadata["min_parser_version"] == "1.0.0"
    (graph,) = metadata["subgraph_metadata"]
    (given,), (made,) = graph["input_tensor_metadata"], graph["output_tensor_metadata"]
    assert (given["name"], made["name"]) == ("tiles", "logits")
    kind, image = given["content"]["content_properties"]
    assert (kind, image["color_space"]) == ("ImageProperties", 2)  # GRAYSCALE
    assert given["content"]["range"] == {"min": 1, "max": 2}
    assert given["process_units"] == [
        {"options": ("NormalizationOptions", {"mean": [0.0], "std": [1.0]})}
    ]
    assert f"{WIDTH} x 32 grey pixels" in given["description"]
    assert made["dimension_names"] == ["tile", "step", "class"]
    assert "class 0 is CTC's blank" in made["description"]
    (labels,) = made["associated_files"]
    assert (labels["name"], labels["type"]) == (LABELS, 2)  # TENSOR_AXIS_LABELS
    graph = parse(model)
    assert graph.description == metadata["description"].encode()
    assert graph.signatureDefs[0].signatureKey == b"serving_default"


def test_line_k_of_the_labels_is_class_k(model):
    """Also for readers that drop empty lines and lines of spaces, as Android's does."""
    text = archive.read(model)[LABELS].decode()
    kept = [line for line in text.split("\n") if line.strip()]
    assert len(kept) == CLASSES
    assert kept[:3] == ["<blank>", "<space>", "!"]
    assert kept[3:] == list(CHARSET[2:])
    assert read(model).charset == CHARSET


def test_the_facts_are_what_is_known_before_measuring(model):
    facts = read(model).facts
    assert facts["contract"] == GIVEN["contract"]
    assert facts["numbers"] == contract_numbers()
    assert facts["tile_widths"] == [WIDTH]
    assert facts["charset"] == {"characters": CHARSET, "classes": CLASSES, "blank": 0}
    assert facts["weights"] == {
        "sha256": GIVEN["weights"],
        "training": {"seed": "7", "samples": "12"},
    }
    assert facts["output"] == {"name": "logits", "dtype": "float32", "shape": [1, STEPS, CLASSES]}
    assert facts["precision"] == "fp32"


def test_the_files_are_stored_aligned_and_undated(model):
    """So that a phone maps them, and any unzip lists them."""
    with zipfile.ZipFile(io.BytesIO(model)) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [LABELS, FACTS]
        for entry in packed.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            start = model.index(packed.read(entry))
            assert start % 4 == 0
            assert start > entry.header_offset > 0


def test_weights_stay_aligned_for_mapping(model):
    graph = schema.Model.GetRootAs(model, 0)
    held = [graph.Buffers(i) for i in range(graph.BuffersLength())]
    starts = [one._tab.Vector(one._tab.Offset(4)) for one in held if one.DataLength()]
    assert len(starts) == 4  # shape, weight, bias, metadata
    assert all(start % 16 == 0 for start in starts)


def test_weights_behind_the_flatbuffer_are_taken_inside(plain, tmp_path):
    """The quantizer writes them there; LiteRT wants them at the offsets it noted."""
    graph = parse(plain)
    bias = next(one for one in graph.buffers if one.data is not None and len(one.data) == 4 * 173)
    data, bias.data = bias.data.tobytes(), None
    bias.offset, bias.size = 2, len(data)  # room for both numbers
    size = len(pack(graph))
    graph = parse_raw(pack(graph), size, len(data))
    outside = graph + data
    inside = pack(parse(outside))
    assert np.array_equal(logits(outside, tmp_path), logits(inside, tmp_path))
    assert inside.count(BIAS.tobytes()) == 1
    assert inside.index(BIAS.tobytes()) % 16 == 0


def parse_raw(packed: bytes, offset: int, size: int) -> bytes:
    """The packed model with the only outside buffer at this offset."""
    whole = bytearray(packed)
    graph = schema.Model.GetRootAs(whole, 0)
    for i in range(graph.BuffersLength()):
        table = graph.Buffers(i)._tab
        if graph.Buffers(i).Size() == size:
            place = table.Pos + table.Offset(6)
            whole[place : place + 8] = offset.to_bytes(8, "little")
    return bytes(whole)


def test_a_model_without_metadata_is_refused(plain):
    with pytest.raises(PocketOcrError, match="carries no metadata: export it anew"):
        read(plain)
    with pytest.raises(PocketOcrError, match="not a TFLite model"):
        read(b"\0" * 64)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"labels": None}, "names labels.txt, which is not packed"),
        ({"facts": None}, "names facts.json, which is not packed"),
        ({"facts": b"{"}, "are damaged"),
        ({"facts": b"[]"}, "are damaged"),
        ({"labels": b"a\nb\n"}, "are damaged"),
        ({"labels": b"<blank>\na\n"}, "do not fit"),
        ({"labels": b"\xff"}, "are damaged"),
    ],
)
def test_files_that_do_not_fit_are_refused(model, changed, says):
    with pytest.raises(PocketOcrError, match=says):
        read(with_files(model, **changed))


def test_two_swapped_labels_are_noticed(model):
    swapped = archive.read(model)[LABELS].replace(b"\nO\nP\n", b"\nP\nO\n")
    with pytest.raises(PocketOcrError, match=r"labels.txt do not fit its facts.json"):
        read(with_files(model, labels=swapped))


def test_a_flipped_byte_in_a_packed_file_is_noticed(model):
    at = model.rindex(b"<space>\n")
    with pytest.raises(PocketOcrError, match="damaged"):
        read(model[:at] + b"(" + model[at + 1 :])


def test_damaged_metadata_is_noticed_or_harmless(model):
    """Byte by byte: an error of ours, or a reading."""
    graph = parse(model)
    (entry,) = [one for one in graph.metadata if one.name == b"TFLITE_METADATA"]
    data, refused = graph.buffers[entry.buffer].data.tobytes(), 0
    for i in range(0, len(data), 3):
        try:
            tables.read("ModelMetadata", data[:i] + bytes([data[i] ^ 0xFF]) + data[i + 1 :])
        except PocketOcrError:
            refused += 1
    assert refused > 30


def test_a_file_is_printed(model):
    text = "\n".join(show.lines(read(model)))
    assert text.startswith("Pocket OCR word reader 1.2, fp32\n")
    for part in ("serving_default", "uint8 [1, 32, 32]", "float32 [1, 8, 173]", "c" * 64,
                 "training samples: 12", CHARSET, "labels.txt", "facts.json"):  # fmt: skip
        assert part in text


def test_the_command_prints_or_refuses(plain, model, tmp_path, capsys):
    (tmp_path / "with.tflite").write_bytes(model)
    (tmp_path / "without.tflite").write_bytes(plain)
    run(lambda: show.main(tmp_path / "with.tflite"))
    assert capsys.readouterr().out.startswith("Pocket OCR word reader 1.2, fp32\n")
    with pytest.raises(SystemExit, match="2"):
        run(lambda: show.main(tmp_path / "without.tflite"))
    error = f"error: {tmp_path / 'without.tflite'}: the model carries no metadata: export it anew"
    assert capsys.readouterr().err == f"{error}\n"


def test_facts_are_json_with_sorted_keys(model):
    data = archive.read(model)[FACTS]
    assert data.decode() == json.dumps(json.loads(data), indent=2, sort_keys=True) + "\n"
