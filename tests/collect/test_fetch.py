"""Fetching from real servers: what comes back, what is kept of how, and every way to fail."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from sayso.collect import Collected, Exchange, Failure, Gathered, Options, Refusal, collect
from sayso.collect.fetch.answers import Answer, retry_moment
from sayso.collect.fetch.fetcher import Fetcher, Unchanged, Validators
from sayso.collect.fetch.pace import Pace
from sayso.errors import Advice
from tests.collect.servers import Reply, Served, served
from tests.collect.test_parse import PAGE


def options(server: Served, **changes: Any) -> Options:
    plain: dict[str, Any] = {
        "allow_hosts": ("127.0.0.1",),
        "host_delay": 0.0,
        "robots": False,
        "fetch_seconds": 5,
    }
    return Options(**(plain | changes))


def fetch(server: Served, path: str, **changes: Any) -> Gathered | Refusal:
    with Fetcher(options=options(server, **changes)) as fetcher:
        return fetcher(server.url(path))


def refused(server: Served, path: str, **changes: Any) -> Refusal:
    found = fetch(server, path, **changes)
    assert isinstance(found, Refusal), found
    return found


def exchange(found: Gathered | Refusal | Unchanged) -> Exchange:
    assert isinstance(found, Gathered), found
    assert found.exchange is not None
    return found.exchange


def test_a_page_comes_with_the_facts_of_how_it_came() -> None:
    headers = {
        "ETag": '"v1"',
        "Last-Modified": "Wed, 02 Apr 2031 16:00:00 GMT",
        "Content-Type": "text/html; charset=UTF-8",
    }
    with served({"/a": Reply(PAGE.encode(), headers=headers)}) as server:
        found = exchange(fetch(server, "/a#part"))
        assert (found.status, found.charset, found.etag) == (200, "UTF-8", '"v1"')
        assert found.address == server.url("/a")
        assert server.hits[0][1]["user-agent"].startswith("sayso/")


def test_redirects_are_kept_as_facts() -> None:
    routes = {
        "/a": Reply(status=301, headers={"Location": "b"}),
        "/b": Reply(status=302, headers={"Location": "/c"}),
    }
    with served(routes | {"/c": Reply(PAGE.encode())}) as server:
        found = exchange(fetch(server, "/a"))
        assert [(hop.status, hop.address) for hop in found.hops] == [
            (301, server.url("/b")),
            (302, server.url("/c")),
        ]
        assert (found.requested, found.address) == (server.url("/a"), server.url("/c"))


def test_a_ring_of_redirects_ends() -> None:
    with served({"/a": Reply(status=302, headers={"Location": "/a"})}) as server:
        assert refused(server, "/a").failure is Failure.REDIRECTS
        assert len(server.hits) == 11


def test_only_what_changed_is_sent_again() -> None:
    def answer(request: BaseHTTPRequestHandler) -> Reply:
        same = request.headers.get("If-None-Match") == '"v1"'
        return Reply(status=304) if same else Reply(b"words", headers={"ETag": '"v1"'})

    with served({"/a": answer}) as server, Fetcher(options=options(server)) as fetcher:
        first = exchange(fetcher.fetch(server.url("/a")))
        again = fetcher.fetch(server.url("/a"), validators=Validators(first.etag, first.last_modified))
        assert isinstance(again, Unchanged)


@pytest.mark.parametrize(
    ("status", "failure", "advice"),
    [
        (401, Failure.LOGIN, Advice.REFUSE),
        (403, Failure.LOGIN, Advice.REFUSE),
        (404, Failure.NOT_FOUND, Advice.REFUSE),
        (410, Failure.GONE, Advice.REFUSE),
        (418, Failure.REJECTED, Advice.REFUSE),
        (429, Failure.TOO_MANY, Advice.RETRY),
        (451, Failure.REJECTED, Advice.REFUSE),
        (500, Failure.SERVER, Advice.RETRY),
        (503, Failure.SERVER, Advice.RETRY),
        (204, Failure.EMPTY, Advice.REFUSE),
    ],
)
def test_each_failure_has_its_class_and_its_next_step(status: int, failure: Failure, advice: Advice) -> None:
    with served({"/a": Reply(status=status)}) as server:
        refusal = refused(server, "/a")
        assert (refusal.failure, refusal.advice) == (failure, advice)
        assert server.url("/a") in str(refusal)
        assert str(status) in refusal.reason
        assert refusal.next_step


def test_a_host_that_asks_to_wait_is_left_alone() -> None:
    with served({"/a": Reply(status=429, headers={"Retry-After": "120"})}) as server:
        with Fetcher(options=options(server)) as fetcher:
            first, second = fetcher(server.url("/a")), fetcher(server.url("/b"))
        assert isinstance(first, Refusal)
        assert first.retry_after is not None
        assert isinstance(second, Refusal)
        assert second.failure is Failure.TOO_MANY
        assert len(server.hits) == 1


def test_retry_after_reads_seconds_and_dates_and_nothing_else() -> None:
    now = datetime(2031, 1, 1, tzinfo=UTC)
    assert retry_moment("60", now=now) == now + timedelta(seconds=60)
    assert retry_moment("Wed, 01 Jan 2031 01:00:00 GMT", now=now) == now + timedelta(hours=1)
    assert retry_moment("9" * 5000, now=now) == now + timedelta(days=30)
    for nonsense in ("", "soon", "-5", "Wed, 01 Jan 2020 01:00:00 GMT", "²"):
        assert retry_moment(nonsense, now=now) is None


def test_a_server_that_never_answers_is_given_up() -> None:
    with served({"/a": Reply(b"late", silent=3)}) as server:
        began = time.monotonic()
        assert refused(server, "/a", fetch_seconds=0.4).failure is Failure.TIMEOUT
        assert time.monotonic() - began < 2


def test_a_server_that_drips_bytes_is_given_up() -> None:
    with served({"/a": Reply(b"x" * 200, drip=0.05)}) as server:
        assert refused(server, "/a", fetch_seconds=0.5).failure is Failure.TIMEOUT


def test_headers_that_drip_are_given_up_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            talk, _ = listening.accept()
            with talk:
                try:
                    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100:
                        talk.sendall(bytes([byte]))
                        time.sleep(0.05)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        limits = Options(allow_hosts=("127.0.0.1",), robots=False, fetch_seconds=0.5)
        with Fetcher(options=limits) as fetcher:
            began = time.monotonic()
            found = fetcher(f"http://127.0.0.1:{listening.getsockname()[1]}/")
            assert time.monotonic() - began < 2
        assert isinstance(found, Refusal)
        assert found.failure is Failure.TIMEOUT


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with served({"/a": Reply(bomb, headers={"Content-Encoding": "gzip"})}) as server:
        assert refused(server, "/a", max_page_bytes=1_000_000).failure is Failure.TOO_LARGE


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_packed_pages_are_unpacked(encoding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE.encode()[:100]) + gzip.compress(PAGE.encode()[100:]),
        "deflate": zlib.compress(PAGE.encode()),
        "raw deflate": raw.compress(PAGE.encode()) + raw.flush(),
    }[encoding]
    with served({"/a": Reply(packed, headers={"Content-Encoding": encoding.split()[-1]})}) as server:
        found = fetch(server, "/a")
        assert isinstance(found, Gathered)
        assert found.data == PAGE.encode()


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", b"plain words"), ("br", b"\x0b\x02"), ("gzip, gzip", b"\x1f\x8b")]
)
def test_what_can_not_be_unpacked_is_refused(encoding: str, body: bytes) -> None:
    with served({"/a": Reply(body, headers={"Content-Encoding": encoding})}) as server:
        assert refused(server, "/a").failure is Failure.UNREADABLE


def test_half_a_gzip_is_refused() -> None:
    with served(
        {"/a": Reply(gzip.compress(PAGE.encode())[:-60], headers={"Content-Encoding": "gzip"})}
    ) as server:
        assert "cut short" in refused(server, "/a").reason


def test_a_page_that_breaks_off_is_refused() -> None:
    with served({"/a": Reply(b"half", cut=True)}) as server:
        assert refused(server, "/a").failure is Failure.CONNECTION


def test_a_large_page_stops_at_the_limit() -> None:
    with served({"/a": Reply(b"x" * 300_000)}) as server:
        assert refused(server, "/a", max_page_bytes=100_000).failure is Failure.TOO_LARGE


def test_nobody_there() -> None:
    with served() as server:
        gone = server.url("/")
    with Fetcher(options=Options(allow_hosts=("127.0.0.1",), robots=False)) as fetcher:
        found = fetcher(gone)
    assert isinstance(found, Refusal)
    assert found.failure is Failure.CONNECTION


def test_a_server_without_a_certificate() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk_plain() -> None:
            talk, _ = listening.accept()
            with talk:
                talk.recv(1000)
                talk.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")

        threading.Thread(target=talk_plain, daemon=True).start()
        limits = Options(allow_hosts=("127.0.0.1",), robots=False, fetch_seconds=5)
        with Fetcher(options=limits, ssl_context=ssl.create_default_context()) as fetcher:
            found = fetcher(f"https://127.0.0.1:{listening.getsockname()[1]}/")
    assert isinstance(found, Refusal)
    assert found.failure is Failure.TLS


def test_robots_is_heard_and_can_be_overruled() -> None:
    rules = Reply(b"User-agent: *\nDisallow: /private\n", headers={"Content-Type": "text/plain"})
    with served({"/robots.txt": rules, "/private/a": Reply(b"x"), "/a": Reply(b"y")}) as server:
        assert refused(server, "/private/a", robots=True).failure is Failure.ROBOTS
        assert [path for path, _ in server.hits] == ["/robots.txt"]
        assert isinstance(fetch(server, "/a", robots=True), Gathered)
        assert isinstance(fetch(server, "/private/a"), Gathered)


def test_robots_that_is_broken_now_forbids_for_now() -> None:
    with served({"/robots.txt": Reply(status=503), "/a": Reply(b"y")}) as server:
        assert refused(server, "/a", robots=True).advice is Advice.RETRY


def test_one_host_is_not_hurried() -> None:
    slept: list[float] = []
    clock = [100.0]
    pace = Pace(delay=2.0, clock=lambda: clock[0], sleep=slept.append)
    with served({"/a": Reply(b"y")}) as server, Fetcher(options=options(server), pace=pace) as fetcher:
        fetcher(server.url("/a"))
        clock[0] += 0.5
        fetcher(server.url("/a"))
    assert slept == [1.5]


def test_every_answer_is_recorded_before_it_is_read() -> None:
    record: list[Answer] = []
    routes = {
        "/a": Reply(status=302, headers={"Location": "/b"}),
        "/b": Reply(gzip.compress(b"hi", mtime=0), 404),
    }
    with served(routes) as server, Fetcher(options=options(server), record=record.append) as fetcher:
        fetcher(server.url("/a"))
    assert [answer.status for answer in record] == [302, 404]
    assert record[1].raw == gzip.compress(b"hi", mtime=0)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>
<item><title>Mayor denies</title><link>{0}/page</link><description>In short.</description></item>
<item><title>Gone</title><link>{0}/gone</link><description>What it said in short.</description>
<pubDate>Wed, 02 Apr 2025 18:00:00 +0200</pubDate></item></channel></rss>"""


