"""The batch form of a reading: one row of JSON Lines, for scorers and other programs."""

from __future__ import annotations

from typing import Any

from sayso.terms.span import Words
from sayso.terms.statement import Link, Part, Reading, Statement
from sayso.terms.time import Interval, TimeExpression

INSIDE = "inside."  # begins the rules for what stands in the words of a quotation


def row(reading: Reading, *, id: str | None = None) -> dict[str, Any]:
    """A reading as `{"id", "attributions": [...], "times": [...]}`.

    Offsets are code points of the article's text, end exclusive; what stands in the headline is
    given under `headline`, with offsets into the title. What stands in the words of a direct quotation
    is given under `inside`.
    """
    body = [statement for statement in reading.statements if statement.part is Part.BODY]
    headline = [statement for statement in reading.statements if statement.part is Part.HEADLINE]
    return {
        "id": id if id is not None else reading.article,
        "attributions": [attribution(one) for one in body if not one.made_by.rule.startswith(INSIDE)],
        "inside": [attribution(one) for one in body if one.made_by.rule.startswith(INSIDE)],
        "times": [time(expression) for expression in reading.times],
        "headline": [attribution(statement) for statement in headline],
        "reader": reading.reader,
    }


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
    """One step of a chain."""
    return {
        "name": step.name,
        "kind": step.kind.value,
        "words": spans(step.words),
        "cue": spans(step.cue),
        "hedge": step.hedge.value,
        "basis": step.basis.value,
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
