"""How likely a finding is right: no surer than its rule is on the whole, and than the ranker is of it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from sayso.read.finding import Finding


@cache
def _table() -> dict[str, float]:
    place = resources.files("sayso.read") / "confidence.toml"
    return {key: float(value) for key, value in tomllib.loads(place.read_text("utf-8"))["rules"].items()}


def confidence(finding: Finding) -> float:
    """The probability that a careful reader would mark the same content with the same source."""
    table = _table()
    rule = table.get(key_of(finding), table.get(finding.rule, 0.5))
    return rule if finding.score is None else min(rule, finding.score)


def key_of(finding: Finding) -> str:
    """The rule with what it found: a source that is named, a pronoun, or none."""
    return f"{finding.rule}/{'named' if finding.source else 'nobody'}"
