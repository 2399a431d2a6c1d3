"""text -> statements: cues, attribution, chain, hedge, time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.read.reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> object:
    """The reader when it is asked for: a page of the desk that needs a lexicon or a time does without."""
    if name == "Reader":
        from sayso.read.reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
