"""The page of beats: when each was last seen, what it brought, what is wrong with it and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sayso.ledger.beats import BeatCounts
from sayso.ledger.view import View
from sayso.terms.time import AsOf
from sayso.terms.watch import Beat, Lead, Pulse, Visit

_NEWS = timedelta(days=1)
_LATE = timedelta(minutes=30)
_FAILS = 3  # a beat that was out of reach once or twice is nothing to look at


class BeatState(StrEnum):
    """How a beat stands, what needs a person first."""

    FAILING = "failing"
    LATE = "late"
    RETRYING = "tried again"
    WAITING = "not visited yet"
    NEW = "new"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class BeatRow:
    """One beat of the list. `why` says what is wrong or why it is asked less often; `next_step` what a
    person can do."""

    beat: Beat
    pulse: Pulse | None
    counts: BeatCounts
    state: BeatState
    why: str
    next_step: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.beat.title or self.beat.outlet or self.beat.address


@dataclass(frozen=True, slots=True)
class BeatsPage:
    """All beats; those that need a person first."""

    as_of: AsOf
    beats: tuple[BeatRow, ...]
    states: tuple[tuple[BeatState, int], ...]


@dataclass(frozen=True, slots=True)
class BeatPage:
    """One beat: what was said of it over time, its visits, its leads."""

    as_of: AsOf
    row: BeatRow
    said: tuple[Beat, ...]
    visits: tuple[Visit, ...]
    leads: tuple[Lead, ...]
    skip: int
    more: bool

    @property
    def graded(self) -> tuple[Beat, ...]:
        """The descriptions that changed how reliable it is said to be, the newest first."""
        older = (*self.said[1:], None)
        return tuple(
            each
            for each, before in zip(self.said, older, strict=True)
            if before is None or (each.reliability, each.because) != (before.reliability, before.because)
        )


def beats_page(view: View, *, now: datetime, words: str = "", state: BeatState | None = None) -> BeatsPage:
    """Every beat with how it stands at `now`, those that need a person first."""
    pulses, counts = view.pulses(), view.lead_counts()
    rows = [_row(beat, pulses.get(beat.id), counts.get(beat.id, BeatCounts()), now) for beat in view.beats()]
    sums = tuple((each, sum(row.state is each for row in rows)) for each in BeatState)
    order = {each: place for place, each in enumerate(BeatState)}
    asked = words.casefold().split()
    shown = [
        row
        for row in rows
        if (state is None or row.state is state)
        and all(word in f"{row.name} {row.beat.address} {row.beat.outlet}".casefold() for word in asked)
    ]
    shown.sort(key=lambda row: (order[row.state], row.name.casefold()))
    return BeatsPage(view.as_of, tuple(shown), tuple((each, count) for each, count in sums if count))


def beat_page(view: View, name: str, *, now: datetime, skip: int = 0, limit: int = 50) -> BeatPage:
    """One beat. NotFound."""
    beat = view.beat(name)
    counts = view.lead_counts().get(beat.id, BeatCounts())
    leads = view.leads(beat=beat.id, skip=skip, limit=limit + 1)
    said = tuple(each for each in view.beats(closed=True) if each.id == beat.id)
    return BeatPage(
        view.as_of,
        _row(beat, view.pulse(beat.id), counts, now),
        tuple(sorted(said, key=lambda each: each.recorded, reverse=True)),
        view.visits(beat.id),
        leads[:limit],
        skip,
        len(leads) > limit,
    )


def _row(beat: Beat, pulse: Pulse | None, counts: BeatCounts, now: datetime) -> BeatRow:
    state = state_of(pulse, now)
    why, next_step = _why(beat, pulse, state, now)
    return BeatRow(beat, pulse, counts, state, why, next_step)


def state_of(pulse: Pulse | None, now: datetime) -> BeatState:
    """How a beat stands. Late: due for so long that nobody can be watching it."""
    if pulse is None or pulse.asked is None:
        return BeatState.WAITING
    if pulse.failure and (pulse.weight >= 1 or pulse.failures >= _FAILS):
        return BeatState.FAILING
    if now - pulse.due > max(_LATE, timedelta(seconds=pulse.every)):
        return BeatState.LATE
    if pulse.failure:
        return BeatState.RETRYING
    return BeatState.NEW if pulse.news and now - pulse.news < _NEWS else BeatState.QUIET


def _why(beat: Beat, pulse: Pulse | None, state: BeatState, now: datetime) -> tuple[str, str]:
    if pulse is None or state is BeatState.WAITING:
        return "", "Start the watch: `sayso watch`."
    if state is BeatState.LATE:
        return "Nobody has asked it since it was due.", "Is `sayso watch` running? `sayso doctor` tells."
    if pulse.failure:
        wait = in_words(max(timedelta(), pulse.due - now))
        slowed = f"Failed {_times(pulse.failures)}; asked again in {wait}."
        return f"{_sentence(pulse.reason, beat.address)} {slowed}", pulse.next_step
    if pulse.moved:
        return (
            f"It has moved for good to {pulse.moved}.",
            f"Follow the new address: sayso follow {pulse.moved}",
        )
    slower = pulse.every > 1.5 * beat.every
    note = f"{_sentence(pulse.reason, beat.address)} " if pulse.reason else ""
    if slower:
        note += f"It brings little, so it is asked every {in_words(timedelta(seconds=pulse.every))}."
    return note.strip(), ""


def _times(count: int) -> str:
    return {1: "once", 2: "twice in a row"}.get(count, f"{count} times in a row")


def _sentence(reason: str, address: str) -> str:
    """A reason as a sentence; the name of a host that it begins with keeps its letters."""
    if f"//{reason.partition(' ')[0]}" in address:
        return f"{reason}."
    return f"{reason[:1].upper()}{reason[1:]}."


def in_words(time: timedelta) -> str:
    """A stretch of time in its largest fitting unit: `45 s`, `12 min`, `3 h`, `2 days`."""
    seconds = time.total_seconds()
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 6000:
        return f"{seconds / 60:.0f} min"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.0f} h"
    return f"{seconds / 86400:.0f} days"
