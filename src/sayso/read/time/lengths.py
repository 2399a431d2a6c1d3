"""Lengths of time: their TIMEX3 value and adding them to a date."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from sayso.read.time.meaning import Length

# TIMEX3 writes a decade as ten years where counted, DE where not; weeks and quarters keep their letter.
_LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "half": "M", "year": "Y", "decade": "Y", "century": "Y", "millennium": "Y",
    "period": "X",
}  # fmt: skip
_VAGUE_LETTER = {"decade": "DE", "century": "CE", "millennium": "ML"}
_FACTOR = {"fortnight": 2, "half": 6, "decade": 10, "century": 100, "millennium": 1000}
_CLOCK_UNITS = ("second", "minute", "hour")


def length_value(length: Length) -> str:
    """The TIMEX3 value: P3Y, P2W, PT90M, PXD."""
    if length.count is None:
        return f"P{_time_mark(length.unit)}X{_VAGUE_LETTER.get(length.unit, _LETTER[length.unit])}"
    return "P" + _time_mark(length.unit) + _amounts(length)


def _time_mark(unit: str) -> str:
    return "T" if unit in _CLOCK_UNITS else ""


def _amounts(length: Length) -> str:
    count = length.count or 0
    whole, rest = int(count), count - int(count)
    factor = _FACTOR.get(length.unit, 1)
    letter = _LETTER[length.unit]
    if length.more:
        extra, unit = length.more
        mark = "T" if unit in _CLOCK_UNITS and length.unit not in _CLOCK_UNITS else ""
        return f"{whole * factor}{letter}{mark}{_plain(extra * _FACTOR.get(unit, 1))}{_LETTER[unit]}"
    smaller = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S")}.get(length.unit)
    if rest and smaller and float(rest * smaller[0]).is_integer():
        head = f"{whole}{letter}" if whole else ""
        return f"{head}{int(rest * smaller[0])}{smaller[1]}"
    return f"{_plain(count * factor)}{letter}"


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else f"{number:g}"


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; the month's last day where it has no such day.

    OverflowError where the year leaves 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add(day: date, count: float, unit: str) -> date:
    """`day` moved by so many units; units under a day don't move it."""
    if abs(count) > 10_000_000:
        raise OverflowError("outside the calendar")
    if unit in ("day", "week", "fortnight", "weekend"):
        return day + timedelta(days=round(count * {"day": 1, "fortnight": 14}.get(unit, 7)))
    months = {
        "month": 1,
        "quarter": 3,
        "half": 6,
        "year": 12,
        "decade": 120,
        "century": 1200,
        "millennium": 12000,
    }
    return add_months(day, round(count * months[unit])) if unit in months else day


_UNIT_OF_LETTER = {"Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter"}


def parse_length(value: str) -> tuple[float, str] | None:
    """Count and unit of a TIMEX3 duration of days or more with one unit (P3Y, P2W); None for others."""
    found = re.fullmatch(r"P(\d+(?:\.\d+)?)([YMWDQ])", value)
    return (float(found[1]), _UNIT_OF_LETTER[found[2]]) if found else None
