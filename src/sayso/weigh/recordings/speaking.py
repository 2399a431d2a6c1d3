"""How articles speak of a recording: the patterns are data (`data/recordings.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern of a whole list."""
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/recordings.toml").read_text(encoding="utf-8"))
    parts = raw[name] if isinstance(raw[name], list) else [raw[name]]
    return re.compile("|".join(rf"\b(?:{part})\b" for part in parts), re.IGNORECASE | re.DOTALL)


def names_recording(text: str) -> bool:
    """Whether a text speaks of a recording or of the one who is heard in it."""
    return bool(pattern("thing").search(text) or pattern("speaker").search(text))


def on_the_voice(condition: str) -> bool:
    """Whether the words of a condition make a statement hang on whose voice it is, or on the recording."""
    return bool(pattern("voice").search(" ".join(condition.split())))


def of_oneself(text: str) -> bool:
    """Whether somebody speaks of himself or of those with him."""
    return bool(pattern("self").search(text))
