"""Versions of watchlists, the entries of each, what changed between them, and hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection, Select, select

from sayso.ledger.batch import Batch, chunks
from sayso.ledger.built import AnyRow
from sayso.ledger.codec import decode, encode
from sayso.ledger.custody import digest_of_rows
from sayso.ledger.moment import Moment
from sayso.ledger.rows import Screened
from sayso.ledger.schema import HIT, JUDGEMENT, LIST_CHANGE, LISTED, MEMBER, WATCHLIST
from sayso.terms.entity import Verdict
from sayso.terms.identity import content_id
from sayso.terms.watchlist import Entry, Hit, ListChange, Watchlist

SEAL = "watchlist entries"


def put_watchlist(
    batch: Batch,
    watchlist: Watchlist,
    entries: Iterable[Entry],
    changes: Iterable[ListChange],
    *,
    recorded: int,
) -> bool:
    """Append a version with its entries and what it changed; False where it was there."""
    if batch.seq_of(WATCHLIST, watchlist.id) is not None:
        return False
    seq = batch.number(WATCHLIST)
    row = {"name": watchlist.name, "dated": watchlist.dated.isoformat(), "digest": watchlist.digest}
    counted = {"entries": watchlist.entries, "form": watchlist.form, "recorded": recorded}
    batch.add(WATCHLIST, seq=seq, id=watchlist.id, **row, **counted)
    batch.learn(WATCHLIST, watchlist.id, seq)
    position = 0
    for some in chunks(entries):
        for listed in _listed(batch, some):
            batch.add(MEMBER, watchlist=seq, position=position, listed=listed)
            position += 1
    for change in changes:
        key = batch.number(LIST_CHANGE)
        batch.add(LIST_CHANGE, seq=key, watchlist=seq, entry=change.entry, body=encode(change))
    batch.flush()
    batch.seal(SEAL, seq, entries_seal(batch.connection, seq))
    return True


def _listed(batch: Batch, entries: list[Entry]) -> Iterator[int]:
    """Numbers of the entries; those that were never seen just so are added."""
    bodies = [encode(entry) for entry in entries]
    names = [content_id("le", body) for body in bodies]
    known = batch.seqs_of(LISTED, names)
    for entry, name, body in zip(entries, names, bodies, strict=True):
        seq = known.get(name)
        if seq is None:
            seq = known[name] = batch.number(LISTED)
            batch.add(LISTED, seq=seq, id=name, entry=entry.id, body=body)
            batch.learn(LISTED, name, seq)
        yield seq


def put_hits(batch: Batch, hits: Iterable[Hit], *, recorded: int) -> None:
    """Keep hits, each in place of an older one of the same name and entry."""
    for some in chunks(hits):
        batch.run(HIT.delete().where(HIT.c.id.in_([hit.id for hit in some])))
        for hit in {hit.id: hit for hit in some}.values():
            seq = batch.number(HIT)
            batch.add(HIT, seq=seq, id=hit.id, entry=hit.entry, body=encode(hit), recorded=recorded)


def entries_seal(connection: Connection, watchlist: int) -> str:
    """The digest of a version's entries, in order."""
    query = select(LISTED.c.body).join(MEMBER, MEMBER.c.listed == LISTED.c.seq)
    rows = connection.execute(query.where(MEMBER.c.watchlist == watchlist).order_by(MEMBER.c.position))
    return digest_of_rows(body for (body,) in rows)


class Watchlists(Moment):
    """Watchlists as the desk had them by the recorded time of this view."""

    def watchlists(self, name: str | None = None) -> tuple[Watchlist, ...]:
        """Versions of all lists or of one, in the order of their days."""
        query = select(WATCHLIST).where(*self._bounds.seen(WATCHLIST))
        if name is not None:
            query = query.where(WATCHLIST.c.name == name)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(WATCHLIST.c.dated, WATCHLIST.c.seq)).all()
        return tuple(_watchlist(row) for row in rows)

    def entries(self, watchlist: str) -> tuple[Entry, ...]:
        """The entries of one version, in the list's own order. NotFound."""
        with self._reading() as connection:
            rows = connection.execute(self._entries(watchlist)).all()
        if not rows:
            raise self._missing("Watchlist", watchlist, "Import it first.")
        return tuple(decode(Entry, body) for (body,) in rows)

    def entry(self, watchlist: str, entry: str) -> Entry:
        """One entry of one version. NotFound."""
        with self._reading() as connection:
            body = connection.execute(self._entries(watchlist).where(LISTED.c.entry == entry)).scalar()
        if body is None:
            raise self._missing("Entry", f"{entry} of {watchlist}", "Import the list first.")
        return decode(Entry, body)

    def list_changes(self, *, name: str | None = None, entry: str | None = None) -> tuple[ListChange, ...]:
        """What versions added, changed and removed: of one list, of one entry, or all; in order."""
        query = (
            select(LIST_CHANGE.c.body)
            .join(WATCHLIST, WATCHLIST.c.seq == LIST_CHANGE.c.watchlist)
            .where(*self._bounds.seen(WATCHLIST))
            .order_by(WATCHLIST.c.dated, LIST_CHANGE.c.seq)
        )
        if name is not None:
            query = query.where(WATCHLIST.c.name == name)
        if entry is not None:
            query = query.where(LIST_CHANGE.c.entry == entry)
        with self._reading() as connection:
            return tuple(decode(ListChange, body) for (body,) in connection.execute(query))

    def hits(self, *, entry: str | None = None) -> tuple[Screened, ...]:
        """Hits, with what a person judged of each: a judgement whose left is the hit's id."""
        query = select(HIT.c.id, HIT.c.body).where(*self._bounds.seen(HIT)).order_by(HIT.c.seq)
        if entry is not None:
            query = query.where(HIT.c.entry == entry)
        judged = select(JUDGEMENT.c.left, JUDGEMENT.c.verdict).where(*self._bounds.open(JUDGEMENT))
        judged = judged.where(JUDGEMENT.c.left.in_(select(HIT.c.id)))
        with self._reading() as connection:
            latest = connection.execute(judged.order_by(JUDGEMENT.c.recorded, JUDGEMENT.c.seq))
            verdicts = {hit: Verdict(verdict) for hit, verdict in latest}
            rows = connection.execute(query).all()
        return tuple(Screened(decode(Hit, body), verdicts.get(name)) for name, body in rows)

    def settled_hits(self) -> frozenset[str]:
        """Ids of hits that a person confirmed or rejected: not to be asked again."""
        query = select(JUDGEMENT.c.left).where(
            *self._bounds.open(JUDGEMENT),
            JUDGEMENT.c.left.startswith("hit-"),
            JUDGEMENT.c.verdict != Verdict.UNSURE.value,
        )
        with self._reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def _entries(self, watchlist: str) -> Select[str]:
        return (
            select(LISTED.c.body)
            .join(MEMBER, MEMBER.c.listed == LISTED.c.seq)
            .join(WATCHLIST, WATCHLIST.c.seq == MEMBER.c.watchlist)
            .where(WATCHLIST.c.id == watchlist, *self._bounds.seen(WATCHLIST))
            .order_by(MEMBER.c.position)
        )


def _watchlist(row: AnyRow) -> Watchlist:
    return Watchlist(row.name, date.fromisoformat(row.dated), row.digest, row.entries, row.form)
