"""What words of time mean before anything is known of when they were written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.terms.time import Granularity


class Origin(StrEnum):
    """What a relative time is counted from."""

    PUBLICATION = "publication"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Named:
    """A place in the calendar as far as the words name it; what is missing comes from the anchor.

    `day` without `month` is a day of the anchor's month; `weekday` is ISO (Monday 1).
    `readings` holds further ways to read the same words (11/12/2014).
    """

    year: int | None = None
    bc: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None  # 0 where the words say no more than "the 1988 quarter"
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    holiday: str | None = None
    other: Named | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `zone` is minutes east of UTC where the words name one."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: int | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A whole unit counted from the origin: last week (-1), this year (0), the following day (+1)."""

    which: int
    unit: str
    origin: Origin = Origin.PUBLICATION


@dataclass(frozen=True, slots=True)
class TheUnit:
    """the quarter, the week, the end of the year: the one that the text is about."""

    unit: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A named place before (-1), at (0) or after (+1) the origin: last Friday, this summer, next July."""

    which: int
    named: Named
    origin: Origin = Origin.PUBLICATION


@dataclass(frozen=True, slots=True)
class Inside:
    """A named place inside another time: June last year, Friday of that week."""

    named: Named
    outer: Meaning


@dataclass(frozen=True, slots=True)
class AtTime:
    """A part of a day (`part` as TIMEX3: MO, AF, EV, NI) or a clock time, of a day (None: the anchor's).
    One `of_hours` (from 9 a.m. to noon) is of any day where none is named near it."""

    base: Meaning | None
    part: str | None = None
    clock: Clock | None = None
    origin: Origin = Origin.PUBLICATION
    of_hours: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """So many units, `count` None for some; `side` -1 for the past …, +1 for the next …"""

    count: float | None
    unit: str
    more: tuple[float, str] | None = None
    side: int = 0
    origin: Origin = Origin.PUBLICATION


@dataclass(frozen=True, slots=True)
class Offset:
    """A length before (-1) or after (+1) a base, or the origin where the words name none."""

    length: Length
    direction: int
    base: Meaning | None = None
    origin: Origin = Origin.PUBLICATION


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The comparison "a year earlier": the last mentioned unit, one year before."""

    quarter: bool = False
    earlier: bool = False  # "earlier" counts from the year named before it, "ago" from today


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds a day."""

    day: Meaning


@dataclass(frozen=True, slots=True)
class Recurring:
    """A set: every Monday, daily."""

    value: str
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Modified:
    """A meaning with a TIMEX3 modifier: START, MID, END, APPROX, MORE_THAN …"""

    base: Meaning
    mod: str


Meaning = (
    Named | Relative | TheUnit | Chosen | Inside | AtTime | Length | Offset | YearBefore | WeekOf
    | Recurring | Vague | Modified
)  # fmt: skip

_UNIT_CLASS = {
    "second": "TIMEX", "minute": "TIMEX", "hour": "TIMEX", "day": "DAYX", "week": "WEEKX",
    "fortnight": "WEEKX", "weekend": "WKNDX", "month": "MONX", "quarter": "QUARX", "half": "QUARX",
    "year": "YEARX",
    "decade": "DECX", "century": "DECX", "millennium": "DECX",
}  # fmt: skip


_CLASS = {
    "AtTime": "TIMEX", "Length": "LENX", "YearBefore": "YEARX", "WeekOf": "WEEKX", "Recurring": "SETX",
    "Vague": "REFX",
}  # fmt: skip


def class_of(meaning: Meaning) -> str:
    """The class of the grammar that a meaning belongs to."""
    match meaning:
        case Named():
            return _class_of_named(meaning)
        case Relative(unit=unit) | TheUnit(unit=unit):
            return _UNIT_CLASS[unit]
        case Offset(length=length, base=base):
            # A decade ago is a year; two days before Christmas is a day.
            return "DAYX" if base else {"DECX": "YEARX"}.get(found := _UNIT_CLASS[length.unit], found)
        case Chosen(named=named) | Inside(named=named):
            return class_of(named)
        case Modified(base=base):
            return class_of(base)
    return _CLASS[type(meaning).__name__]


def _class_of_named(named: Named) -> str:
    if named.day is not None or named.holiday is not None:
        return "DAYX"
    for value, name in (
        (named.weekday, "WDX"),
        (named.month, "MONX"),
        (named.season, "SEASX"),
        (named.quarter, "QUARX"),
        (named.half, "QUARX"),
        (named.decade, "DECX"),
        (named.century, "DECX"),
    ):
        if value is not None:
            return name
    return "YEARX"
