"""What the joining of mentions was taught: weights of the signs of kinds and of the ranker's features.

Made by `python -m benchmarks train_mentions` from GUM (Georgetown University Multilayer corpus, annotations
CC BY 4.0; Zeldes, *The GUM Corpus*, 2017).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KINDS = ("person", "organisation", "place", "other")
GROUPS = ("he", "it", "they", "description")


@dataclass(frozen=True, slots=True)
class Weights:
    """`kinds` gives each sign's log-odds for KINDS; `ranker` each group's weights by feature."""

    kinds: Mapping[str, Sequence[float]]
    ranker: Mapping[str, Mapping[str, float]]
    made_from: str = ""


@cache
def weights() -> Weights:
    """The weights that are shipped."""
    table = tomllib.loads((files("sayso.read.mentions") / "weights.toml").read_text("utf-8"))
    return Weights(table["kinds"], table["ranker"], table["made_from"])
