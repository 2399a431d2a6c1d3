"""What the reader finds in one paragraph, before the rest of the article is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.terms.span import Span
from sayso.terms.statement import Hedge, Polarity, Voice, Weighed

Spans = tuple[Span, ...]


def apart(spans: Iterable[Span]) -> Spans:
    """The same stretches in order, none overlapping another."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribution; all offsets count from the start of its paragraph.

    `anchor` is the source's head word; `told` who was told it (an outlet that was told passes it on);
    `citing` whom the source itself names for it, and `in_turn` whom that one does; `relay` who quotes
    the source; `stands_for` what a relative pronoun stands for.
    """

    rule: str
    kind: str
    lemma: str
    source: Spans
    cue: Spans
    content: Spans
    voice: Voice = Voice.INDIRECT
    polarity: Polarity = Polarity.AFFIRMS
    hedge: Hedge = Hedge.NONE
    anchor: Span | None = None
    stands_for: Spans = ()
    told: Spans = ()
    citing: Spans = ()
    in_turn: Spans = ()
    relay: Spans = ()
    negated: bool = False
    inside: bool = False  # whether it stands in somebody's quotation
    common: bool = False  # whether the source's head is a common noun, for all its capital
    score: float | None = None  # by the ranker, for what was found in the grammar
    weighed: Weighed | None = None  # for a reader that explains


@dataclass(frozen=True, slots=True)
class ParagraphNotes:
    """Everything that one paragraph says by itself. `alone` are quotations without words of
    attribution in their paragraph; `inside` are attributions in the words of a quotation;
    `open_cue` ends the paragraph and announces the next quotation."""

    length: int
    findings: tuple[Finding, ...] = ()
    inside: tuple[Finding, ...] = ()
    sentences: Spans = ()
    alone: Spans = ()
    unclosed: bool = False
    open_cue: Finding | None = None
    names: tuple[tuple[Span, str], ...] = field(default=())
