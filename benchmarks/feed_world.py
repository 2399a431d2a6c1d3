"""A made world of feeds on a loopback server, with a clock of its own: `serve` runs it in a process.

Every feed is a pure function of its number, the seed and the moment, so that what it ever published is
known exactly. Half of the feeds do something that real ones do: no ids, ids made anew each time, one date
for all items, no dates, new dates each time, another order each time, a charset that is not the one
declared. Hosts fail for hours: 429 with Retry-After, 5xx, resets, slow drips, gzip bombs.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Protocol

START = datetime(2026, 3, 1, tzinfo=UTC)
SHOWN = 20  # items that a feed shows at once
SHARING = 5  # feeds of one host
DRIP_SECONDS = 1.5  # of real time, longer than any client here waits
KEYS = ("guid", "guid", "none", "anew")
DATES = ("true", "true", "same", "none", "anew")
ORDERS = ("newest", "oldest", "shuffled")
VALIDATORS = ("etag", "modified", "none")
CHARSETS = ("utf-8", "utf-8", "latin-1")
FAULTS = ("429", "503", "500", "reset", "drip", "bomb", "html")
_BOMB = gzip.compress(b"\0" * 30_000_000, 9)


@dataclass(frozen=True)
class Fault:
    """What a host does wrong from one moment to another, in seconds since the start."""

    kind: str
    begin: float
    end: float


@dataclass(frozen=True)
class Feed:
    """One feed: how it behaves, and the moments at which its items come out."""

    number: int
    keys: str
    dates: str
    order: str
    validator: str
    charset: str
    full: bool
    moments: tuple[float, ...]

    @property
    def host(self) -> str:
        """Where it is served; some feeds share one."""
        return f"h{self.number // SHARING}.test"

    @property
    def path(self) -> str:
        """Its path there."""
        return f"/{self.number}/feed"

    def token(self, item: int) -> str:
        """The word that only this item has."""
        return f"tok{self.number}x{item}"

    def out(self, now: float) -> list[int]:
        """The items that the feed shows at a moment."""
        shown = [number for number, moment in enumerate(self.moments) if moment <= now]
        return shown[-SHOWN:]


@dataclass(frozen=True)
class World:
    """All feeds, and what their hosts do wrong."""

    feeds: tuple[Feed, ...]
    faults: dict[str, tuple[Fault, ...]] = field(repr=False)


def make_world(feeds: int, days: float, *, seed: int) -> World:
    """The world of a seed."""
    dice = random.Random(seed)
    made = tuple(_feed(number, days, random.Random(f"{seed}.{number}")) for number in range(feeds))
    faults = {host: _faults(days, dice) for host in sorted({feed.host for feed in made})}
    return World(made, faults)


def _feed(number: int, days: float, dice: random.Random) -> Feed:
    rate = dice.choice((0.1, 0.3, 1.0, 3.0))  # items a day
    moments, moment = [], -dice.uniform(0, 5 * 86_400)
    while moment < days * 86_400:
        moments.append(moment)
        moment += dice.expovariate(rate / 86_400)
    return Feed(
        number=number,
        keys=dice.choice(KEYS),
        dates=dice.choice(DATES),
        order=dice.choice(ORDERS),
        validator=dice.choice(VALIDATORS),
        charset=dice.choice(CHARSETS),
        full=dice.random() < 0.8,
        moments=tuple(moments),
    )


def _faults(days: float, dice: random.Random) -> tuple[Fault, ...]:
    found = []
    for _ in range(dice.choice((0, 0, 1, 2))):
        begin = dice.uniform(0.1, max(days - 3, 0.2)) * 86_400
        kind = dice.choice(FAULTS)
        hours = 2 if kind == "drip" else dice.uniform(1, 20)
        found.append(Fault(kind, begin, begin + hours * 3600))
    return tuple(found)


def feed_xml(feed: Feed, now: float) -> bytes:
    """The feed's document at a moment."""
    items = feed.out(now)
    if feed.order == "newest":
        items = items[::-1]
    elif feed.order == "shuffled":
        random.Random(now).shuffle(items)
    head = f"<title>Feed {feed.number} café</title><link>http://{feed.host}/</link>"
    body = "".join(_item(feed, item, now) for item in items)
    text = f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{body}</channel></rss>"
    return text.encode(feed.charset)


def _item(feed: Feed, item: int, now: float) -> str:
    token = feed.token(item)
    keys = {"guid": f"id-{token}", "none": "", "anew": hashlib.sha1(f"{token}{now}".encode()).hexdigest()}
    key = f"<guid isPermaLink='false'>{keys[feed.keys]}</guid>" if keys[feed.keys] else ""
    moments = {"true": feed.moments[item], "same": 0.0, "anew": now}
    date = ""
    if feed.dates != "none":
        stamp = format_datetime(START + timedelta(seconds=moments[feed.dates]))
        date = f"<pubDate>{stamp}</pubDate>"
    words = f"{token} said Zoë Müller of the harbour office"
    text = "".join(f"&lt;p&gt;{words}, part {part}.&lt;/p&gt;" for part in range(5)) if feed.full else words
    link = f"<link>http://{feed.host}:{{port}}/{feed.number}/item/{item}?utm_source=rss</link>"
    return f"<item><title>News {token}</title>{link}{key}{date}<description>{text}</description></item>"


