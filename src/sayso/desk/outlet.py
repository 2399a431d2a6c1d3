"""Who publishes: the list of outlets, and the articles of one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sayso.ledger.view import View
from sayso.terms.article import ArticleHead
from sayso.terms.time import AsOf


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet with how much it published."""

    name: str
    articles: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class OutletsPage:
    """The outlets of a case, those with most articles first."""

    as_of: AsOf
    outlets: tuple[OutletRow, ...]


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """Articles, the newest first; of one outlet, or of all where `outlet` is empty."""

    as_of: AsOf
    outlet: str
    articles: tuple[ArticleHead, ...]
    skip: int
    limit: int
    more: bool


def outlets_page(view: View) -> OutletsPage:
    """Every outlet with its number of articles."""
    found: dict[str, list[ArticleHead]] = defaultdict(list)
    for head in view.articles():
        found[head.outlet].append(head)
    rows = (_row(name, heads) for name, heads in found.items())
    return OutletsPage(view.as_of, tuple(sorted(rows, key=lambda row: (-row.articles, row.name))))


def _row(name: str, heads: list[ArticleHead]) -> OutletRow:
    moments = [head.published.moment for head in heads if head.published.moment]
    return OutletRow(name, len(heads), min(moments, default=None), max(moments, default=None))


def articles_page(view: View, *, outlet: str = "", skip: int = 0, limit: int = 50) -> ArticlesPage:
    """Heads of articles; an outlet that published nothing known gives an empty page."""
    heads = view.articles(outlet=outlet or None, limit=limit + 1, skip=skip)
    return ArticlesPage(view.as_of, outlet, heads[:limit], skip, limit, len(heads) > limit)
