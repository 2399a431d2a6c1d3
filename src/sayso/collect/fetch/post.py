"""One POST to an address of the user's, by the same guarded way as every fetch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore2

from sayso.collect.fetch.address import AddressRefusedError
from sayso.collect.fetch.body import read_body
from sayso.collect.fetch.connect import CheckedBackend, Deadline
from sayso.collect.fetch.urls import parse_address
from sayso.collect.items import Failure, Refusal, refuse
from sayso.terms.packing import BodyTooLargeError

_LATER = "It is tried again later."


@dataclass(frozen=True, slots=True)
class Posted:
    """What came back: the status and the body."""

    status: int
    body: bytes


def post(
    address: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    allow_hosts: tuple[str, ...] = (),
    seconds: float = 20.0,
) -> int | Refusal:
    """Send `body` and give the status of the answer, whose own body is not read. No redirect is followed."""
    found = ask(address, body, headers=headers, allow_hosts=allow_hosts, seconds=seconds, most=0)
    return found if isinstance(found, Refusal) else found.status


def ask(
    address: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    allow_hosts: tuple[str, ...] = (),
    seconds: float = 20.0,
    most: int,
) -> Posted | Refusal:
    """Send `body` and give the answer; with `most` its body of up to so many bytes. No redirect is
    followed."""
    url = parse_address(address)
    if isinstance(url, Refusal):
        return url
    deadline = Deadline()
    deadline.set(seconds)
    target = httpcore2.URL(
        scheme=url.protocol.rstrip(":"),
        host=url.hostname.strip("[]"),
        port=int(url.port) if url.port else None,
        target=(url.pathname or "/") + url.search,
    )
    sent = [("Host", url.host), ("Content-Length", str(len(body))), *headers.items()]
    timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds)}
    backend = CheckedBackend(allow_hosts=allow_hosts, deadline=deadline)
    try:
        with (
            httpcore2.ConnectionPool(network_backend=backend) as pool,
            pool.stream(
                "POST", target, headers=sent, content=body, extensions={"timeout": timeouts}
            ) as answer,
        ):
            data = read_body(answer.iter_stream(), limit=most) if most else b""
            return Posted(int(answer.status), data)
    except AddressRefusedError as error:
        step = "If you trust it, allow the host by name (SAYSO_ALLOW_HOSTS)."
        return refuse(address, Failure.ADDRESS, str(error), step)
    except BodyTooLargeError:
        return refuse(address, Failure.TOO_LARGE, f"its answer is larger than {most:,} bytes", _LATER)
    except httpcore2.TimeoutException:
        return refuse(address, Failure.TIMEOUT, "it did not answer in time", _LATER)
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        return refuse(address, Failure.CONNECTION, str(error)[:200] or "the connection was cut", _LATER)
