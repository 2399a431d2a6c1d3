"""The watch itself: ask for what is due, take in what comes, weigh, tell.

The state of every job is in the case, changed in the same unit of work as the facts that the job
brought. Nothing is remembered here that a kill could lose: what was under way is due again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sayso.collect import Options, Refusal
from sayso.collect.beats import schedule
from sayso.collect.beats.agenda import Agenda, Job, JobKind
from sayso.collect.fetch.connect import Resolve, resolve
from sayso.collect.fetch.fetcher import Validators
from sayso.collect.names import host_of
from sayso.errors import CaseBusy, NotFound, StorageFull
from sayso.ledger import Ledger
from sayso.ledger.alone import alone
from sayso.run.watch.asking import Askers, Came
from sayso.run.watch.clock import Clock, SystemClock
from sayso.run.watch.ears import Ears, Hears
from sayso.run.watch.taking import Reading, TakenIn, Taker
from sayso.terms.time import NOW
from sayso.terms.watch import Beat, BeatKind, Lead, Pulse

_TOGETHER = 16  # answers that are taken in with one commit
_GATHER_SECONDS = 0.05  # so long an answer waits for others, to be taken in with the same commit
_LOOK_SECONDS = 10.0  # how often the case is asked for beats that others followed
_AHEAD = timedelta(hours=1)  # leads due later stay in the case until then
_MOST_LEADS = 5_000
_NO_ROOM_SECONDS = 60.0
_SEAL_TIMES = 20  # sealing reads the whole database: at most a twentieth of the time goes into it


@dataclass(frozen=True, slots=True)
class Parts:
    """What the watch is made of beside its stages; a test can bring its own."""

    clock: Clock = field(default_factory=SystemClock)
    resolve: Resolve = resolve
    read: Reading | None = None
    weigh: Callable[[Ledger], object] | None = None
    tell: Callable[[Ledger, datetime], object] | None = None
    hears: Hears | None = None
    patience: float = 1.0  # the longest wait, in seconds, before a stop is noticed
    again: tuple[float, ...] = schedule.AGAIN
    seal_every: float = 300.0  # seconds after which what was written is sealed, when nothing comes in


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing the watch did, in words for a person; `beat` is the id of the beat it is about."""

    moment: datetime
    beat: str
    words: str


