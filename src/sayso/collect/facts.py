"""What a page says of itself: title, authors, site, address, language, and when it was published.

Trafilatura reads meta tags, JSON-LD and the page for title and authors; its categories, tags and
licence, a third of its time here, are not asked for. Htmldate looks for a date where none is stated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sayso.collect import dates
from sayso.collect.names import domain_of, is_web
from sayso.terms.time import Certainty, Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STATED_IN = (
    ("//meta[@property='article:published_time']/@content", "article:published_time"),
    ("//meta[@property='og:article:published_time']/@content", "og:article:published_time"),
    ("//meta[@itemprop='datePublished']/@content", "datePublished"),
    ("//*[@itemprop='datePublished']/@datetime", "datePublished"),
    ("//meta[@name='parsely-pub-date']/@content", "parsely-pub-date"),
    ("//meta[@name='sailthru.date']/@content", "sailthru.date"),
    (
        "//meta[@name='dc.date.issued' or @name='DC.date.issued' or @name='DCTERMS.issued']/@content",
        "dc.date",
    ),
    ("//meta[@name='pubdate' or @name='publish-date' or @name='publishdate']/@content", "pubdate"),
    ("//time[@pubdate]/@datetime", "time pubdate"),
)
_LD = "//script[@type='application/ld+json']/text()"
_LD_DEEPEST = 6
_DATED_PATH = re.compile(r"/(?:19|20)\d\d[/-]?\d\d[/-]?\d\d(?:/|-|\.|$)")
_OWN_ADDRESS = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
_LONGEST_SITE = 80


@dataclass(frozen=True, slots=True)
class Facts:
    """Strings are empty where the page says nothing."""

    published: Published
    title: str
    authors: tuple[str, ...]
    site: str
    url: str
    language: str


def about(tree: HtmlElement, *, address: str, collected: datetime) -> Facts:
    """The facts of a parsed page that was fetched from `address` (empty for a file)."""
    from trafilatura import metadata

    found = metadata.extract_meta_json(tree, metadata.examine_meta(tree))
    # One word is a handle or a department more often than a name.
    author = found.author if found.author and " " in found.author else metadata.extract_author(tree)
    return Facts(
        published=published(tree, address=address, collected=collected),
        title=found.title or metadata.extract_title(tree) or "",
        authors=tuple(re.split(r"\s*;\s*", author)) if author else (),
        site=_site(found.sitename or metadata.extract_sitename(tree) or ""),
        url=_own_address(tree, address),
        language=str(next(iter(tree.xpath("/html/@lang | /html/@xml:lang")), "")),
    )


def published(tree: HtmlElement, *, address: str, collected: datetime) -> Published:
    """Stated by the page's own metadata, or else inferred by htmldate from its address and text."""
    for value, name in _stated(tree):
        if dates.interval_of(value)[0] is not None:
            return dates.published(value, collected=collected, basis=f"the page's {name}")
    from htmldate import find_date

    latest = collected.date().isoformat()
    found = find_date(tree, original_date=True, url=address or None, max_date=latest)
    if not found:
        return dates.unknown(collected)
    basis = "the address" if _DATED_PATH.search(urlsplit(address).path) else "dates on the page"
    return dates.published(found, collected=collected, basis=basis, certainty=Certainty.INFERRED)


def _stated(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for path, name in _STATED_IN:
        yield from ((str(value), name) for value in tree.xpath(path))
    for script in tree.xpath(_LD):
        try:
            yield from ((value, "datePublished") for value in _ld_dates(json.loads(script), 0))
        except (ValueError, RecursionError):
            continue


def _ld_dates(value: object, depth: int) -> Iterator[str]:
    if depth > _LD_DEEPEST:
        return
    if isinstance(value, dict):
        if isinstance(stated := value.get("datePublished"), str):
            yield stated
        for inner in value.values():
            yield from _ld_dates(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _ld_dates(inner, depth + 1)


def _site(name: str) -> str:
    """A site name that is one: not an address, not a handle, not a slogan."""
    name = name.strip().removeprefix("@")
    return "" if "://" in name or len(name) > _LONGEST_SITE else name


def _own_address(tree: HtmlElement, address: str) -> str:
    """The address that the page gives as its own, made absolute; or the one it was fetched from. A
    page may speak for its own site only: whoever copies an article often copies this field too."""
    own = str(next(iter(tree.xpath(_OWN_ADDRESS)), "")).strip()
    try:
        url = urljoin(address, own)
    except ValueError:
        return address
    return url if is_web(url) and (not address or domain_of(url) == domain_of(address)) else address
