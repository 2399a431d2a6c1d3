"""Search: articles and statements that hold the words."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.desk.lines import StatementLine, line_of
from sayso.ledger.rows import ArticleHit, Marked
from sayso.ledger.view import View
from sayso.terms.time import AsOf


@dataclass(frozen=True, slots=True)
class SaidHit:
    """A statement whose source or content holds the words."""

    line: StatementLine
    source: Marked
    content: Marked


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The best hits, best first. Without words there are none."""

    as_of: AsOf
    words: str
    articles: tuple[ArticleHit, ...]
    statements: tuple[SaidHit, ...]
    limit: int


_LONGEST = 500


def search_page(view: View, words: str, *, limit: int = 20) -> SearchPage:
    """Search for plain words; words between double quotation marks stand together."""
    words = words.strip()[:_LONGEST]
    if not words:
        return SearchPage(view.as_of, "", (), (), limit)
    found = view.search(words, limit=limit)
    statements = tuple(
        SaidHit(line_of(hit.said.statement, hit.said.article), hit.source, hit.content)
        for hit in found.statements
    )
    return SearchPage(view.as_of, words, found.articles, statements, limit)