class Watcher:
    """Watches one case. Use it in a `with`; CaseBusy where another watcher is at it."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        options: Options,
        parts: Parts | None = None,
        on_event: Callable[[Happened], None] = lambda happened: None,
    ) -> None:
        self._ledger, self._options, self._on_event = ledger, options, on_event
        self._parts = parts or Parts()
        self._clock = self._parts.clock
        self._agenda = Agenda()
        self._beats: dict[str, Beat] = {}
        self._pulses: dict[str, Pulse] = {}
        self._version: object = None
        self._looked = float("-inf")
        self._leads_until: datetime | None = None
        self._unweighed = False
        self._weigh_at = float("-inf")
        self._ears = Ears(ledger, hears=self._parts.hears) if self._parts.hears else None
        self._seal_at = self._clock.seconds() + self._parts.seal_every
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(alone(self._ledger.folder))
            self._taker = stack.enter_context(
                Taker(self._ledger, options=self._options, read=self._parts.read, again=self._parts.again)
            )
            self._askers = stack.enter_context(
                Askers(
                    options=self._options,
                    clock=self._clock,
                    record=self._taker.record,
                    resolve=self._parts.resolve,
                )
            )
            if self._ears is not None:
                stack.callback(self._ears.close)
                self._ears.look()
            self._stack = stack.pop_all()
        self._rest_hosts()
        self._unweighed = not self._ledger.at(NOW).is_weighed()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @property
    def under_way(self) -> int:
        """Requests that were begun and have not been taken in."""
        return self._askers.under_way

    def run(self, stop: threading.Event | None = None, *, once: bool = False) -> None:
        """Watch until `stop` is set; with `once`, until nothing is due any more."""
        stop = stop or threading.Event()
        while not stop.is_set():
            if not self.step() and once and not self._agenda.is_due(self._clock.now()):
                break
        self._weigh(now=True)

    def step(self) -> bool:
        """Begin what is due, wait a little for an answer, take in what came; False where nothing is
        under way and nothing came."""
        self._look()
        self._dispatch()
        came = self._answers()
        if came:
            self._take_in(came)
        else:
            self._weigh(now=not self._askers.under_way)
            self._seal()
        self._listen()
        self._tell()
        return bool(came or self._askers.under_way or (self._ears and self._ears.under_way))

    def _listen(self) -> None:
        """Let the ears begin what is due; what they heard is weighed like what came."""
        words = self._ears.step() if self._ears is not None else ""
        if words:
            self._on_event(Happened(self._clock.now(), "", words))
            self._unweighed = True

    def _look(self) -> None:
        """Take notice of beats that others followed, and of leads that come due."""
        now, seconds = self._clock.now(), self._clock.seconds()
        if seconds - self._looked < max(_LOOK_SECONDS, self._parts.patience):
            return
        self._looked = seconds
        with self._ledger.at(NOW) as view:
            version = view.beats_version()
            if version != self._version:
                self._version = version
                self._follow(view.beats(), view.pulses(), now)
            if self._leads_until is None or now + _AHEAD / 2 > self._leads_until:
                self._leads_until = now + _AHEAD
                leads = view.leads_due(self._leads_until, limit=_MOST_LEADS)
                if len(leads) == _MOST_LEADS:
                    self._leads_until = leads[-1].due
                for lead in leads:
                    self._put_lead(lead)

    def _follow(self, beats: tuple[Beat, ...], pulses: dict[str, Pulse], now: datetime) -> None:
        for gone in self._beats.keys() - {beat.id for beat in beats}:
            self._agenda.drop(gone)
        self._beats = {beat.id: beat for beat in beats}
        self._pulses = {beat.id: pulses.get(beat.id) or schedule.first(beat, now) for beat in beats}
        for beat in beats:
            self._put_beat(beat, now)

    def _put_beat(self, beat: Beat, now: datetime) -> None:
        due = schedule.due(self._pulses[beat.id], now)
        host = f"files {beat.id}" if beat.kind is BeatKind.FILES else host_of(beat.address)
        self._agenda.put(Job(due, beat.id, JobKind.BEAT, beat.address, host))

    def _put_lead(self, lead: Lead) -> None:
        if lead.due is not None and lead.beat in self._beats:
            self._agenda.put(Job(lead.due, lead.id, JobKind.LEAD, lead.address, host_of(lead.address)))

    def _rest_hosts(self) -> None:
        now = self._clock.now()
        for host, (until, _) in self._ledger.at(NOW).resting_hosts(now).items():
            self._agenda.rest(host, until=until)
            self._askers.rest(host, (until - now).total_seconds())

    def _dispatch(self) -> None:
        """Begin as many jobs as there are free threads."""
        while self._askers.is_free:
            job = self._agenda.take(self._clock.now())
            if job is None:
                return
            beat = self._beats.get(job.id)
            if beat is not None and beat.kind is BeatKind.FILES:
                self._visit_files(job, beat)
            elif job.kind is JobKind.BEAT and beat is None:
                self._agenda.done(job.host, free=self._clock.now())
            else:
                self._askers.ask(job, self._validators(job))

    def _validators(self, job: Job) -> Validators | None:
        if job.kind is JobKind.LEAD:
            try:
                lead = self._ledger.at(NOW).lead(job.id)
            except NotFound:
                return None
            return Validators(lead.etag, lead.last_modified)
        pulse = self._pulses[job.id]
        if schedule.asks_whole(pulse, self._clock.now()):
            return None
        return Validators(pulse.etag, pulse.last_modified)

    def _answers(self) -> list[Came]:
        """What came, after waiting for the first of it no longer than the next job allows."""
        wait = self._wait()
        came: list[Came] = []
        while len(came) < _TOGETHER and (next_one := self._askers.take(seconds=wait)) is not None:
            came.append(next_one)
            wait = _GATHER_SECONDS if self._askers.under_way else 0.0
            self._agenda.done(next_one.job.host, free=next_one.moment + timedelta(seconds=next_one.rest))
        return came

    def _wait(self) -> float:
        """Seconds to wait for an answer: until the next job, and never so long that a stop is missed."""
        upcoming = self._agenda.next_at() if self._askers.is_free else None
        if upcoming is None:
            return self._parts.patience
        return min(self._parts.patience, max(0.0, (upcoming - self._clock.now()).total_seconds()))

    def _take_in(self, came: list[Came]) -> None:
        try:
            done = self._taker.take(came, self._beats, self._pulses)
        except (StorageFull, CaseBusy) as error:
            # What came stays due: nothing of it was stored, so nothing of it is lost.
            self._on_event(Happened(self._clock.now(), "", str(error)))
            for each in came:
                later = self._clock.now() + timedelta(seconds=_NO_ROOM_SECONDS)
                self._agenda.rest(each.job.host, until=later)
                self._agenda.put(each.job)
            return
        self._note(done)

    def _note(self, done: TakenIn) -> None:
        """Put the next jobs on the agenda, and say what happened."""
        now = self._clock.now()
        for pulse in done.pulses:
            if pulse.beat in self._beats:
                self._pulses[pulse.beat] = pulse
                self._put_beat(self._beats[pulse.beat], now)
        for lead in done.leads:
            if lead.due is not None and self._leads_until is not None and lead.due <= self._leads_until:
                self._put_lead(lead)
        for host, until in done.resting.items():
            self._agenda.rest(host, until=until)
        for beat, words in done.told:
            self._on_event(Happened(now, beat, words))
        if done.sounds and self._ears is not None:
            self._ears.look()
        if done.articles:
            self._unweighed = True
            self._weigh(now=False)

    def _visit_files(self, job: Job, beat: Beat) -> None:
        try:
            done = self._taker.files(beat, self._pulses[beat.id], self._clock.now())
            self._note(done)
        except (StorageFull, CaseBusy) as error:
            self._on_event(Happened(self._clock.now(), beat.id, str(error)))
            self._agenda.put(Job(self._clock.now() + timedelta(minutes=1), *_rest(job)))
        self._agenda.done(job.host, free=self._clock.now())

    def _weigh(self, *, now: bool) -> None:
        """Weigh what came. A case that takes long to weigh is weighed less often while more comes in,
        so that at least two thirds of the time are left for taking it in."""
        start = self._clock.seconds()
        if not self._unweighed or self._parts.weigh is None or (not now and start < self._weigh_at):
            return
        self._parts.weigh(self._ledger)
        self._unweighed = False
        self._weigh_at = self._clock.seconds() + 2 * (self._clock.seconds() - start)

    def _seal(self) -> None:
        """Seal the case from time to time, when it is quiet: a watch runs for weeks, and if it is killed
        then, all that was written before is covered by the seal."""
        start = self._clock.seconds()
        if start >= self._seal_at:
            self._ledger.seal()
            took = self._clock.seconds() - start
            self._seal_at = start + max(self._parts.seal_every, _SEAL_TIMES * took)

    def _tell(self) -> None:
        if self._parts.tell is not None:
            self._parts.tell(self._ledger, self._clock.now())


def _rest(job: Job) -> tuple[str, JobKind, str, str]:
    return job.id, job.kind, job.address, job.host


def failed(result: object) -> bool:
    """Whether a result is a refusal."""
    return isinstance(result, Refusal)
