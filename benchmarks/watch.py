"""The watch over a simulated month of feeds, beside lemon24/reader on the same servers.

`python -m benchmarks watch --feeds 1000 --days 30`: every item exactly once, no host asked more often
than its rule. Both are given the same names, the same clock and the same shortest time between visits.
What is published in the last day counts for neither.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import queue
import re
import resource
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from benchmarks.feed_world import START, Hit, Served, Shared, World, make_world, names_lead_here, served
from sayso.collect import Options
from sayso.ledger import Ledger
from sayso.run.watch.watcher import Parts, Watcher
from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.terms.watch import Beat

T = TypeVar("T")
_DAY = 86_400.0
_TOKEN = re.compile(r"tok\d+x\d+")
_DELAY = 1.0
_SECONDS = 0.5  # of real time that an answer may take
_STRIDE = 300.0  # seconds of made time
_PATIENCE = 1800.0  # so much made time may pass where nothing is due
_CRAWL = 4.0  # what the robots.txt of some hosts asks for


class Turned:
    """A clock that stands still but where somebody sleeps; the servers read it too. While nothing is
    under way the watch sleeps to the next full `stride`, so that what falls due within it is asked
    together, as on a machine that is busy."""

    def __init__(self, shared: Shared, *, stride: float = 0.0) -> None:
        self._shared, self._lock, self._stride = shared, threading.Lock(), stride

    def now(self) -> datetime:
        """The moment."""
        return START + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        """Seconds since the start."""
        return float(self._shared.value)

    def sleep(self, seconds: float) -> None:
        """Turn the clock."""
        with self._lock:
            self._shared.value += seconds
            # Other threads wait for the pace of a host, which is to be met to the second.
            if self._stride and threading.current_thread() is threading.main_thread():
                self._shared.value = math.ceil(self._shared.value / self._stride) * self._stride

    def get(self, source: queue.SimpleQueue[T], *, seconds: float) -> T | None:
        """Wait for what is under way, for as long as it takes."""
        try:
            return source.get(timeout=0.05) if seconds > 0 else source.get_nowait()
        except queue.Empty:
            return None


@dataclass
class Journal:
    """How far a run has come, on the disk: one that was stopped goes on with the day it was in."""

    file: Path
    here: Served
    seconds: float = 0.0
    processor: float = 0.0

    @classmethod
    @contextmanager
    def kept(cls, file: Path, world: World) -> Iterator[Journal]:
        """The journal of a run, with its world served from where it was stopped."""
        said = json.loads(file.read_text()) if file.exists() else {}
        with served(world, port=said.get("port", 0), moment=said.get("moment", 0.0)) as here:
            yield cls(file, here, said.get("seconds", 0.0), said.get("processor", 0.0))

    def each_day(self, days: float, *, name: str) -> Iterator[float]:
        """The end of each day to come, in seconds; what came of it is written down after it."""
        begun, used = time.monotonic(), _processor()
        for day in range(int(self.here.clock.value // _DAY), math.ceil(days)):
            yield min(day + 1.0, days) * _DAY
            now, taken = time.monotonic(), _processor()
            self.seconds, begun = self.seconds + now - begun, now
            self.processor, used = self.processor + taken - used, taken
            self._write()
            said = f"day {day + 1} of {days:g}: {self.seconds:,.0f} s, of processors {self.processor:,.0f} s"
            print(f"{name}: {said}", file=sys.stderr, flush=True)

    def _write(self) -> None:
        with self._log.open("a") as log:
            log.writelines(json.dumps(hit) + "\n" for hit in self.here.log())
        said = {"port": self.here.port, "moment": self.here.clock.value}
        said |= {"seconds": self.seconds, "processor": self.processor}
        self.file.write_text(json.dumps(said))

    @property
    def _log(self) -> Path:
        return self.file.with_suffix(".hits")

    def hits(self) -> list[Hit]:
        """Every request so far."""
        with self._log.open() as log:
            return [tuple(json.loads(line)) for line in log]


@dataclass(frozen=True)
class Run:
    """What one program did: items missed and doubled, requests, seconds of processors and by the clock."""

    name: str
    items: int
    missed: int
    doubled: int
    requests: int
    pages: int
    processor: float
    seconds: float
    hurried: int
    broken: int
    answers: Counter[str]


def unread(articles: tuple[Article, ...]) -> list[tuple[Article, Reading]]:
    """Reading finds nothing: what is measured is what comes to it."""
    return [(article, Reading(article=article.id, reader="none", statements=())) for article in articles]


def ours(world: World, journal: Journal, *, days: float, every: float, folder: Path) -> Run:
    """sayso watch, without reading and weighing."""
    here, case = journal.here, folder / "case"
    clock = Turned(here.clock, stride=_STRIDE)
    hosts = tuple(sorted({feed.host for feed in world.feeds}))
    options = Options(allow_hosts=hosts, host_delay=_DELAY, fetch_seconds=_SECONDS, fetchers=16)
    known = Ledger.exists(case)
    with Ledger.open(case) if known else Ledger.create(case) as ledger:
        if not known:
            with ledger.writing() as writer:
                for feed in world.feeds:
                    address = f"http://{feed.host}:{here.port}{feed.path}"
                    writer.beat(Beat(id=Beat.make_id(address), address=address, every=every, recorded=START))
        parts = Parts(clock=clock, read=unread, again=(), patience=_PATIENCE, seal_every=_DAY)
        with Watcher(ledger, options=options, parts=parts) as watcher:
            for end in journal.each_day(days, name="sayso watch"):
                while clock.seconds() < end or watcher.under_way:
                    watcher.step()
        texts = (article.title + " " + article.text for article, _ in ledger.at().readings())
        found = Counter(token for text in texts for token in set(_TOKEN.findall(text)))
        broken = len(list(ledger.verify()))
    return _result("sayso watch", world, journal, found, days=days, broken=broken)


def theirs(world: World, journal: Journal, *, days: float, every: float, folder: Path) -> Run:
    """lemon24/reader, asked to update what is due each time the shortest interval has passed."""
    from reader import make_reader

    logging.getLogger("reader").setLevel(logging.CRITICAL)
    here = journal.here
    clock = Turned(here.clock)
    reader = make_reader(str(folder / "reader.sqlite"))
    reader._now = clock.now
    for retriever in reader._parser.retrievers.values():
        if hasattr(retriever, "timeout"):
            retriever.timeout = (_SECONDS, _SECONDS)
    for feed in world.feeds:
        reader.add_feed(f"http://{feed.host}:{here.port}{feed.path}", exist_ok=True)
    for end in journal.each_day(days, name="lemon24/reader"):
        while clock.seconds() < end:
            for _ in reader.update_feeds_iter(workers=16):
                pass
            clock.sleep(every)
    found: Counter[str] = Counter()
    for entry in reader.get_entries():
        text = f"{entry.title or ''} {entry.summary or ''} {' '.join(c.value or '' for c in entry.content)}"
        found.update(set(_TOKEN.findall(text)))
    reader.close()
    return _result("lemon24/reader", world, journal, found, days=days, broken=0)


def _result(
    name: str,
    world: World,
    journal: Journal,
    found: Counter[str],
    *,
    days: float,
    broken: int,
) -> Run:
    expected = {
        feed.token(item)
        for feed in world.feeds
        for item, moment in enumerate(feed.moments)
        if moment <= (days - 1) * _DAY and item in _ever_shown(feed.moments)
    }
    log = journal.hits()
    return Run(
        name=name,
        items=len(expected),
        missed=sum(token not in found for token in expected),
        doubled=sum(count > 1 for count in found.values()),
        requests=len(log),
        pages=sum("/item/" in path for _, _, path, _ in log),
        processor=journal.processor,
        seconds=journal.seconds,
        hurried=hurried(log),
        broken=broken,
        answers=Counter(answered for *_, answered in log),
    )


def _ever_shown(moments: Sequence[float]) -> set[int]:
    """Items that were in the feed at the start or came later."""
    old = [number for number, moment in enumerate(moments) if moment <= 0]
    return {*range(len(moments))} - set(old[:-20])


def hurried(log: Iterable[Hit]) -> int:
    """Requests that came sooner after the one before to their host than its rule allows."""
    by_host: dict[str, list[float]] = defaultdict(list)
    for host, moment, _, _ in log:
        by_host[host].append(moment)
    count = 0
    for host, moments in by_host.items():
        rule = _CRAWL if host.endswith(("3.test", "7.test")) else _DELAY
        moments.sort()
        count += sum(later - sooner < rule - 1e-6 for sooner, later in pairwise(moments))
    return count


def _processor() -> float:
    """Seconds of processors of this process and its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def shown(runs: Sequence[Run], *, args: argparse.Namespace) -> str:
    """The table of a run."""
    rows = [
        f"{args.feeds:,} feeds, {args.days:g} days, a visit at most every {args.every / 3600:g} h, "
        f"seed {args.seed}",
        "",
        "| | items | missed | doubled | requests (pages) | sooner than the host's rule | processor s | s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {r.name} | {r.items:,} | {r.missed:,} | {r.doubled:,} | {r.requests:,} ({r.pages:,}) "
        f"| {r.hurried:,} | {r.processor:.0f} | {r.seconds:.0f} |"
        for r in runs
    ]
    rows += [""] + [f"{r.name}: " + ", ".join(f"{k} {v:,}" for k, v in r.answers.most_common()) for r in runs]
    rows += [f"sayso verify after it: {r.broken} problems" for r in runs if r.name.startswith("sayso")]
    return "\n".join(rows)


def main(argv: Sequence[str]) -> int:
    """Run both over the same world."""
    parser = argparse.ArgumentParser(prog="watch", description=__doc__)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--every", type=float, default=6 * 3600, help="seconds between two visits, at least")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--only", choices=("ours", "theirs"))
    parser.add_argument("--folder", type=Path, help="keep both here, and go on with what is there")
    args = parser.parse_args(argv)
    world = make_world(args.feeds, args.days, seed=args.seed)
    runs = []
    with tempfile.TemporaryDirectory() as temporary, names_lead_here():
        folder = args.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        for name, run in (("ours", ours), ("theirs", theirs)):
            if args.only in (None, name):
                with Journal.kept(folder / f"{name}.json", world) as journal:
                    runs.append(run(world, journal, days=args.days, every=args.every, folder=folder))
    print(f"{datetime.now(UTC):%Y-%m-%d}")
    print(shown(runs, args=args))
    return 0
