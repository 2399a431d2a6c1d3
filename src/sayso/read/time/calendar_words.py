"""From words to meaning: numbers, dates and clock times. One function a `make` of en_rules.toml.

Each gets the payloads of the pattern's named groups and gives a meaning, or None to refuse the match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from sayso.read.time.lexicon import Payload
from sayso.read.time.meaning import (
    AtTime,
    Clock,
    Meaning,
    Modified,
    Named,
    Recurring,
    WeekOf,
)
from sayso.terms.time import Granularity


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
    if len(values) > 1 and not scales & set(values) and values[0] not in range(20, 100, 10):
        return None  # two numbers side by side: one five-hour talk
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
        year=year if bc is not None else _full_year(year),
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


def holiday_week(hol: str, year: int | None = None) -> WeekOf:
    """Easter week."""
    return WeekOf(Named(holiday=hol, year=_full_year(year)))


def likely_year(year: int) -> Named | None:
    """A bare figure with no preposition before it: a year only where years are usual."""
    return Named(year=_full_year(year)) if year < 100 or 1900 <= year <= 2059 else None


def the_year(year: int) -> Named | None:
    """the 1988 election; the 1000 is a number."""
    return Named(year=_full_year(year)) if year < 100 or year % 500 or year >= 1500 else None


def every_year(month: int) -> Recurring:
    """October is the month of the apple, year after year."""
    return Recurring(f"XXXX-{month:02d}", Granularity.MONTH)


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
    zone: int | str | None = None,
) -> Clock | None:
    """10:35 a.m., 5 p.m. EST, 1800 GMT, noon, 4 in the morning."""
    zone = None if isinstance(zone, str) else zone
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
