"""Many addresses at once: hosts beside each other, each host one page after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Self

from sayso.collect.fetch.answers import Answer
from sayso.collect.fetch.fetcher import Fetcher
from sayso.collect.fetch.pace import Pace
from sayso.collect.fetch.robots import Rules
from sayso.collect.items import Gathered, Options, Refusal
from sayso.collect.names import host_of

Found = Gathered | Refusal
# So many are under way or waiting to be taken at once: the most that is held in memory.
_AT_ONCE = 100


class Crowd:
    """As many fetchers as `options.fetchers`, which share what they know of hosts and their pace.

    `record` is called from several threads.
    """

    def __init__(self, *, options: Options, record: Callable[[Answer], None] | None = None) -> None:
        self._options, self._record = options, record
        self._pace = Pace(delay=options.host_delay)
        self._rules: Rules = {}
        self._own = threading.local()
        self._made: list[Fetcher] = []
        self._stopped = threading.Event()
        self._threads = ThreadPoolExecutor(max(1, options.fetchers), thread_name_prefix="fetch")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        self._threads.shutdown(cancel_futures=True)
        for fetcher in self._made:
            fetcher.close()

    def each(self, addresses: Iterable[str]) -> Iterator[Found]:
        """What is behind each address, in their order."""
        source = iter(addresses)
        while some := list(islice(source, _AT_ONCE)):
            waiting = [(address, Future[Found]()) for address in some]
            hosts: dict[str, list[tuple[str, Future[Found]]]] = {}
            for address, future in waiting:
                hosts.setdefault(host_of(address), []).append((address, future))
            for asked in hosts.values():
                self._threads.submit(self._ask, asked)
            for _, future in waiting:
                yield future.result()

    def _ask(self, asked: list[tuple[str, Future[Found]]]) -> None:
        """Fetch the pages of one host in turn. What goes wrong here is raised where it is waited for."""
        for address, future in asked:
            if self._stopped.is_set():
                future.cancel()
                continue
            try:
                future.set_result(self._fetcher()(address))
            except BaseException as error:  # noqa: BLE001 - handed over whole, whatever it is
                future.set_exception(error)

    def _fetcher(self) -> Fetcher:
        """The fetcher of this thread."""
        if not hasattr(self._own, "fetcher"):
            self._own.fetcher = Fetcher(
                options=self._options, pace=self._pace, rules=self._rules, record=self._record
            )
            self._made.append(self._own.fetcher)
        fetcher: Fetcher = self._own.fetcher
        return fetcher
