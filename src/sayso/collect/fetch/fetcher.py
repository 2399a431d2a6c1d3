"""One address -> the bytes behind it and the facts of how they came, or why not."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from typing import Self

import can_ada
import httpcore2

from sayso.collect.evidence import evidence_of, now
from sayso.collect.fetch.answers import MOVED, Answer, refusal_of
from sayso.collect.fetch.attempt import LATER, attempt, target_of, timeouts
from sayso.collect.fetch.body import read_body
from sayso.collect.fetch.connect import CheckedBackend, Deadline, Resolve, resolve
from sayso.collect.fetch.pace import Pace
from sayso.collect.fetch.robots import MOST_BYTES, Robots, Rules
from sayso.collect.fetch.urls import join, parse_address
from sayso.collect.items import Exchange, Failure, Gathered, Hop, Options, Refusal, refuse
from sayso.collect.names import shown, without_login
from sayso.terms.packing import BodyDamagedError, BodyTooLargeError, unpack

_MOST_HOPS = 10
_READ_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with the last answer, to ask only for something newer."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed since the last answer."""

    exchange: Exchange


class Fetcher:
    """Fetches pages one at a time: addresses checked, robots heard, hosts not hurried.

    `record` gets every answer before anything reads it, which is where evidence is written. Use one
    fetcher a thread; several can share their `pace` and the robots `rules` they met.
    """

    def __init__(
        self,
        *,
        options: Options,
        pace: Pace | None = None,
        rules: Rules | None = None,
        resolve: Resolve = resolve,
        record: Callable[[Answer], None] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = now,
    ) -> None:
        self._options = options
        self._pace = pace or Pace(delay=options.host_delay)
        self._record = record
        self._now = now
        self._deadline = Deadline()
        self._robots = Robots(
            ask=self._ask_rules, user_agent=options.user_agent, known=rules, clock=self._pace.now
        )
        backend = CheckedBackend(allow_hosts=options.allow_hosts, deadline=self._deadline, resolve=resolve)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context, network_backend=backend, max_connections=20, keepalive_expiry=15
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def __call__(self, address: str) -> Gathered | Refusal:
        """The bytes behind an address as evidence."""
        found = self.fetch(address)
        if isinstance(found, Unchanged):
            reason = "the server says 'not modified' although nothing was asked for"
            return refuse(address, Failure.SERVER, reason, LATER)
        return found

    def fetch(self, address: str, *, validators: Validators | None = None) -> Gathered | Unchanged | Refusal:
        """The bytes behind an address, or word that they are still the same, or why not. Redirects
        are followed and kept; each step is checked like the first."""
        hops: list[Hop] = []
        found = self._follow(address, hops, _conditions(validators))
        if isinstance(found, Refusal) and hops:
            return replace(found, reason=f"a redirect leads to {hops[-1].address[:200]}: {found.reason}")
        return found

    def _follow(
        self, address: str, hops: list[Hop], headers: tuple[tuple[str, str], ...]
    ) -> Gathered | Unchanged | Refusal:
        step = address
        while True:
            url = parse_address(step)
            if isinstance(url, Refusal):
                return replace(url, item=shown(address)) if hops else url
            refusal = self._may(url, address)
            if refusal is not None:
                return refusal
            answer = self._ask(url, address, headers=headers, limit=self._options.max_page_bytes)
            self._pace.done(url.hostname, delay=self._robots.delay(url))
            if isinstance(answer, Refusal):
                return answer
            location = answer.header("location")
            if answer.status not in MOVED or not location:
                return self._result(answer, address, hops)
            if len(hops) >= _MOST_HOPS:
                advice = "Open it in a browser, save the page, add the file."
                return refuse(address, Failure.REDIRECTS, f"there are more than {_MOST_HOPS} of them", advice)
            step = join(answer.address, location)
            hops.append(Hop(answer.status, shown(without_login(step))))

    def _result(self, answer: Answer, address: str, hops: list[Hop]) -> Gathered | Unchanged | Refusal:
        exchange = _exchange(answer, address, hops)
        if answer.status == 304:
            return Unchanged(exchange)
        refusal = refusal_of(
            address, answer.status, retry_after=answer.header("retry-after"), now=answer.moment
        )
        if refusal is not None:
            if refusal.retry_after is not None:
                wait = (refusal.retry_after - answer.moment).total_seconds()
                self._pace.done(_host(answer.address), delay=wait)
            return refusal
        try:
            encoding = answer.header("content-encoding")
            data = unpack(answer.raw, encoding, limit=self._options.max_page_bytes)
        except BodyTooLargeError:
            return self._too_large(address)
        except BodyDamagedError as error:
            return refuse(address, Failure.UNREADABLE, str(error), LATER)
        return evidence_of(data, origin=exchange.address, collected=answer.moment, exchange=exchange)

    def _may(self, url: can_ada.URL, address: str) -> Refusal | None:
        """What forbids asking for `url`: its robots.txt, or a host that asked for more time."""
        if not self._options.robots:
            return self._turn(url, address)
        new = not self._robots.is_known(url)
        refusal = self._robots.refusal(url, address)
        if new:  # the time between requests that the rules ask for holds after their own request too
            self._pace.done(url.hostname, delay=self._robots.delay(url))
        return refusal or self._turn(url, address)

    def _turn(self, url: can_ada.URL, address: str) -> Refusal | None:
        """Wait for the host's turn; a refusal where that is far away."""
        left = self._pace.wait(url.hostname)
        if not left:
            return None
        reason = f"the host asked to be left alone for {left:,.0f} more seconds"
        return refuse(address, Failure.TOO_MANY, reason, "Wait, then try again.")

    def _ask_rules(self, url: can_ada.URL, address: str) -> Answer | Refusal:
        refusal = self._turn(url, address)
        if refusal is not None:
            return refusal
        return self._ask(url, address, headers=(), limit=MOST_BYTES)

    def _ask(
        self, url: can_ada.URL, address: str, *, headers: tuple[tuple[str, str], ...], limit: int
    ) -> Answer | Refusal:
        """One request, no redirect followed; every way in which it can fail has its own words."""
        self._deadline.set(self._options.fetch_seconds)
        answer = attempt(
            lambda: self._exchange(url, headers, limit), url, address, too_large=self._too_large(address)
        )
        if isinstance(answer, Refusal):
            return answer
        if self._record is not None:
            self._record(answer)
        return answer

    def _exchange(self, url: can_ada.URL, extra: tuple[tuple[str, str], ...], limit: int) -> Answer:
        sent = (
            ("Host", url.host),
            ("User-Agent", self._options.user_agent),
            (
                "Accept",
                "text/html, application/xhtml+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
            ),
            ("Accept-Encoding", "gzip, deflate"),
            *extra,
        )
        seconds = min(_READ_SECONDS, self._options.fetch_seconds)
        moment = self._now()
        with self._pool.stream(
            "GET", target_of(url), headers=list(sent), extensions=timeouts(seconds)
        ) as response:
            headers = tuple(
                (key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers
            )
            raw = read_body(response.iter_stream(), limit=limit)
            reason = bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1")
            return Answer(url.href.partition("#")[0], response.status, sent, headers, raw, moment, reason)

    def _too_large(self, address: str) -> Refusal:
        reason = f"it is larger than {self._options.max_page_bytes / 1e6:,.1f} MB"
        return refuse(address, Failure.TOO_LARGE, reason, "Save it, cut it down and add the file.")


def _exchange(answer: Answer, address: str, hops: list[Hop]) -> Exchange:
    content_type = answer.header("content-type")
    message = Message()
    message["content-type"] = content_type.replace("\n", " ").replace("\r", " ")[:200]
    return Exchange(
        requested=address,
        address=answer.address,
        status=answer.status,
        hops=tuple(hops),
        charset=str(message.get_param("charset", "") or ""),
        content_type=content_type,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
    )


def _conditions(validators: Validators | None) -> tuple[tuple[str, str], ...]:
    if validators is None:
        return ()
    fields = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return tuple((name, value) for name, value in fields if value)


def _host(address: str) -> str:
    return str(can_ada.parse(address).hostname)
