"""A watched case with a clock of the test's own and real servers on the loopback address."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from sayso.collect import Options
from sayso.ledger import Ledger
from sayso.run.watch.ears import Hears
from sayso.run.watch.watcher import Happened, Parts, Watcher
from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.terms.watch import Beat
from tests.ledger.conftest import new_address, postgresql

__all__ = ["new_address", "postgresql"]
T = TypeVar("T")
START = datetime(2026, 3, 7, 6, 0, tzinfo=UTC)
OPTIONS = Options(allow_hosts=("127.0.0.1",), host_delay=1.0, fetch_seconds=5, fetchers=4)


class Hands:
    """A clock that stands still but where somebody sleeps."""

    def __init__(self, start: datetime = START) -> None:
        self.moment = start
        self._seconds = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self._seconds

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.moment += timedelta(seconds=seconds)
            self._seconds += seconds

    def get(self, source: queue.SimpleQueue[T], *, seconds: float) -> T | None:
        try:
            return source.get(timeout=0.05) if seconds > 0 else source.get_nowait()
        except queue.Empty:
            return None


def unread(articles: tuple[Article, ...]) -> list[tuple[Article, Reading]]:
    """A reader that finds nothing: what is tested here is what comes to it."""
    return [(article, Reading(article=article.id, reader="none", statements=())) for article in articles]


class Watched:
    """A case, its clock, and a watcher for it."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.folder = folder
        self.ledger = Ledger.create(folder, database=database)
        self.clock = Hands()
        self.told: list[Happened] = []

    def follow(self, address: str, **said: object) -> Beat:
        beat = Beat(id=Beat.make_id(address), address=address, recorded=START, **said)  # type: ignore[arg-type]
        with self.ledger.writing() as writer:
            writer.beat(beat)
        return beat

    def watcher(
        self, *, options: Options = OPTIONS, again: tuple[float, ...] = (), hears: Hears | None = None
    ) -> Watcher:
        parts = Parts(clock=self.clock, read=unread, again=again, hears=hears)
        return Watcher(self.ledger, options=options, parts=parts, on_event=self.told.append)

    def once(self, *, options: Options = OPTIONS) -> None:
        with self.watcher(options=options) as watcher:
            watcher.run(once=True)

    def later(self, **time: float) -> None:
        self.clock.sleep(timedelta(**time).total_seconds())
        self.once()

    def titles(self) -> list[str]:
        return sorted(head.title for head in self.ledger.at().articles())


@pytest.fixture
def case_of_a_team(tmp_path: Path, new_address: str) -> Iterator[Watched]:
    """The same with its tables in PostgreSQL."""
    watched = Watched(tmp_path / "case", new_address)
    yield watched
    watched.ledger.close()


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path / "case")
    yield watched
    watched.ledger.close()
