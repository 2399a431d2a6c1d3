"""Stretches of the local calendar: a day, a week, a season … with TIMEX3 value, EDTF and bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from sayso.read.time.lengths import add_months
from sayso.read.time.meaning import Clock
from sayso.terms.time import Granularity, Interval

# First month of each season and its EDTF number. Northern, meteorological: winter 2014 begins in December.
_SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}

# Hours of the parts of a day; a night runs into the next morning and carries the name of the day it
# began on ("Friday night" is over early on Saturday). They overlap on purpose: so do the words.
PARTS = {"MO": (5, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 23), "NI": (18, 30), "DT": (6, 18)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open stretch `[start, end)` of local time; None where the calendar does not reach (BC)."""

    unit: Granularity
    start: datetime | None
    end: datetime | None
    value: str
    edtf: str
    zone: int | None = None  # minutes east of UTC, where the words name a zone

    @property
    def first(self) -> date | None:
        """The first day."""
        return self.start.date() if self.start else None

    def interval(self, home: tzinfo) -> Interval | None:
        """The stretch in UTC, read in its own zone or in `home`."""
        if self.start is None or self.end is None:
            return None
        zone = home if self.zone is None else timezone(timedelta(minutes=self.zone))
        try:
            return Interval(
                self.start.replace(tzinfo=zone).astimezone(UTC), self.end.replace(tzinfo=zone).astimezone(UTC)
            )
        except (OverflowError, ValueError):
            return None  # at the edges of the calendar


def _between(unit: Granularity, first: date, after: date, value: str, edtf: str) -> Stretch:
    return Stretch(unit, datetime.combine(first, time()), datetime.combine(after, time()), value, edtf)


def of_day(day: date) -> Stretch:
    """One day."""
    return _between(Granularity.DAY, day, day + timedelta(1), day.isoformat(), day.isoformat())


def of_week(day: date) -> Stretch:
    """The ISO week (from Monday) that holds a day."""
    monday = day - timedelta(day.weekday())
    year, week, _ = day.isocalendar()
    after = monday + timedelta(7)
    return _between(Granularity.WEEK, monday, after, f"{year:04d}-W{week:02d}", _days(monday, after))


