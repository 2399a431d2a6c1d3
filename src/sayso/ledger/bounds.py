"""How an as-of becomes conditions of a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, func, select

from sayso.ledger.moments import to_ticks
from sayso.ledger.schema import ARTICLE, DATING, STATEMENT
from sayso.terms.time import NOW, AsOf


@dataclass(frozen=True, slots=True)
class Bounds:
    """The conditions of one as-of."""

    as_of: AsOf

    def __bool__(self) -> bool:
        """Whether anything can be hidden at all."""
        return self.as_of != NOW

    def known(self, article: FromClause = ARTICLE) -> list[ColumnElement[bool]]:
        """What an article must fulfil to be known; the same as `AsOf.admits`."""
        bounds = []
        if self.as_of.published is not None:
            bounds.append(self.dated("out", article) <= to_ticks(self.as_of.published))
        if self.as_of.recorded is not None:
            bounds.append(article.c.recorded <= to_ticks(self.as_of.recorded))
        return bounds

    def dated(self, column: str, article: FromClause = ARTICLE) -> ColumnElement[Any]:
        """A column that tells when an article was published (`out`, `printed`, `published`), as a person
        corrected it by then. Corrections are few, so that the look for one costs next to nothing."""
        latest = (
            select(DATING.c[column])
            .where(DATING.c.article == article.c.seq, *self.open(DATING))
            .order_by(DATING.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        return func.coalesce(latest, article.c[column])

    def about(self) -> list[ColumnElement[bool]]:
        """What a statement must fulfil to be about the event time."""
        about = self.as_of.about
        if about is None:
            return []
        start, end = STATEMENT.c.event_start, STATEMENT.c.event_end
        bounds: list[ColumnElement[bool]] = [start.is_not(None) | end.is_not(None)]
        if about.end is not None:
            bounds.append(start.is_(None) | (start < to_ticks(about.end)))
        if about.start is not None:
            bounds.append(end.is_(None) | (end > to_ticks(about.start)))
        return bounds

    def seen(self, table: Table) -> list[ColumnElement[bool]]:
        """What a row must fulfil to have been there."""
        moment = self.as_of.recorded
        return [] if moment is None else [table.c.recorded <= to_ticks(moment)]

    def open(self, table: Table) -> list[ColumnElement[bool]]:
        """What a row that can be closed must fulfil to have been there and not closed."""
        if self.as_of.recorded is None:
            return [table.c.closed.is_(None)]
        moment = to_ticks(self.as_of.recorded)
        return [table.c.recorded <= moment, table.c.closed.is_(None) | (table.c.closed > moment)]

    def sql(self) -> tuple[str, dict[str, int]]:
        """`known` in words of SQL, with its values, for the queries that are written by hand."""
        sql, values = "", {}
        still = "dating.closed IS NULL"
        if self.as_of.recorded is not None:
            sql += " AND article.recorded <= :recorded"
            still = "dating.recorded <= :recorded AND (dating.closed IS NULL OR dating.closed > :recorded)"
            values["recorded"] = to_ticks(self.as_of.recorded)
        if self.as_of.published is not None:
            latest = (
                f"SELECT dating.out FROM dating WHERE dating.article = article.seq AND {still} "  # noqa: S608  # no word of it is typed by a person
                "ORDER BY dating.seq DESC LIMIT 1"
            )
            sql += f" AND coalesce(({latest}), article.out) <= :out"
            values["out"] = to_ticks(self.as_of.published)
        return sql, values
