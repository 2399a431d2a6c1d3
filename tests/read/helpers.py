"""What the tests of the reader share: one reader, articles of invented words."""

from __future__ import annotations

from functools import cache

from sayso.read import Reader
from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.terms.time import Certainty, Published

UNKNOWN = Published(None, Certainty.UNKNOWN, "")


@cache
def reader(language: str = "en") -> Reader:
    return Reader(language)


def article(text: str, *, title: str = "", language: str = "en") -> Article:
    return Article(
        id="ar-1",
        evidence="",
        outlet="The Harbour Post",
        title=title,
        text=text,
        published=UNKNOWN,
        language=language,
    )


def read(text: str, *, title: str = "", language: str = "en") -> Reading:
    return reader(language).read(article(text, title=title, language=language))
