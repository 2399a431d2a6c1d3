"""When an article was printed, from the words of a page or record."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from sayso.terms.time import Certainty, Interval, Published

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_EPOCH = re.compile(r"-?\d{9,13}(?:\.\d+)?")
_LONGEST = 100
# A date without a zone may be tomorrow's on the other side of the earth; clocks are a little off.
_ZONES_APART = timedelta(hours=14)
_CLOCKS_APART = timedelta(minutes=10)
_OLDEST = datetime(1500, 1, 1, tzinfo=UTC)


def unknown(collected: datetime, *, basis: str = "no date given") -> Published:
    """Published at an unknown moment before it was collected."""
    return Published(Interval(None, collected), Certainty.COLLECTED, basis)


def published(
    value: str, *, collected: datetime, basis: str, certainty: Certainty = Certainty.STATED
) -> Published:
    """The published time that the words of `value` give.

    A day gives that day and a moment its minute, in UTC where no zone is given. A date after
    `collected` is kept as UNKNOWN; words that name no date give an upper bound only.
    """
    interval, zoned = interval_of(value)
    if interval is None or interval.start is None:
        note = f"'{value.strip()[:40]}' is no date" if value.strip() else "no date given"
        return unknown(collected, basis=note)
    slack = _CLOCKS_APART if zoned else _ZONES_APART
    if interval.start > collected + slack:
        note = f"{basis}: lies after the moment of collection ({value.strip()[:40]})"
        return Published(interval, Certainty.UNKNOWN, note)
    minute = interval.end is not None and interval.end - interval.start == timedelta(minutes=1)
    return Published(interval, certainty, basis if zoned or not minute else f"{basis}; no zone, taken as UTC")


def interval_of(value: str) -> tuple[Interval | None, bool]:
    """The stretch of the calendar that `value` names, and whether it named a zone. Dates that can
    be read as two days (03/04/2014) name none."""
    value = value.strip()
    if not value or len(value) > _LONGEST:
        return None, False
    try:
        return _exact(value) or _worded(value) or (None, False)
    except (ValueError, OverflowError):
        return None, False


def _exact(value: str) -> tuple[Interval, bool] | None:
    if match := _MONTH.fullmatch(value):
        return _month(int(match[1]), int(match[2])), False
    if _YEAR.fullmatch(value):
        year = int(value)
        return _between(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)), False
    if match := _NUMERIC.fullmatch(value):
        return _numeric(int(match[1]), int(match[2]), int(match[3]))
    if _EPOCH.fullmatch(value) and not _DAY.fullmatch(value):
        seconds = float(value)
        return _minute(datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 1e11 else seconds, UTC)), True
    if _DAY.fullmatch(value):
        return _day(date.fromisoformat(value)), False
    return _moment(value)


def _moment(value: str) -> tuple[Interval, bool] | None:
    for reading in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = reading(value)
        except (ValueError, TypeError, IndexError):
            continue
        return _minute(moment), moment.tzinfo is not None
    return None


def _worded(value: str) -> tuple[Interval, bool] | None:
    """Dates in words (November 13, 2014 6:00 pm). Read twice over different defaults: what differs
    was not in the words."""
    if not re.search(r"[A-Za-z]{3}", value) or not re.search(r"\d{4}", value):
        return None
    from dateutil.parser import ParserError, parse

    try:
        first, second = (
            parse(value, default=default, ignoretz=False)
            for default in (datetime(2001, 1, 1, 1, 1), datetime(2004, 12, 28, 2, 2))  # noqa: DTZ001 - a blank
        )
    except (ParserError, ValueError, OverflowError, TypeError):
        return None
    if first.year != second.year or first.month != second.month:
        return None
    if first.day != second.day:
        return _month(first.year, first.month), False
    if first.hour != second.hour:
        return _day(first.date()), False
    return _minute(first), first.tzinfo is not None


def _numeric(first: int, second: int, year: int) -> tuple[Interval, bool] | None:
    if first == second or second > 12:
        return _day(date(year, first, second)), False
    return (_day(date(year, second, first)), False) if first > 12 else None


def _minute(moment: datetime) -> Interval:
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    start = aware.astimezone(UTC).replace(second=0, microsecond=0)
    return _between(start, start + timedelta(minutes=1))


def _day(day: date) -> Interval:
    start = datetime.combine(day, time(), UTC)
    return _between(start, start + timedelta(days=1))


def _month(year: int, month: int) -> Interval:
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return _between(datetime(year, month, 1, tzinfo=UTC), datetime(*after, 1, tzinfo=UTC))


def _between(start: datetime, end: datetime) -> Interval:
    if start < _OLDEST:
        raise ValueError("no newspaper is that old")
    return Interval(start, end)
