"""The interval in which a recording can have been made, as a bar with its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.desk.moments import day_words, moment_words
from sayso.weigh.recordings.dates import Bound, DateInterval, Side

WIDE, NARROW, HEIGHT = 1000, 340, 74  # the second is drawn for a phone, where words would be too small
_PAD, _BAR_TOP, _BAR = 12, 20, 22
_FAR = timedelta(
    days=60
)  # bounds that lie further away than this from the tightest are left out of the picture


@dataclass(frozen=True, slots=True)
class Pin:
    """A bound at its place."""

    x: float
    side: str
    words: str


@dataclass(frozen=True, slots=True)
class DateBar:
    """The bar: `x` and `length` where both ends are known, the pins, and the ends in words."""

    width: int
    height: int
    top: int
    thick: int
    x: float
    length: float
    pins: tuple[Pin, ...]
    ends: tuple[tuple[float, str, str], ...]  # place, anchor, words
    broken: bool


def date_bar(dates: DateInterval, width: int = WIDE) -> DateBar | None:
    """The bar of an interval; None where nothing bounds it on either side."""
    if dates.start is None and dates.end is None:
        return None
    moments = _shown(dates)
    first, last = min(moments), max(moments)
    room = max(last - first, timedelta(hours=12))
    low, high = first - room * 0.12, last + room * 0.12

    def x(moment: datetime) -> float:
        return round(_PAD + (width - 2 * _PAD) * ((moment - low) / (high - low)), 1)

    start = x(dates.start.moment) if dates.start else 0.0
    end = x(dates.end.moment) if dates.end else float(width)
    pins = tuple(_pin(bound, x(bound.moment)) for bound in dates.bounds if low <= bound.moment <= high)
    ends = []
    if dates.start:
        ends.append((start, "start" if start < width * 0.5 else "end", moment_words(dates.start.moment)))
    if dates.end:
        ends.append((end, "end" if end > width * 0.5 else "start", moment_words(dates.end.moment)))
    left, length = min(start, end), abs(end - start)
    return DateBar(
        width, HEIGHT, _BAR_TOP, _BAR, left, length, pins, tuple(ends), bool(dates.contradictions)
    )  # fmt: skip


def _shown(dates: DateInterval) -> list[datetime]:
    tight = [bound.moment for bound in (dates.start, dates.end) if bound]
    near = [b.moment for b in dates.bounds if any(abs(b.moment - each) <= _FAR for each in tight)]
    return near or tight


def _pin(bound: Bound, x: float) -> Pin:
    side = "after" if bound.side is Side.NOT_AFTER else "before"
    return Pin(x, side, f"{bound.side} {day_words(bound.moment)}: {bound.ground}")
