"""For people: what a bare phrase means on a day, and why."""

from __future__ import annotations

from dataclasses import replace

from sayso.read.time.find import find_times
from sayso.read.time.ranges import find_ranges
from sayso.terms.span import Span
from sayso.terms.time import AnchorKind, Interval, Published, TimeExpression, TimeReading

# A bare word that is a time only in company (May, spring) is tried once more behind this.
_COMPANY = "in "


def when(words: str, published: Published, *, language: str = "en") -> tuple[TimeExpression, ...]:
    """The times that `words` name for who reads them in something `published` then; ranges first.

    It takes a bare phrase ("Friday night", "since July", "May") as well as a sentence. Empty where
    the words name no time.
    """
    times = find_times(words, published=published, language=language)
    ranges = find_ranges(words, times, published=published, language=language)
    if times:
        return (*ranges, *times)
    shifted = find_times(_COMPANY + words, published=published, language=language)
    return tuple(_moved(one, -len(_COMPANY)) for one in shifted if one.span.start >= len(_COMPANY))


def _moved(time: TimeExpression, by: int) -> TimeExpression:
    anchor_span = Span(time.anchor_span.start + by, time.anchor_span.end + by) if time.anchor_span else None
    return replace(time, span=Span(time.span.start + by, time.span.end + by), anchor_span=anchor_span)


def explain(time: TimeExpression) -> list[str]:
    """A time as lines for a person: the words, what they hang on, and each reading with its reason."""
    anchors = {
        AnchorKind.NONE: "the words name it themselves",
        AnchorKind.PUBLICATION: "counted from the publication",
        AnchorKind.MENTION: "counted from a time named before",
    }
    head = f'"{time.text}": {time.type}, {time.granularity}; {anchors[time.anchor]}'
    return [head, *(_reading(place, reading) for place, reading in enumerate(time.readings, start=1))]


def _reading(place: int, reading: TimeReading) -> str:
    stretch = _stretch(reading.interval)
    names = " ".join(
        name for name in (reading.value, f"(EDTF {reading.edtf})" if reading.edtf else "") if name
    )
    return f"  {place}. {stretch}  {names}  confidence {reading.confidence:.2f}: {reading.because}"


def _stretch(interval: Interval | None) -> str:
    if interval is None:
        return "no stretch of the calendar"
    start = interval.start.strftime("%a %Y-%m-%d %H:%M") if interval.start else "open"
    end = interval.end.strftime("%a %Y-%m-%d %H:%M") if interval.end else "open"
    return f"{start} to {end} UTC"
