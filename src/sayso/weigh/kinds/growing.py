"""Figures that can only become more with time, apart from how figures are read: a status needs no more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sayso.terms.question import Question


def growing(question: Question) -> Mapping[str, int]:
    """The figure of each answer where what is counted can only become more; else empty."""
    if question.kind != "count" or not _growing().issuperset(question.subjects):
        return {}
    ends = {answer.id: answer.id.rpartition(".")[2] for answer in question.answers}
    return {name: int(end) for name, end in ends.items() if end.isdigit()}


@cache
def _growing() -> frozenset[str]:
    raw = tomllib.loads(files("sayso.weigh.kinds").joinpath("count.toml").read_text(encoding="utf-8"))
    return frozenset(raw["grows"]["counted"])
