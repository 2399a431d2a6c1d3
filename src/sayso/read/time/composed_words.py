"""From words to meaning: parts of days, places inside other times, modifiers, sets.

These stand on times that are built already. See calendar_words for how builders work.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.read.time.lengths import length_value
from sayso.read.time.lexicon import Payload
from sayso.read.time.meaning import (
    AtTime,
    Clock,
    Inside,
    Length,
    Meaning,
    Modified,
    Named,
    Offset,
    Recurring,
    TheUnit,
    Vague,
    WeekOf,
)
from sayso.terms.time import Granularity


def part_of(date: Meaning, part: Payload, edge: str | None = None) -> AtTime:
    """Friday night, Tuesday morning, noon Thursday, the night of 20 June."""
    if isinstance(part, int):
        return AtTime(date, clock=Clock(part, 0))
    return AtTime(date, part=part)


def night_of(date: Meaning) -> AtTime:
    """overnight Thursday."""
    return AtTime(date, part="NI")


def time_on(clock: Clock, date: Meaning) -> AtTime:
    """5 p.m. EST, Nov. 6."""
    return AtTime(date, clock=clock)


def time_in_part(clock: Clock, x: Meaning) -> AtTime | None:
    """8:30 this morning, 9:15 last night."""
    if not isinstance(x, AtTime) or x.part is None:
        return None
    later = x.part in ("AF", "EV") or (x.part == "NI" and clock.hour >= 5)
    hour = clock.hour + 12 if later and clock.hour < 12 else clock.hour
    hour = 0 if hour == 24 and x.part == "MO" else hour  # midnight this morning
    return AtTime(x.base, clock=replace(clock, hour=hour))


def nights_ago(count: int, part: str) -> AtTime:
    """two nights ago."""
    return AtTime(Offset(Length(count, "day"), -1), part=part)


def time_twice(clock: Clock, other: Clock, date: Meaning) -> AtTime:
    """9 p.m. (1900 GMT) Wednesday: the second time tells the zone of the first."""
    if other.zone is None or clock.zone is not None:
        return AtTime(date, clock=clock)
    minutes = (clock.hour - other.hour) * 60 + (clock.minute or 0) - (other.minute or 0) + other.zone
    return AtTime(date, clock=replace(clock, zone=(minutes + 720) % 1440 - 720))


def time_alone(clock: Clock) -> AtTime:
    """7:15 p.m.: of the day last spoken of, or of the publication."""
    return AtTime(None, clock=clock)


def time_of_hours(clock: Clock) -> AtTime:
    """from 9 a.m. to 5 p.m."""
    return AtTime(None, clock=clock, of_hours=True)


def the_part(part: str) -> AtTime:
    """the morning."""
    return AtTime(None, part=part)


def edge_part(edge: str, part: str) -> Modified:
    """mid-afternoon, early in the morning."""
    return Modified(AtTime(None, part=part), edge)


def inside(inner: Meaning, outer: Meaning) -> Meaning | None:
    """June last year, Friday last week, this year's third quarter."""
    if not isinstance(inner, Named) or inner.year is not None:
        return None
    if isinstance(outer, Named) and inner.weekday is not None:
        return None
    return Inside(inner, outer)


def half_of(half: Payload, outer: Meaning) -> Inside:
    """the first half of this year."""
    return Inside(Named(half=2 if half == "second" or isinstance(half, list) else half), outer)


def same_unit(outer: Meaning, unit: str) -> Meaning:
    """last year's quarter."""
    return Inside(Named(quarter=0), outer)


def week_of(date: Meaning) -> WeekOf:
    """the week of March 6."""
    return WeekOf(date)


def ends(unit: str = "year") -> Modified:
    """year-end, month's end."""
    return Modified(TheUnit(unit), "END")


def modified(mod: str, x: Meaning) -> Meaning:
    """early November, the end of 1994, about two weeks, more than four hours."""
    return Modified(x, mod) if mod else x


def over(mod: str, x: Meaning) -> Meaning | None:
    """over four hours; "over the past week" has no modifier."""
    return Modified(x, mod) if isinstance(x, Length) and not x.side and x.count is not None else None


def same(x: Meaning) -> Meaning:
    """a three-year period."""
    return x


def or_so(x: Meaning) -> Modified:
    """a week or so."""
    return Modified(x, "APPROX")


def or_later(x: Meaning) -> Modified:
    """1994 or later."""
    return Modified(x, "ON_OR_AFTER")


def modified_unit(mod: str, unit: str) -> Meaning:
    """the end of the month."""
    return Modified(TheUnit(unit), mod)


def earlier_in(which: Payload, x: Meaning) -> Meaning:
    """earlier this week, later that month."""
    return Modified(x, "START" if which[0] < 0 else "END")


def earlier_unit(which: Payload, unit: str) -> Meaning:
    """earlier in the year, late in the month."""
    mod = which if isinstance(which, str) else ("START" if which[0] < 0 else "END")
    return Modified(TheUnit(unit), mod)


def every(unit: Payload) -> Recurring | None:
    """every day, each July, every two weeks, every couple of years."""
    if isinstance(unit, Modified):
        unit = unit.base
    if isinstance(unit, Length):
        return Recurring(length_value(unit), Granularity.VAGUE)
    if isinstance(unit, Named):
        if unit.weekday is not None:
            return Recurring(f"XXXX-WXX-{unit.weekday}", Granularity.DAY)
        return Recurring(f"XXXX-{unit.month:02d}", Granularity.MONTH) if unit.month else None
    if unit in ("SP", "SU", "FA", "WI"):
        return Recurring(f"XXXX-{unit}", Granularity.SEASON)
    if unit in ("MO", "AF", "EV", "NI"):
        return Recurring(f"XXXX-XX-XXT{unit}", Granularity.PART_OF_DAY)
    return Recurring(length_value(Length(1, unit)), Granularity.VAGUE)


def every_part(time: Meaning) -> Recurring | None:
    """every Friday night."""
    if isinstance(time, AtTime) and isinstance(time.base, Named) and time.base.weekday and time.part:
        return Recurring(f"XXXX-WXX-{time.base.weekday}T{time.part}", Granularity.PART_OF_DAY)
    return None


def set_word(value: str) -> Recurring:
    """daily, weekly."""
    return Recurring(value, Granularity.VAGUE)


def plural_day(weekday: int | None = None, date: Payload = None) -> Recurring | None:
    """Mondays, Tuesday nights."""
    if weekday is None:
        weekday = getattr(date, "weekday", None)
        return Recurring(f"XXXX-WXX-{weekday}TNI", Granularity.PART_OF_DAY) if weekday else None
    return Recurring(f"XXXX-WXX-{weekday}", Granularity.DAY)


def vague(word: Payload) -> Vague:
    """now, recently, the future, the past."""
    if isinstance(word, str):
        return Vague(word)
    return Vague("PAST_REF" if word[0] < 0 else "PRESENT_REF")
