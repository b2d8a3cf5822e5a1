"""The tables of TFLite's model metadata, written and read by their schema.

The schema: metadata_schema.fbs of github.com/tensorflow/tflite-support, version 1.1.0, of which
the part that we fill in stands here. Its own Python library is no longer maintained and wants a
protobuf that the converters refuse.
"""

import struct
from collections.abc import Iterator
from typing import Any

import flatbuffers
import numpy as np
from flatbuffers import number_types as numbers
from flatbuffers.table import Table

from contract.errors import PocketOcrError

Record = dict[str, Any]
"""A table: str, int, list of float, Record, list of those by field; a union as (name, Record)."""

IDENTIFIER = b"M001"

# A field's place in its table is its number in the file: keep the order of metadata_schema.fbs.
SCHEMA: dict[str, dict[str, str]] = {
    "ModelMetadata": {
        "name": "string",
        "description": "string",
        "version": "string",
        "subgraph_metadata": "[SubGraphMetadata]",
        "author": "string",
        "license": "string",
        "associated_files": "[AssociatedFile]",
        "min_parser_version": "string",
    },
    "SubGraphMetadata": {
        "name": "string",
        "description": "string",
        "input_tensor_metadata": "[TensorMetadata]",
        "output_tensor_metadata": "[TensorMetadata]",
        "associated_files": "[AssociatedFile]",
    },
    "TensorMetadata": {
        "name": "string",
        "description": "string",
        "dimension_names": "[string]",
        "content": "Content",
        "process_units": "[ProcessUnit]",
        "stats": "Stats",
        "associated_files": "[AssociatedFile]",
    },
    "AssociatedFile": {
        "name": "string",
        "description": "string",
        "type": "byte",
        "locale": "string",
    },
    "Content": {"content_properties": "ContentProperties", "range": "ValueRange"},
    "FeatureProperties": {},
    "ImageProperties": {"color_space": "byte", "default_size": "ImageSize"},
    "ImageSize": {"width": "uint", "height": "uint"},
    "ValueRange": {"min": "int", "max": "int"},
    "ProcessUnit": {"options": "ProcessUnitOptions"},
    "NormalizationOptions": {"mean": "[float]", "std": "[float]"},
    "Stats": {"max": "[float]", "min": "[float]"},
}
UNIONS = {
    "ContentProperties": ("NONE", "FeatureProperties", "ImageProperties"),
    "ProcessUnitOptions": ("NONE", "NormalizationOptions"),
}
SCALARS = {"byte": numbers.Int8Flags, "int": numbers.Int32Flags, "uint": numbers.Uint32Flags}

DESCRIPTIONS, TENSOR_AXIS_LABELS = 1, 2
"""Values of `AssociatedFile.type`."""
GRAYSCALE = 2
"""Value of `ImageProperties.color_space`."""


def write(kind: str, record: Record) -> bytes:
    """Bytes of a root table; the same record gives the same bytes.

    Raises:
        KeyError: a field or a table is not in the schema.
    """
    builder = flatbuffers.Builder()
    builder.Finish(_write_table(builder, kind, record), file_identifier=IDENTIFIER)
    return bytes(builder.Output())


def read(kind: str, data: bytes) -> Record:
    """The record that the bytes of a root table hold; fields that are absent are left out.

    Raises:
        PocketOcrError: not such a table, or damaged.
    """
    if data[4:8] != IDENTIFIER:
        raise PocketOcrError("the model's metadata is not of version M001")
    try:
        (root,) = struct.unpack_from("<I", data)
        return _read_table(Table(data, root), kind)
    except (struct.error, IndexError, ValueError, TypeError) as error:
        raise PocketOcrError(f"the model's metadata is damaged ({error})") from None


def _slots(kind: str) -> Iterator[tuple[int, str, str]]:
    """Number, name and kind of a table's fields; a union takes two: its type comes first."""
    slot = 0
    for name, field in SCHEMA[kind].items():
        yield slot, name, field
        slot += 1 + (field in UNIONS)


def _write_table(builder: flatbuffers.Builder, kind: str, record: Record) -> int:
    if record.keys() - SCHEMA[kind].keys():
        raise KeyError(f"{kind} has no {sorted(record.keys() - SCHEMA[kind].keys())}")
    fields = [(slot, field, record[name]) for slot, name, field in _slots(kind) if name in record]
    parts = {slot: _write(builder, f, v) for slot, f, v in fields if f not in SCALARS}
    builder.StartObject(max((slot for slot, _, _ in _slots(kind)), default=0) + 2)
    for slot, field, value in fields:
        if field in SCALARS:
            builder.PrependSlot(SCALARS[field], slot, value, 0)
            continue
        if field in UNIONS:
            builder.PrependUint8Slot(slot, UNIONS[field].index(value[0]), 0)
        builder.PrependUOffsetTRelativeSlot(slot + (field in UNIONS), parts[slot], 0)
    return builder.EndObject()


def _write(builder: flatbuffers.Builder, field: str, value: Any) -> int:
    """Write what a table refers to; returns its offset."""
    if field == "string":
        return builder.CreateString(value)
    if field == "[float]":
        return builder.CreateNumpyVector(np.array(value, np.float32))
    if field.startswith("["):
        parts = [_write(builder, field[1:-1], one) for one in value]
        builder.StartVector(4, len(parts), 4)
        for part in reversed(parts):
            builder.PrependUOffsetTRelative(part)
        return builder.EndVector()
    kind, record = value if field in UNIONS else (field, value)
    return _write_table(builder, kind, record)


def _read_table(table: Table, kind: str) -> Record:
    record: Record = {}
    for slot, name, field in _slots(kind):
        place = table.Offset(4 + 2 * slot)
        if field in SCALARS:
            record[name] = table.Get(SCALARS[field], table.Pos + place) if place else 0
        elif place and field in UNIONS:
            chosen = UNIONS[field][table.Get(numbers.Uint8Flags, table.Pos + place)]
            inner = table.Offset(4 + 2 * (slot + 1))
            record[name] = (chosen, _read(table, table.Pos + inner, chosen))
        elif place and field.startswith("["):
            record[name] = _read_vector(table, place, field[1:-1])
        elif place:
            record[name] = _read(table, table.Pos + place, field)
    return record


def _read(table: Table, position: int, field: str) -> Any:
    """What an offset at this position refers to."""
    if field == "string":
        return table.String(position).decode()
    return _read_table(Table(table.Bytes, table.Indirect(position)), field)


def _read_vector(table: Table, place: int, field: str) -> list[Any]:
    start, count = table.Vector(place), table.VectorLen(place)
    if field == "float":
        return [table.Get(numbers.Float32Flags, start + 4 * i) for i in range(count)]
    return [_read(table, start + 4 * i, field) for i in range(count)]
