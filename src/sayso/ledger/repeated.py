"""Columns that repeat what is sealed elsewhere, so that lists can be sorted by them: do they say the same?

They are derived, and made anew by reading and weighing. The seal of the database file covers them while it
is there; this finds them also in a case whose writer was killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from sayso.ledger.built import AnyRow
from sayso.ledger.codec import decode
from sayso.ledger.derive import columns_of, source_id
from sayso.ledger.schema import ARTICLE, BEARING, FRESH, QUESTION, SOURCE, STATEMENT
from sayso.ledger.tallies import AnyQuery, by_question, by_source, kinds_by_source
from sayso.terms.question import Bearing, Question
from sayso.terms.statement import Statement

_TOGETHER = 500
_COUNTS = ("statements", "articles", "outlets")


def repeated_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """The item and the reason, for each row that says something else than what it repeats."""
    other = "what its columns repeat is not what its body says"
    for row in _rows(connection, _STATEMENTS):
        if _is_other(row):
            yield f"Statement {row.id}", other
    for row in _rows(connection, _BEARINGS):
        body = decode(Bearing, row.body)
        if (row.said, row.printed, row.answer) != (body.statement, body.article, body.answer):
            yield f"What statement {row.said} says to a question", other
    for row in connection.execute(select(QUESTION.c.id, QUESTION.c.asks, QUESTION.c.body)):
        if row.asks != decode(Question, row.body).asks:
            yield f"Question {row.id}", other
    yield from _miscounted_sources(connection)
    # What was read anew and not weighed yet has left its questions with counts of before.
    if connection.execute(select(FRESH).limit(1)).first() is None:
        yield from _miscounted(connection, "Question", QUESTION.c.seq, by_question())


_STATEMENTS = (
    select(STATEMENT, SOURCE.c.id.label("source_id"))
    .outerjoin(SOURCE, SOURCE.c.seq == STATEMENT.c.source)
    .order_by(STATEMENT.c.seq)
)
_BEARINGS = (
    select(
        BEARING.c.seq,
        BEARING.c.answer,
        BEARING.c.body,
        STATEMENT.c.id.label("said"),
        ARTICLE.c.id.label("printed"),
    )
    .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
    .join(ARTICLE, ARTICLE.c.seq == BEARING.c.article)
    .order_by(BEARING.c.seq)
)


def _rows(connection: Connection, query: AnyQuery) -> Iterator[AnyRow]:
    """The rows of a query, a few at a time, by the number that it is ordered by."""
    after, seq = 0, query.selected_columns["seq"]
    while rows := connection.execute(query.where(seq > after).limit(_TOGETHER)).all():
        yield from rows
        after = rows[-1].seq


def _is_other(row: AnyRow) -> bool:
    statement = decode(Statement, row.body)
    wanted = columns_of(statement) | {"source_id": None}
    if statement.innermost is not None:
        wanted["source_id"] = source_id(statement.innermost.name)
    return any(getattr(row, name) != value for name, value in wanted.items())


def _miscounted_sources(connection: Connection) -> Iterator[tuple[str, str]]:
    yield from _miscounted(connection, "Source", SOURCE.c.seq, by_source())
    kinds: dict[int, str] = {}
    for which, kind, *_ in connection.execute(kinds_by_source()):
        kinds[which] = kind
    for row in connection.execute(select(SOURCE.c.seq, SOURCE.c.id, SOURCE.c.name, SOURCE.c.kind)):
        if row.id != source_id(row.name) or kinds.get(row.seq, row.kind) != row.kind:
            yield f"Source {row.id}", "its name or kind is not that of its statements"


def _miscounted(connection: Connection, what: str, key: Any, query: AnyQuery) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a column of either table
    table = key.table
    counted = {
        row["which"]: tuple(row[name] for name in _COUNTS) for row in connection.execute(query).mappings()
    }
    for row in connection.execute(select(key, table.c.id, *(table.c[name] for name in _COUNTS))):
        if tuple(row[2:]) != counted.get(row.seq, (0, 0, 0)):
            yield f"{what} {row.id}", "its counts are not those of its statements"
