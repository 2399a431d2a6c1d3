"""How an as-of becomes conditions of a query."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table

from sayso.ledger.moments import to_ticks
from sayso.ledger.schema import ARTICLE, STATEMENT
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
            bounds.append(article.c.out <= to_ticks(self.as_of.published))
        if self.as_of.recorded is not None:
            bounds.append(article.c.recorded <= to_ticks(self.as_of.recorded))
        return bounds

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
        if self.as_of.published is not None:
            sql, values["out"] = sql + " AND article.out <= :out", to_ticks(self.as_of.published)
        if self.as_of.recorded is not None:
            sql += " AND article.recorded <= :recorded"
            values["recorded"] = to_ticks(self.as_of.recorded)
        return sql, values
