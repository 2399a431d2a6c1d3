"""Moments as the ledger keeps them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.terms.time import Published

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def to_ticks(moment: datetime) -> int:
    """The moment as a number. ValueError where it has no zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs a zone: {moment}")
    return (moment - _EPOCH) // _TICK


def from_ticks(ticks: int) -> datetime:
    """The moment of a number, in UTC."""
    return _EPOCH + timedelta(microseconds=ticks)


def ticks_or_none(moment: datetime | None) -> int | None:
    """Like `to_ticks`, where there may be no moment."""
    return None if moment is None else to_ticks(moment)


def out_by(published: Published, recorded: datetime) -> int:
    """From when on an as-of may show the article, just as `AsOf.admits` decides it."""
    end = published.interval.end if published.interval else None
    return to_ticks(end or recorded)


def printed_at(published: Published) -> int | None:
    """Where the article goes in a list: the start of its published interval, else its end, if known."""
    interval = published.interval
    if interval is None:
        return None
    return ticks_or_none(interval.start if interval.start is not None else interval.end)
