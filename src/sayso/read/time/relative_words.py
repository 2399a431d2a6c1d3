"""From words to meaning: lengths, and times counted from others. See calendar_words for how builders work."""

from __future__ import annotations

from sayso.read.time.lexicon import Payload
from sayso.read.time.meaning import (
    AtTime,
    Chosen,
    Length,
    Meaning,
    Modified,
    Named,
    Offset,
    Origin,
    Relative,
    TheUnit,
    Vague,
    YearBefore,
)


def day_word(shift: int) -> Relative:
    """today, yesterday, tomorrow."""
    return Relative(shift, "day")


def nowadays(shift: int, verb: int = 1) -> Vague | None:
    """today in the sense of these days: more today than ever, the town it is today. `verb` is 0 for
    those that tell of the day itself: he has today resigned."""
    return Vague("PRESENT_REF") if shift == 0 and verb else None


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


def relative(which: Payload, unit: str) -> Meaning | None:
    """last week, this year, the following month, that same day."""
    step, origin = _which(which)
    if unit in ("minute", "second") or (unit == "day" and step < 0 and origin is Origin.PUBLICATION):
        return None  # last minute, the last day of the fair
    if unit == "hour":
        return Length(1, unit, None, step, origin)
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


def of_the_day(unit: str) -> TheUnit | None:
    """the last match of the day."""
    return TheUnit(unit) if unit == "day" else None


def chosen(
    which: Payload,
    *,
    season: str | None = None,
    name: Payload = None,
) -> Meaning | None:
    """last Friday, this September, next summer, the previous Friday."""
    step, origin = _which(which)
    if name is None:
        name = Named(season=season)
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


def weekday_beside(name: Payload, side: Payload) -> Meaning | None:
    """the Friday before, the Sunday after: seen from the time spoken of."""
    step, origin = _which(side)
    return Chosen(step, name, origin) if isinstance(name, Named) and name.year is None else None


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
