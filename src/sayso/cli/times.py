"""How `sayso when` prints what a time can mean."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.cli.output import as_json, say
from sayso.collect.dates import published
from sayso.errors import BadField, BadTime
from sayso.read.time import explain as lines_of
from sayso.read.time import when
from sayso.terms.time import Interval, TimeExpression


def print_times(words: str, stamp: str, *, explain: bool, as_json_: bool) -> int:
    """Print each time that the words name; BadField where they name none."""
    anchor = published(stamp, collected=datetime.now(UTC), basis="--published")
    if anchor.interval is None or anchor.interval.start is None:
        raise BadTime(stamp)
    found = when(words, anchor)
    if as_json_:
        as_json([_row(each) for each in found])
        return 0
    if not found:
        raise BadField(f"'{words}'", "no time is named in it", "Write the words as an article would.")
    for each in found:
        if explain:
            for line in lines_of(each):
                say(line)
        else:
            say(f"{each.text}: {interval_words(each.best.interval)}  ({each.best.value})")
    return 0


def interval_words(interval: Interval | None) -> str:
    """`2014-11-07 18:00 to 2014-11-08 06:00 UTC`, with an open side said as such."""
    if interval is None:
        return "no stretch of the calendar"
    start = f"{interval.start:%Y-%m-%d %H:%M}" if interval.start else "some time before"
    end = f"{interval.end:%Y-%m-%d %H:%M}" if interval.end else "open"
    return f"{start} to {end} UTC"


def _row(expression: TimeExpression) -> dict[str, object]:
    return {
        "span": [expression.span.start, expression.span.end],
        "text": expression.text,
        "type": expression.type.value,
        "granularity": expression.granularity.value,
        "anchor": expression.anchor.value,
        "readings": [
            {
                "value": reading.value,
                "edtf": reading.edtf,
                "start": _moment(reading.interval.start if reading.interval else None),
                "end": _moment(reading.interval.end if reading.interval else None),
                "confidence": reading.confidence,
                "because": reading.because,
            }
            for reading in expression.readings
        ],
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
