"""The custody of one article: every entry of the log that has to do with it, and the stamps above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, select

from sayso.ledger.moment import Moment
from sayso.ledger.moments import from_ticks
from sayso.ledger.records import record_of
from sayso.ledger.schema import (
    ARTICLE,
    CAPTURE,
    CUSTODY,
    EVIDENCE,
    RECORD,
    REVISION,
    SIGHTING,
    STAMP,
)
from sayso.terms.archive import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the custody log: what was stored, by whom, with which version of sayso, when."""

    number: int
    kind: str
    fact: int
    by: str
    tool: str
    recorded: datetime
    digest: str
    chain: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """That an authority saw the chain value `head` of an entry at `moment`: what was sealed up to it was
    there by then. `token` is its answer in base 64."""

    entry: int
    head: str
    authority: str
    moment: datetime
    token: str


class Kept(Moment):
    """What the custody log has to say."""

    def custody(self, article: str) -> tuple[Entry, ...]:
        """The entries of an article, its evidence and its versions, in order. NotFound."""
        with self._reading() as connection:
            found = connection.execute(
                select(ARTICLE.c.seq, ARTICLE.c.evidence, EVIDENCE.c.digest)
                .join(EVIDENCE, EVIDENCE.c.seq == ARTICLE.c.evidence)
                .where(ARTICLE.c.id == article, *self._bounds.known())
            ).first()
            if found is None:
                raise self._missing("Article", article, "`sayso search WORDS` finds articles.")
            own, evidence, digest = found
            facts = {("evidence", evidence), ("article", own), ("article_text", own), ("reading", own)}
            facts |= _keys(connection, CAPTURE, CAPTURE.c.evidence == evidence)
            facts |= _keys(connection, RECORD, RECORD.c.body == digest)
            facts |= _keys(connection, SIGHTING, SIGHTING.c.article == own)
            facts |= _keys(connection, REVISION, (REVISION.c.article == own) | (REVISION.c.before == own))
            rows = [
                row
                for kind, fact in sorted(facts)
                for row in connection.execute(
                    select(CUSTODY).where(CUSTODY.c.kind == kind, CUSTODY.c.fact == fact)
                )
            ]
        entries = (
            Entry(r.seq, r.kind, r.fact, r.by, r.tool, from_ticks(r.recorded), r.digest, r.chain)
            for r in rows
        )
        return tuple(sorted(entries, key=lambda entry: entry.number))

    def records(self, digest: str) -> tuple[Record, ...]:
        """The records of the archive with some evidence in them, in the order they were written."""
        query = select(RECORD).where(RECORD.c.body == digest, *self._bounds.seen(RECORD))
        with self._reading() as connection:
            return tuple(map(record_of, connection.execute(query.order_by(RECORD.c.seq))))

    def stamps(self, *, since: int = 0) -> tuple[Stamp, ...]:
        """The time stamps of entries from a number on, in the order of the entries."""
        query = select(STAMP).where(STAMP.c.entry >= since, *self._bounds.seen(STAMP))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(STAMP.c.entry, STAMP.c.seq)).all()
        return tuple(Stamp(r.entry, r.head, r.authority, from_ticks(r.moment), r.token) for r in rows)


def _keys(connection: Connection, table: Table, which: object) -> set[tuple[str, int]]:
    query = select(table.c.seq).where(which)  # type: ignore[arg-type]  # a condition of SQLAlchemy
    return {(table.name, seq) for (seq,) in connection.execute(query)}
