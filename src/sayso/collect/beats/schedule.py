"""When a beat is asked again, and a page tried again: a function of what came, with the moment given.

What is new shortens the time between visits down to the beat's own; nothing new lengthens it slowly.
Failures weigh by how lasting they are, and each whole weight doubles the time; an answer halves what has
gathered. A beat is never dropped: a machine can't know that it will not come back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sayso.collect.items import Failure, Refusal
from sayso.terms.watch import Beat, BeatKind, Came, Lead, LeadState, Pulse

_HOUR, _DAY = 3600.0, 86_400.0
_SLOWER, _SLOWEST_TIMES, _SLOWEST = 1.25, 16, 6 * _HOUR
_WEIGHTS = {Came.HARD: 1.0, Came.SOFT: 0.5, Came.TEMPORARY: 0.25}
_HEAVIEST = 8.0
_LONGEST = {Came.HARD: 7 * _DAY, Came.SOFT: _DAY, Came.TEMPORARY: _DAY}
_SPREAD = 0.1  # beats that were added together are not asked together for ever
_WHOLE = timedelta(days=1)
_CLOCK_SLACK = timedelta(minutes=2)
_TRIES = (60.0, 600.0, _HOUR, 6 * _HOUR, _DAY)
AGAIN = (_HOUR, _DAY, 7 * _DAY)
"""How long after it was read a page is looked at again."""

_CLASSES = {
    **dict.fromkeys(
        (
            *(Failure.NOT_FOUND, Failure.GONE, Failure.LOGIN, Failure.REJECTED, Failure.REDIRECTS),
            *(Failure.ROBOTS, Failure.ADDRESS, Failure.MISSING),
        ),
        Came.HARD,
    ),
    **dict.fromkeys((Failure.TIMEOUT, Failure.CONNECTION, Failure.TOO_MANY, Failure.OFFLINE), Came.TEMPORARY),
}


def class_of(failure: Failure) -> Came:
    """How lasting a failure is; what is not known to be lasting or passing is the server's fault."""
    return _CLASSES.get(failure, Came.SOFT)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a visit that was answered brought. `whole` is False where the server said 'unchanged'."""

    kind: BeatKind
    new: int = 0
    changed: int = 0
    whole: bool = True
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    moved: str = ""
    note: str = ""

    @property
    def came(self) -> Came:
        """New where there was anything to read."""
        return Came.NEW if self.new or self.changed else Came.SAME


def first(beat: Beat, now: datetime) -> Pulse:
    """The pulse of a beat that was never visited: due at once."""
    return Pulse(beat=beat.id, due=now, every=beat.every, kind=beat.kind)


def answered(beat: Beat, pulse: Pulse, what: Answered, now: datetime) -> Pulse:
    """The pulse after an answer."""
    base = max(beat.every, 1.0)
    if what.came is Came.NEW:
        every = max(base, pulse.every / 2)
    else:
        every = min(max(base, pulse.every) * _SLOWER, max(base, min(base * _SLOWEST_TIMES, _SLOWEST)))
    weight = pulse.weight / 2 if pulse.weight >= 0.5 else 0.0
    kept = what if what.whole else replace(
        what, etag=what.etag or pulse.etag, last_modified=what.last_modified or pulse.last_modified,
        digest=pulse.digest,
    )  # fmt: skip
    return replace(
        pulse,
        due=now + _spread(beat, every * 2**weight),
        every=every,
        kind=what.kind,
        weight=weight,
        failures=0,
        etag=kept.etag,
        last_modified=kept.last_modified,
        digest=kept.digest,
        moved=what.moved,
        asked=now,
        answered=now,
        whole=now if what.whole else pulse.whole,
        news=now if what.came is Came.NEW else pulse.news,
        failure="",
        reason=what.note,
        next_step="",
    )


def failed(beat: Beat, pulse: Pulse, refusal: Refusal, now: datetime) -> Pulse:
    """The pulse after a refusal."""
    came = class_of(refusal.failure)
    weight = min(_HEAVIEST, pulse.weight + _WEIGHTS[came])
    longest = max(_LONGEST[came], beat.every)
    due = now + _spread(beat, min(longest, max(beat.every, pulse.every) * 2**weight))
    if refusal.retry_after is not None:
        due = max(due, refusal.retry_after)
    return replace(
        pulse,
        due=due,
        weight=weight,
        failures=pulse.failures + 1,
        asked=now,
        failure=refusal.failure.value,
        reason=refusal.reason,
        next_step=refusal.next_step,
    )


def due(pulse: Pulse, now: datetime) -> datetime:
    """When a beat is due by a clock that may have been set: what was asked in the future was asked
    by a clock that ran ahead, and is due now."""
    if pulse.asked is not None and pulse.asked > now + _CLOCK_SLACK:
        return now
    return pulse.due


def asks_whole(pulse: Pulse, now: datetime) -> bool:
    """Whether to ask without conditions: once a day, because some servers say 'unchanged' for ever."""
    return pulse.whole is None or now - pulse.whole >= _WHOLE or pulse.whole > now + _CLOCK_SLACK


def read(lead: Lead, now: datetime, *, article: str = "", again: tuple[float, ...] = AGAIN) -> Lead:
    """A lead after its page was read: it is looked at again a few times, ever later."""
    more = again[lead.again] if lead.again < len(again) else None
    return replace(
        lead,
        state=LeadState.READ,
        due=None if more is None else now + timedelta(seconds=more),
        tries=0,
        again=lead.again + 1,
        summary=None,
        article=article or lead.article,
        reason="",
    )


def refused(lead: Lead, refusal: Refusal, now: datetime, *, again: tuple[float, ...] = AGAIN) -> Lead:
    """A lead after its page was refused: tried again where that can help, else given up. One that was
    read before stays read."""
    lasting = class_of(refusal.failure) is Came.HARD
    if lead.state is LeadState.READ:
        return replace(read(lead, now, again=again), reason=refusal.reason)
    if lasting or lead.tries >= len(_TRIES):
        return replace(lead, state=LeadState.GIVEN_UP, due=None, reason=refusal.reason)
    due = now + timedelta(seconds=_TRIES[lead.tries])
    if refusal.retry_after is not None:
        due = max(due, refusal.retry_after)
    return replace(lead, due=due, tries=lead.tries + 1, reason=refusal.reason)


def _spread(beat: Beat, seconds: float) -> timedelta:
    """The time with up to a tenth more, always the same for one beat."""
    share = sha256(beat.id.encode()).digest()[0] / 255
    return timedelta(seconds=seconds * (1 + _SPREAD * share))
