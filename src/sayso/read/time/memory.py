"""What has been mentioned so far in a text, by how fine it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.read.time.stretch import Stretch
from sayso.terms.span import Span
from sayso.terms.time import Granularity

_RANK = {
    Granularity.SECOND: 0, Granularity.MINUTE: 0, Granularity.HOUR: 0, Granularity.PART_OF_DAY: 0,
    Granularity.DAY: 0, Granularity.WEEKEND: 1, Granularity.WEEK: 1, Granularity.MONTH: 2,
    Granularity.QUARTER: 3, Granularity.SEASON: 3, Granularity.YEAR: 4, Granularity.DECADE: 5,
    Granularity.CENTURY: 6,
}  # fmt: skip
_RANK_OF_UNIT = {
    "second": 0, "minute": 0, "hour": 0, "day": 0, "week": 1, "weekend": 1, "fortnight": 1, "month": 2,
    "quarter": 3, "year": 4, "decade": 5,
}  # fmt: skip
_COARSEST = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A time named earlier in the text."""

    stretch: Stretch
    span: Span


@dataclass(frozen=True, slots=True)
class Memory:
    """The last mention as fine as each unit or finer, and the last quarter that was told of."""

    seen: tuple[Mention | None, ...] = (None,) * (_COARSEST + 1)
    quarter: Mention | None = None

    def last(self, unit: str = "") -> Mention | None:
        """The last mention fine enough to count this unit from; else the last of all."""
        return self.seen[_RANK_OF_UNIT.get(unit, _COARSEST)] or self.seen[_COARSEST]

    @property
    def day(self) -> Mention | None:
        """The last day, or time of a day."""
        return self.seen[0]

    def with_mention(self, mention: Mention, *, today: date | None) -> Memory:
        """The memory after one more mention. A quarter that is not over by `today` is an outlook,
        and not what a text tells of."""
        rank = _RANK.get(mention.stretch.unit, _COARSEST)
        seen = tuple(mention if place >= rank else old for place, old in enumerate(self.seen))
        end = mention.stretch.end
        over = today is None or end is None or end.date() <= today
        told = mention if mention.stretch.unit is Granularity.QUARTER and over else self.quarter
        return Memory(seen, told)
