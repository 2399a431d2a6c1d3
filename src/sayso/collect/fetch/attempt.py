"""One request on the guarded way: where it goes, and in words every way in which it can fail."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import TypeVar

import can_ada
import httpcore2

from sayso.collect.fetch.address import AddressRefusedError
from sayso.collect.items import Failure, Refusal, refuse
from sayso.terms.packing import BodyTooLargeError

LATER = "Try again later; what is stored is safe."

Got = TypeVar("Got")


def target_of(url: can_ada.URL) -> httpcore2.URL:
    """Where a request goes; built from its parts, so that no second parser can see another host in it."""
    return httpcore2.URL(
        scheme=url.protocol.rstrip(":"),
        host=url.hostname.strip("[]"),
        port=int(url.port) if url.port else None,
        target=(url.pathname or "/") + url.search,
    )


def timeouts(seconds: float) -> dict[str, dict[str, float]]:
    """How long each step of a request may take, as the connection pool is told it."""
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds)}


def attempt(
    ask: Callable[[], Got], url: can_ada.URL, address: str, *, too_large: Refusal, later: str = LATER
) -> Got | Refusal:
    """What `ask` gives, or why it could not: a forbidden address, no answer in time, no connection, a
    certificate that proves nothing, an answer that is too large. `later` is the step for what may pass."""
    try:
        return ask()
    except AddressRefusedError as error:
        step = "If you trust it, allow the host by name (SAYSO_ALLOW_HOSTS)."
        return refuse(address, Failure.ADDRESS, str(error), step)
    except BodyTooLargeError:
        return too_large
    except httpcore2.TimeoutException:
        return refuse(address, Failure.TIMEOUT, f"{url.hostname} did not answer in time", later)
    except httpcore2.NetworkError as error:
        return _network_refusal(error, url, address)
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        reason = f"{url.hostname} broke off or does not speak HTTP ({str(error)[:100]})"
        return refuse(address, Failure.CONNECTION, reason, later)


def _why(error: Exception) -> str:
    """What the system said, without its numbers."""
    said = getattr(error, "strerror", None) or str(error).partition("] ")[2] or str(error)
    return said[:100] or "the connection was cut"


def _network_refusal(error: Exception, url: can_ada.URL, address: str) -> Refusal:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            why = getattr(cause, "verify_message", "") or cause.reason
            reason = f"{url.hostname} can't prove who it is ({why})"
            return refuse(address, Failure.TLS, reason, "Check the clock of this machine and the address.")
        cause = cause.__cause__ or cause.__context__
    reason = f"{url.hostname} can't be reached ({_why(error)})"
    return refuse(address, Failure.CONNECTION, reason, "Check the address and the network, then try again.")
