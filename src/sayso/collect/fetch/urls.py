"""Addresses as browsers read them."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urljoin

import can_ada

from sayso.collect.items import Failure, Refusal, refuse
from sayso.collect.names import without_login

_LONGEST_ADDRESS = 8_000


def parse_address(address: str) -> can_ada.URL | Refusal:
    """An address as browsers read it (WHATWG URL), or why it is none that is fetched."""
    item, step = without_login(address), "Check the address."
    if len(address) > _LONGEST_ADDRESS:
        return refuse(item, Failure.ADDRESS, "the address is too long", step)
    try:
        url = can_ada.parse(address)
    except (ValueError, UnicodeError):
        return refuse(item, Failure.ADDRESS, "it is no address", step)
    if url.protocol not in {"http:", "https:"} or not url.hostname:
        reason = f"sayso fetches http and https only, not {url.protocol[:20]}"
        return refuse(item, Failure.ADDRESS, reason, step)
    if url.username or url.password:
        return refuse(item, Failure.ADDRESS, "it carries a name or password", "Leave them out.")
    return url


def join(base: str, location: str) -> str:
    """Where the Location field of a redirect leads. Servers send bytes there: UTF-8, or else Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location)
    except ValueError:
        return location
