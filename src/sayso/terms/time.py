"""The times of a statement, kept apart.

event time       when it happened
said time        when it was said
published time   when it was printed
recorded time    when the desk learned of it
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.terms.span import Span


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open `[start, end)` in UTC. None leaves that side open."""

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError("an interval needs moments with a zone")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"an interval is never empty: {self.start} .. {self.end}")

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a moment."""
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )


class Granularity(StrEnum):
    """The unit in which a time was given."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"


class TimeType(StrEnum):
    """The four kinds of TimeML's TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class AnchorKind(StrEnum):
    """What a relative time was counted from."""

    NONE = "none"  # the words name the date themselves
    PUBLICATION = "publication"
    MENTION = "mention"  # a time named earlier in the same text


@dataclass(frozen=True, slots=True)
class TimeReading:
    """One way to ground a time expression. `interval` is None where the words name no stretch of
    the calendar (a bare duration, a set). `value` is the TIMEX3 value, `edtf` the same in EDTF."""

    interval: Interval | None
    value: str
    edtf: str
    confidence: float
    because: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, with their readings, the likeliest first (never empty)."""

    span: Span
    text: str
    type: TimeType
    granularity: Granularity
    anchor: AnchorKind
    anchor_span: Span | None
    readings: tuple[TimeReading, ...]

    @property
    def best(self) -> TimeReading:
        """The likeliest reading."""
        return self.readings[0]


class Certainty(StrEnum):
    """How a published time is known."""

    STATED = "stated"  # the page or record gives it
    INFERRED = "inferred"  # from the address, the text or a neighbour
    COLLECTED = "collected"  # nothing but the moment of collection: an upper bound
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was printed: an interval (a day, a minute), how that is known, and from what."""

    interval: Interval | None
    certainty: Certainty
    basis: str

    @property
    def moment(self) -> datetime | None:
        """The earliest moment it can have been out; None where nothing is known."""
        return self.interval.start if self.interval else None


@dataclass(frozen=True, slots=True)
class AsOf:
    """A moment to look from. An article counts when it was surely out by `published` (the end of
    its published interval is no later), and the desk had recorded it by `recorded`; None sets no bound.

    The two axes are kept apart because an archive loaded today was published years ago: *what had
    been printed by then* and *what had this desk by then* are different questions. `about` keeps
    only what is said about an event time that overlaps it.
    """

    published: datetime | None = None
    recorded: datetime | None = None
    about: Interval | None = None

    def admits(self, published: Published, recorded: datetime) -> bool:
        """Whether an article of these times was known. One whose published time is known to the day
        counts from the end of that day, because it may have come out in its last minute; one with no
        known published time counts from the moment it was recorded."""
        if self.recorded is not None and recorded > self.recorded:
            return False
        if self.published is None:
            return True
        end = published.interval.end if published.interval else None
        return (end or recorded) <= self.published


NOW = AsOf()
