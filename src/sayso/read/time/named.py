"""Grounding of named places: a bare weekday, a date without its year, a month in a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.read.time.context import Base, Context, Option
from sayso.read.time.meaning import Chosen, Named, Origin
from sayso.read.time.places import Place, place_of, places_near
from sayso.read.time.stretch import of_day, year_before_christ
from sayso.read.time.tense import Tense
from sayso.read.time.weekdays import weekday_days
from sayso.terms.time import AnchorKind, Granularity

_WITHOUT_MONTH = (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY)
_WRONG_SIDE = 6


def ground_named(named: Named, context: Context) -> list[Option]:
    """The options for a named place, whole or in part."""
    if named.other is not None:
        return _either(named, named.other, context)
    exact = place_of(named)
    if exact is not None:
        return [Option(exact.stretch, 0.99 if exact.sure else 0.7, exact.because, AnchorKind.NONE)]
    if named.weekday is not None and named.month is None and named.day is None:
        return _weekday(named.weekday, context)
    base = context.base(Origin.PUBLICATION)
    if base is None:
        return []
    if base.stretch.first is None:
        return _before_christ(named, base)
    places = places_near(named, base.first)
    if base.kind is AnchorKind.MENTION:
        return _in_story(places, base)
    together = _together(named, base, context)
    if together is not None:
        return [together]
    return _by_tense(places, base, context.tense())


def _together(named: Named, base: Base, context: Context) -> Option | None:
    """Dates named together lie together: "in January, February and March", "from 20 November to
    11 December". None where the tense speaks against it: "joined in July 1997, will leave in March"."""
    beside = context.near.beside
    first = beside.stretch.first if beside else None
    if beside is None or first is None or beside.stretch.unit is Granularity.YEAR:
        return None
    places = places_near(named, first)
    if context.near.runs_on:
        places = [one for one in places if _days_away(one, first) >= 0]
    place = min(places, key=lambda one: abs(_days_away(one, first)), default=None)
    if place is None:
        return None
    away = _days_away(place, base.first)
    if (away < 0 and context.tense() is Tense.FUTURE) or (away > 0 and context.tense() is Tense.PAST):
        return None
    return Option(place.stretch, 0.85, "the nearest to the date named beside it", AnchorKind.MENTION, beside)


def _either(named: Named, other: Named, context: Context) -> list[Option]:
    """Both ways to read figures whose order is open; 0.6 for the first is a guess, not a measure."""
    out = []
    for way, share in ((replace(named, other=None), 0.6), (other, 0.4)):
        try:
            found = ground_named(way, context)
        except ValueError:
            continue
        why = "day and month may be swapped"
        out += [replace(one, weight=one.weight * share, because=why) for one in found]
    return out


def _weekday(weekday: int, context: Context) -> list[Option]:
    base = context.base(Origin.PUBLICATION, "day")
    if base is None:
        return []
    beside = context.near.beside
    tense = Tense.NONE if base.kind is AnchorKind.MENTION else context.tense()
    if context.near.joined and beside is not None and beside.stretch.first is not None:
        first = beside.stretch.first
        day = first + timedelta((weekday - first.isoweekday()) % 7 or 7)
        near = abs((first - base.first).days) <= 7  # not "from Sept. 14 to Thursday"
        if near and (tense is not Tense.PAST or day <= base.first):
            why = "the first such day after the one named with it"
            return [Option(of_day(day), 0.9, why, AnchorKind.MENTION, beside)]
    days = weekday_days(base.first, weekday, tense)
    return [base.option(of_day(day), weight, why) for day, weight, why in days]


def _in_story(places: list[Place], base: Base) -> list[Option]:
    """In a narrative a bare month or day lies in the year last spoken of, or opens the next one.

    A story moves on: January after December is the next year's. A step back of less than eight
    months stays in the same year.
    """
    year = base.first.year
    months = [place.stretch.first.month for place in places if place.year == year and place.stretch.first]
    if base.stretch.unit not in _WITHOUT_MONTH and months and base.first.month - months[0] >= 8:
        year += 1
    why = "a narrative: counted on from the last mentioned time"
    ranked = sorted(places, key=lambda place: abs(place.year - year))
    return [base.option(place.stretch, 0.85, why) for place in ranked[:1]]


