"""Reading in worker processes: one reader a process, loaded when it is first needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.terms.article import Article
from sayso.terms.statement import Reading

if TYPE_CHECKING:
    from sayso.read import Reader


@lru_cache(maxsize=4)
def reader(language: str) -> Reader:
    """The reader of a language, kept for the life of the process: loading one takes a second."""
    from sayso.read import Reader

    return Reader(language=language)


def read_chunk(articles: tuple[Article, ...]) -> tuple[tuple[Article, Reading], ...]:
    """Each article with its reading."""
    return tuple((article, reader(article.language).read(article)) for article in articles)
