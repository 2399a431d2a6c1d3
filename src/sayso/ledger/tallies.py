"""Counts by source and by question: found by one query, kept in their rows for the lists of now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, func, select

from sayso.ledger.batch import Batch, chunks
from sayso.ledger.bounds import Bounds
from sayso.ledger.schema import ARTICLE, BEARING, QUESTION, SOURCE, STATEMENT
from sayso.terms.time import NOW

AnyQuery = Select[*tuple[Any, ...]]
_EVERYTHING = Bounds(NOW)
UNCOUNTED = {"statements": 0, "articles": 0, "outlets": 0, "first": None, "last": None}


def _printed(bounds: Bounds) -> tuple[ColumnElement[Any], ...]:
    printed = bounds.dated("printed")
    one = func.coalesce(func.nullif(ARTICLE.c.url, ""), ARTICLE.c.id)  # whatever versions of it there are
    return (
        func.count(one.distinct()).label("articles"),
        func.count(ARTICLE.c.outlet.distinct()).label("outlets"),
        func.min(printed).label("first"),
        func.max(printed).label("last"),
    )


def by_question(bounds: Bounds = _EVERYTHING) -> AnyQuery:
    """Counts of every question that something known bears on: `which` is its number."""
    statements = func.count(BEARING.c.statement.distinct()).label("statements")
    query = (
        select(BEARING.c.question.label("which"), statements, *_printed(bounds))
        .join(ARTICLE, ARTICLE.c.seq == BEARING.c.article)
        .where(*bounds.known())
        .group_by(BEARING.c.question)
    )
    about = bounds.about()
    return query.join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement).where(*about) if about else query


def by_source(bounds: Bounds = _EVERYTHING) -> AnyQuery:
    """Counts of every source that said something known."""
    which = STATEMENT.c.source.label("which")
    return together(bounds, which).group_by(STATEMENT.c.source)


def together(bounds: Bounds, *columns: ColumnElement[Any]) -> AnyQuery:
    """Counts of all statements that a source said, in one row."""
    return _said(*columns, func.count().label("statements"), *_printed(bounds), bounds=bounds)


def kinds_by_source(bounds: Bounds = _EVERYTHING) -> AnyQuery:
    """Which kinds a source was taken for; the most frequent one comes last."""
    which, kind = STATEMENT.c.source.label("which"), STATEMENT.c.source_kind
    return _said(which, kind, bounds=bounds).group_by(which, kind).order_by(func.count(), kind)


def _said(*columns: ColumnElement[Any], bounds: Bounds) -> AnyQuery:
    return (
        select(*columns)
        .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
        .where(STATEMENT.c.source.is_not(None), *bounds.known(), *bounds.about())
    )


def keep_questions(batch: Batch, questions: Iterable[int]) -> None:
    """Bring the counts in the rows of these questions up to date."""
    for some in chunks(questions):
        found = batch.run(by_question().where(BEARING.c.question.in_(some))).mappings().all()
        _keep(batch, QUESTION, some, [dict(row) for row in found])


def keep_sources(batch: Batch, sources: Iterable[int]) -> None:
    """Bring the counts in the rows of these sources up to date."""
    for some in chunks(sources):
        found = batch.run(by_source().where(STATEMENT.c.source.in_(some))).mappings().all()
        kinds = dict(iter(batch.run(kinds_by_source().where(STATEMENT.c.source.in_(some)))))
        rows: list[dict[str, object]] = [{**row, "kind": kinds[row["which"]]} for row in found]
        _keep(batch, SOURCE, some, rows)


def _keep(batch: Batch, table: Table, which: Sequence[int], rows: list[dict[str, object]]) -> None:
    counted = {row["which"] for row in rows}
    if len(counted) < len(which):
        rest = [seq for seq in which if seq not in counted]
        batch.run(table.update().where(table.c.seq.in_(rest)).values(**UNCOUNTED))
    if rows:
        columns: dict[str, BindParameter[object]] = {key: bindparam(key) for key in rows[0] if key != "which"}
        batch.run(table.update().where(table.c.seq == bindparam("which")).values(**columns), rows)
