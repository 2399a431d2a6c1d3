"""What a view says of statements and of who made them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, func, select

from sayso.ledger.built import (
    Heads,
    head,
    head_of,
    moment_of,
    source_of,
    statement_of,
)
from sayso.ledger.judged import Corrected
from sayso.ledger.moment import Moment
from sayso.ledger.rows import OutletSummary, Said, SourceSummary
from sayso.ledger.schema import (
    ALIAS,
    ARTICLE,
    BEARING,
    ENTITY,
    OUTLET,
    QUESTION,
    SOURCE,
    STATEMENT,
)
from sayso.ledger.tallies import by_source, kinds_by_source, together
from sayso.terms.entity import Entity, EntityKind

# SQLite sorts nulls first and PostgreSQL last: said here, so that both can use the index.
_ORDER = STATEMENT.c.printed.nulls_first(), STATEMENT.c.article, STATEMENT.c.position


class Statements(Moment):
    """Statements, sources and outlets."""

    def statements(
        self,
        *,
        article: str | None = None,
        question: str | None = None,
        sources: Collection[str] | None = None,
        entity: str | None = None,
        limit: int | None = None,
    ) -> tuple[Said, ...]:
        """Statements of an article, a question, some sources or an entity, in the order they were printed,
        those with no published time first.

        The article's own voice is left out, except where it bears on the question.
        """
        query = (
            select(STATEMENT.c.body.label("statement"), *head(self._bounds))
            .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._bounds.known(), *self._bounds.about())
            .order_by(*_ORDER)
            .limit(limit)
        )
        if article is not None:
            query = query.where(ARTICLE.c.id == article)
        if sources is not None:
            query = query.join(SOURCE, SOURCE.c.seq == STATEMENT.c.source).where(SOURCE.c.id.in_(sources))
        if entity is not None:
            query = query.where(STATEMENT.c.seq.in_(_said_by(entity)))
        if question is not None:
            borne = select(BEARING.c.statement).join(QUESTION, QUESTION.c.seq == BEARING.c.question)
            query = query.where(STATEMENT.c.seq.in_(borne.where(QUESTION.c.id == question)))
        else:
            query = query.where(STATEMENT.c.own == 0)
        heads = Heads()
        with self._reading() as connection:
            corrected = Corrected(connection, self._bounds)
            rows = connection.execute(query).all()
        pairs = ((corrected.statement(row.statement), row) for row in rows)
        return tuple(Said(statement, heads.of(row)) for statement, row in pairs if statement)

    def statement(self, statement: str) -> Said:
        """One statement just as it was read, also where a person edited or rejected it. NotFound."""
        query = (
            select(STATEMENT.c.body.label("statement"), *head(self._bounds))
            .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(STATEMENT.c.id == statement, *self._bounds.known())
        )
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise self._missing("Statement", statement, "`sayso article ID` lists an article's statements.")
        return Said(statement_of(row.statement), head_of(row))

    def outlets(self) -> tuple[OutletSummary, ...]:
        """Who published articles, the most frequent first."""
        count = func.count().label("articles")
        first, last = func.min(self._bounds.dated("printed")), func.max(self._bounds.dated("printed"))
        query = (
            select(OUTLET.c.id, OUTLET.c.name, count, first, last)
            .join(ARTICLE, ARTICLE.c.outlet == OUTLET.c.seq)
            .where(*self._bounds.known())
            .group_by(OUTLET.c.seq, OUTLET.c.id, OUTLET.c.name)
            .order_by(count.desc(), OUTLET.c.name)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            OutletSummary(name, shown, articles, moment_of(start), moment_of(end))
            for name, shown, articles, start, end in rows
        )

    def outlet_names(self) -> tuple[str, ...]:
        """The names of all outlets that the case has had."""
        with self._reading() as connection:
            return tuple(connection.execute(select(OUTLET.c.name)).scalars())

    def sources(self, *, limit: int | None = None) -> tuple[SourceSummary, ...]:
        """Who said something, the most quoted first."""
        return self._sources(limit=limit)

    def source(self, source: str) -> SourceSummary:
        """One source. NotFound."""
        found = self._sources(SOURCE.c.id == source, limit=1)
        if not found:
            raise self._missing("Source", source, "`sayso sources` lists them.")
        return found[0]

    def entities_of_sources(self) -> dict[str, Entity]:
        """The entity of each source that is one and the same in all articles where it speaks."""
        one = func.min(ALIAS.c.entity)
        same = (
            select(ALIAS.c.source, one.label("entity"))
            .where(ALIAS.c.source.is_not(None))
            .group_by(ALIAS.c.source)
            .having(one == func.max(ALIAS.c.entity))
            .subquery()
        )
        query = (
            select(SOURCE.c.id, ENTITY.c.id.label("entity"), ENTITY.c.kind, ENTITY.c.name)
            .join(same, same.c.source == SOURCE.c.seq)
            .join(ENTITY, ENTITY.c.seq == same.c.entity)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return {row.id: Entity(row.entity, EntityKind(row.kind), row.name) for row in rows}

    def counted_together(self, sources: Sequence[SourceSummary]) -> SourceSummary:
        """The first of some sources with what is counted of all of them, the kind of the most quoted, and the
        names of the others."""
        first, *others = sources
        if not others:
            return first
        query = together(self._bounds).join(SOURCE, SOURCE.c.seq == STATEMENT.c.source)
        with self._reading() as connection:
            row = connection.execute(query.where(SOURCE.c.id.in_([each.id for each in sources]))).one()
        return replace(
            first,
            kind=max(sources, key=lambda each: each.statements).kind,
            statements=row.statements,
            articles=row.articles,
            outlets=row.outlets,
            first=moment_of(row.first),
            last=moment_of(row.last),
            also=tuple(each.name for each in others),
        )

    def _sources(self, *which: ColumnElement[bool], limit: int | None) -> tuple[SourceSummary, ...]:
        if not self._bounds:
            query = select(SOURCE).where(SOURCE.c.statements > 0, *which)
            query = query.order_by(SOURCE.c.statements.desc(), SOURCE.c.name).limit(limit)
            with self._reading() as connection:
                return tuple(source_of(row, row.kind) for row in connection.execute(query))
        tally = by_source(self._bounds).subquery()
        query = select(SOURCE.c.id, SOURCE.c.name, *tally.c).join(tally, tally.c.which == SOURCE.c.seq)
        query = query.where(*which).order_by(tally.c.statements.desc(), SOURCE.c.name).limit(limit)
        with self._reading() as connection:
            kinds: dict[int, str] = dict(iter(connection.execute(kinds_by_source(self._bounds))))
            return tuple(source_of(row, kinds[row.which]) for row in connection.execute(query))


def _said_by(entity: str) -> Select[int]:
    """Numbers of the statements whose source is the entity, by the names it has in their articles."""
    same = (ALIAS.c.article == STATEMENT.c.article) & (ALIAS.c.source == STATEMENT.c.source)
    query = select(STATEMENT.c.seq).join(ALIAS, same).join(ENTITY, ENTITY.c.seq == ALIAS.c.entity)
    return query.where(ENTITY.c.id == entity)
