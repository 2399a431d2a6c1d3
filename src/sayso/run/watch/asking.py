"""Asking for what is due: a few threads, each with a fetcher, which share what they know of hosts."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sayso.collect import Failure, Options, Refusal
from sayso.collect.beats.agenda import Job
from sayso.collect.beats.taken import Result
from sayso.collect.fetch.answers import Answer
from sayso.collect.fetch.connect import Resolve, resolve
from sayso.collect.fetch.fetcher import Fetcher, Validators
from sayso.collect.fetch.pace import Pace
from sayso.collect.fetch.robots import Rules
from sayso.collect.items import refuse
from sayso.errors import SaysoError
from sayso.run.watch.clock import Clock

Record = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class Came:
    """What a job brought, and the moment its host may be asked again, in seconds from then."""

    job: Job
    result: Result
    moment: datetime
    rest: float


class Askers:
    """Threads that fetch. `came` is where results are put, in the order they come."""

    def __init__(
        self, *, options: Options, clock: Clock, record: Record | None = None, resolve: Resolve = resolve
    ) -> None:
        self.came: queue.SimpleQueue[Came] = queue.SimpleQueue()
        self.under_way = 0
        self._options, self._clock, self._record, self._resolve = options, clock, record, resolve
        self._pace = Pace(delay=options.host_delay, clock=clock.seconds, sleep=clock.sleep)
        self._rules: Rules = {}
        self._own = threading.local()
        self._made: list[Fetcher] = []
        self._threads = ThreadPoolExecutor(max(1, options.fetchers), thread_name_prefix="ask")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for fetcher in self._made:
            fetcher.close()

    @property
    def is_free(self) -> bool:
        """Whether a thread is idle."""
        return self.under_way < self._options.fetchers

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        self._pace.done(host, delay=seconds)

    def ask(self, job: Job, validators: Validators | None) -> None:
        """Begin with a job; `came` will hold its result."""
        self.under_way += 1
        self._threads.submit(self._run, job, validators)

    def take(self, *, seconds: float) -> Came | None:
        """The next result, or None after so many seconds."""
        if not self.under_way:
            self._clock.sleep(seconds)
            return None
        came = self._clock.get(self.came, seconds=seconds)
        self.under_way -= came is not None
        return came

    def _run(self, job: Job, validators: Validators | None) -> None:
        result: Result
        try:
            result = self._fetcher().fetch(job.address, validators=validators)
        except SaysoError as error:
            # The record could not be kept (a full disk): the answer was not looked at, the job stays due.
            result = Refusal(job.address, Failure.OFFLINE, error.reason or str(error), error.next_step)
        except Exception as error:  # noqa: BLE001 - a job that is lost would never come again
            step = "It is asked again later; tell the makers of sayso."
            result = refuse(job.address, Failure.CRASHED, f"{type(error).__name__}: {error}", step)
        self.came.put(Came(job, result, self._clock.now(), self._pace.left(job.host)))

    def _fetcher(self) -> Fetcher:
        """The fetcher of this thread."""
        if not hasattr(self._own, "fetcher"):
            self._own.fetcher = Fetcher(
                options=self._options,
                pace=self._pace,
                rules=self._rules,
                resolve=self._resolve,
                record=self._record,
                now=self._clock.now,
            )
            self._made.append(self._own.fetcher)
        fetcher: Fetcher = self._own.fetcher
        return fetcher
