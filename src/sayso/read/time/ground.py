"""From meaning to calendar: every meaning gives ranked options, each with its reason and its anchor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sayso.read.time.anchor import Anchor, Mention
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
    WeekOf,
    YearBefore,
)  # fmt: skip
from sayso.read.time.places import Place, place_of, places_near
from sayso.read.time.stretch import Stretch, clock_time, of_day, of_unit, of_week, part_of_day, trimmed
from sayso.read.time.tense import Tense
from sayso.read.time.weekdays import weekday_days
from sayso.terms.time import AnchorKind, Granularity

_SMALL = (Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.PART_OF_DAY, Granularity.DAY)
_WHERE = {
    AnchorKind.PUBLICATION: "publication",
    AnchorKind.MENTION: "the last mentioned time",
    AnchorKind.NONE: "the date named",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to ground a meaning, before trust in the anchor is counted in."""

    stretch: Stretch
    weight: float
    because: str
    anchor: AnchorKind


@dataclass(frozen=True, slots=True)
class Context:
    """What grounding may look at: the publication, the last mentioned time, the tense (asked only
    where it matters), and whether the text is a narrative, which counts from its own last time."""

    anchor: Anchor
    last: Mention | None
    last_day: Mention | None
    narrative: bool
    tense: Callable[[], Tense]

    def origin(self, origin: Origin) -> tuple[Stretch | None, AnchorKind]:
        """What to count from: a mention where the words or the narrative ask for one and there is one."""
        if (origin is Origin.MENTION or self.narrative) and self.last is not None:
            return self.last.stretch, AnchorKind.MENTION
        day = self.anchor.day
        return (of_day(day) if day else None), AnchorKind.PUBLICATION


def ground(meaning: Meaning, context: Context) -> tuple[Option, ...]:
    """The options for a meaning, likeliest first; none where the anchor it needs is unknown."""
    try:
        return tuple(sorted(_options(meaning, context), key=lambda option: -option.weight))
    except (OverflowError, ValueError):
        return ()  # outside the years that a calendar holds


def _options(meaning: Meaning, context: Context) -> Iterable[Option]:
    match meaning:
        case Named():
            return _named(meaning, context)
        case Relative():
            return _relative(meaning, context)
        case Chosen():
            return _chosen(meaning, context)
        case Inside():
            return _inside(meaning, context)
        case AtTime():
            return _at_time(meaning, context)
        case Offset():
            return _offset(meaning, context)
        case YearBefore():
            return _year_before(context)
        case WeekOf(day=day):
            return [replace(one, stretch=of_week(_first(one))) for one in ground(day, context)]
        case Modified(base=base, mod=mod):
            return [replace(one, stretch=trimmed(one.stretch, mod)) for one in ground(base, context)]
    return []


def _first(option: Option) -> date:
    first = option.stretch.first
    if first is None:
        raise OverflowError("before the calendar")
    return first


def _named(named: Named, context: Context) -> list[Option]:
    if named.other is not None:
        return _either(named, named.other, context)
    exact = place_of(named)
    if exact is not None:
        return [Option(exact.stretch, 0.99 if exact.sure else 0.7, exact.because, AnchorKind.NONE)]
    base, kind = context.origin(Origin.PUBLICATION)
    if base is None or base.first is None:
        return []
    if named.weekday is not None and named.month is None and named.day is None:
        return _weekday(named.weekday, base.first, kind, context)
    places = places_near(named, base.first)
    if kind is AnchorKind.MENTION:
        return _in_story(places, base, kind)
    return _by_tense(places, base.first, kind, context.tense())


def _either(named: Named, other: Named, context: Context) -> list[Option]:
    """Both ways to read figures whose order is open; 0.6 for the first is a guess, not a measure."""
    out = []
    for way, share in ((replace(named, other=None), 0.6), (other, 0.4)):
        try:
            found = _named(way, context)
        except ValueError:
            continue
        why = "day and month may be swapped"
        out += [replace(one, weight=one.weight * share, because=why) for one in found]
    return out


def _weekday(weekday: int, base: date, kind: AnchorKind, context: Context) -> list[Option]:
    tense = Tense.NONE if kind is AnchorKind.MENTION else context.tense()
    return [Option(of_day(day), weight, why, kind) for day, weight, why in weekday_days(base, weekday, tense)]


def _in_story(places: list[Place], base: Stretch, kind: AnchorKind) -> list[Option]:
    """In a narrative a bare month or day lies in the year last spoken of."""
    year = base.first.year if base.first else 0
    same = [place for place in places if place.year == year] or places[:1]
    why = "a narrative: in the year of the last mentioned time"
    return [Option(place.stretch, 0.85, why, kind) for place in same[:1]]


