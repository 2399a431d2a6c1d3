"""Reading in worker processes: one reader a process, loaded when it is first needed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.errors import UnreadableInput
from sayso.read.text.told import UNREAD, told
from sayso.terms.article import Article
from sayso.terms.statement import Reading

if TYPE_CHECKING:
    from sayso.read import Reader


@lru_cache(maxsize=4)
def reader(language: str, *, why: bool = False) -> Reader:
    """The reader of a language, kept for the life of the process: loading one takes a second.
    UnreadableInput where there is none."""
    from sayso.read import Reader

    return Reader(language=language, why=why)


def read_chunk(articles: tuple[Article, ...], *, why: bool = False) -> tuple[tuple[Article, Reading], ...]:
    """Each article, in the language that its words show, with its reading; without statements where sayso
    does not read that language. With `why`, statements say what the ranker weighed."""
    return tuple((article, _read(article, why=why)) for article in map(_in_its_language, articles))


def _in_its_language(article: Article) -> Article:
    """Pages and defaults often name another language than their words are in."""
    language = told(f"{article.title}\n{article.text}") or article.language
    return article if language == article.language else replace(article, language=language)


def _read(article: Article, *, why: bool) -> Reading:
    try:
        known = reader(article.language, why=why)
    except UnreadableInput:
        return Reading(article.id, (), reader=UNREAD)
    return known.read(article)
