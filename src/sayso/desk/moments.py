"""Moments as people write and read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from sayso.errors import BadField, BadTime
from sayso.terms.time import AsOf, Certainty, Published

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOST_PLUS = re.compile(r"(T\d{2}:\d{2}\S*) (\d{2}:?\d{2})$")  # a plus sign that an address bar ate
_LONGEST = 40
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([a-z]{0,3})")


def read_moment(text: str) -> datetime:
    """The moment that a person wrote, in UTC; a time without a zone is taken as UTC.

    A day alone means its end: *as of Thursday* includes what Thursday brought. BadTime.
    """
    text = _LOST_PLUS.sub(r"\1+\2", text.strip())
    if not text or len(text) > _LONGEST:
        raise BadTime(text[:_LONGEST])
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time(), UTC) + timedelta(days=1)
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as cause:
        raise BadTime(text) from cause


def read_as_of(*, published: str = "", recorded: str = "") -> AsOf:
    """The as-of of two written moments; an empty one sets no bound. BadTime."""
    return AsOf(
        published=read_moment(published) if published.strip() else None,
        recorded=read_moment(recorded) if recorded.strip() else None,
    )


def read_length(text: str, *, item: str) -> timedelta:
    """A length of time as people write it: `90s`, `15m`, `2h`, `90d`, `6w`; a bare number is minutes.
    BadField names `item`."""
    found = _LENGTH.fullmatch(text.strip())
    unit = _UNITS.get(found[2] or "m") if found else None
    if found is None or unit is None:
        raise BadField(item, f"'{text[:_LONGEST]}' is no length of time", "Write 15m, 2h or 90d.")
    return timedelta(seconds=float(found[1]) * unit)


def write_length(length: timedelta) -> str:
    """The length in the form that `read_length` reads back, in its largest whole unit: `90m`, `2h`, `1d`."""
    seconds = length.total_seconds()
    for unit in ("d", "h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds // _UNITS[unit]:.0f}{unit}"
    return f"{seconds:g}s"


def write_moment(moment: datetime) -> str:
    """The moment in the form that `read_moment` reads back, as short as it goes: 2014-11-13T18:00Z."""
    moment = moment.astimezone(UTC)
    short = moment.isoformat(timespec="auto" if moment.microsecond else "seconds").replace("+00:00", "")
    return (short[:-3] if short.endswith(":00") and not moment.microsecond else short) + "Z"


def day_words(moment: datetime) -> str:
    """The day for a reader, in UTC: Fri 13 Mar 2026."""
    moment = moment.astimezone(UTC)
    return f"{moment:%a} {moment.day} {moment:%b} {moment.year}"


def moment_words(moment: datetime) -> str:
    """The moment for a reader, in UTC: Fri 13 Mar 2026, 18:00."""
    return f"{day_words(moment)}, {moment.astimezone(UTC):%H:%M}"


def as_of_words(as_of: AsOf) -> str:
    """The as-of as the end of a sentence: *as of now*, *as of what was out by Fri 13 Mar 2026, 18:00*."""
    parts = []
    if as_of.published is not None:
        parts.append(f"what was out by {moment_words(as_of.published)}")
    if as_of.recorded is not None:
        parts.append(f"what this desk had by {moment_words(as_of.recorded)}")
    return "as of " + (" and ".join(parts) or "now")


def published_words(published: Published) -> str:
    """When an article was printed, as exactly as it is known and no more."""
    interval = published.interval
    if interval is None or published.certainty is Certainty.UNKNOWN:
        return "date unknown"
    start, end = interval.start, interval.end
    if start is None:
        return f"by {moment_words(end)}" if end else "date unknown"
    if end is None:
        return f"since {moment_words(start)}"
    if end - start < timedelta(hours=12):
        return moment_words(start)
    if end - start <= timedelta(days=1):
        return day_words(start)
    return f"{day_words(start)} to {day_words(end - timedelta(microseconds=1))}"


def clock(seconds: float | None) -> str:
    """Seconds as people write them: 1:02:03, 12:05, 0:07.5."""
    if seconds is None:
        return "?"
    tenths = round(seconds * 10)
    whole, tenth = divmod(tenths, 10)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" + (f".{tenth}" if not minutes and tenth else "")
