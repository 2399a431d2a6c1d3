"""What grounding looks at, and what it gives: the surroundings of an expression, and an option."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sayso.read.time.anchor import Anchor
from sayso.read.time.meaning import Origin
from sayso.read.time.memory import Memory, Mention
from sayso.read.time.stretch import Stretch, of_day
from sayso.read.time.tense import Tense
from sayso.terms.time import AnchorKind, Granularity

SMALL = (
    Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.PART_OF_DAY, Granularity.DAY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One way to ground a meaning, before trust in the anchor is counted in."""

    stretch: Stretch
    weight: float
    because: str
    anchor: AnchorKind
    mention: Mention | None = None

    @property
    def first(self) -> date:
        """Its first day. OverflowError where the calendar does not reach."""
        first = self.stretch.first
        if first is None:
            raise OverflowError("before the calendar")
        return first


@dataclass(frozen=True, slots=True)
class Base:
    """A stretch to count from, of what kind, and where it was mentioned."""

    stretch: Stretch
    kind: AnchorKind
    mention: Mention | None = None

    @property
    def first(self) -> date:
        """Its first day. OverflowError where the calendar does not reach."""
        first = self.stretch.first
        if first is None:
            raise OverflowError("before the calendar")
        return first

    def option(self, stretch: Stretch, weight: float, because: str) -> Option:
        """An option that hangs on this base."""
        return Option(stretch, weight, because, self.kind, self.mention)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was named just before: the last day if it is near, the day, month or year named shortly
    before in the sentence, and how that is joined to the words at hand."""

    day: Mention | None = None
    beside: Mention | None = None
    joined: bool = False  # only "and", "to", "until", a comma or a dash stands between
    runs_on: bool = False  # joined by a word that makes a range: not "and", no comma


@dataclass(frozen=True, slots=True)
class Context:
    """What grounding may look at: the publication, what was mentioned before, the tense (asked only
    where it matters), and whether the text is a narrative, which counts from its own last time."""

    anchor: Anchor
    memory: Memory
    near: Surroundings
    narrative: bool
    tense: Callable[[], Tense]

    def base(self, origin: Origin, unit: str = "") -> Base | None:
        """What to count from: a mention where the words or the narrative ask for one and there is
        one, else the publication; None where that is unknown."""
        if origin is Origin.MENTION or self.narrative:
            mention = self.memory.last(unit)
            if mention is not None:
                return Base(mention.stretch, AnchorKind.MENTION, mention)
        return self.publication()

    def publication(self) -> Base | None:
        """The day of publication."""
        day = self.anchor.day
        return Base(of_day(day), AnchorKind.PUBLICATION) if day else None
