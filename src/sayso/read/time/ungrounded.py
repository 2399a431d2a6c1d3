"""Readings of what has no place of its own in the calendar: lengths, vague words, missing anchors."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sayso.read.time.context import Context
from sayso.read.time.lengths import add, length_value
from sayso.read.time.meaning import (
    AtTime,
    Chosen,
    Inside,
    Length,
    Meaning,
    Modified,
    Named,
    Offset,
    Relative,
    TheUnit,
    Vague,
)
from sayso.read.time.stretch import Stretch
from sayso.terms.time import Granularity, TimeReading


def reading_of_length(length: Length, context: Context) -> TimeReading:
    """A length; the past and the next so many units also have their stretch beside the publication."""
    value = length_value(length)
    base = context.base(length.origin)
    if not length.side or base is None or base.stretch.first is None or length.count is None:
        return TimeReading(None, value, "", 0.9, "a length of time, no stretch of the calendar")
    try:
        other = add(base.first, length.count * length.side, length.unit)
    except (OverflowError, ValueError):
        return TimeReading(None, value, "", 0.5, "a length that reaches outside the calendar")
    first, last = sorted((base.first, other))
    stretch = Stretch(
        Granularity.VAGUE,
        datetime.combine(first, time()),
        datetime.combine(last, time()) + timedelta(days=1),
        value,
        f"{first.isoformat()}/{last.isoformat()}",
    )
    anchor = context.anchor
    because = "up to the anchor" if length.side < 0 else "from the anchor on"
    because += f"; {anchor.caveat}" if anchor.caveat else ""
    return TimeReading(
        stretch.interval(anchor.home), value, stretch.edtf, round(0.8 * anchor.trust, 4), because
    )


def reading_of_vague(vague: Vague, context: Context) -> TimeReading:
    """now, recently, the future: no stretch; the words don't say how near."""
    return TimeReading(None, vague.value, "", 0.9, "the words say no more than the side of now")


def placeholder(meaning: Meaning) -> tuple[str, Granularity]:
    """The value with X for what is not known, and the unit."""
    match meaning:
        case Modified(base=base):
            return placeholder(base)
        case Named() as named:
            return _named(named)
        case Chosen(named=named) | Inside(named=named):
            return _named(named)
        case Relative(unit=unit) | TheUnit(unit=unit) | Offset(length=Length(unit=unit)):
            return _UNITS.get(unit, ("XXXX-XX-XX", Granularity.DAY))
        case AtTime(part=part, clock=clock):
            if clock is not None:
                return f"XXXX-XX-XXT{clock.hour:02d}:{clock.minute or 0:02d}", Granularity.MINUTE
            return f"XXXX-XX-XXT{part}", Granularity.PART_OF_DAY
    return "XXXX", Granularity.YEAR


_UNITS = {
    "week": ("XXXX-WXX", Granularity.WEEK),
    "fortnight": ("XXXX-WXX", Granularity.WEEK),
    "weekend": ("XXXX-WXX-WE", Granularity.WEEKEND),
    "month": ("XXXX-XX", Granularity.MONTH),
    "quarter": ("XXXX-QX", Granularity.QUARTER),
    "year": ("XXXX", Granularity.YEAR),
    "decade": ("XXX", Granularity.DECADE),
    "century": ("XX", Granularity.CENTURY),
}


def _named(named: Named) -> tuple[str, Granularity]:
    if named.month is not None:
        tail = f"-{named.day:02d}" if named.day is not None else ""
        return f"XXXX-{named.month:02d}{tail}", Granularity.DAY if tail else Granularity.MONTH
    if named.weekday is not None:
        return f"XXXX-WXX-{named.weekday}", Granularity.DAY
    if named.season is not None:
        return f"XXXX-{named.season}", Granularity.SEASON
    if named.quarter is not None:
        return f"XXXX-Q{named.quarter or 'X'}", Granularity.QUARTER
    return ("XXXX-XX-XX", Granularity.DAY) if named.day or named.holiday else ("XXXX", Granularity.YEAR)
