"""Whether what is stored is what was sealed in the custody log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, func, select

from sayso.ledger.access import AccessLog
from sayso.ledger.custody import (
    CLOSED,
    FACTS,
    START,
    Custody,
    chain,
    digest_of_rows,
    key_of,
    seal_of,
    seal_of_closing,
)
from sayso.ledger.recordings import HEARING, REUSED, heard_seal, reuse_seal
from sayso.ledger.schema import (
    ARTICLE,
    BEARING,
    COPY,
    CUSTODY,
    QUESTION,
    READING,
    RECORDING,
    STANCE,
    STATEMENT,
    WATCHLIST,
)
from sayso.ledger.watchlists import SEAL, entries_seal

_TOGETHER = 1000
GONE = "gone"
"""What seals that something is there no more."""


def reading_seal(connection: Connection, article: int) -> str:
    """The digest of an article's reading with its statements."""
    reading = select(READING.c.reader, READING.c.body).where(READING.c.article == article)
    said = (
        select(STATEMENT.c.id, STATEMENT.c.own, STATEMENT.c.body)
        .where(STATEMENT.c.article == article)
        .order_by(STATEMENT.c.id)
    )
    return digest_of_rows(tuple(row) for query in (reading, said) for row in connection.execute(query))


def question_seal(connection: Connection, question: int) -> str:
    """The digest of all that weighing left of a question; GONE where there is no such question."""
    queries = (
        select(QUESTION.c.id, QUESTION.c.body, QUESTION.c.status).where(QUESTION.c.seq == question),
        select(BEARING.c.statement, BEARING.c.body)
        .where(BEARING.c.question == question)
        .order_by(BEARING.c.seq),
        select(STANCE).where(STANCE.c.question == question).order_by(STANCE.c.article),
    )
    return _digest_or_gone(tuple(row) for query in queries for row in connection.execute(query))


def copies_seal(connection: Connection, article: int) -> str:
    """The digest of what an article is a copy of; GONE where it is none."""
    query = select(COPY).where(COPY.c.article == article).order_by(COPY.c.original)
    return _digest_or_gone(tuple(row) for row in connection.execute(query))


def _digest_or_gone(rows: Iterable[tuple[object, ...]]) -> str:
    found = list(rows)
    return digest_of_rows(found) if found else GONE


def take_over_weighing(connection: Connection, custody: Custody) -> None:
    """Seal each question of a case that was weighed when there was one seal for all of them."""
    known = select(CUSTODY.c.seq).where(CUSTODY.c.kind.in_(("question", "copies"))).limit(1)
    if connection.execute(known).first() is not None:
        return
    entries = [
        custody.entry(kind, seq, seal(connection, seq))
        for kind, column, seal in _WEIGHED
        for (seq,) in connection.execute(select(column).distinct().order_by(column)).all()
    ]
    if entries:
        connection.execute(CUSTODY.insert(), entries)


def broken_seals(connection: Connection) -> Iterator[tuple[str, str]]:
    """What was changed, removed or slipped in, with the reason: first the log, then facts, then the rest."""
    yield from _broken_chain(connection)
    for table in FACTS:
        yield from _changed_facts(connection, table)
        yield from _missing_facts(connection, table)
    yield from _changed_readings(connection)
    for seq, name in connection.execute(select(WATCHLIST.c.seq, WATCHLIST.c.id)).all():
        if _latest_seal(connection, SEAL, seq) != entries_seal(connection, seq):
            yield f"Watchlist {name}", "its entries are not what was stored"
    for seq, name in connection.execute(select(RECORDING.c.seq, RECORDING.c.id)).all():
        for kind, seal in ((HEARING, heard_seal), (REUSED, reuse_seal)):
            if _latest_seal(connection, kind, seq) not in (None, seal(connection, seq)):
                yield f"The {kind} of recording {name}", "it is not what was stored"
    yield from _changed_weighing(connection)


def access_problems(connection: Connection, log: AccessLog) -> Iterator[tuple[str, str]]:
    """Whether the access log is whole, and holds what the custody log knew of it."""
    try:
        chains = log.chains()
    except ValueError as cause:
        yield "The access log", str(cause)
        return
    known = select(CUSTODY.c.fact, CUSTODY.c.digest).where(CUSTODY.c.kind == "access")
    for line, sealed in connection.execute(known.order_by(CUSTODY.c.seq)):
        if line > len(chains) or chains[line - 1] != sealed:
            yield "The access log", f"line {line} is not the one that the custody log knows"
            return


