"""Any page's context as JSON: the one form that `--json` and the API give.

Fields keep their names; a moment is ISO 8601 in UTC; a span is an object of start and end, counted
in Unicode code points.
"""

from __future__ import annotations

import msgspec

from sayso.errors import Advice

_ENCODER = msgspec.json.Encoder()


def to_json(value: object, *, indent: int = 0) -> bytes:
    """`value`, a context or any term, as UTF-8 JSON; `indent` spaces a level for a person to read."""
    data = _ENCODER.encode(value)
    return msgspec.json.format(data, indent=indent) if indent else data


def to_error(code: int, kind: str, item: str, message: str, advice: Advice = Advice.REFUSE) -> bytes:
    """The one shape in which the API says what went wrong."""
    told = {"code": code, "kind": kind, "item": item, "message": message, "advice": advice}
    return to_json({"error": told})


def to_plain(value: object) -> object:
    """`value` in dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)
