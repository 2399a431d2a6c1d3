"""Ranges: since July, until Friday, by 2016, between May and June, from 1914 to 1918."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sayso.read.time.lexicon import load_lexicon
from sayso.terms.span import Span
from sayso.terms.time import (
    AnchorKind,
    Granularity,
    Interval,
    Published,
    TimeExpression,
    TimeReading,
    TimeType,
)

_LONGEST_OPENER = 12


def find_ranges(
    text: str, times: Sequence[TimeExpression], *, published: Published, language: str = "en"
) -> tuple[TimeExpression, ...]:
    """The ranges that words make of the `times` of a text, as expressions that cover those words.

    *since T* runs from somewhere in T to the publication. *until* and *by T* end with T, *before T*
    where T begins, *after T* begins where T ends; the words leave the other side open. *between A and
    B*, *from A to B* and *A-B* run from the begin of A to the end of B. The value is `from/to` of the
    TIMEX3 values. Spans hold the preposition; times without an interval make none.
    """
    words = load_lexicon(language).ranges
    dated = [time for time in times if time.best.interval is not None and time.type is not TimeType.SET]
    out: list[TimeExpression] = []
    skip = -1
    for place, time in enumerate(dated):
        if place == skip:
            continue
        opener = _opener(text, time.span.start)
        following = dated[place + 1] if place + 1 < len(dated) else None
        made = None
        if following is not None:
            paired = opener is not None and opener[0] in words["open_pair"]
            begin = opener[1] if opener and paired else time.span.start
            made = _pair(text, begin, time, following, words["join"] if paired else words["dash"])
            skip = place + 1 if made else -1
        if made is None and opener:
            made = _half(text, opener[0], opener[1], time, published, words)
        if made is not None:
            out.append(made)
    return tuple(out)


def _opener(text: str, start: int) -> tuple[str, int] | None:
    """The word before a time, in lower case, and where it begins."""
    found = re.search(r"([A-Za-z]+)\s+$", text[max(start - _LONGEST_OPENER, 0) : start])
    return (found[1].lower(), max(start - _LONGEST_OPENER, 0) + found.start()) if found else None


def _pair(
    text: str, begin: int, first: TimeExpression, last: TimeExpression, join: list[str]
) -> TimeExpression | None:
    between = text[first.span.end : last.span.start].strip().lower()
    start, end = _bounds(first)[0], _bounds(last)[1]
    if between not in join or start is None or end is None or start >= end:
        return None
    because = "from the begin of the first to the end of the second"
    return _range(
        text, begin, (first, last), Interval(start, end), first.best.value, last.best.value, because
    )


def _half(
    text: str,
    opener: str,
    begin: int,
    time: TimeExpression,
    published: Published,
    words: dict[str, list[str]],
) -> TimeExpression | None:
    start, end = _bounds(time)
    if opener in words["since"]:
        return _since(text, begin, time, published)
    if opener in words["until"] and end is not None:
        because = "it ends with the time named; the words leave the begin open"
        return _range(text, begin, (time, time), Interval(None, end), "..", time.best.value, because)
    if opener in words["before"] and start is not None:
        because = "it ends where the time named begins; the words leave the begin open"
        return _range(text, begin, (time, time), Interval(None, start), "..", time.best.value, because)
    if opener in words["after"] and end is not None:
        because = "it begins when the time named is over; the words leave the end open"
        return _range(text, begin, (time, time), Interval(end, None), time.best.value, "..", because)
    return None


def _since(text: str, begin: int, time: TimeExpression, published: Published) -> TimeExpression | None:
    interval = since_interval(time, published)
    if interval is None:
        return None
    day = interval.end.date() - timedelta(days=1) if interval.end else None
    because = f"it begins somewhere in {time.best.value} and runs to the publication"
    return _range(text, begin, (time, time), interval, time.best.value, str(day or ".."), because)


def since_interval(time: TimeExpression, published: Published) -> Interval | None:
    """From the begin of a time to the end of the publication (open where that is unknown), by the
    likeliest reading that begins before it: nothing is counted from what is still to come. None where
    every reading lies after it."""
    end = published.interval.end if published.interval else None
    for reading in time.readings:
        start = reading.interval.start if reading.interval else None
        if start is not None and (end is None or start < end):
            return Interval(start, end)
    return None


def _bounds(time: TimeExpression) -> tuple[datetime | None, datetime | None]:
    interval = time.best.interval
    return (interval.start, interval.end) if interval else (None, None)


def _range(
    text: str,
    begin: int,
    parts: tuple[TimeExpression, TimeExpression],
    interval: Interval,
    first: str,
    last: str,
    because: str,
) -> TimeExpression:
    span = Span(begin, parts[1].span.end)
    confidence = round(min(part.best.confidence for part in parts), 4)
    edtf = f"{parts[0].best.edtf if first != '..' else '..'}/{parts[1].best.edtf if last != '..' else '..'}"
    if parts[0] is parts[1] and last not in ("..", parts[1].best.value):
        edtf = f"{parts[0].best.edtf.partition('/')[0]}/{last}"
    reading = TimeReading(interval, f"{first}/{last}", edtf, confidence, because)
    anchor = next((part.anchor for part in parts if part.anchor is not AnchorKind.NONE), AnchorKind.NONE)
    anchor_span = next((part.anchor_span for part in parts if part.anchor_span), None)
    return TimeExpression(
        span, span.of(text), TimeType.DATE, Granularity.VAGUE, anchor, anchor_span, (reading,)
    )
