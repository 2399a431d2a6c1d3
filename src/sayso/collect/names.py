"""Names of files, addresses and outlets, made safe to store and print."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
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


def without_login(address: str) -> str:
    """An address without the name and password in it, which no message or store should hold."""
    return re.sub(r"//[^/?#]*@", "//", address)


def without_tracking(url: str) -> str:
    """An address without its fragment and without what only says how a reader came to it. The order
    and spelling of everything else stay as they are."""
    base, mark, query = url.partition("#")[0].partition("?")
    kept = "&".join(part for part in query.split("&") if part and not _tracks(part.partition("=")[0]))
    return f"{base}?{kept}" if mark and kept else base


def _tracks(name: str) -> bool:
    names, prefixes = _tracking()
    return name.lower() in names or name.lower().startswith(prefixes)


@lru_cache(maxsize=1)
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    text = resources.files("sayso.collect").joinpath("tracking.toml").read_text("utf-8")
    known = tomllib.loads(text)
    return frozenset(known["names"]), tuple(known["prefixes"])


def is_web(url: str) -> bool:
    """Whether this is an http or https address with a host."""
    return url[:8].lower().startswith(("http://", "https://")) and bool(host_of(url))


def domain_of(url: str) -> str:
    """The registrable domain of an address (`news.example.co.uk` -> `example.co.uk`), or its host
    where there is none (an IP address, `localhost`). Uses the suffix list that is installed."""
    host = host_of(url)
    return str(_suffixes()(host).top_domain_under_public_suffix or host) if host else ""


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
