"""A Core ML model as the files of an `.mlpackage`, the same bytes for the same model."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from coremltools.proto import FeatureTypes_pb2

from contract.errors import ContractError
from contract.manifest import TensorInfo
from export.description import AUTHOR, LICENCE, SHORT, of_input, of_output
from export.targets import INPUT, OUTPUT
from parity.mil.package import MODEL, WEIGHTS, read_spec

CHANGING = ("com.github.apple.coremltools.conversion_date",)
"""Metadata of the converter that is new each day."""

GREY = FeatureTypes_pb2.ImageFeatureType.GRAYSCALE
FLOAT32 = FeatureTypes_pb2.ArrayFeatureType.FLOAT32


def package(model: Any, width: int, facts: Mapping[str, str]) -> dict[str, bytes]:
    """Files of the package by their path, described for Xcode.

    Args:
        model: a `coremltools.models.MLModel`.
        width: of the tile, in pixels.
        facts: shown as additional metadata; `version` as the model's version.
    """
    spec = model.get_spec()
    _describe(spec.description, width, facts)
    weights = Path(model.weights_dir, WEIGHTS.name).read_bytes()
    return {
        "Manifest.json": _manifest(),
        MODEL.as_posix(): spec.SerializeToString(deterministic=True),
        WEIGHTS.as_posix(): weights,
    }


def tensors(path: Path) -> tuple[TensorInfo, TensorInfo]:
    """Input and output of a package; the image is a tile of uint8.

    Raises:
        ContractError: they are not a grey image and an array of float32.
    """
    (given,), (made,) = (getattr(read_spec(path).description, k) for k in ("input", "output"))
    image, array = given.type.imageType, made.type.multiArrayType
    if image.colorSpace != GREY or array.dataType != FLOAT32:
        raise ContractError(f"{path} does not turn a grey image into float32 logits")
    return (
        TensorInfo(given.name, "uint8", (1, int(image.height), int(image.width))),
        TensorInfo(made.name, "float32", tuple(int(size) for size in array.shape)),
    )


def _describe(description: Any, width: int, facts: Mapping[str, str]) -> None:
    metadata = description.metadata
    metadata.shortDescription, metadata.author, metadata.license = SHORT, AUTHOR, LICENCE
    metadata.versionString = facts.get("version", "")
    for key, value in facts.items():
        metadata.userDefined[key] = value
    for key in CHANGING:
        metadata.userDefined.pop(key, None)
    given, made = description.input[0], description.output[0]
    assert (given.name, made.name) == (INPUT, OUTPUT)
    given.shortDescription = of_input(width)
    made.shortDescription = of_output(width, "class k the k-th character of the metadata's charset")


def _manifest() -> bytes:
    """The package's own list of its items, with names in place of random identifiers."""
    entries = {}
    for name, kind in ((MODEL, "Specification"), (WEIGHTS.parent, "Weights")):
        entries[str(uuid5(NAMESPACE_URL, name.as_posix()))] = {
            "author": "com.apple.CoreML",
            "description": f"CoreML Model {kind}",
            "name": name.name,
            "path": name.relative_to("Data").as_posix(),
        }
    listing = {
        "fileFormatVersion": "1.0.0",
        "itemInfoEntries": dict(sorted(entries.items())),
        "rootModelIdentifier": str(uuid5(NAMESPACE_URL, MODEL.as_posix())),
    }
    return (json.dumps(listing, indent=4) + "\n").encode()
