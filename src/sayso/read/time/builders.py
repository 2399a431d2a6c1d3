"""From the words of a matched pattern to their meaning. One function a `make` of en_rules.toml.

Each gets the payloads of the pattern's named groups and gives a meaning, or None to refuse the match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from sayso.read.time.lengths import length_value
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

Payload: TypeAlias = Any  # what a word stands for: a number, a letter of TIMEX3, or a meaning already built


def number_words(parts: Payload) -> tuple[str, Payload] | None:
    """twenty-four -> 24; nineteen ninety-six -> the year 1996."""
    values = [part for part in (parts if isinstance(parts, list) else [parts]) if part is not None]
    values = [value for value in values if value != 0]
    scales = {12, 100, 1000, 1_000_000, 1_000_000_000}
    if len(values) >= 2 and 13 <= values[0] <= 20 and 10 <= values[1] <= 90 and values[1] != 12:
        rest = values[1] + (values[2] if len(values) == 3 and values[1] >= 20 and values[2] < 10 else 0)
        return "YEARWORD", values[0] * 100 + rest
    total, current = 0.0, 0.0
    for position, value in enumerate(values):
        if value in scales and not (value == 12 and position == 0):
            current = max(current, 1) * value
            if value >= 1000:
                total, current = total + current, 0.0
        else:
            current += value
    number = int(total + current)
    if len(values) == 1 and isinstance(parts, list):
        return None
    return "NUM", number


def plus(n: float, more: float) -> float:
    """2 1/2, two and a half."""
    return n + more


def year_bc(year: int, era: str) -> Named:
    """480 BC."""
    return Named(year=year, bc=era == "BC")


def year_ad(year: int) -> Named:
    """AD 79."""
    return Named(year=year)


def named(
    *,
    year: int | None = None,
    month: int | None = None,
    day: Payload = None,
    weekday: int | None = None,
    season: str | None = None,
    quarter: Payload = None,
    anyquarter: Payload = None,
    decade: int | None = None,
    century: int | None = None,
    hol: str | None = None,
    era: str | None = None,
    bc: Named | None = None,
) -> Named | None:
    """Words that name a place in the calendar, whole or in part."""
    if anyquarter is not None:
        quarter = 0
    if quarter is not None:
        quarter = 2 if quarter == "second" else quarter
        if quarter > 4:
            return None
    if bc is not None:
        if not (isinstance(bc, Named) and bc.year):
            return None
        year = bc.year
    day = 2 if day == "second" else day  # "the second of May"
    if day is not None and day > 31:
        return None
    before = era == "BC" or (bc is not None and bc.bc)
    return Named(
        year=_full_year(year),
        bc=before,
        month=month,
        day=day,
        weekday=weekday,
        season=season,
        quarter=quarter,
        decade=decade,
        century=century,
        holiday=hol,
    )


def _full_year(year: int | None) -> int | None:
    """'96 is 1996, '05 is 2005; words may give a four-figure year too."""
    if year is None or year >= 100:
        return None if year is None else int(year)
    return int(year) + (1900 if year >= 30 else 2000)


def likely_year(year: int) -> Named | None:
    """A bare figure with no preposition before it: a year only where years are usual."""
    return Named(year=_full_year(year)) if year < 100 or 1900 <= year <= 2059 else None


def closing_year(first: int, last: int) -> Named | None:
    """The second year of 1915-17."""
    year = first // 100 * 100 + last
    return Named(year=year) if 10 <= first % 100 < last <= 99 or 0 < last - first % 100 < 10 else None


def half_decade(half: Payload, decade: int) -> Modified:
    """the last half of the '80s."""
    return Modified(Named(decade=decade), "START" if half == 1 else "END")


def edge_decade(mod: str, decade: int) -> Modified:
    """the mid-90s."""
    return Modified(Named(decade=decade), mod)


def modified_season(mod: str, season: str) -> Modified:
    """the early summer."""
    return Modified(Named(season=season), mod)


def half_year(half: Payload, year: int) -> Named | None:
    """the second half of 2008, the latter half of 2008."""
    which = 2 if half == "second" or isinstance(half, list) else half
    return Named(year=_full_year(year), half=which) if which in (1, 2) else None


def clock(
    *,
    time: str | None = None,
    hour: int | None = None,
    hhmm: int | None = None,
    noon: int | None = None,
    ampm: int | None = None,
    part: str | None = None,
    zone: int | None = None,
) -> Clock | None:
    """10:35 a.m., 5 p.m. EST, 1800 GMT, noon, 4 in the morning."""
    second = None
    if time is not None:
        pieces = [int(piece) for piece in time.replace(".", ":").split(":")]
        hour, minute = pieces[0], pieces[1]
        second = pieces[2] if len(pieces) > 2 else None
    elif hhmm is not None:
        hour, minute = divmod(hhmm, 100)
    elif noon is not None:
        return Clock(noon, 0, None, zone)
    else:
        minute = None
    if hour is None:
        return None
    if part in ("AF", "EV", "NI") and hour < 12 and not (part == "NI" and hour < 5):
        hour += 12
    if ampm is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + ampm
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59 or (hour == 24 and minute):
        return None
    return Clock(hour, minute, second, zone)


def iso(written: str) -> Meaning | None:
    """2014-11-13, 2014-11-13T18:00+03:00."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    day = Named(year=moment.year, month=moment.month, day=moment.day)
    if len(written) == 10:
        return day
    offset = moment.utcoffset()
    zone = round(offset.total_seconds() / 60) if offset is not None else None
    seconds = moment.second if written.count(":") > 1 + ("+" in written[10:]) else None
    return AtTime(day, clock=Clock(moment.hour, moment.minute, seconds, zone))


def slashed(written: str) -> Named | None:
    """13/11/2014, 2014/11/13; 11/12/2014 both ways, the American one first; 9/11 is the day of 2001."""
    if written == "9/11":
        return Named(year=2001, month=9, day=11)
    a, b, c = (int(piece) for piece in re.split(r"[/.]", written))
    if a > 31:
        return Named(year=a, month=b, day=c) if 1 <= b <= 12 and 1 <= c <= 31 else None
    year = _full_year(c)
    ways = [(a, b), (b, a)] if "/" in written else [(b, a), (a, b)]
    fits = [Named(year=year, month=m, day=d) for m, d in ways if 1 <= m <= 12 and 1 <= d <= 31]
    if not fits:
        return None
    return replace(fits[0], other=fits[1]) if len(fits) > 1 and a != b else fits[0]


def weekday_date(weekday: int, date: Payload = None, day: Payload = None) -> Meaning:
    """Friday, Oct. 13; Friday the 13th. The date decides, the weekday is checked in grounding."""
    if date is not None:
        return date if not isinstance(date, Named) else _with_weekday(date, weekday)
    return Named(day=2 if day == "second" else day, weekday=weekday)


def _with_weekday(date: Named, weekday: int) -> Named:
    return replace(date, weekday=weekday)


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


def next_day(unit: str) -> Relative | None:
    """the next day: of a story, where "next week" is the writer's."""
    return Relative(1, unit, Origin.MENTION) if unit == "day" else None


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
    """coming weeks, past years."""
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
    """every day, each July, every two weeks, every Monday night."""
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
