"""Heads of articles out of rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from sayso.ledger.codec import decode
from sayso.ledger.moments import from_ticks
from sayso.ledger.schema import ARTICLE, OUTLET
from sayso.terms.article import ArticleHead
from sayso.terms.time import Published

AnyRow = Row[*tuple[Any, ...]]

HEAD = (
    ARTICLE.c.seq,
    ARTICLE.c.id,
    OUTLET.c.name,
    ARTICLE.c.title,
    ARTICLE.c.published,
    ARTICLE.c.recorded,
    ARTICLE.c.url,
    ARTICLE.c.language,
)
"""The columns that a head needs."""


class Heads:
    """Heads of the articles of one result; each is built once."""

    def __init__(self) -> None:
        self._built: dict[int, ArticleHead] = {}

    def of(self, row: AnyRow) -> ArticleHead:
        """The head in the row."""
        head = self._built.get(row.seq)
        if head is None:
            head = self._built[row.seq] = head_of(row)
        return head


def head_of(row: AnyRow) -> ArticleHead:
    """The head in a row that has the columns of HEAD."""
    return ArticleHead(
        id=row.id,
        outlet=row.name,
        title=row.title,
        published=decode(Published, row.published),
        recorded=from_ticks(row.recorded),
        url=row.url,
        language=row.language,
    )
