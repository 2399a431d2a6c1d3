"""text -> statements: cues, attribution, chain, hedge, time."""

from sayso.read.reader import Reader

__all__ = ["Reader"]
