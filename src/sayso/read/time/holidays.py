"""The days of holidays by year: fixed dates, weekdays of a month, Easter, and two lunar calendars.

Easter after Meeus, *Astronomical Algorithms* (1991), ch. 8. Islamic days by the tabular (civil)
calendar: the month begins on sight of the moon, so they are a day or two off at times, and are marked
approximate. Jewish days after the arithmetic of Dershowitz and Reingold, *Calendrical Calculations*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sayso.read.time.lengths import add_months

_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN = range(1, 8)

_FIXED = {
    "christmas": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year": (1, 1),
    "new year's eve": (12, 31), "halloween": (10, 31), "independence day": (7, 4), "juneteenth": (6, 19),
    "veterans day": (11, 11), "valentine's day": (2, 14), "st. patrick's day": (3, 17),
    "april fools' day": (4, 1), "may day": (5, 1), "earth day": (4, 22), "bastille day": (7, 14),
    "anzac day": (4, 25), "all saints' day": (11, 1), "nowruz": (3, 20), "guy fawkes night": (11, 5),
    "orthodox christmas": (1, 7), "inauguration day": (1, 20),
}  # fmt: skip

# (month, weekday, which of the month; -1 the last)
_WEEKDAY = {
    "thanksgiving": (11, _THU, 4), "labor day": (9, _MON, 1), "memorial day": (5, _MON, -1),
    "presidents day": (2, _MON, 3), "columbus day": (10, _MON, 2), "martin luther king day": (1, _MON, 3),
    "mother's day": (5, _SUN, 2), "father's day": (6, _SUN, 3),
}  # fmt: skip

_FROM_EASTER = {
    "easter": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46,
    "pentecost": 49,
}  # fmt: skip

# (month, day) of the tabular Islamic calendar, and of the Jewish one counted from 1 Tishri (days).
_ISLAMIC = {"ramadan": (9, 1), "eid al-fitr": (10, 1), "eid al-adha": (12, 10), "ashura": (1, 10)}
_FROM_ROSH_HASHANAH = {"rosh hashanah": 0, "yom kippur": 9}
APPROXIMATE = frozenset((*_ISLAMIC, "nowruz"))


def day_of(name: str, year: int) -> date | None:
    """The day of a holiday in a Gregorian year; None where it is not known or falls on none."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _WEEKDAY:
        return nth_weekday(year, *_WEEKDAY[name])
    if name in _FROM_EASTER:
        return easter(year) + timedelta(_FROM_EASTER[name])
    if name in _ISLAMIC:
        return next(iter(islamic_days(year, *_ISLAMIC[name])), None)
    if name in _FROM_ROSH_HASHANAH:
        return rosh_hashanah(year) + timedelta(_FROM_ROSH_HASHANAH[name])
    rule = _OTHERS.get(name)
    return rule(year) if rule else None


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second, … or (-1) last such weekday of a month."""
    if which < 0:
        last = add_months(date(year, month, 1), 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def easter(year: int) -> date:
    """Western Easter Sunday."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday, in the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def islamic_days(year: int, month: int, day: int) -> Iterable[date]:
    """The Gregorian days of a year that bear a day of the tabular Islamic calendar (none, one or two)."""
    near = (year - 622) * 33 // 32
    for islamic_year in range(max(near - 1, 1), near + 3):
        number = day + (59 * (month - 1) + 1) // 2 + (islamic_year - 1) * 354
        number += (3 + 11 * islamic_year) // 30 + 227014
        found = date.fromordinal(number)
        if found.year == year:
            yield found


def rosh_hashanah(year: int) -> date:
    """1 Tishri of the Jewish year that begins in a Gregorian year."""
    return date.fromordinal(_new_year_day(year + 3761) - 1373429 + 2)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _new_year_day(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    return this + (2 if after - this == 356 else 1 if this - before == 382 else 0)


def _passover(year: int) -> date:
    return rosh_hashanah(year) - timedelta(163)


def _hanukkah(year: int) -> date:
    start = _new_year_day(year + 3761)
    following = _new_year_day(year + 3762)
    return rosh_hashanah(year) + timedelta(84 if (following - start) in (355, 385) else 83)


def _election_day(year: int) -> date:
    return nth_weekday(year, 11, _MON, 1) + timedelta(1)


def _black_friday(year: int) -> date:
    return nth_weekday(year, 11, _THU, 4) + timedelta(1)


_OTHERS: dict[str, Callable[[int], date | None]] = {
    "orthodox easter": orthodox_easter,
    "passover": _passover,
    "hanukkah": _hanukkah,
    "election day": _election_day,
    "black friday": _black_friday,
}
