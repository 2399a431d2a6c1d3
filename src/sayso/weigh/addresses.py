"""Where the hyperlinks of chains lead: to an article of the case, or to an outlet whose site it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

_COMMON = re.compile(r"^(?:www|m|mobile|amp|edition|news)\.")


class Addressed(Protocol):
    """What is looked at of an article."""

    @property
    def outlet(self) -> str:
        """Who published it."""

    @property
    def url(self) -> str:
        """Its address."""


def bare(url: str) -> tuple[str, str]:
    """What two spellings of one web address share: the host without `www.` and the like, and the rest
    without a last slash. Empty where it has no host."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "", ""
    query = f"?{parts.query}" if parts.query else ""
    return _COMMON.sub("", host), f"{parts.path.rstrip('/')}{query}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The outlets of a question's articles by address, and by host where all on it are of one outlet."""

    pages: Mapping[tuple[str, str], str]
    hosts: Mapping[str, str]

    @classmethod
    def of(cls, articles: Iterable[Addressed]) -> Addresses:
        """Those of some articles, whatever their order."""
        pages: dict[tuple[str, str], str] = {}
        hosts: dict[str, set[str]] = {}
        for article in sorted(articles, key=lambda one: (one.url, one.outlet)):
            place = bare(article.url)
            if place[0] and article.outlet:
                pages.setdefault(place, article.outlet)
                hosts.setdefault(place[0], set()).add(article.outlet)
        return cls(pages, {host: next(iter(names)) for host, names in hosts.items() if len(names) == 1})

    def outlet_of(self, url: str) -> str:
        """The outlet that an address leads to; empty where it is of no article's."""
        place = bare(url)
        return self.pages.get(place) or self.hosts.get(place[0], "")
