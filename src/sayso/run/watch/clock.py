"""The clock of the watch, so that a test can run a month in a minute."""

from __future__ import annotations

import queue
import time
from datetime import UTC, datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """The time of day, seconds that only go forward, and two ways to let time pass."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def seconds(self) -> float:
        """Seconds that only go forward."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...

    def get(self, source: queue.SimpleQueue[T], *, seconds: float) -> T | None:
        """The next of a queue, or None after so many seconds."""
        ...


class SystemClock:
    """The machine's."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def get(self, source: queue.SimpleQueue[T], *, seconds: float) -> T | None:
        """The next of a queue, or None after so many seconds."""
        try:
            return source.get(timeout=seconds) if seconds > 0 else source.get_nowait()
        except queue.Empty:
            return None