def _broken_chain(connection: Connection) -> Iterator[tuple[str, str]]:
    before, expected = START, 1
    query = select(CUSTODY).order_by(CUSTODY.c.seq).limit(_TOGETHER)
    while rows := connection.execute(query.where(CUSTODY.c.seq >= expected)).all():
        for row in rows:
            if row.seq != expected or row.chain != chain(before, row._asdict()):
                yield f"Entry {expected} of the custody log", "it was changed or removed"
                return
            before, expected = row.chain, expected + 1


def _changed_facts(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    key = table.c[key_of(table)]
    entry = (CUSTODY.c.kind == table.name) & (CUSTODY.c.fact == key)
    query = select(CUSTODY.c.digest.label("sealed"), *table.c).outerjoin_from(table, CUSTODY, entry)
    after = -1
    while rows := connection.execute(query.where(key > after).order_by(key).limit(_TOGETHER)).all():
        for row in rows:
            fact = dict(zip(table.c.keys(), row[1:], strict=True))
            after = fact[key.name]
            name = _named(table, fact.get("id") or fact.get("digest") or after)
            if row.sealed is None:
                yield name, "the custody log does not know of it"
            elif row.sealed != seal_of(fact):
                yield name, "its row is not what was stored"
            elif fact.get(CLOSED) is not None:
                closing = _latest_seal(connection, f"{table.name} {CLOSED}", after)
                if closing != seal_of_closing(after, fact[CLOSED]):
                    yield name, "when it was closed is not what was stored"


def _missing_facts(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    key = table.c[key_of(table)]
    missing = (
        select(CUSTODY.c.fact)
        .outerjoin(table, key == CUSTODY.c.fact)
        .where(CUSTODY.c.kind == table.name, key.is_(None))
        .order_by(CUSTODY.c.fact)
    )
    for (fact,) in connection.execute(missing):
        yield _named(table, fact), "its row was removed"
    if CLOSED in table.c:
        opened = (
            select(key)
            .join(CUSTODY, (CUSTODY.c.kind == f"{table.name} {CLOSED}") & (CUSTODY.c.fact == key))
            .where(table.c.closed.is_(None))
        )
        for (fact,) in connection.execute(opened):
            yield _named(table, fact), "it was closed, and its row says it was not"


def _changed_readings(connection: Connection) -> Iterator[tuple[str, str]]:
    newest = (
        select(CUSTODY.c.fact, func.max(CUSTODY.c.seq).label("seq"))
        .where(CUSTODY.c.kind == "reading")
        .group_by(CUSTODY.c.fact)
        .subquery()
    )
    query = (
        select(ARTICLE.c.id, newest.c.fact, CUSTODY.c.digest)
        .join(newest, newest.c.fact == ARTICLE.c.seq)
        .join(CUSTODY, CUSTODY.c.seq == newest.c.seq)
        .order_by(ARTICLE.c.seq)
    )
    for name, article, digest in connection.execute(query).all():
        if reading_seal(connection, article) != digest:
            yield f"The reading of article {name}", "it is not what was stored; read the article again"


def _changed_weighing(connection: Connection) -> Iterator[tuple[str, str]]:
    for kind, column, seal in _WEIGHED:
        newest = (
            select(CUSTODY.c.fact, func.max(CUSTODY.c.seq).label("seq"))
            .where(CUSTODY.c.kind == kind)
            .group_by(CUSTODY.c.fact)
            .subquery()
        )
        query = select(newest.c.fact, CUSTODY.c.digest).join(newest, newest.c.seq == CUSTODY.c.seq)
        sealed: dict[int, str] = dict(iter(connection.execute(query)))
        there = {seq for (seq,) in connection.execute(select(column).distinct())}
        for seq in sorted(there | sealed.keys()):
            if sealed.get(seq, GONE) != seal(connection, seq):
                yield f"What was weighed ({kind} {seq})", "it is not what was stored; weigh the case again"


def _named(table: Table, name: object) -> str:
    return f"{table.name.capitalize().replace('_', ' ')} {name}"


def _latest_seal(connection: Connection, kind: str, fact: int) -> str | None:
    query = (
        select(CUSTODY.c.digest)
        .where(CUSTODY.c.kind == kind, CUSTODY.c.fact == fact)
        .order_by(CUSTODY.c.seq.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


_WEIGHED = (
    ("question", QUESTION.c.seq, question_seal),
    ("copies", COPY.c.article, copies_seal),
)
