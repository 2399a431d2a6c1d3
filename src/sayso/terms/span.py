"""Offsets into a text, and the words that lie there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of one text, counted in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Words:
    """Words at exact offsets: one or more spans of one text, in order, with what stands there.

    `text` is the pieces joined by one space; it is kept so that a statement can be shown without
    its article, and it always equals the pieces cut anew from the article.
    """

    spans: tuple[Span, ...]
    text: str

    @classmethod
    def cut(cls, text: str, spans: Iterable[Span]) -> Words:
        """Cut the words at `spans` out of `text`; empty spans are dropped."""
        kept = sorted([span for span in spans if span.start < span.end])
        return cls(tuple(kept), " ".join([span.of(text) for span in kept])) if kept else NO_WORDS

    @property
    def start(self) -> int:
        """First offset. ValueError where there are no words."""
        first, *_ = self.spans
        return first.start

    @property
    def end(self) -> int:
        """Offset after the last character. ValueError where there are no words."""
        return max(span.end for span in self.spans)

    def __bool__(self) -> bool:
        return bool(self.spans)


NO_WORDS = Words((), "")
