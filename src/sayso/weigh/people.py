"""Words for people around somebody, for referring back, for parts of names: data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sayso.weigh.kinds import phrase


@cache
def people() -> Mapping[str, frozenset[str]]:
    """The word lists of `data/people.toml` by name."""
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/people.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items()}


@cache
def around_people() -> frozenset[tuple[str, ...]]:
    """Words for people around somebody, as phrases of stems: *aide*, *right hand man*."""
    return frozenset(map(phrase, people()["around"]))


def is_verb(word: str) -> bool:
    """Whether a word looks like a verb's form. Rough."""
    return word.endswith(("ed", "ing")) and word not in ("wedding", "building")