def of_weekend(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds a day."""
    saturday = day - timedelta(day.weekday() - 5)
    year, week, _ = day.isocalendar()
    after = saturday + timedelta(2)
    value = f"{year:04d}-W{week:02d}-WE"
    return _between(Granularity.WEEKEND, saturday, after, value, _days(saturday, after))


def _days(first: date, after: date) -> str:
    return f"{first.isoformat()}/{(after - timedelta(1)).isoformat()}"


def of_month(year: int, month: int) -> Stretch:
    """One month."""
    first = date(year, month, 1)
    value = f"{year:04d}-{month:02d}"
    return _between(Granularity.MONTH, first, add_months(first, 1), value, value)


def of_quarter(year: int, quarter: int) -> Stretch:
    """One quarter, 1 to 4."""
    first = date(year, 3 * quarter - 2, 1)
    after = add_months(first, 3)
    return _between(Granularity.QUARTER, first, after, f"{year:04d}-Q{quarter}", f"{year:04d}-{32 + quarter}")


def of_half(year: int, half: int) -> Stretch:
    """One half of a year, 1 or 2."""
    first = date(year, 6 * half - 5, 1)
    after = add_months(first, 6)
    return _between(Granularity.QUARTER, first, after, f"{year:04d}-H{half}", f"{year:04d}-{39 + half}")


def of_season(year: int, season: str) -> Stretch:
    """One season: SP, SU, FA, WI."""
    month, number = _SEASONS[season]
    first = date(year, month, 1)
    after = add_months(first, 3)
    return _between(Granularity.SEASON, first, after, f"{year:04d}-{season}", f"{year:04d}-{number}")


def of_years(year: int, count: int) -> Stretch:
    """A year (1), decade (10) or century (100) that begins with `year`."""
    unit = {1: Granularity.YEAR, 10: Granularity.DECADE, 100: Granularity.CENTURY}[count]
    digits = {1: 4, 10: 3, 100: 2}[count]
    value = f"{year:04d}"[:digits]
    first, last = max(year, 1), min(year + count, 9999)
    return _between(unit, date(first, 1, 1), date(last, 1, 1), value, value + "X" * (4 - digits))


def before_christ(year: int, unit: Granularity, tail: str = "") -> Stretch:
    """A year BC, or a place in it. Python's calendar begins with the year 1, so it has no bounds."""
    digits = {Granularity.DECADE: 3, Granularity.CENTURY: 2}.get(unit, 4)
    return Stretch(unit, None, None, f"BC{year:04d}"[: 2 + digits] + tail, f"-{year - 1:04d}" + tail)


def year_before_christ(stretch: Stretch) -> int | None:
    """The year BC that a stretch lies in; None where it lies in none."""
    digits = stretch.value[2:6]
    return int(digits) if stretch.value.startswith("BC") and len(digits) == 4 and digits.isdigit() else None


def part_of_day(day: Stretch, part: str) -> Stretch:
    """Morning, afternoon, evening or night of a day."""
    begin, end = PARTS[part]
    value = day.value + "T" + part
    if day.start is None:
        return replace(day, unit=Granularity.PART_OF_DAY, value=value)
    start = day.start
    return Stretch(
        Granularity.PART_OF_DAY, start + timedelta(hours=begin), start + timedelta(hours=end), value, day.edtf
    )


def clock_time(day: Stretch, clock: Clock) -> Stretch:
    """An hour, minute or second of a day. Midnight (24) is the one that ends the day."""
    unit = (
        Granularity.SECOND
        if clock.second is not None
        else Granularity.HOUR
        if clock.minute is None
        else Granularity.MINUTE
    )
    value = f"{day.value}T{clock.hour:02d}:{clock.minute or 0:02d}"
    value += f":{clock.second:02d}" if clock.second is not None else ""
    if day.start is None:
        return replace(day, unit=unit, value=value)
    start = day.start + timedelta(hours=clock.hour, minutes=clock.minute or 0, seconds=clock.second or 0)
    length = {Granularity.SECOND: 1, Granularity.MINUTE: 60, Granularity.HOUR: 3600}[unit]
    edtf = start.isoformat() + ("" if clock.zone is None else _offset(clock.zone))
    return Stretch(unit, start, start + timedelta(seconds=length), value, edtf, clock.zone)


def _offset(minutes: int) -> str:
    if minutes == 0:
        return "Z"
    sign = "+" if minutes > 0 else "-"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def of_unit(day: date, unit: str) -> Stretch:
    """The day, week, month, … that holds a day. Units under a day give the day."""
    match unit:
        case "week" | "fortnight":
            return of_week(day)
        case "weekend":
            return of_weekend(day)
        case "month":
            return of_month(day.year, day.month)
        case "quarter":
            return of_quarter(day.year, (day.month + 2) // 3)
        case "half":
            return of_half(day.year, (day.month + 5) // 6)
        case "year":
            return of_years(day.year, 1)
        case "decade":
            return of_years(day.year // 10 * 10, 10)
        case "century" | "millennium":
            return of_years(day.year // 100 * 100, 100)
    return of_day(day)


def trimmed(stretch: Stretch, mod: str) -> Stretch:
    """The part of a stretch that a modifier leaves: the first, middle or last third.

    "Early in November" is no more exact than that; the value stays the whole month's, as in TIMEX3.
    """
    if stretch.start is None or stretch.end is None or mod not in ("START", "MID", "END"):
        return stretch
    whole = int((stretch.end - stretch.start).total_seconds())
    unit = 86400 if whole >= 3 * 86400 else 3600
    third = max(whole // unit // 3, 1) * unit
    if third * 2 >= whole:
        return stretch
    start, end = stretch.start, stretch.end
    if mod == "START":
        end = start + timedelta(seconds=third)
    elif mod == "END":
        start = end - timedelta(seconds=third)
    else:
        start, end = start + timedelta(seconds=third), end - timedelta(seconds=third)
    return replace(stretch, start=start, end=end)
