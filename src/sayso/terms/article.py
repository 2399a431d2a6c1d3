"""What was collected, and the article that it contains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso.terms.identity import content_id
from sayso.terms.span import Span
from sayso.terms.time import Published


@dataclass(frozen=True, slots=True)
class Evidence:
    """Bytes that were collected; never changed. `digest` is their SHA-256, `origin` the address or
    path they came from, `collected` when."""

    digest: str
    size: int
    media_type: str
    origin: str
    collected: datetime


@dataclass(frozen=True, slots=True, order=True)
class Hyperlink:
    """Words of an article's text that lead to the web page at `url`, which is another site's."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read out of one piece of evidence. `text` is paragraphs parted by a blank line;
    every offset of a statement's body points into it, every offset of a headline into `title`."""

    id: str
    evidence: str
    outlet: str
    title: str
    text: str
    published: Published
    authors: tuple[str, ...] = ()
    url: str = ""
    language: str = "en"
    locator: str = ""  # which record of the evidence: a line of JSON Lines, an item of a feed
    hyperlinks: tuple[Hyperlink, ...] = ()

    @staticmethod
    def make_id(*, outlet: str, url: str, title: str, text: str) -> str:
        """The same words by the same outlet under the same address are the same article."""
        return content_id("ar", outlet, url, title, text)


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What a list shows of an article: all but the text. `recorded` is when the desk learned of it."""

    id: str
    outlet: str
    title: str
    published: Published
    recorded: datetime
    url: str = ""
    language: str = "en"

    @property
    def one(self) -> str:
        """What all versions of the article share: its address, or its id where it has none."""
        return self.url or self.id


@dataclass(frozen=True, slots=True)
class Dating:
    """That a person says when an article was published, in place of what its page or record gave;
    appended, closed, never edited. Every time that was counted from the old one is counted anew."""

    article: str
    published: Published
    by: str
    because: str
    recorded: datetime
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article."""

    id: str
    name: str
