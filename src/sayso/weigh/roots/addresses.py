"""Where the hyperlinks of chains lead: to an article of the case, or to an outlet whose site it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sayso.terms.version import address_key


class Addressed(Protocol):
    """What is looked at of an article."""

    @property
    def outlet(self) -> str:
        """Who published it."""

    @property
    def url(self) -> str:
        """Its address."""


def site(url: str) -> str:
    """The host of an address without `www.`, empty where it has none."""
    return address_key(url).partition("/")[0] if "://" in url else ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The outlets of a question's articles by address, and by host where all on it are of one outlet."""

    pages: Mapping[str, str]
    hosts: Mapping[str, str]

    @classmethod
    def of(cls, articles: Iterable[Addressed]) -> Addresses:
        """Those of some articles, whatever their order."""
        pages: dict[str, str] = {}
        hosts: dict[str, set[str]] = {}
        for article in sorted(articles, key=lambda one: (one.url, one.outlet)):
            if (host := site(article.url)) and article.outlet:
                pages.setdefault(address_key(article.url), article.outlet)
                hosts.setdefault(host, set()).add(article.outlet)
        return cls(pages, {host: next(iter(names)) for host, names in hosts.items() if len(names) == 1})

    def outlet_of(self, url: str) -> str:
        """The outlet that an address leads to; empty where it is of no article's."""
        return self.pages.get(address_key(url)) or self.hosts.get(site(url), "")
