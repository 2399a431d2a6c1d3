"""The batch form of a reading: one row of JSON Lines, for scorers and other programs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from sayso.terms.span import Words
from sayso.terms.statement import Link, Part, Reading, Statement
from sayso.terms.time import Interval, TimeExpression

INSIDE = "inside."  # begins the rules for what stands in the words of a quotation


def row(reading: Reading, *, id: str | None = None) -> dict[str, Any]:
    """A reading as `{"id", "attributions": [...], "times": [...]}`.

    Offsets are code points of the article's text, end exclusive; what stands in the headline is
    given under `headline`, with offsets into the title. What stands in another's words (*she said that
    the police deny it* holds what the police deny) is given under `inside`; a quotation word for word
    that stands beside its own speaker never is.
    """
    body = [statement for statement in reading.statements if statement.part is Part.BODY]
    headline = [statement for statement in reading.statements if statement.part is Part.HEADLINE]
    inside = _inside(body)
    return {
        "id": id if id is not None else reading.article,
        "attributions": [attribution(one) for one in body if one.id not in inside],
        "inside": [attribution(one) for one in body if one.id in inside],
        "times": [time(expression) for expression in reading.times],
        "headline": [attribution(statement) for statement in headline],
        "reader": reading.reader,
    }


def _inside(statements: Sequence[Statement]) -> frozenset[str]:
    """The ids of the statements whose cue stands in the content of another."""
    held = sorted((span.start, span.end) for one in statements for span in one.content.spans)
    starts = [start for start, _ in held]
    ends = list(accumulate((end for _, end in held), max))

    def covered(start: int, end: int) -> bool:
        before = bisect_right(starts, start)
        return before > 0 and ends[before - 1] >= end

    return frozenset(
        one.id
        for one in statements
        if one.made_by.rule.startswith(INSIDE)
        or (
            one.made_by.rule != "direct"
            and one.cue
            and all(covered(span.start, span.end) for span in one.cue.spans)
        )
    )


def attribution(statement: Statement) -> dict[str, Any]:
    """One statement of the row."""
    return {
        "source": spans(statement.source),
        "cue": spans(statement.cue),
        "content": spans(statement.content),
        "chain": [link(step) for step in statement.chain],
        "polarity": statement.polarity.value,
        "hedge": statement.hedge.value,
        "hedge_words": spans(statement.hedge_words),
        "condition": spans(statement.condition),
        "voice": statement.voice.value,
        "event_time": interval(statement.event_time),
        "said_time": interval(statement.said_time),
        "rule": statement.made_by.rule,
        "confidence": round(statement.confidence, 3),
    }


def link(step: Link) -> dict[str, Any]:
    """One step of a chain; `url` only where its words lead to a page."""
    return {
        "name": step.name,
        "kind": step.kind.value,
        "words": spans(step.words),
        "cue": spans(step.cue),
        "hedge": step.hedge.value,
        "basis": step.basis.value,
        "count": step.count,
        **({"url": step.url} if step.url else {}),
    }


def spans(words: Words) -> list[list[int]]:
    """Offsets as pairs."""
    return [[span.start, span.end] for span in words.spans]


def interval(stretch: Interval | None) -> list[str | None] | None:
    """Start and end in ISO 8601; None leaves a side open."""
    if stretch is None:
        return None
    return [moment.isoformat() if moment else None for moment in (stretch.start, stretch.end)]


def time(expression: TimeExpression) -> dict[str, Any]:
    """A time expression with its likeliest reading."""
    best = expression.best
    stretch = interval(best.interval) or [None, None]
    return {
        "span": [expression.span.start, expression.span.end],
        "type": expression.type.value,
        "value": best.value,
        "start": stretch[0],
        "end": stretch[1],
    }
