"""Articles about one event, and what tells which articles are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells which event an article is about: its words as numbers, each with its weight in
    thousandths of the whole (the squares of all weights sum to a million), and when it was printed."""

    article: str
    moment: datetime | None
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands among its like: the earlier one that it follows (None: it follows no
    other), how near the two are in millionths, and the event, known by its first article."""

    article: str
    follows: str | None
    near: int
    event: str