def _by_tense(places: list[Place], base: date, kind: AnchorKind, tense: Tense) -> list[Option]:
    """The nearest on the side that the tense points to; the nearest of all where it points to none."""
    if not places:
        return []

    def away(place: Place) -> int:
        start, end = place.stretch.first, place.stretch.end
        if start is None or end is None:
            return 0
        if start <= base < end.date():
            return 0
        return (start - base).days if start > base else -((base - end.date()).days + 1)

    ranked = sorted(places, key=lambda place: abs(away(place)))
    sides = {Tense.PAST: -1, Tense.FUTURE: 1}
    side = sides.get(tense, 0)
    fitting = [place for place in ranked if side == 0 or away(place) * side >= 0]
    others = [place for place in ranked if place not in fitting]
    why = f"{tense} tense: the nearest on that side of publication" if side else "the nearest to publication"
    first = Option(fitting[0].stretch, 0.9 if side else 0.75, why, kind)
    second = (fitting[1:] if side == 0 else others)[:1]
    weight = 0.99 - first.weight
    return [
        first,
        *(Option(place.stretch, weight, "on the other side of publication", kind) for place in second),
    ]


def _relative(relative: Relative, context: Context) -> list[Option]:
    base, kind = context.origin(relative.origin)
    if base is None or base.first is None:
        return []
    if relative.unit == "weekend":
        return _weekend(relative, base.first, kind, context)
    stretch = of_unit(add(base.first, relative.which, relative.unit), relative.unit)
    if relative.unit == "day" and base.unit not in _SMALL and kind is AnchorKind.MENTION:
        stretch = base  # "the next day" after a month: no day is known
    why = f"{relative.unit} {relative.which:+d} from {_WHERE[kind]}"
    return [Option(stretch, 0.95 if kind is AnchorKind.PUBLICATION else 0.85, why, kind)]


def _weekend(relative: Relative, base: date, kind: AnchorKind, context: Context) -> list[Option]:
    """Last weekend is the latest that is over or under way; this and the weekend go by tense."""
    this = of_unit(base, "weekend")
    before, after = of_unit(base - timedelta(7), "weekend"), of_unit(base + timedelta(7), "weekend")
    if relative.which > 0:
        later = Option(after, 0.3, "the weekend of next week", kind)
        if base.isoweekday() >= 6:
            return [replace(later, weight=0.95)]
        return [Option(this, 0.7, "the next weekend to begin", kind), later]
    if relative.which < 0:
        return [Option(before, 0.95, "the latest weekend that is over", kind)]
    past = context.tense() is Tense.PAST
    if past and base.isoweekday() < 6:
        return [
            Option(before, 0.85, "past tense: the weekend before publication", kind),
            Option(this, 0.15, "the weekend of the same week", kind),
        ]
    return [
        Option(this, 0.85, "the weekend of publication's week", kind),
        Option(before, 0.15, "the weekend before", kind),
    ]


def _chosen(chosen: Chosen, context: Context) -> list[Option]:
    base, kind = context.origin(chosen.origin)
    if base is None or base.first is None:
        return []
    if chosen.named.weekday is not None:
        return _chosen_weekday(chosen, base.first, kind, context)
    places = places_near(chosen.named, base.first)
    day = base.first
    before = [p for p in places if p.stretch.end is not None and p.stretch.end.date() <= day]
    after = [p for p in places if p.stretch.first is not None and p.stretch.first > day]
    if chosen.which < 0 and before:
        return [Option(before[-1].stretch, 0.9, "the latest that is over", kind)]
    if chosen.which > 0 and after:
        options = [Option(after[0].stretch, 0.75, "the first to begin", kind)]
        return options + [Option(p.stretch, 0.2, "the one of next year", kind) for p in after[1:2]]
    if chosen.origin is Origin.MENTION:
        return _in_story(places, base, kind)
    same = [p for p in places if p.year == day.year]
    return [Option(p.stretch, 0.9, "of the year of publication", kind) for p in same[:1]]


def _chosen_weekday(chosen: Chosen, base: date, kind: AnchorKind, context: Context) -> list[Option]:
    weekday = chosen.named.weekday or 1
    back = (base.isoweekday() - weekday) % 7
    if chosen.which < 0:
        day = base - timedelta(back or 7)
        options = [Option(of_day(day), 0.85, "the latest such day before", kind)]
        if base.isoweekday() > weekday:
            options.append(Option(of_day(day - timedelta(7)), 0.15, "that day of the week before", kind))
        return options
    if chosen.which > 0:
        day = base + timedelta((-back) % 7 or 7)
        options = [Option(of_day(day), 0.7, "the first such day after", kind)]
        if base.isoweekday() < weekday:
            options.append(Option(of_day(day + timedelta(7)), 0.3, "that day of next week", kind))
        return options
    if context.tense() is Tense.PAST or chosen.origin is Origin.MENTION:
        return [Option(of_day(base - timedelta(back)), 0.85, "the latest such day", kind)]
    return [Option(of_day(base + timedelta((-back) % 7)), 0.85, "the coming such day", kind)]


