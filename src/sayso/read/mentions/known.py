"""Words that are given names, family names or places whatever the language, from public lists.

Made by `python -m benchmarks.make_known` from the lists of the US Census Bureau (public domain) and of
GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Known:
    """Words in lower case; `places` may have several."""

    men: frozenset[str]
    women: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]


@cache
def known() -> Known:
    """The lists that are shipped."""
    table = tomllib.loads((files("sayso.read.mentions") / "known.toml").read_text("utf-8"))
    sets = {key: frozenset(word.replace("_", " ") for word in words.split()) for key, words in table.items()}
    return Known(**sets)