def _before_christ(named: Named, base: Base) -> list[Option]:
    year = year_before_christ(base.stretch)
    if year is None:
        return []
    place = place_of(replace(named, year=year, bc=True))
    why = "a narrative: in the year of the last mentioned time"
    return [base.option(place.stretch, 0.8, why)] if place else []


def _by_tense(places: list[Place], base: Base, tense: Tense) -> list[Option]:
    """The nearest; what lies on the side that the tense rules out counts as six times as far.

    Six, because who means a time more than ten months off says its year: in the past tense "Dec. 15"
    in November is still the coming one where the last is eleven months gone.
    """
    side = {Tense.PAST: 1, Tense.FUTURE: -1}.get(tense, 0)

    def cost(place: Place) -> float:
        away = _days_away(place, base.first)
        return abs(away) * (_WRONG_SIDE if away * side > 0 else 1)

    ranked = sorted(places, key=cost)[:2]
    weights = (0.9, 0.09) if side else (0.75, 0.24)
    why = f"the nearest to publication, {tense} tense" if side else "the nearest to publication"
    reasons = (why, "the next nearest to publication")
    return [
        base.option(place.stretch, weight, reason)
        for place, weight, reason in zip(ranked, weights, reasons, strict=False)
    ]


def _days_away(place: Place, base: date) -> int:
    start, end = place.stretch.first, place.stretch.end
    if start is None or end is None or start <= base < end.date():
        return 0
    return (start - base).days if start > base else (end.date() - base).days - 1


def ground_chosen(chosen: Chosen, context: Context) -> list[Option]:
    """last Friday, this September, next summer: before, at or after what is counted from."""
    base = context.base(chosen.origin, "day" if chosen.named.weekday else "")
    if base is not None and year_before_christ(base.stretch) is not None:
        base = context.publication()  # the days before the calendar begins have no names
    if base is None:
        return []
    if chosen.named.weekday is not None:
        return _chosen_weekday(chosen, chosen.named.weekday, base, context)
    day = base.first
    places = places_near(chosen.named, day)
    before = [p for p in places if p.stretch.end is not None and p.stretch.end.date() <= day]
    after = [p for p in places if p.stretch.first is not None and p.stretch.first > day]
    if chosen.which < 0 and before:
        return [base.option(before[-1].stretch, 0.9, "the latest that is over")]
    if chosen.which > 0 and after:
        later = [base.option(p.stretch, 0.2, "the one of next year") for p in after[1:2]]
        return [base.option(after[0].stretch, 0.75, "the first to begin"), *later]
    if chosen.origin is Origin.MENTION:
        return _in_story(places, base)
    same = [p for p in places if p.year == day.year]
    return [base.option(p.stretch, 0.9, "of the year of publication") for p in same[:1]]


def _chosen_weekday(chosen: Chosen, weekday: int, base: Base, context: Context) -> list[Option]:
    today = base.first
    back = (today.isoweekday() - weekday) % 7
    if chosen.which < 0:
        day = today - timedelta(back or 7)
        options = [base.option(of_day(day), 0.85, "the latest such day before")]
        if today.isoweekday() > weekday:
            week_before = of_day(day - timedelta(7))
            options.append(base.option(week_before, 0.15, "that day of the week before"))
        return options
    if chosen.which > 0:
        day = today + timedelta((-back) % 7 or 7)
        options = [base.option(of_day(day), 0.7, "the first such day after")]
        if today.isoweekday() < weekday:
            options.append(base.option(of_day(day + timedelta(7)), 0.3, "that day of next week"))
        return options
    if context.tense() is Tense.PAST or chosen.origin is Origin.MENTION:
        return [base.option(of_day(today - timedelta(back)), 0.85, "the latest such day")]
    return [base.option(of_day(today + timedelta((-back) % 7)), 0.85, "the coming such day")]