def _inside(inside: Inside, context: Context) -> list[Option]:
    options = []
    for outer in ground(inside.outer, context):
        first, end = outer.stretch.first, outer.stretch.end
        if first is None or end is None:
            continue
        found = _within(inside.named, first, end.date(), context)
        if found is not None:
            options.append(replace(outer, stretch=found))
    return options


def _within(named: Named, first: date, after: date, context: Context) -> Stretch | None:
    if named.weekday is not None and named.day is None:
        day = first + timedelta((named.weekday - first.isoweekday()) % 7)
        return of_day(day) if day < after else None
    if named.quarter == 0:
        last = context.last.stretch if context.last else None
        month = last.first.month if last and last.first else first.month
        return of_unit(date(first.year, month, 1), "quarter")
    place = place_of(
        replace(named, year=first.year, month=named.month or (first.month if named.day else None))
    )
    return place.stretch if place else None


def _at_time(at: AtTime, context: Context) -> list[Option]:
    if at.base is not None:
        days: Iterable[Option] = ground(at.base, context)
    elif context.last_day is not None:
        why = "on the day last mentioned"
        days = [Option(_whole_day(context.last_day.stretch), 0.8, why, AnchorKind.MENTION)]
    else:
        day = context.anchor.day
        days = [Option(of_day(day), 0.7, "on the day of publication", AnchorKind.PUBLICATION)] if day else []
    out = []
    for one in days:
        made = part_of_day(one.stretch, at.part) if at.part else one.stretch
        if at.clock is not None:
            made = clock_time(one.stretch, at.clock)
        out.append(replace(one, stretch=made))
    return out


def _whole_day(stretch: Stretch) -> Stretch:
    return of_day(stretch.first) if stretch.first else stretch


def _offset(offset: Offset, context: Context) -> list[Option]:
    length = offset.length
    if length.count is None:
        return []
    if offset.base is not None:
        bases: Iterable[Option] = ground(offset.base, context)
    else:
        base, kind = context.origin(offset.origin)
        bases = [Option(base, 0.95 if kind is AnchorKind.PUBLICATION else 0.8, "", kind)] if base else []
    out = []
    for one in bases:
        stretch = _moved(one.stretch, offset, context, one.anchor)
        if stretch is not None:
            side = "before" if offset.direction < 0 else "after"
            where = _WHERE[one.anchor if offset.base is None else AnchorKind.NONE]
            why = f"{length.count:g} {length.unit}(s) {side} {where}"
            out.append(replace(one, stretch=stretch, because=why))
    return out


def _moved(base: Stretch, offset: Offset, context: Context, kind: AnchorKind) -> Stretch | None:
    length, step = offset.length, offset.direction
    count = (length.count or 0) * step
    if base.first is None:
        return None
    if length.unit in ("hour", "minute", "second"):
        moment = context.anchor.moment if kind is AnchorKind.PUBLICATION else None
        return _moved_clock(base, count, length.unit, moment)
    day = add(base.first, count, length.unit)
    if length.more is not None:
        day = add(day, length.more[0] * step, length.more[1])
    if offset.base is not None and base.unit in _SMALL:
        return of_day(day)
    if length.unit == "day" and base.unit not in _SMALL:
        return of_unit(day, "month") if base.unit is Granularity.MONTH else base
    unit = "year" if length.unit in ("decade", "century", "millennium") else length.unit
    return of_unit(day, unit)


def _moved_clock(base: Stretch, count: float, unit: str, moment: datetime | None) -> Stretch | None:
    """Hours ago: of the minute of publication where that is known, of the mentioned hour, or the day."""
    start = moment if moment is not None else base.start
    if start is None or abs(count) > 1_000_000:
        return None
    moved = start + timedelta(seconds=count * {"hour": 3600, "minute": 60, "second": 1}[unit])
    if moment is None and base.unit in (Granularity.DAY, Granularity.PART_OF_DAY):
        return of_day(moved.date())
    end = moved + timedelta(hours=1) if unit == "hour" else moved + timedelta(minutes=1)
    text = moved.isoformat(timespec="minutes")
    granularity = Granularity.HOUR if unit == "hour" else Granularity.MINUTE
    return Stretch(granularity, moved, end, text, moved.isoformat())


def _year_before(context: Context) -> list[Option]:
    """A comparison: the quarter or month last spoken of, a year before; else the year before."""
    last = context.last
    if (
        last is not None
        and last.stretch.first
        and last.stretch.unit in (Granularity.QUARTER, Granularity.MONTH)
    ):
        unit = last.stretch.unit.value
        why = f"a comparison with the {unit} last mentioned, a year before"
        return [Option(of_unit(add(last.stretch.first, -1, "year"), unit), 0.8, why, AnchorKind.MENTION)]
    base, kind = context.origin(Origin.PUBLICATION)
    if base is None or base.first is None:
        return []
    return [Option(of_unit(add(base.first, -1, "year"), "year"), 0.7, "the year before", kind)]
