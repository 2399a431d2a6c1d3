"""From words to meaning: lengths, relative times, parts of days, sets. See calendar_words for the rest.

Each gets the payloads of the pattern's named groups and gives a meaning, or None to refuse the match.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.read.time.lengths import length_value
from sayso.read.time.lexicon import Payload
from sayso.read.time.meaning import (
    AtTime,
    Chosen,
    Clock,
    Inside,
    Length,
    Meaning,
    Modified,
    Named,
    Offset,
    Origin,
    Recurring,
    Relative,
    TheUnit,
    Vague,
    WeekOf,
    YearBefore,
)
from sayso.terms.time import Granularity


def day_word(shift: int) -> Relative:
    """today, yesterday, tomorrow."""
    return Relative(shift, "day")


def day_part(shift: list[Payload]) -> AtTime:
    """tonight, last night, overnight."""
    return AtTime(Relative(shift[0], "day"), part=shift[1])


def length(
    *, unit: str, count: float = 1, extra: Payload = None, extraunit: str | None = None
) -> Length | None:
    """three years, two-week, an hour and a half, two years and six months."""
    if unit == "quarter" and not float(count).is_integer():
        return None
    if count > 100_000 and unit in ("year", "decade", "century", "millennium"):
        return None
    if extraunit is not None:
        return Length(count, unit, (float(extra), extraunit))
    return Length(count + (extra or 0), unit)


def one_day(count: float, unit: str) -> Vague | None:
    """It will one day be so."""
    return Vague("FUTURE_REF") if count == 1 and unit == "day" else None


def quarter_of(unit: str) -> Length:
    """a quarter of a century."""
    return Length(0.25, unit)


def length_range(count: float, upto: float, unit: str) -> Modified:
    """two to three weeks: at least the first."""
    return Modified(Length(count, unit), "EQUAL_OR_MORE")


def length_about(unit: str) -> Modified:
    """a week or so, a year or two."""
    return Modified(Length(1, unit), "APPROX")


def length_couple(count: int, unit: str) -> Modified:
    """a couple of years."""
    return Modified(Length(count, unit), "APPROX")


def length_vague(unit: str) -> Length:
    """a few days, several weeks, for years."""
    return Length(None, unit)


def relative(which: Payload, unit: str) -> Meaning:
    """last week, this year, the following month, that same day."""
    step, origin = _which(which)
    if unit == "day" and step == 0:
        origin = Origin.MENTION  # this day, that same day
    return Relative(step, unit, origin)


def _which(which: Payload) -> tuple[int, Origin]:
    """Payload of a determiner to a step and what it is counted from."""
    step, origin = which
    return int(step), Origin(origin)


def past_length(unit: str) -> Length:
    """the past decade: the ten years up to now, where "last year" is the one before."""
    return Length(1, unit, None, -1)


def next_day(unit: str) -> Relative | None:
    """the next day: of a story, where "next week" is the writer's."""
    return Relative(1, unit, Origin.MENTION) if unit == "day" else None


def part_beside(part: str, side: Payload) -> AtTime:
    """the night before, the morning after."""
    return AtTime(Relative(int(side[0]), "day", Origin.MENTION), part=part)


def next_part(part: str) -> AtTime:
    """the next morning."""
    return AtTime(Relative(1, "day", Origin.MENTION), part=part)


def the_unit(unit: str) -> TheUnit:
    """the quarter, the week: the one spoken of."""
    return TheUnit(unit)


def chosen(
    which: Payload,
    *,
    weekday: int | None = None,
    month: int | None = None,
    season: str | None = None,
    name: Payload = None,
) -> Meaning | None:
    """last Friday, this September, next summer, the previous Friday."""
    step, origin = _which(which)
    if name is None:
        name = Named(weekday=weekday, month=month, season=season)
    if not isinstance(name, Named) or name.year is not None:
        return None
    if name.day is not None and name.weekday is not None:
        return name  # this coming Sunday, March 8
    return Chosen(step, name, origin)


def which_part(which: Payload, part: str) -> AtTime:
    """this morning, that afternoon, the next evening."""
    step, origin = _which(which)
    return AtTime(Relative(step, "day", origin), part=part)


def sided(side: Payload, length: Payload) -> Meaning | None:
    """the past three months, the next two weeks, the following five days, the first nine months."""
    if isinstance(length, Modified):
        inner = sided(side, length.base)
        return Modified(inner, length.mod) if inner else None
    if not isinstance(length, Length):
        return None
    if isinstance(side, int):  # the first nine months: no side of now
        return length
    step, origin = _which(side)
    return Length(length.count, length.unit, length.more, step, origin)


def sided_vague(side: Payload, unit: str) -> Meaning:
    """coming weeks, past years, ensuing hours."""
    if isinstance(side, int):
        return Length(None, unit)
    step, origin = _which(side)
    return Length(None, unit, None, step, origin)


def recent(word: str, unit: str) -> Vague:
    """recent months."""
    return Vague("PAST_REF")


def coming(word: Payload, unit: str) -> Vague:
    """coming weeks."""
    return Vague("FUTURE_REF")


def latest_quarter(word: Payload) -> TheUnit:
    """the latest quarter: of those that are over."""
    return TheUnit("quarter")


def day_beside(unit: str, side: Payload) -> Relative:
    """the day before, the year after."""
    return Relative(int(side[0]), unit, Origin.MENTION)


def offset(length: Payload, side: Payload = None, date: Payload = None) -> Meaning | None:
    """two weeks ago, three days later, two days before Friday, a week from Tuesday, a week ago Tuesday."""
    if isinstance(length, Modified):
        inner = offset(length.base, side, date)
        return Modified(inner, length.mod) if inner else None
    if not isinstance(length, Length) or length.side:
        return None
    if not isinstance(side, list):  # from: the length runs on from the date
        return Offset(length, 1, date)
    step, origin = _which(side)
    return Offset(length, step, date, origin)


def unit_beside(unit: str, side: Payload, date: Payload) -> Offset:
    """the day after Christmas, the week before the election."""
    return Offset(Length(1, unit), int(side[0]), date, Origin.MENTION)


def year_ago(quarter: Payload = None, when: Payload = None) -> YearBefore:
    """the year-ago quarter, year-earlier, a year earlier."""
    return YearBefore(quarter is not None, earlier=when is not None and when[1] == "mention")


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
