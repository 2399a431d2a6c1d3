"""Places in the calendar: a named date where the words name it whole, and its likely years where not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.read.time import holidays, stretch
from sayso.read.time.meaning import Named
from sayso.read.time.stretch import Stretch
from sayso.terms.time import Granularity


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that some words name, the year it belongs to, and whether the words leave no doubt."""

    stretch: Stretch
    year: int
    because: str = "the words name it whole"
    sure: bool = True


def place_of(named: Named) -> Place | None:
    """The stretch that a name with its year, decade or century fixes; None where a year is missing.

    ValueError for a date that no calendar has (31 February).
    """
    if named.bc:
        return _before_christ(named)
    if named.century is not None:
        return Place(stretch.of_years((named.century - 1) * 100, 100), (named.century - 1) * 100)
    if named.decade is not None:
        full = named.decade if named.decade >= 100 else 1900 + named.decade
        sure = named.decade >= 100 or named.decade >= 30
        return Place(stretch.of_years(full, 10), full, "the decade of the last century", sure)
    if named.year is None:
        return None
    year = named.year
    if named.holiday is not None:
        day = holidays.day_of(named.holiday, year)
        moon = named.holiday in holidays.APPROXIMATE
        why = "by the tabular calendar, a day or two off at times" if moon else "by the holiday's rule"
        return Place(_marked(stretch.of_day(day), moon), year, why, not moon) if day else None
    found = _of_year(named, year)
    return Place(found, year, *_weekday_check(named, found)) if found else None


def _weekday_check(named: Named, found: Stretch) -> tuple[str, bool]:
    if named.weekday and named.day and found.first and found.first.isoweekday() != named.weekday:
        return "the weekday in the words is not that of the date; the date was taken", False
    return "the words name it whole", True


def _marked(day: Stretch, approximate: bool) -> Stretch:
    return replace(day, edtf=day.edtf + "~") if approximate else day


def _of_year(named: Named, year: int) -> Stretch | None:
    if named.month is not None and named.day is not None:
        return stretch.of_day(date(year, named.month, named.day))
    if named.month is not None:
        return stretch.of_month(year, named.month)
    if named.season is not None:
        return stretch.of_season(year, named.season)
    if named.quarter:
        return stretch.of_quarter(year, named.quarter)
    if named.half is not None:
        return stretch.of_half(year, named.half)
    if named.day is not None or named.weekday is not None:
        return None
    return stretch.of_years(year, 1)


def _before_christ(named: Named) -> Place:
    if named.century is not None:
        return Place(stretch.before_christ((named.century - 1) * 100, Granularity.CENTURY), 0)
    if named.decade is not None:
        return Place(stretch.before_christ(named.decade, Granularity.DECADE), 0)
    tail, unit = "", Granularity.YEAR
    if named.season is not None:
        tail, unit = f"-{named.season}", Granularity.SEASON
    elif named.month is not None:
        tail, unit = f"-{named.month:02d}", Granularity.MONTH
        if named.day is not None:
            tail, unit = f"{tail}-{named.day:02d}", Granularity.DAY
    return Place(stretch.before_christ(named.year or 1, unit, tail), 0)


def places_near(named: Named, base: date) -> list[Place]:
    """Where a name without its year may lie around `base`, in the order of time."""
    if named.day is not None and named.month is None and named.holiday is None:
        return _days_of_months(named, base)
    # Two years around hold any date but a 29 February or a date whose weekday must fit.
    reach = 6 if named.weekday is not None or (named.month, named.day) == (2, 29) else 1
    places = []
    for year in range(max(base.year - reach, 1), min(base.year + reach + 1, 9998)):
        try:
            place = place_of(replace(named, year=year, other=None))
        except ValueError:
            continue  # no 29 February in that year
        if place is not None:
            places.append(place)
    if named.weekday is not None:
        return [place for place in places if place.sure] or places
    return places


def _days_of_months(named: Named, base: date) -> list[Place]:
    """A day without its month (the 20th, Friday the 13th) in the months around `base`."""
    places = []
    for months in range(-14, 15):
        year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
        try:
            day = date(year, month + 1, named.day or 1)
        except ValueError:
            continue
        if named.weekday in (None, day.isoweekday()) and (named.weekday or abs(months) <= 1):
            places.append(Place(stretch.of_day(day), year))
    return sorted(places, key=lambda place: place.stretch.first or base + timedelta(0))
