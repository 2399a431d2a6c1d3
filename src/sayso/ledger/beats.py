"""Beats, the visits to them, the leads they gave: written by the watch, read by the desk.

A beat as a person described it is a fact. Its pulse, its leads and their marks say where the watch
stands; they change in the same unit of work as the facts that a visit brings, so that a kill at any
moment loses nothing and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Table, bindparam, func, select

from sayso.errors import NotFound
from sayso.ledger.batch import Batch, chunks
from sayso.ledger.codec import decode, encode
from sayso.ledger.custody import CLOSED, seal_of_closing
from sayso.ledger.moment import Moment
from sayso.ledger.moments import from_ticks, ticks_or_none, to_ticks
from sayso.ledger.schema import BEAT, HOST, LEAD, LEAD_MARK, PULSE, VISIT
from sayso.terms.watch import Beat, Lead, LeadState, Pulse, Visit


@dataclass(frozen=True, slots=True)
class BeatCounts:
    """How many leads of a beat are waiting, were read, were given up."""

    waiting: int = 0
    read: int = 0
    given_up: int = 0


class BeatWriter:
    """The part of the writer that keeps the watch."""

    _batch: Batch
    moment: datetime

    def beat(self, beat: Beat) -> bool:
        """Append a beat, or close the one of its address and append what is said of it now; False where
        nothing is new. With `closed` set the open one is closed and nothing follows it."""
        open_one = put_described(self._batch, BEAT, beat.id, now=to_ticks(self.moment))
        if beat.closed is None:
            return open_one.append(encode(replace(beat, recorded=self.moment, closed=None)), of=said_of(beat))
        if open_one.close():
            self._batch.run(PULSE.delete().where(PULSE.c.beat == beat.id))
            waits = LEAD.c.beat == beat.id
            self._batch.run(LEAD.update().where(waits).values(due=None))
            return True
        return False

    def pulses(self, pulses: Iterable[Pulse]) -> None:
        """Keep where the desk stands with beats, in place of what was kept before; of two pulses of one
        beat the later."""
        last = {pulse.beat: pulse for pulse in pulses}
        for some in chunks(last):
            self._batch.run(PULSE.delete().where(PULSE.c.beat.in_(some)))
        for pulse in last.values():
            self._batch.add(PULSE, beat=pulse.beat, due=to_ticks(pulse.due), body=encode(pulse))

    def visits(self, visits: Iterable[Visit]) -> None:
        """Append visits, in order; one that came to the same as its beat's visit before is counted with
        it."""
        visits = tuple(visits)
        known = self._last_visits({visit.beat for visit in visits})
        grown: dict[int, Visit] = {}
        fresh: dict[int, Visit] = {}
        for visit in visits:
            seq, before = known.get(visit.beat, (0, None))
            if before is not None and not visit.new and _alike(before, visit):
                now = replace(before, until=visit.until, times=before.times + visit.times)
                kept = fresh if seq in fresh else grown
            else:
                seq, now, kept = self._batch.number(VISIT), visit, fresh
            kept[seq] = now
            known[visit.beat] = seq, now
        if grown:
            same = VISIT.update().where(VISIT.c.seq == bindparam("at"))
            self._batch.run(
                same.values(until=bindparam("ended"), body=bindparam("said")),
                [{"at": seq, "ended": to_ticks(v.until), "said": encode(v)} for seq, v in grown.items()],
            )
        for seq, visit in fresh.items():
            row = {"beat": visit.beat, "until": to_ticks(visit.until), "body": encode(visit)}
            self._batch.add(VISIT, seq=seq, **row)

    def _last_visits(self, beats: Iterable[str]) -> dict[str, tuple[int, Visit | None]]:
        """The newest visit of each beat that has one, with its number."""
        found: dict[str, tuple[int, Visit | None]] = {}
        for some in chunks(sorted(beats)):
            newest = select(func.max(VISIT.c.seq)).where(VISIT.c.beat.in_(some)).group_by(VISIT.c.beat)
            rows = self._batch.run(select(VISIT.c.seq, VISIT.c.body).where(VISIT.c.seq.in_(newest)))
            last = ((row.seq, decode(Visit, row.body)) for row in rows)
            found.update((visit.beat, (seq, visit)) for seq, visit in last)
        return found

    def leads(self, leads: Iterable[tuple[Lead, Iterable[str]]]) -> None:
        """Keep leads, in place of what was kept of them before, and remember the marks of each."""
        last: dict[str, Lead] = {}
        marks: dict[str, str] = {}
        for lead, its_marks in leads:
            last[lead.id] = lead
            for mark in its_marks:
                marks.setdefault(mark, lead.id)
        seqs = self._batch.seqs_of(LEAD, last)
        changed = []
        for name, lead in last.items():
            row = {"state": lead.state.value, "due": ticks_or_none(lead.due), "body": encode(lead)}
            if name in seqs:
                changed.append({"at": seqs[name], **{f"its_{key}": value for key, value in row.items()}})
                continue
            seq = self._batch.number(LEAD)
            self._batch.add(LEAD, seq=seq, id=name, beat=lead.beat, found=to_ticks(lead.found), **row)
            self._batch.learn(LEAD, name, seq)
        if changed:
            columns: dict[str, object] = {key: bindparam(f"its_{key}") for key in ("state", "due", "body")}
            self._batch.run(LEAD.update().where(LEAD.c.seq == bindparam("at")).values(**columns), changed)
        known = self.leads_of_marks(marks)
        for mark, name in marks.items():
            if mark not in known:
                self._batch.add(LEAD_MARK, mark=mark, lead=name)
        self._batch.flush()

    def leads_of_marks(self, marks: Collection[str]) -> dict[str, str]:
        """The lead of each mark that was met, as of this unit of work."""
        found: dict[str, str] = {}
        for some in chunks(marks):
            query = select(LEAD_MARK.c.mark, LEAD_MARK.c.lead).where(LEAD_MARK.c.mark.in_(some))
            found.update((row.mark, row.lead) for row in self._batch.run(query))
        return found

    def host_rests(self, host: str, *, until: datetime, because: str) -> None:
        """Keep that a host asked to be left alone until then."""
        self._batch.run(HOST.delete().where(HOST.c.name == host))
        self._batch.add(HOST, name=host, until=to_ticks(until), because=because)


class Beats(Moment):
    """What a view says of beats. They are shown as of now, but for what was said of them."""

    def beats(self, *, closed: bool = False) -> tuple[Beat, ...]:
        """Beats in the order of their addresses; with `closed` also what was said before."""
        shown = self._bounds.seen(BEAT) if closed else self._bounds.open(BEAT)
        with self._reading() as connection:
            rows = connection.execute(select(BEAT).where(*shown).order_by(BEAT.c.seq)).all()
        beats = [
            replace(decode(Beat, row.body), closed=from_ticks(row.closed) if row.closed else None)
            for row in rows
        ]
        return tuple(sorted(beats, key=lambda beat: beat.address))

    def beats_version(self) -> tuple[int, int]:
        """What changes whenever a beat is followed, described anew or left."""
        query = select(func.coalesce(func.max(BEAT.c.seq), 0), func.count(BEAT.c.closed))
        with self._reading() as connection:
            seq, closed = connection.execute(query).one()
        return int(seq), int(closed)

    def beat(self, name: str) -> Beat:
        """One open beat, by its id, the beginning of its id, or its address. NotFound."""
        found = [beat for beat in self.beats() if name == beat.address or beat.id.startswith(name)]
        if len(found) != 1 or not name:
            raise self._missing("Beat", name[:200], "`sayso followed` lists them.")
        return found[0]

    def pulses(self) -> dict[str, Pulse]:
        """Where the desk stands with each beat."""
        with self._reading() as connection:
            rows = connection.execute(select(PULSE.c.body)).all()
        return {pulse.beat: pulse for pulse in (decode(Pulse, row.body) for row in rows)}

    def pulse(self, beat: str) -> Pulse | None:
        """Where the desk stands with one beat; None where it was never visited."""
        with self._reading() as connection:
            body = connection.execute(select(PULSE.c.body).where(PULSE.c.beat == beat)).scalar()
        return decode(Pulse, body) if body else None

    def visits(self, beat: str, *, limit: int = 100) -> tuple[Visit, ...]:
        """The visits to a beat, the newest first."""
        query = select(VISIT.c.body).where(VISIT.c.beat == beat).order_by(VISIT.c.seq.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(decode(Visit, row.body) for row in connection.execute(query))

    def lead(self, lead: str) -> Lead:
        """One lead. NotFound."""
        with self._reading() as connection:
            body = connection.execute(select(LEAD.c.body).where(LEAD.c.id == lead)).scalar()
        if body is None:
            raise NotFound(f"Lead {lead[:80]}", "", "A beat's page lists its leads.")
        return decode(Lead, body)

    def leads(
        self, *, beat: str = "", state: LeadState | None = None, skip: int = 0, limit: int = 100
    ) -> tuple[Lead, ...]:
        """Leads, the newest first."""
        query = select(LEAD.c.body).order_by(LEAD.c.found.desc(), LEAD.c.seq.desc()).offset(skip).limit(limit)
        if beat:
            query = query.where(LEAD.c.beat == beat)
        if state is not None:
            query = query.where(LEAD.c.state == state.value)
        with self._reading() as connection:
            return tuple(decode(Lead, row.body) for row in connection.execute(query))

    def leads_due(self, before: datetime, *, limit: int = 10_000) -> tuple[Lead, ...]:
        """Leads to fetch by then, the longest due first."""
        query = select(LEAD.c.body).where(LEAD.c.due <= to_ticks(before)).order_by(LEAD.c.due).limit(limit)
        with self._reading() as connection:
            return tuple(decode(Lead, row.body) for row in connection.execute(query))

    def lead_counts(self) -> Mapping[str, BeatCounts]:
        """How many leads each beat has, by what became of them."""
        query = select(LEAD.c.beat, LEAD.c.state, func.count()).group_by(LEAD.c.beat, LEAD.c.state)
        found: dict[str, dict[str, int]] = {}
        with self._reading() as connection:
            for beat, state, count in connection.execute(query):
                found.setdefault(beat, {})[state] = count
        names = {state.value: state.name.lower() for state in LeadState}
        return {
            beat: BeatCounts(**{names[state]: count for state, count in counts.items()})
            for beat, counts in found.items()
        }

    def leads_of_marks(self, marks: Collection[str]) -> dict[str, str]:
        """The lead of each mark that was met."""
        found: dict[str, str] = {}
        with self._reading() as connection:
            for some in chunks(marks):
                query = select(LEAD_MARK.c.mark, LEAD_MARK.c.lead).where(LEAD_MARK.c.mark.in_(some))
                found.update((row.mark, row.lead) for row in connection.execute(query))
        return found

    def resting_hosts(self, now: datetime) -> dict[str, tuple[datetime, str]]:
        """Hosts that asked to be left alone for longer than `now`: until when, and why."""
        query = select(HOST).where(HOST.c.until > to_ticks(now))
        with self._reading() as connection:
            return {row.name: (from_ticks(row.until), row.because) for row in connection.execute(query)}


class Described:
    """What a person said of one thing, on its way in."""

    def __init__(self, batch: Batch, table: Table, name: str, *, now: int) -> None:
        self._batch, self._table, self._name, self._now = batch, table, name, now
        query = select(table.c.seq, table.c.body).where(table.c.id == name, table.c.closed.is_(None))
        self._open = batch.run(query).first()

    def append(self, body: str, *, of: object) -> bool:
        """Close what is open and append `body`; False where what is open says `of` already."""
        if self._open is not None:
            if said_of(decode(type(of), self._open.body)) == of:
                return False
            self.close()
        row = {"id": self._name, "body": body, "recorded": self._now, CLOSED: None}
        self._batch.add(self._table, seq=self._batch.number(self._table), **row)
        self._batch.flush()
        return True

    def close(self) -> bool:
        """Close what is open; False where nothing is."""
        if self._open is None:
            return False
        seq = self._open.seq
        self._batch.run(self._table.update().where(self._table.c.seq == seq).values(closed=self._now))
        self._batch.seal(f"{self._table.name} {CLOSED}", seq, seal_of_closing(seq, self._now))
        return True


def put_described(batch: Batch, table: Table, name: str, *, now: int) -> Described:
    """What is open of a beat or wish, to be closed or replaced."""
    return Described(batch, table, name, now=now)


_LONG_AGO = from_ticks(0)


def said_of(value: object) -> object:
    """A beat or wish without who said it and when: what is compared."""
    return replace(value, recorded=_LONG_AGO, closed=None, by="")  # type: ignore[type-var]  # a dataclass


def _alike(before: Visit, visit: Visit) -> bool:
    """Whether two visits came to the same."""
    same = replace(visit, asked=before.asked, until=before.until, times=before.times)
    return same == before