def test_a_feed_leads_to_its_pages_and_its_summary_stands_in_for_a_lost_one() -> None:
    with served({"/page": Reply(PAGE.encode())}) as server:
        server.routes["/feed"] = Reply(FEED.format(server.url("")).encode())
        results = list(collect([server.url("/feed")], options=options(server)))
    articles = [article for result in results if isinstance(result, Collected) for article in result.articles]
    assert [article.title for article in articles] == ["Mayor denies the plan", "Gone"]
    assert articles[1].text == "What it said in short."
    assert [result.failure for result in results if isinstance(result, Refusal)] == [Failure.NOT_FOUND]


@pytest.mark.parametrize(
    ("claimed", "own"),
    [("https://harbour.example/mayor", "/a"), ("/mayor?utm_source=x", "/mayor"), ("//[", "/a"), ("", "/a")],
)
def test_a_page_speaks_for_its_own_site_only(claimed: str, own: str) -> None:
    markup = PAGE.replace("https://harbour.example/mayor", claimed)
    with served({"/a": Reply(markup.encode())}) as server:
        (collected,) = collect([server.url("/a")], options=options(server))
    assert isinstance(collected, Collected)
    assert collected.articles[0].url == server.url(own)


def test_offline_nothing_is_fetched() -> None:
    with served({"/a": Reply(b"x")}) as server:
        (refusal,) = collect([server.url("/a")], options=options(server, offline=True))
        assert isinstance(refusal, Refusal)
        assert refusal.failure is Failure.OFFLINE
        assert not server.hits
