"""Which time of a sentence is when it was said, and which is when it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.read.time.ranges import since_interval
from sayso.terms.span import Span
from sayso.terms.time import Granularity, Interval, Published, TimeExpression, TimeType

# What a time may stand behind and still be an event's own: not "since Friday" or "until Friday".
_BOUND = re.compile(r"\b(since|until|till|by|before|after)\s+(?:the\s+)?$", re.IGNORECASE)
_REACH = 90  # characters from the cue within which a time is still the saying's
_FINE = (
    Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.PART_OF_DAY, Granularity.DAY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attached:
    """The times of one statement, kept apart.

    `event` is when the content happened, `said` when the source said it, `since` the stretch from a
    "since T" in the content to the publication. None where the words name none: publication and
    recording time are never put in their place.
    """

    event: Interval | None = None
    said: Interval | None = None
    since: Interval | None = None


def attach(
    text: str,
    *,
    cue: Sequence[Span],
    content: Sequence[Span],
    times: Sequence[TimeExpression],
    published: Published,
    sentence: Span | None = None,
) -> Attached:
    """Sort the `times` of a text for one statement. Pure.

    A time inside the content is the event's; of several the first of a day or finer, else the first.
    A time outside the content is the saying's where it lies nearest to the cue, in the same
    `sentence` (the reach of the statement's own words where none is given): "said on Friday that".
    """
    inside = [time for time in times if any(span.covers(time.span) for span in content)]
    placed = [time for time in inside if time.best.interval is not None and time.type is not TimeType.SET]
    bound = [time for time in placed if _BOUND.search(text[max(time.span.start - 16, 0) : time.span.start])]
    own = [time for time in placed if time not in bound]
    event = next((time for time in own if time.granularity in _FINE), own[0] if own else None)
    since = next((time for time in bound if _is_since(text, time)), None)
    said = _said(text, cue, content, times, sentence)
    return Attached(
        event=event.best.interval if event else None,
        said=said.best.interval if said else None,
        since=since_interval(since, published) if since else None,
    )


def _is_since(text: str, time: TimeExpression) -> bool:
    found = _BOUND.search(text[max(time.span.start - 16, 0) : time.span.start])
    return found is not None and found[1].lower() == "since"


def _said(
    text: str,
    cue: Sequence[Span],
    content: Sequence[Span],
    times: Sequence[TimeExpression],
    sentence: Span | None,
) -> TimeExpression | None:
    """The time nearest to the cue among those outside the content, of a day or finer before others."""
    if not cue:
        return None
    start, end = min(span.start for span in cue), max(span.end for span in cue)
    within = sentence or Span(max(start - _REACH, 0), end + _REACH)
    near = []
    for time in times:
        outside = not any(span.overlaps(time.span) for span in content)
        if not outside or not within.covers(time.span) or time.best.interval is None:
            continue
        if time.type not in (TimeType.DATE, TimeType.TIME):
            continue
        gap = max(time.span.start - end, start - time.span.end, 0)
        between = text[end : time.span.start] if time.span.start >= end else text[time.span.end : start]
        if gap <= _REACH and not re.search(r"[.!?]\s|\n", between):
            near.append((gap, time.span.start, time))
    return min(near, key=lambda one: one[:2])[2] if near else None
