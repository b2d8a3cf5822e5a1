"""JSON objects as frozen dataclasses: strict reading, deterministic writing, JSON schema.

A record's fields may be str, int, float, a Literal, another record, `tuple[T, ...]`,
`tuple[T, T]`, `dict[str, T]`, a union of scalars, a record or None, or a str that is `Annotated`
with a Pattern.
"""

import dataclasses
import json
import re
import types
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as type_hints

from contract.errors import ContractError

Record = TypeVar("Record")


class Pattern(NamedTuple):
    """A regular expression that a whole str must match, and its name for error messages."""

    expression: str
    name: str


_SCALARS = {str: "string", int: "integer", float: "number", types.NoneType: "null"}
_UNIONS = (Union, types.UnionType)


def parse(kind: type[Record], value: object, key: str) -> Record:
    """The record `kind` made from decoded JSON.

    Raises:
        ContractError: a key is missing or unknown, or a value has the wrong type; names the key.
    """
    result: Record = _parse(kind, value, key)
    return result


def prune(kind: Any, value: Any) -> Any:
    """Decoded JSON without the keys that the record `kind`, and those in it, do not know."""
    origin, arguments = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        hints = type_hints(kind, include_extras=True)
        return {k: prune(hints[k], v) for k, v in value.items() if k in hints}
    if origin is tuple and isinstance(value, list) and arguments[-1] is Ellipsis:
        return [prune(arguments[0], one) for one in value]
    if origin in _UNIONS and value is not None:
        return prune(arguments[0], value)
    return value


def dumps(record: object) -> str:
    """JSON text of a record: sorted keys, two spaces of indent, a newline at the end."""
    fields = dataclasses.asdict(record)  # type: ignore[call-overload]
    return json.dumps(fields, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def json_schema(kind: Any) -> dict[str, Any]:
    """JSON schema (draft 2020-12) that accepts exactly what `parse` accepts."""
    origin, arguments = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = type_hints(kind, include_extras=True)
        return {
            "type": "object",
            "properties": {name: json_schema(hint) for name, hint in hints.items()},
            "required": sorted(hints),
            "additionalProperties": False,
        }
    if origin is Annotated:
        return {**json_schema(arguments[0]), "pattern": f"^(?:{arguments[1].expression})$"}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in _UNIONS:
        return {"anyOf": [json_schema(a) for a in arguments]}
    if origin is dict:
        return {"type": "object", "additionalProperties": json_schema(arguments[1])}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": json_schema(arguments[0])}
    if origin is tuple:
        size = len(arguments)
        items = [json_schema(a) for a in arguments]
        return {"type": "array", "prefixItems": items, "minItems": size, "maxItems": size}
    return {"type": _SCALARS[kind]}


def _parse(kind: Any, value: Any, key: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _parse_record(kind, value, key)
    if origin is Annotated:
        text, pattern = _parse(arguments[0], value, key), arguments[1]
        if not re.fullmatch(pattern.expression, text):
            raise ContractError(f"{key} is not {pattern.name}: {text!r}")
        return text
    if origin is Literal:
        if type(value) is not type(arguments[0]) or value not in arguments:
            raise ContractError(f"{key} must be one of {', '.join(map(repr, arguments))}")
        return value
    if origin in _UNIONS:
        return _parse_union(arguments, value, key)
    if origin is dict:
        _expect(dict, "an object", value, key)
        return {k: _parse(arguments[1], v, f"{key}.{k}") for k, v in value.items()}
    if origin is tuple:
        _expect(list, "a list", value, key)
        kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        if len(kinds) != len(value):
            raise ContractError(f"{key} must hold {len(kinds)} values, not {len(value)}")
        return tuple(
            _parse(k, v, f"{key}[{i}]") for i, (k, v) in enumerate(zip(kinds, value, strict=True))
        )
    if kind is float and type(value) is int:
        return float(value)
    _expect(kind, f"of type {_SCALARS[kind]}", value, key)
    return value


def _parse_record(kind: Any, value: Any, key: str) -> Any:
    _expect(dict, "an object", value, key)
    hints = type_hints(kind, include_extras=True)
    inside = f"{key}." if key else ""
    for name in sorted(hints.keys() - value.keys()):
        raise ContractError(f"{inside}{name} is missing")
    for name in sorted(value.keys() - hints.keys()):
        raise ContractError(f"{inside}{name} is not known")
    return kind(**{name: _parse(hints[name], value[name], f"{inside}{name}") for name in hints})


def _parse_union(kinds: tuple[Any, ...], value: Any, key: str) -> Any:
    for kind in kinds:
        if type(value) is kind:  # exact first, so that an int does not become a float
            return value
    if dataclasses.is_dataclass(kinds[0]):
        return _parse_record(kinds[0], value, key)
    names = " or ".join(_SCALARS[kind] for kind in kinds)
    raise ContractError(f"{key} must be of type {names}")


def _expect(kind: type, name: str, value: Any, key: str) -> None:
    if type(value) is not kind:  # not isinstance: True is no integer here
        raise ContractError(f"{key or 'the file'} must be {name}")
