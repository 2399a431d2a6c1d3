"""What goes through collect: options in; evidence, articles and refusals out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sayso.collect.names import shown
from sayso.errors import (
    AddsNothing,
    Advice,
    FetchFailed,
    FetchForbidden,
    InputTooLarge,
    NotAnArticle,
    SaysoError,
    UnreadableInput,
)
from sayso.terms.article import Article, Evidence


@dataclass(frozen=True, slots=True)
class Options:
    """How to collect. Sizes are bytes, times are seconds; recordings in files may be larger than pages.

    `offline` refuses every address. `follow` fetches the pages that a feed only sums up: None does
    so for feeds that were themselves fetched and not for feed files, so that a file never sends
    sayso to the network by itself. `allow_hosts` are hosts (or host:port) that may be fetched
    although their address is private or loopback. `outlet` and `language` stand where the item
    names none. `fetchers` hosts are asked at once, each of them at most every `host_delay` seconds;
    `workers` child processes parse pages (0 takes one for each core).
    """

    outlet: str = ""
    language: str = "en"
    offline: bool = False
    follow: bool | None = None
    robots: bool = True
    allow_hosts: tuple[str, ...] = ()
    max_bytes: int = 100_000_000
    max_sound_bytes: int = 500_000_000
    max_page_bytes: int = 20_000_000
    max_characters: int = 1_000_000
    parse_seconds: float = 30.0
    fetch_seconds: float = 60.0
    host_delay: float = 1.0
    fetchers: int = 8
    workers: int = 1
    user_agent: str = "sayso/0.1 (news verification desk)"


class Failure(StrEnum):
    """Why an item was refused."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too large"
    NO_ARTICLE = "no article"
    DUPLICATE = "duplicate"
    CRASHED = "crashed the reader"
    SLOW = "took too long to read"
    OFFLINE = "offline"
    ADDRESS = "address not allowed"
    ROBOTS = "robots"
    NOT_FOUND = "not found"
    GONE = "gone"
    LOGIN = "login needed"
    TOO_MANY = "too many requests"
    REJECTED = "rejected"
    SERVER = "server error"
    TIMEOUT = "time-out"
    TLS = "certificate"
    CONNECTION = "connection"
    REDIRECTS = "redirects"


_ERRORS: dict[Failure, type[SaysoError]] = {
    Failure.MISSING: UnreadableInput,
    Failure.UNREADABLE: UnreadableInput,
    Failure.CRASHED: UnreadableInput,
    Failure.SLOW: UnreadableInput,
    Failure.EMPTY: NotAnArticle,
    Failure.NO_ARTICLE: NotAnArticle,
    Failure.DUPLICATE: AddsNothing,
    Failure.TOO_LARGE: InputTooLarge,
    Failure.OFFLINE: FetchForbidden,
    Failure.ADDRESS: FetchForbidden,
    Failure.ROBOTS: FetchForbidden,
}
_LASTING = {Failure.NOT_FOUND, Failure.GONE, Failure.LOGIN, Failure.REJECTED, Failure.REDIRECTS}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that gave no article: which, why, and what a person can do.

    `retry_after` is the moment before which a server asked not to be asked again.
    """

    item: str
    failure: Failure
    reason: str
    next_step: str
    retry_after: datetime | None = None

    @property
    def advice(self) -> Advice:
        """What a program should do with the item."""
        return Advice.REFUSE if self.failure in _LASTING else _ERRORS.get(self.failure, FetchFailed).advice

    def error(self) -> SaysoError:
        """The refusal as the error that a person reads."""
        return _ERRORS.get(self.failure, FetchFailed)(self.item, self.reason, self.next_step)

    def __str__(self) -> str:
        return self.error().sentence()


def refuse(item: str, failure: Failure, reason: str, next_step: str = "") -> Refusal:
    """A refusal whose words are safe to print whatever the item is called."""
    return Refusal(shown(item), failure, shown(reason), next_step)


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status, and where it led."""

    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The facts of one fetch: what was asked, where redirects led, what the server said.

    `etag` and `last_modified` are what the next conditional request sends back.
    """

    requested: str
    address: str
    status: int
    hops: tuple[Hop, ...] = ()
    charset: str = ""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Bytes, and what is known of them before anything parses them."""

    evidence: Evidence
    data: bytes = field(repr=False)
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Charset:
    """How bytes were turned into text. `certainty` is 0 to 1; `basis` says what it rests on."""

    name: str
    certainty: float
    basis: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a feed only sums up, with the summary as an article in case it can't be had."""

    address: str
    summary: Article | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed or sitemap as it names itself; what it does not give is empty.

    `key` is its own id, `changed` when a sitemap says it changed, as written. `article` is its text
    as an article, None where it has none; `full` says that this is the whole text, so that its page
    need not be fetched.
    """

    key: str
    address: str
    title: str
    article: Article | None = None
    full: bool = False
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one piece of evidence contains.

    `links` are pages that a feed only sums up; `charset` is None where the format fixes it. `entries`
    are the items of a feed or list, in its order.
    """

    articles: tuple[Article, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    links: tuple[Link, ...] = ()
    charset: Charset | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """Evidence bytes, where and when they are from, and the articles read out of them."""

    evidence: Evidence
    data: bytes = field(repr=False)
    articles: tuple[Article, ...]
    exchange: Exchange | None = None
    charset: Charset | None = None
