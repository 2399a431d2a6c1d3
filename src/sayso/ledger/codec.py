"""Terms to JSON and back.

A dataclass becomes an object with its field names, without the fields that hold their default, so
that a stored statement is small and a term can gain a field with a default without a migration.
Reading back is typed: a wrong shape is an error and never a half-filled term.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import TypeVar, cast

import msgspec

T = TypeVar("T")


def encode(value: object) -> str:
    """One term, or a tuple of terms, as JSON."""
    return _write.encode(_bare(value)).decode()


def plain(value: object) -> object:
    """The same in the types that Python's json module writes."""
    return msgspec.to_builtins(_bare(value))


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


def _bare(value: object) -> object:
    """`value` with objects in place of the dataclasses that have defaults; the encoder knows the rest."""
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    kept = _fields(cast("Hashable", type(value)))
    if not kept:
        return value
    bare: dict[str, object] = {}
    for name, default in kept:
        held = getattr(value, name)
        if held is not default and held != default:
            bare[name] = _bare(held)
    return bare


@cache
def _fields(kind: Hashable) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with their defaults; empty where it has none to leave out."""
    if not is_dataclass(kind) or all(field.default is MISSING for field in fields(kind)):
        return ()
    return tuple((field.name, field.default) for field in fields(kind))
