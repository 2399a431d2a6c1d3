"""Terms to JSON and back.

A dataclass becomes an object with its field names, without the fields that hold their default, so
that a stored statement is small and a term can gain a field with a default without a migration.
Reading back is typed: a wrong shape is an error and never a half-filled term.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


def encode(value: object) -> str:
    """One term, or a tuple of terms, as JSON."""
    return _write.encode(_bare(value)).decode()


def decode(kind: type[T], text: str) -> T:
    """The term of type `kind` that `encode` wrote. ValueError where the JSON is not one."""
    try:
        return cast("T", _reader(cast("Hashable", kind)).decode(text))
    except msgspec.MsgspecError as cause:
        raise ValueError(f"not a stored {getattr(kind, '__name__', kind)}: {cause}") from cause


_write = msgspec.json.Encoder()


@cache
def _reader(kind: Hashable) -> msgspec.json.Decoder[object]:
    return msgspec.json.Decoder(kind)


@cache
def _fields(kind: type[DataclassInstance]) -> tuple[tuple[str, Any], ...]:
    """Names of the fields of a dataclass, with the default that may be left out."""
    return tuple((field.name, field.default) for field in fields(kind))


def _bare(value: object) -> object:
    """`value` in the types of JSON."""
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, tuple | list):
        return [_bare(item) for item in value]
    if isinstance(value, datetime):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value)
    return value


def _object(value: DataclassInstance) -> dict[str, object]:
    bare: dict[str, object] = {}
    for name, default in _fields(type(value)):
        held = getattr(value, name)
        if default is MISSING or held != default:
            bare[name] = _bare(held)
    return bare
