"""TFLite's model metadata: what Netron, Android Studio and Google's libraries show of a model.

Behind the model lie two files: `labels.txt` (line k, from 0, is class k) and `facts.json`. The
facts are the bundle's manifest as far as it exists before the model is measured, under the same
keys; the manifest itself holds this file's hash, so it can only lie beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from contract.charset import BLANK, CHARSET, CLASSES
from contract.errors import PocketOcrError
from contract.manifest import contract_numbers
from export import description
from export.targets import INPUT, OUTPUT
from export.tflite import archive, tables
from export.tflite.graph import pack, parse
from export.tflite.tables import Record

NAME = "TFLITE_METADATA"
"""Of the model's entry that holds the metadata."""
PARSER = "1.0.0"
"""The oldest metadata parser that understands all fields that are filled in."""
SIGNATURE = "serving_default"
LABELS, FACTS = "labels.txt", "facts.json"
# Line readers such as Android's FileUtil.loadLabels skip lines of spaces, and all classes behind
# would move up: so the space is named.
NAMED = {" ": "<space>"}
BLANK_LABEL = "<blank>"
FILES = {
    LABELS: f"Line k, from 0, is class k: {BLANK_LABEL} is CTC's blank, <space> a space.",
    FACTS: "The contract's numbers, the charset, and where the weights come from.",
}


@dataclass(frozen=True)
class Described:
    """What a model says of itself: its `ModelMetadata`, facts, and packed files."""

    metadata: Record
    facts: dict[str, Any]
    files: dict[str, bytes]

    @property
    def charset(self) -> str:
        """Characters by class, class 1 first, as the labels name them."""
        return "".join(_characters(self.files[LABELS]))


def describe(model: bytes, precision: str, facts: Mapping[str, str]) -> bytes:
    """The model with metadata and files; the same arguments give the same bytes.

    Args:
        model: of this precision, without metadata: quantizers would lose it.
        precision: its name.
        facts: see `export.targets.Target.convert`.
    """
    graph = parse(model)
    (main,) = graph.subgraphs
    given, made = main.tensors[main.inputs[0]], main.tensors[main.outputs[0]]
    width = int(given.shape[-1])
    metadata = tables.write("ModelMetadata", _metadata(width, facts.get("version", "")))
    graph.description = description.SHORT
    graph.buffers.append(schema.BufferT(np.frombuffer(metadata, np.uint8)))
    graph.metadata = [*(graph.metadata or []), schema.MetadataT(NAME, len(graph.buffers) - 1)]
    shapes = {INPUT: list(map(int, given.shape)), OUTPUT: list(map(int, made.shape))}
    text = json.dumps(_facts(precision, shapes, facts), indent=2, sort_keys=True)
    labels = [BLANK_LABEL, *(NAMED.get(character, character) for character in CHARSET)]
    files = {LABELS: "\n".join(labels) + "\n", FACTS: text + "\n"}
    return archive.append(pack(graph), {name: text.encode() for name, text in files.items()})


def read(model: bytes) -> Described:
    """What `describe` wrote, checked against the model.

    Raises:
        PocketOcrError: not a TFLite model, or its metadata is missing, damaged, or not of it.
    """
    graph = parse(model)
    entries = [one.buffer for one in graph.metadata or [] if one.name == NAME.encode()]
    if not entries:
        raise PocketOcrError("the model carries no metadata: export it anew")
    metadata = tables.read("ModelMetadata", bytes(graph.buffers[entries[0]].data))
    files = archive.read(model)
    for name in FILES:
        if name not in files:
            raise PocketOcrError(f"the model's metadata names {name}, which is not packed")
    try:
        found = Described(metadata, json.loads(files[FACTS]), files)
        charset, stated = found.charset, found.facts["charset"]["characters"]
    except (ValueError, KeyError, TypeError) as error:
        raise PocketOcrError(f"the files in the model are damaged ({error!r})") from None
    (main,) = graph.subgraphs
    classes = int(main.tensors[main.outputs[0]].shape[-1])
    if charset != stated or len(charset) + 1 != classes:
        raise PocketOcrError(
            f"the model's {LABELS} do not fit its {FACTS} or its {classes} classes"
        )
    return found


def _metadata(width: int, version: str) -> Record:
    labels: Record = {
        "name": LABELS,
        "description": FILES[LABELS],
        "type": tables.TENSOR_AXIS_LABELS,
    }
    facts: Record = {"name": FACTS, "description": FILES[FACTS], "type": tables.DESCRIPTIONS}
    return {
        "name": description.NAME,
        "description": description.SHORT,
        "version": version,
        "subgraph_metadata": [
            {
                "name": SIGNATURE,
                "input_tensor_metadata": [_input(width)],
                "output_tensor_metadata": [_output(width, labels)],
            }
        ],
        "author": description.AUTHOR,
        "license": description.LICENCE,
        "associated_files": [facts],
        "min_parser_version": PARSER,
    }


def _input(width: int) -> Record:
    """A grey image in the two last axes, and (v - 0) / 1 as its normalisation: none."""
    image: Record = {"color_space": tables.GRAYSCALE}
    identity: Record = {"mean": [0.0], "std": [1.0]}
    return {
        "name": INPUT,
        "description": description.of_input(width),
        "dimension_names": ["tile", "row", "column"],
        "content": {
            "content_properties": ("ImageProperties", image),
            "range": {"min": 1, "max": 2},
        },
        "process_units": [{"options": ("NormalizationOptions", identity)}],
        "stats": {"max": [255.0], "min": [0.0]},
    }


def _output(width: int, labels: Record) -> Record:
    return {
        "name": OUTPUT,
        "description": description.of_output(width, f"class k line k of {LABELS}, from 0"),
        "dimension_names": ["tile", "step", "class"],
        "content": {"content_properties": ("FeatureProperties", {})},
        "associated_files": [labels],
    }


def _facts(precision: str, shapes: dict[str, list[int]], facts: Mapping[str, str]) -> Record:
    """Under the manifest's keys."""
    return {
        "name": description.NAME,
        "version": facts.get("version", ""),
        "author": description.AUTHOR,
        "licence": description.LICENCE,
        "contract": facts.get("contract", ""),
        "numbers": contract_numbers(),
        "tile_widths": [shapes[INPUT][-1]],
        "charset": {"characters": CHARSET, "classes": CLASSES, "blank": BLANK},
        "precision": precision,
        "input": {"name": INPUT, "dtype": "uint8", "shape": shapes[INPUT]},
        "output": {"name": OUTPUT, "dtype": "float32", "shape": shapes[OUTPUT]},
        "weights": {
            "sha256": facts.get("weights", ""),
            "training": {
                key.removeprefix("training."): value
                for key, value in facts.items()
                if key.startswith("training.")
            },
        },
    }


def _characters(labels: bytes) -> list[str]:
    """Of the labels' lines; the first is the blank."""
    meant = {name: character for character, name in NAMED.items()}
    blank, *rest = labels.decode().removesuffix("\n").split("\n")
    if blank != BLANK_LABEL:
        raise ValueError(f"the first label is {blank!r}")
    return [meant.get(label, label) for label in rest]
