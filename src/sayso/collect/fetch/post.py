"""One POST to an address of the user's, by the same guarded way as every fetch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore2

from sayso.collect.fetch.attempt import attempt, target_of, timeouts
from sayso.collect.fetch.body import read_body
from sayso.collect.fetch.connect import CheckedBackend, Deadline
from sayso.collect.fetch.urls import parse_address
from sayso.collect.items import Failure, Refusal, refuse

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
    sent = [("Host", url.host), ("Content-Length", str(len(body))), *headers.items()]
    backend = CheckedBackend(allow_hosts=allow_hosts, deadline=deadline)

    def exchange() -> Posted:
        with (
            httpcore2.ConnectionPool(network_backend=backend) as pool,
            pool.stream(
                "POST", target_of(url), headers=sent, content=body, extensions=timeouts(seconds)
            ) as answer,
        ):
            data = read_body(answer.iter_stream(), limit=most) if most else b""
            return Posted(int(answer.status), data)

    large = refuse(address, Failure.TOO_LARGE, f"its answer is larger than {most:,} bytes", _LATER)
    return attempt(exchange, url, address, too_large=large, later=_LATER)
