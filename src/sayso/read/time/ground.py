"""From meaning to calendar: every meaning gives ranked options, each with its reason and its anchor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sayso.read.time.context import SMALL, Base, Context, Option
from sayso.read.time.lengths import add
from sayso.read.time.meaning import (
    AtTime,
    Chosen,
    Inside,
    Meaning,
    Modified,
    Named,
    Offset,
    Origin,
    Relative,
    TheUnit,
    WeekOf,
    YearBefore,
)
from sayso.read.time.named import ground_chosen, ground_named
from sayso.read.time.places import place_of
from sayso.read.time.stretch import (
    Stretch,
    before_christ,
    clock_time,
    of_day,
    of_unit,
    of_week,
    part_of_day,
    trimmed,
    year_before_christ,
)
from sayso.read.time.tense import Tense
from sayso.terms.time import AnchorKind, Granularity

_WHERE = {
    AnchorKind.PUBLICATION: "publication",
    AnchorKind.MENTION: "the last mentioned time",
    AnchorKind.NONE: "the date named",
}


def ground(meaning: Meaning, context: Context) -> tuple[Option, ...]:
    """The options for a meaning, likeliest first; none where the anchor it needs is unknown."""
    try:
        return tuple(sorted(_options(meaning, context), key=lambda option: -option.weight))
    except (OverflowError, ValueError):
        return ()  # outside the years that a calendar holds


def _options(meaning: Meaning, context: Context) -> Iterable[Option]:
    match meaning:
        case Named():
            return ground_named(meaning, context)
        case Relative():
            return _relative(meaning, context)
        case TheUnit(unit=unit):
            return _the_unit(unit, context)
        case Chosen():
            return ground_chosen(meaning, context)
        case Inside():
            return _inside(meaning, context)
        case AtTime():
            return _at_time(meaning, context)
        case Offset():
            return _offset(meaning, context)
        case YearBefore():
            return _year_before(meaning, context)
        case WeekOf(day=day):
            return [replace(one, stretch=of_week(one.first)) for one in ground(day, context)]
        case Modified(base=base, mod=mod):
            return [_modified(one, mod) for one in ground(base, context)]
    return []


def _modified(option: Option, mod: str) -> Option:
    part = {"START": "first", "MID": "middle", "END": "last"}.get(mod)
    stretch = trimmed(option.stretch, mod)
    if part is None or stretch is option.stretch:
        return option
    return replace(option, stretch=stretch, because=f"{option.because}; about its {part} third")


def _relative(relative: Relative, context: Context) -> list[Option]:
    base = context.base(relative.origin, relative.unit)
    if relative.unit == "day" and relative.origin is Origin.PUBLICATION:
        base = context.publication()  # yesterday is the writer's, in any text
    if base is None:
        return []
    if relative.unit == "weekend":
        return _weekend(relative, base, context)
    before = year_before_christ(base.stretch)
    if before is not None and relative.unit == "year" and before > relative.which:
        moved = before_christ(before - relative.which, Granularity.YEAR)
        return [base.option(moved, 0.8, "counted from the year last mentioned")]
    if relative.unit == "day" and base.stretch.unit not in SMALL:
        return [base.option(_some_day(base.stretch), 0.5, "a day of the time last mentioned")]
    stretch = of_unit(add(base.first, relative.which, relative.unit), relative.unit)
    why = f"{relative.unit} {relative.which:+d} from {_WHERE[base.kind]}"
    return [base.option(stretch, 0.95 if base.kind is AnchorKind.PUBLICATION else 0.85, why)]


def _some_day(base: Stretch) -> Stretch:
    """A day of which no more is known than the month or the year."""
    tail = "-XX" if base.unit is Granularity.MONTH else "-XX-XX"
    return replace(base, value=base.value[: 4 if tail == "-XX-XX" else 7] + tail)


def _weekend(relative: Relative, base: Base, context: Context) -> list[Option]:
    """Last weekend is the latest that is over; this and the weekend go by tense."""
    day = base.first
    this = of_unit(day, "weekend")
    before, after = of_unit(day - timedelta(7), "weekend"), of_unit(day + timedelta(7), "weekend")
    under_way = day.isoweekday() >= 6
    if relative.which > 0:
        if under_way:
            return [base.option(after, 0.95, "the next weekend to begin")]
        return [
            base.option(this, 0.7, "the next weekend to begin"),
            base.option(after, 0.3, "the weekend of next week"),
        ]
    if relative.which < 0:
        return [base.option(before, 0.95, "the latest weekend that is over")]
    if context.tense() is Tense.PAST and not under_way:
        return [
            base.option(before, 0.85, "past tense: the weekend before publication"),
            base.option(this, 0.15, "the weekend of the same week"),
        ]
    return [
        base.option(this, 0.85, "the weekend of publication's week"),
        base.option(before, 0.15, "the weekend before"),
    ]


def _the_unit(unit: str, context: Context) -> list[Option]:
    """the quarter: the one last mentioned, else the latest that is over. the year, the month: in a
    narrative that of the last mentioned time, else of publication."""
    if unit == "quarter":
        return _quarter(context)
    if unit == "day":
        return _relative(Relative(0, unit, Origin.MENTION), context)
    return _relative(Relative(0, unit), context)


def _quarter(context: Context) -> list[Option]:
    seen = context.memory.quarter
    if seen is not None:
        return [Option(seen.stretch, 0.8, "the quarter last mentioned", AnchorKind.MENTION, seen)]
    base = context.base(Origin.PUBLICATION)
    if base is None:
        return []
    stretch = of_unit(add(base.first, -1, "quarter"), "quarter")
    return [base.option(stretch, 0.6, "the latest quarter that is over")]


def _year_before(meaning: YearBefore, context: Context) -> list[Option]:
    """A comparison with the year named in the same sentence, or the quarter that the text is about, a
    year before; else the year before."""
    beside = context.near.beside
    if (
        meaning.earlier
        and beside is not None
        and beside.stretch.unit is Granularity.YEAR
        and beside.stretch.first
    ):
        moved = of_unit(add(beside.stretch.first, -1, "year"), "year")
        return [Option(moved, 0.8, "the year before the one named beside it", AnchorKind.MENTION, beside)]
    seen = context.memory.quarter
    if seen is not None and seen.stretch.first is not None:
        moved = of_unit(add(seen.stretch.first, -1, "year"), "quarter")
        return [Option(moved, 0.7, "a comparison with the quarter last mentioned", AnchorKind.MENTION, seen)]
    base = context.base(Origin.PUBLICATION)
    if base is None:
        return []
    return [base.option(of_unit(add(base.first, -1, "year"), "year"), 0.8, "the year before")]


def _inside(inside: Inside, context: Context) -> list[Option]:
    options = []
    for outer in ground(inside.outer, context):
        first, end = outer.stretch.first, outer.stretch.end
        if first is None or end is None:
            continue
        if inside.named.quarter == 0:
            quarter = _quarter(context)
            month = quarter[0].first.month if quarter else 1
            found: Stretch | None = of_unit(date(first.year, month, 1), "quarter")
        else:
            found = _within(inside.named, first, end.date())
        if found is not None:
            options.append(replace(outer, stretch=found))
    return options


def _within(named: Named, first: date, after: date) -> Stretch | None:
    if named.weekday is not None and named.day is None:
        day = first + timedelta((named.weekday - first.isoweekday()) % 7)
        return of_day(day) if day < after else None
    month = named.month or (first.month if named.day else None)
    place = place_of(replace(named, year=first.year, month=month))
    return place.stretch if place else None


def _at_time(at: AtTime, context: Context) -> list[Option]:
    if at.base is not None:
        days: Iterable[Option] = ground(at.base, context)
    elif context.near.day is not None:
        near = context.near.day
        day = of_day(near.stretch.first) if near.stretch.first else near.stretch
        days = [Option(day, 0.8, "on the day last mentioned", AnchorKind.MENTION, near)]
    else:
        base = context.publication()
        days = [base.option(base.stretch, 0.7, "on the day of publication")] if base else []
    return [replace(one, stretch=_timed(one.stretch, at)) for one in days]


def _timed(day: Stretch, at: AtTime) -> Stretch:
    if at.clock is not None:
        return clock_time(day, at.clock)
    return part_of_day(day, at.part) if at.part else day


def _offset(offset: Offset, context: Context) -> list[Option]:
    length = offset.length
    if length.count is None:
        return []
    if offset.base is not None:
        bases: Iterable[Option] = ground(offset.base, _facing(offset, context))
    else:
        base = context.base(offset.origin, length.unit)
        sure = 0.95 if base and base.kind is AnchorKind.PUBLICATION else 0.8
        bases = [base.option(base.stretch, sure, "")] if base else []
    side = "before" if offset.direction < 0 else "after"
    out = []
    for one in bases:
        where = _WHERE[one.anchor if offset.base is None else AnchorKind.NONE]
        why = f"{length.count:g} {length.unit}(s) {side} {where}"
        out.append(replace(one, stretch=_moved(one, offset, context), because=why))
    return out


def _facing(offset: Offset, context: Context) -> Context:
    """A week ago Tuesday counts from the last Tuesday, a week from Tuesday from the next."""
    if offset.origin is Origin.MENTION:
        return context
    side = Tense.PAST if offset.direction < 0 else Tense.FUTURE
    return replace(context, tense=lambda: side)


def _moved(base: Option, offset: Offset, context: Context) -> Stretch:
    length, step = offset.length, offset.direction
    count = (length.count or 0) * step
    before = year_before_christ(base.stretch)
    if before is not None and length.unit in ("year", "decade"):
        years = round(count * (10 if length.unit == "decade" else 1))
        if before > years:
            return before_christ(before - years, Granularity.YEAR)
    if length.unit in ("hour", "minute", "second"):
        moment = context.anchor.moment if base.anchor is AnchorKind.PUBLICATION else None
        return _moved_clock(base.stretch, count, length.unit, moment)
    day = add(base.first, count, length.unit)
    if length.more is not None:
        day = add(day, length.more[0] * step, length.more[1])
    if offset.base is not None and base.stretch.unit in SMALL:
        return of_day(day)
    if length.unit == "day" and base.stretch.unit not in SMALL:
        return _some_day(base.stretch)
    unit = "year" if length.unit in ("decade", "century", "millennium") else length.unit
    return of_unit(day, unit)


def _moved_clock(base: Stretch, count: float, unit: str, moment: datetime | None) -> Stretch:
    """Hours ago: of the minute of publication where that is known, of the mentioned hour, or the day."""
    start = moment if moment is not None else base.start
    known_to_the_day = moment is None and base.unit in (Granularity.DAY, Granularity.PART_OF_DAY)
    if start is not None and base.unit is Granularity.DAY and known_to_the_day:
        start += timedelta(hours=12)  # from the middle of the day: three hours ago is the same day
    if start is None or abs(count) > 1_000_000:
        raise OverflowError("outside the calendar")
    moved = start + timedelta(seconds=count * {"hour": 3600, "minute": 60, "second": 1}[unit])
    if known_to_the_day:
        return of_day(moved.date())
    end = moved + timedelta(hours=1) if unit == "hour" else moved + timedelta(minutes=1)
    granularity = Granularity.HOUR if unit == "hour" else Granularity.MINUTE
    return Stretch(granularity, moved, end, moved.isoformat(timespec="minutes"), moved.isoformat())
