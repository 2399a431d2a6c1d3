"""Names of files, addresses and outlets, made safe to store and print."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

LONGEST = 400


def shown(name: str) -> str:
    """`name` on one line with nothing that moves a cursor, hides or reverses words: control and
    format characters and lone surrogates become visible escapes, and a long name is cut."""
    cut = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    return "".join(_visible(char) for char in cut)


def _visible(char: str) -> str:
    return char if char.isprintable() else char.encode("unicode_escape").decode("ascii")


def host_of(url: str) -> str:
    """The host of an address in lower case, or an empty string."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def domain_of(url: str) -> str:
    """The registrable domain of an address (`news.example.co.uk` -> `example.co.uk`), or its host
    where there is none (an IP address, `localhost`). Uses the suffix list that is installed."""
    host = host_of(url)
    return str(_suffixes()(host).top_domain_under_public_suffix or host) if host else ""


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
