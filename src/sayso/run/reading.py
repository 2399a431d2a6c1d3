"""Reading in worker processes: one reader a process, loaded when it is first needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.terms.article import Article
from sayso.terms.statement import Reading

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.read import Reader


@lru_cache(maxsize=4)
def reader(language: str) -> Reader:
    """The reader of a language, kept for the life of the process: loading one takes a second."""
    from sayso.read import Reader

    return Reader(language=language)


def read_chunk(articles: tuple[Article, ...]) -> tuple[tuple[Article, Reading], ...]:
    """Each article with its reading."""
    return tuple((article, reader(article.language).read(article)) for article in articles)


def read_dated(ledger: Ledger) -> int:
    """Read those articles anew whose published time a person corrected, so that every time counted
    from it follows; gives how many there were. CaseBusy."""
    from sayso.run.hear import as_transcript
    from sayso.terms.time import NOW

    articles = ledger.at(NOW).misdated()
    if articles:
        pairs = [(each, as_transcript(ledger, each, reading)) for each, reading in read_chunk(articles)]
        with ledger.writing() as writer:
            for _, reading in pairs:
                writer.reading(reading)
    return len(articles)
