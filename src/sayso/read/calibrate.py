"""How likely a finding is right: by the ranker where the grammar found it, else by its rule."""

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
    """The probability that a careful reader would mark the same content with the same source: what the
    ranker gives, for a phrase (`claims of fraud`, `wants to leave`) no more than the share of its rule, as it
    says less surely what is claimed; and that share where a find goes by its rule alone."""
    share = _table().get(finding.rule)
    if finding.score is None:
        return share or 0.5
    return finding.score if share is None else min(share, finding.score)