def page_html(feed: Feed, item: int) -> bytes:
    """The page of an item that the feed only sums up."""
    token = feed.token(item)
    part = f"{token}: Zoë Müller said that this part of the matter was closed. {'So be it. ' * 10}"
    text = "".join(f"<p>{part} {number}</p>" for number in range(5))
    head = f"<title>News {token}</title><meta charset='utf-8'>"
    return f"<html><head>{head}</head><body><h1>News {token}</h1>{text}</body></html>".encode()


class Shared(Protocol):
    """The clock that the servers read: seconds since the start."""

    value: float


Hit = tuple[str, float, str, str]
"""A request: its host, the moment, the path, what was answered."""


@dataclass
class Served:
    """A world that is served: its port, the clock to turn, and a way to get the log of requests."""

    port: int
    clock: Shared
    pipe: Connection

    def log(self) -> list[Hit]:
        """The requests since this was last called."""
        self.pipe.send("log")
        found: list[Hit] = self.pipe.recv()
        return found


@contextmanager
def served(world: World, *, port: int = 0, moment: float = 0.0) -> Iterator[Served]:
    """Serve a world from a process of its own until the block ends, from a moment of its clock on."""
    context = get_context("spawn")
    clock = context.Value("d", moment, lock=False)
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(world, port, clock, theirs), daemon=True)
    process.start()
    try:
        yield Served(ours.recv(), clock, ours)
    finally:
        process.kill()
        process.join()


@contextmanager
def names_lead_here() -> Iterator[None]:
    """Every name that ends in .test is the loopback address, for every client in this process."""
    real = socket.getaddrinfo

    def here(host: object, *rest: object, **more: object) -> object:
        name = host.decode() if isinstance(host, bytes) else str(host)
        return real("127.0.0.1" if name.endswith(".test") else host, *rest, **more)  # type: ignore[arg-type]

    socket.getaddrinfo = here  # type: ignore[assignment]
    try:
        yield
    finally:
        socket.getaddrinfo = real


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        now = float(self.server.clock.value)
        host = self.headers.get("Host", "").partition(":")[0]
        answered = self._answer(host, now)
        self.server.hits.append((host, now, self.path, answered))

    def _answer(self, host: str, now: float) -> str:
        if self.path == "/robots.txt":
            rules = b"User-agent: *\nCrawl-delay: 4\n" if host.endswith(("3.test", "7.test")) else b""
            return self._send(200, rules, "text/plain")
        fault = next((f for f in self.server.world.faults[host] if f.begin <= now < f.end), None)
        if fault is not None:
            return self._fail(fault, now)
        _, number, kind, *rest = self.path.partition("?")[0].split("/")
        feed = self.server.world.feeds[int(number)]
        if kind == "item":
            return self._send(200, page_html(feed, int(rest[0])), "text/html; charset=utf-8")
        return self._feed(feed, now)

    def _feed(self, feed: Feed, now: float) -> str:
        newest = feed.out(now)[-1] if feed.out(now) else -1
        tag, stamp = f'"{newest}"', format_datetime(START + timedelta(seconds=newest), usegmt=True)
        if feed.validator == "etag" and self.headers.get("If-None-Match") == tag:
            return self._send(304, b"", "")
        if feed.validator == "modified" and self.headers.get("If-Modified-Since") == stamp:
            return self._send(304, b"", "")
        given = {"etag": {"ETag": tag}, "modified": {"Last-Modified": stamp}, "none": {}}[feed.validator]
        port = str(self.server.server_address[1]).encode()
        body = feed_xml(feed, now).replace(b"{port}", port)
        return self._send(200, body, "application/rss+xml; charset=utf-8", given)

    def _fail(self, fault: Fault, now: float) -> str:
        if fault.kind == "429":
            self._send(429, b"", "", {"Retry-After": str(int(min(fault.end - now, 7200)) + 1)})
        elif fault.kind in {"503", "500"}:
            self._send(int(fault.kind), b"oh", "text/plain")
        elif fault.kind == "bomb":
            self._send(200, _BOMB, "application/rss+xml", {"Content-Encoding": "gzip"})
        elif fault.kind == "html":
            self._send(200, b"<html><title>Back soon</title><p>a</p><p>b</p></html>", "text/html")
        elif fault.kind == "reset":
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
        else:
            self._drip()
        return fault.kind

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        end = time.monotonic() + DRIP_SECONDS
        try:
            while time.monotonic() < end:
                self.wfile.write(b"<")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True

    def _send(self, status: int, body: bytes, kind: str, given: dict[str, str] | None = None) -> str:
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind or "text/plain", **(given or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True
        return str(status)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 200
    world: World
    clock: Shared
    hits: list[Hit]

    def handle_error(self, request: object, client_address: object) -> None:
        pass


def _serve(world: World, port: int, clock: Shared, pipe: Connection) -> None:
    server = _Server(("127.0.0.1", port), _Handler)
    server.world, server.clock, server.hits = world, clock, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send(server.server_address[1])
    while True:
        pipe.recv()
        told, server.hits = server.hits, []
        pipe.send(told)
