"""Finding words: the database's full-text index, with the found words as offsets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, text

from sayso.ledger.bounds import Bounds
from sayso.ledger.built import AnyRow, head, head_of
from sayso.ledger.dialect import END, SEARCH_SQL, SEARCH_VALUES, START, search_words
from sayso.ledger.judged import Corrected
from sayso.ledger.moments import to_ticks
from sayso.ledger.rows import ArticleHit, Found, Marked, Said, StatementHit
from sayso.ledger.schema import ARTICLE, OUTLET, STATEMENT
from sayso.terms.span import Span


def find(
    connection: Connection, words: str, *, bounds: Bounds, limit: int, since: datetime | None = None
) -> Found:
    """The best hits among what is known; with `since` among what was recorded later."""
    query = search_words(words)
    if not query:
        return Found((), ())
    condition, values = bounds.sql()
    if since is not None:
        condition, values = f"{condition} AND article.recorded > :since", {**values, "since": to_ticks(since)}
    dialect = connection.dialect.name
    parameters = {"query": query, "limit": limit, **values, **SEARCH_VALUES[dialect]}

    def hits(what: str) -> Sequence[AnyRow]:
        sql = SEARCH_SQL[dialect][what].format(bounds=condition)
        return connection.execute(text(sql), parameters).all()

    statements = _statements(connection, hits("statements"), bounds)
    return Found(_articles(connection, hits("articles"), bounds), statements)


def _articles(connection: Connection, hits: Sequence[AnyRow], bounds: Bounds) -> tuple[ArticleHit, ...]:
    query = select(*head(bounds)).join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
    rows = connection.execute(query.where(ARTICLE.c.seq.in_([hit.seq for hit in hits])))
    heads = {row.seq: head_of(row) for row in rows}
    return tuple(ArticleHit(heads[hit.seq], marked(hit.head), marked(hit.body)) for hit in hits)


def _statements(connection: Connection, hits: Sequence[AnyRow], bounds: Bounds) -> tuple[StatementHit, ...]:
    corrected = Corrected(connection, bounds)
    query = (
        select(STATEMENT.c.seq.label("statement_seq"), STATEMENT.c.body, *head(bounds))
        .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
        .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
        .where(STATEMENT.c.seq.in_([hit.seq for hit in hits]))
    )
    said = {}
    for row in connection.execute(query):
        if statement := corrected.statement(row.body):
            said[row.statement_seq] = Said(statement, head_of(row))
    return tuple(
        StatementHit(said[hit.seq], marked(hit.head), marked(hit.body)) for hit in hits if hit.seq in said
    )


def marked(text: str) -> Marked:
    """A text that the database put marks into, as the plain text and where the marks stood.

    Marks that don't pair (an article may hold the characters itself) only lose their highlight.
    """
    plain: list[str] = []
    found: list[Span] = []
    length = start = 0
    inside = False
    for piece in _pieces(text):
        if piece == START:
            start, inside = length, True
        elif piece == END:
            if inside and start < length:
                found.append(Span(start, length))
            inside = False
        else:
            plain.append(piece)
            length += len(piece)
    return Marked("".join(plain), tuple(found))


def _pieces(text: str) -> list[str]:
    """The text cut at its marks, marks included."""
    pieces = []
    for stretch in text.split(START):
        pieces += [piece for part in stretch.split(END) for piece in (part, END)][:-1]
        pieces.append(START)
    return pieces[:-1]
