"""How often one host is asked: never twice within its delay, never before the moment it named."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LONGEST_SLEEP = 30.0


class Pace:
    """The next moment for each host, for any number of threads. `clock` and `sleep` are in seconds and
    can be a test's own."""

    def __init__(
        self,
        *,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay, self._clock, self._sleep = delay, clock, sleep
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def now(self) -> float:
        """The moment by the clock that the pace goes by, in seconds."""
        return self._clock()

    def left(self, host: str) -> float:
        """The seconds until the host may be asked again."""
        with self._lock:
            return max(0.0, self._next.get(host, 0.0) - self._clock())

    def wait(self, host: str) -> float:
        """Wait for the host's turn, and take it. Where that is more than half a minute away nothing is
        waited for or taken, and the seconds that are left are given back; else 0."""
        with self._lock:
            now = self._clock()
            left = self._next.get(host, 0.0) - now
            if left > LONGEST_SLEEP:
                return left
            self._next[host] = now + max(left, 0.0) + self._delay
        if left > 0:
            self._sleep(left)
        return 0.0

    def done(self, host: str, *, delay: float = 0.0) -> None:
        """A request to the host is over: the next is due after its delay (at least the common one)."""
        with self._lock:
            due = self._clock() + max(self._delay, delay)
            self._next[host] = max(due, self._next.get(host, 0.0))
