"""What relative times are counted from: the publication, or in narrative prose the last mentioned time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sayso.read.time.grammar import Found
from sayso.read.time.meaning import AtTime, Chosen, Meaning, Modified, Named, Offset, Origin, Relative
from sayso.terms.time import Certainty, Published

# How far a reading may be trusted that hangs on a publication known in this way.
_TRUST = {
    Certainty.STATED: (1.0, ""),
    Certainty.INFERRED: (0.85, "the publication date is inferred"),
    Certainty.COLLECTED: (0.4, "only the moment of collection is known, an upper bound"),
    Certainty.UNKNOWN: (0.3, "the certainty of the publication date is unknown"),
}
_FAR_YEARS = 4  # so many years that are not the publication's make a history …
_PER_DEIXIS = 6  # … unless there is one word like "yesterday" for every six of them


@dataclass(frozen=True, slots=True)
class Anchor:
    """The publication as a local day with its zone, how far to trust it, and why."""

    day: date | None
    moment: datetime | None  # local and naive; None where only the day is known
    home: tzinfo
    trust: float
    caveat: str


def anchor_of(published: Published) -> Anchor:
    """The anchor that a publication gives. Its zone is the one that the interval's start carries."""
    interval = published.interval
    if interval is None or interval.start is None:
        return Anchor(None, None, UTC, 0.0, "the publication date is unknown")
    home = interval.start.tzinfo or UTC
    local = interval.start.replace(tzinfo=None)
    trust, caveat = _TRUST[published.certainty]
    length = interval.end - interval.start if interval.end else timedelta(36500)
    if length > timedelta(days=2):
        trust, caveat = trust * 0.5, caveat or "the publication is known to no more than a stretch of days"
    exact = local if length < timedelta(hours=12) else None
    return Anchor(local.date(), exact, home, trust, caveat)


def is_narrative(found: Sequence[Found], anchor: Anchor) -> bool:
    """Whether the text tells of times long past rather than of the days around its publication.

    The evidence stands in the text: many explicit years, none of them the publication's or the one
    before, and hardly a word that counts from the day of writing (today, last week, a bare Friday, the
    date of the day itself).
    """
    far = deixis = 0
    year = anchor.day.year if anchor.day else None
    for one in found:
        meaning = _core(one.meaning)
        if isinstance(meaning, Named) and meaning.year is not None:
            far += meaning.bc or year is None or abs(meaning.year - year) > 1
            deixis += anchor.day is not None and _is_dateline(meaning, anchor.day)
        elif _counts_from_publication(meaning):
            deixis += 1
    return far >= _FAR_YEARS and far > _PER_DEIXIS * deixis


def _is_dateline(named: Named, day: date) -> bool:
    """Whether the words name the publication's own day: news carries its date, a history doesn't."""
    return (named.year, named.month, named.day) == (day.year, day.month, day.day)


def _core(meaning: Meaning) -> Meaning:
    while isinstance(meaning, Modified | AtTime) and meaning.base is not None:
        meaning = meaning.base
    return meaning


def _counts_from_publication(meaning: Meaning) -> bool:
    match meaning:
        case Named(weekday=int(), day=None):
            return True
        case Relative(origin=Origin.PUBLICATION) | Chosen(origin=Origin.PUBLICATION):
            return True
        case Offset(direction=-1, base=None, origin=Origin.PUBLICATION):
            return True
    return False
