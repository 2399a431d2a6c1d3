"""Rows as terms, and the columns that each needs."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row

from sayso.ledger.bounds import Bounds
from sayso.ledger.codec import decode
from sayso.ledger.moments import from_ticks
from sayso.ledger.rows import QuestionSummary, SourceSummary
from sayso.ledger.schema import ARTICLE, OUTLET
from sayso.terms.article import Article, ArticleHead, Hyperlink
from sayso.terms.question import Question, Status
from sayso.terms.statement import SourceKind, Statement
from sayso.terms.time import Published

AnyRow = Row[*tuple[Any, ...]]


def head(bounds: Bounds) -> tuple[ColumnElement[Any], ...]:
    """The columns that a head needs."""
    return (
        ARTICLE.c.seq,
        ARTICLE.c.id,
        OUTLET.c.name,
        ARTICLE.c.title,
        bounds.dated("published").label("published"),
        ARTICLE.c.recorded,
        ARTICLE.c.url,
        ARTICLE.c.language,
    )


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


@lru_cache(maxsize=6000)
def statement_of(body: str) -> Statement:
    """A statement as it is stored. Remembered, because a page asks for the same ones again and again
    as its as-of moves, and decoding is what takes the time."""
    return decode(Statement, body)


def head_of(row: AnyRow) -> ArticleHead:
    """The head in a row that has the columns of `head`."""
    return ArticleHead(
        id=row.id,
        outlet=row.name,
        title=row.title,
        published=decode(Published, row.published),
        recorded=from_ticks(row.recorded),
        url=row.url,
        language=row.language,
    )


def article_of(row: AnyRow) -> Article:
    """The article in a row with the columns of `head`, its text, hyperlinks, authors, locator and digest."""
    return Article(
        id=row.id,
        evidence=row.digest,
        outlet=row.name,
        title=row.title,
        text=row.text,
        published=decode(Published, row.published),
        authors=decode(tuple[str, ...], row.authors),
        url=row.url,
        language=row.language,
        locator=row.locator,
        hyperlinks=decode(tuple[Hyperlink, ...], row.hyperlinks) if row.hyperlinks else (),
    )


def question_of(row: AnyRow) -> QuestionSummary:
    """The question in a row, with its counts."""
    return QuestionSummary(
        question=decode(Question, row.body),
        status=decode(Status, row.status) if row.status else None,
        statements=row.statements,
        articles=row.articles,
        outlets=row.outlets,
        first=moment_of(row.first),
        last=moment_of(row.last),
    )


def source_of(row: AnyRow, kind: str) -> SourceSummary:
    """The source in a row, with its counts."""
    return SourceSummary(
        id=row.id,
        name=row.name,
        kind=SourceKind(kind),
        statements=row.statements,
        articles=row.articles,
        outlets=row.outlets,
        first=moment_of(row.first),
        last=moment_of(row.last),
    )


def moment_of(ticks: int | None) -> datetime | None:
    """The moment of a number, where there is one."""
    return None if ticks is None else from_ticks(ticks)
