"""The custody log: every fact and every derived set is sealed as it is stored, in one hash chain.

A seal holds the SHA-256 of the rows it stands for; an entry's chain value is the SHA-256 of the entry
and the chain value before it (the construction of Haber & Stornetta, "How to time-stamp a digital
document", 1991). A changed or missing row, and a changed, missing or inserted entry, are found by
anybody who reads the log. That entries were cut off at the end shows only beside a chain value that
was noted elsewhere: `Ledger.head` gives it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from sqlalchemy import Connection, Table, func, select

from sayso.ledger.schema import (
    ALERT,
    ARTICLE,
    ARTICLE_TEXT,
    BEAT,
    CAPTURE,
    COMPARISON,
    CORRECTION,
    CUSTODY,
    DATING,
    DELETION,
    EVIDENCE,
    FRAMING,
    JUDGEMENT,
    OUTLET,
    RECORD,
    RECORDING,
    RECORDING_JUDGEMENT,
    REFERENCE,
    REVISION,
    RULING,
    SIGHTING,
    STAMP,
    WATCHLIST,
    WISH,
)

FACTS: tuple[Table, ...] = (
    EVIDENCE,
    CAPTURE,
    RECORD,
    OUTLET,
    ARTICLE,
    ARTICLE_TEXT,
    SIGHTING,
    REVISION,
    STAMP,
    JUDGEMENT,
    RULING,
    FRAMING,
    CORRECTION,
    DATING,
    WATCHLIST,
    RECORDING,
    REFERENCE,
    RECORDING_JUDGEMENT,
    COMPARISON,
    BEAT,
    WISH,
    ALERT,
    DELETION,
)
"""Tables whose rows are appended and never changed, but for the moment a judgement was closed."""

CLOSED = "closed"
_LATER = frozenset(("part", "hyperlinks"))
"""Columns that tables of facts got later. They are sealed where they hold something, so that what was sealed
before keeps its seal."""
START = "0" * 64
_TOGETHER = 1000
_write = msgspec.json.Encoder(order="sorted")


def digest_of_rows(rows: Iterable[object]) -> str:
    """The SHA-256 of rows, each as JSON with sorted names."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_write.encode(row))
        digest.update(b"\n")
    return digest.hexdigest()


def seal_of(row: Mapping[str, object]) -> str:
    """What seals a fact: all of its row but the moment it was closed."""
    told = {str(name): value for name, value in row.items() if name not in _LATER or value is not None}
    told.pop(CLOSED, None)
    return digest_of_rows([told])


def seal_of_closing(key: int, closed: int) -> str:
    """What seals the closing of a judgement."""
    return digest_of_rows([{"fact": key, CLOSED: closed}])


def key_of(table: Table) -> str:
    """The name of a fact table's primary key."""
    return next(iter(table.primary_key.columns)).name


def chain(before: str, entry: Mapping[str, object]) -> str:
    """The chain value of an entry, given the one before."""
    bare = {str(name): value for name, value in entry.items() if name != "chain"}
    return digest_of_rows([before, bare])


class Custody:
    """Makes the entries of one unit of work, in order."""

    def __init__(self, connection: Connection, *, by: str, tool: str, moment: int) -> None:
        self._connection = connection
        self._stamp = {"by": by, "tool": tool, "recorded": moment}
        self._last: tuple[int, str] | None = None

    @property
    def began(self) -> bool:
        """Whether this unit of work has made an entry."""
        return self._last is not None

    def entry(self, kind: str, fact: int, digest: str) -> dict[str, object]:
        """The next row of the log."""
        seq, before = self._last or last_entry(self._connection)
        entry: dict[str, object] = {
            "seq": seq + 1,
            "kind": kind,
            "fact": fact,
            "digest": digest,
            **self._stamp,
        }
        entry["chain"] = chain(before, entry)
        self._last = (seq + 1, str(entry["chain"]))
        return entry

    def entries(self, table: Table, row: Mapping[str, object]) -> Iterator[dict[str, object]]:
        """The rows of the log for a fact that is appended; none for other rows."""
        if table in FACTS:
            key = row[key_of(table)]
            if not isinstance(key, int):
                raise TypeError(f"a fact's key is a number: {key!r}")
            yield self.entry(str(table.name), key, seal_of(row))
            closed = row.get(CLOSED)
            if isinstance(closed, int):
                yield self.entry(f"{table.name} {CLOSED}", key, seal_of_closing(key, closed))


def last_entry(connection: Connection) -> tuple[int, str]:
    """Number and chain value of the newest entry."""
    query = select(CUSTODY.c.seq, CUSTODY.c.chain).order_by(CUSTODY.c.seq.desc()).limit(1)
    found = connection.execute(query).first()
    return (found.seq, found.chain) if found else (0, START)


def last_access(connection: Connection) -> int:
    """The number of the newest line of the access log that the custody log knows of."""
    query = select(func.max(CUSTODY.c.fact)).where(CUSTODY.c.kind == "access")
    return connection.execute(query).scalar() or 0


def take_over(connection: Connection, *, tool: str, moment: int) -> None:
    """Seal the facts of a case that was made before there was a log."""
    if last_entry(connection) != (0, START):
        return
    custody = Custody(connection, by="sayso", tool=tool, moment=moment)
    for table in FACTS:
        key = table.c[key_of(table)]
        query = select(table).order_by(key).limit(_TOGETHER)
        after = -1
        while rows := connection.execute(query.where(key > after)).all():
            facts = [row._asdict() for row in rows]
            connection.execute(
                CUSTODY.insert(), [entry for fact in facts for entry in custody.entries(table, fact)]
            )
            after = facts[-1][key.name]
