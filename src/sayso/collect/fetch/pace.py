"""How often one host is asked: never twice within its delay, never before the moment it named."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST_SLEEP = 30.0


class Pace:
    """The next moment for each host. `clock` and `sleep` are seconds, and can be a test's own."""

    def __init__(
        self,
        *,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay, self._clock, self._sleep = delay, clock, sleep
        self._next: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Wait for the host's turn. Where that is more than half a minute away nothing is waited
        for, and the seconds that are left are given back; else 0."""
        left = self._next.get(host, 0.0) - self._clock()
        if left > LONGEST_SLEEP:
            return left
        if left > 0:
            self._sleep(left)
        return 0.0

    def done(self, host: str, *, delay: float | None = None) -> None:
        """A request to the host is over: the next is due after its delay (at least the common one)."""
        self._next[host] = self._clock() + max(self._delay, delay or 0.0)
