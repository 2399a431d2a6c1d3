"""Many hosts at once, each host one at a time, results in order, errors where they are waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from sayso.collect import Gathered, Options, Refusal, collect
from sayso.collect.fetch.answers import Answer
from sayso.collect.fetch.crowd import Crowd
from sayso.collect.fetch.pace import Pace
from tests.collect.servers import Reply, Served, served

OPTIONS = Options(allow_hosts=("127.0.0.1", "localhost"), robots=False, host_delay=0, fetch_seconds=5)


@pytest.fixture
def servers() -> Iterator[list[Served]]:
    with ExitStack() as stack:
        yield [stack.enter_context(served()) for _ in range(2)]


def test_results_come_in_the_order_that_was_asked(servers: list[Served]) -> None:
    for server in servers:
        server.routes |= {f"/{n}": Reply(f"page {n}".encode(), silent=0.05 * (n % 3)) for n in range(8)}
    hosts = ["127.0.0.1", "localhost"]
    asked = [servers[n % 2].url(f"/{n}", host=hosts[n % 2]) for n in range(8)]
    with Crowd(options=OPTIONS) as crowd:
        found = list(crowd.each(iter(asked)))
    texts = [item.data.decode() for item in found if isinstance(item, Gathered)]
    assert texts == [f"page {n}" for n in range(8)]


def test_one_host_is_asked_one_at_a_time_and_two_hosts_at_once(servers: list[Served]) -> None:
    lock = threading.Lock()
    busy: dict[str, int] = {}
    most: dict[str, int] = {}
    both: list[int] = []

    def slow(request: BaseHTTPRequestHandler) -> Reply:
        host = request.headers["Host"]
        with lock:
            busy[host] = busy.get(host, 0) + 1
            most[host] = max(most.get(host, 0), busy[host])
            both.append(sum(busy.values()))
        time.sleep(0.1)
        with lock:
            busy[host] -= 1
        return Reply(b"words")

    for server in servers:
        server.routes["/"] = slow
    addresses = [servers[0].url("/"), servers[1].url("/", host="localhost")] * 3
    with Crowd(options=OPTIONS) as crowd:
        assert all(isinstance(found, Gathered) for found in crowd.each(addresses))
    assert set(most.values()) == {1}
    assert max(both) == 2


def test_what_goes_wrong_in_a_thread_is_raised_where_it_is_waited_for(servers: list[Served]) -> None:
    def record(answer: Answer) -> None:
        raise OSError(28, "No space left on device")

    with Crowd(options=OPTIONS, record=record) as crowd, pytest.raises(OSError, match="No space"):
        list(crowd.each([servers[0].url("/")]))


def test_leaving_early_stops_what_was_not_begun(servers: list[Served]) -> None:
    servers[0].routes = {"/": Reply(b"words", silent=0.1)}
    results = collect([servers[0].url("/")] * 20, options=OPTIONS)
    next(iter(results))
    del results
    time.sleep(0.3)
    assert len(servers[0].hits) < 10


def test_robots_is_asked_once_for_all_threads(servers: list[Served]) -> None:
    servers[0].routes = {"/robots.txt": Reply(b"User-agent: *\nDisallow: /no"), "/": Reply(b"words")}
    with Crowd(options=replace(OPTIONS, robots=True)) as crowd:
        found = list(crowd.each([servers[0].url("/"), servers[0].url("/no"), servers[0].url("/")]))
    assert [isinstance(item, Refusal) for item in found] == [False, True, False]
    assert [path for path, _ in servers[0].hits].count("/robots.txt") == 1


def test_turns_are_taken_one_delay_apart_by_any_number_of_threads() -> None:
    slept: list[float] = []
    pace = Pace(delay=2.0, clock=lambda: 100.0, sleep=slept.append)
    threads = [threading.Thread(target=pace.wait, args=("a.example",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [2.0, 4.0, 6.0, 8.0]
    assert pace.wait("b.example") == 0.0
