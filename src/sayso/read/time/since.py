"""*first X since T*: a claim that can be checked, because it says that between T and now there was none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sayso.read.time.lengths import add, parse_length
from sayso.read.time.lexicon import load_lexicon
from sayso.read.time.ranges import since_interval
from sayso.terms.span import Span
from sayso.terms.time import Interval, Published, TimeExpression, TimeType

_REACH = 160  # characters from "first" to the time


@dataclass(frozen=True, slots=True)
class FirstSince:
    """A statement that nothing of a kind was between a time and now.

    `span` covers all its words, `what` those that name the kind ("public words"); `since` is the
    time it counts from, and `interval` runs from the begin of that time to the publication: whatever
    a case holds in it speaks against the claim.
    """

    span: Span
    what: Span
    since: TimeExpression
    interval: Interval


def first_since(
    text: str, times: Sequence[TimeExpression], *, published: Published, language: str = "en"
) -> tuple[FirstSince, ...]:
    """The claims of the form *first X since T*, *for the first time since T*, *the worst X in N years*.

    ValueError for a language without words of time.
    """
    opener, link = _patterns(language)
    starts = {time.span.start: time for time in times}
    out = []
    for first in opener.finditer(text):
        for joint in link.finditer(text, first.end(), first.end() + _REACH):
            if re.search(r"[.!?]\s|\n\s*\n", text[first.end() : joint.start()]):
                break
            time = starts.get(joint.end())
            interval = _interval(time, published) if time else None
            if time is not None and interval is not None and (_is_since(joint) or _is_length(time)):
                what = _trim(text, first.end(), joint.start())
                out.append(FirstSince(Span(first.start(), time.span.end), what, time, interval))
                break
    return tuple(out)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_lexicon(language).first_since
    opener = rf"\b(?:{'|'.join(words['openers'])})\b"
    links = sorted(words["links"], key=len, reverse=True)
    return re.compile(opener, re.IGNORECASE), re.compile(rf"\b(?:{'|'.join(links)})\s+", re.IGNORECASE)


def _is_since(joint: re.Match[str]) -> bool:
    return joint.group().strip().lower() == "since"


def _is_length(time: TimeExpression) -> bool:
    """After *in* only a length counts back: "in four months", not "in July"."""
    return time.type is TimeType.DURATION


def _interval(time: TimeExpression, published: Published) -> Interval | None:
    if time.type is not TimeType.DURATION:
        return since_interval(time, published)
    end = published.interval.end if published.interval else None
    start = time.best.interval.start if time.best.interval else _back(time, published)
    return Interval(start, end) if start is not None and end is not None and start < end else None


def _back(time: TimeExpression, published: Published) -> datetime | None:
    """The begin of the day so long before the publication."""
    moment, length = published.moment, parse_length(time.best.value)
    if moment is None or length is None:
        return None
    try:
        day = add(moment.date(), -length[0], length[1])
    except (OverflowError, ValueError):
        return None
    return datetime.combine(day, datetime.min.time(), moment.tzinfo).astimezone(UTC)


def _trim(text: str, start: int, end: int) -> Span:
    """The words between, without the white space around them."""
    inner = text[start:end]
    return Span(
        start + len(inner) - len(inner.lstrip()), max(end - (len(inner) - len(inner.rstrip())), start)
    )
