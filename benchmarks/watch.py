"""The watch over a simulated month of feeds, beside lemon24/reader on the same servers.

`python -m benchmarks watch --feeds 1000 --days 30`: every item exactly once, no host asked more often
than its rule. Both are given the same names, the same clock and the same shortest time between visits.
What is published in the last day counts for neither.
"""

from __future__ import annotations

import argparse
import logging
import queue
import re
import resource
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from benchmarks.feed_world import START, Served, Shared, World, make_world, names_lead_here, served
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
_PATIENCE = 1800.0  # so much made time may pass where nothing is due
_CRAWL = 4.0  # what the robots.txt of some hosts asks for


class Turned:
    """A clock that stands still but where somebody sleeps; the servers read it too."""

    def __init__(self, shared: Shared) -> None:
        self._shared, self._lock = shared, threading.Lock()

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

    def get(self, source: queue.SimpleQueue[T], *, seconds: float) -> T | None:
        """Wait for what is under way, for as long as it takes."""
        try:
            return source.get(timeout=0.05) if seconds > 0 else source.get_nowait()
        except queue.Empty:
            return None


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


def ours(world: World, here: Served, *, days: float, every: float, folder: Path) -> Run:
    """sayso watch, without reading and weighing."""
    clock = Turned(here.clock)
    hosts = tuple(sorted({feed.host for feed in world.feeds}))
    options = Options(allow_hosts=hosts, host_delay=_DELAY, fetch_seconds=1.5, fetchers=16)
    start, spent = time.monotonic(), _processor()
    with Ledger.create(folder / "case") as ledger:
        with ledger.writing() as writer:
            for feed in world.feeds:
                address = f"http://{feed.host}:{here.port}{feed.path}"
                writer.beat(Beat(id=Beat.make_id(address), address=address, every=every, recorded=START))
        parts = Parts(clock=clock, read=unread, again=(), patience=_PATIENCE)
        with Watcher(ledger, options=options, parts=parts) as watcher:
            while clock.seconds() < days * _DAY:
                watcher.step()
            while watcher.under_way:
                watcher.step()
        used, took = _processor() - spent, time.monotonic() - start
        texts = (article.title + " " + article.text for article, _ in ledger.at().readings())
        found = Counter(token for text in texts for token in set(_TOKEN.findall(text)))
        broken = len(list(ledger.verify()))
    return _result("sayso watch", world, here, found, days=days, processor=used, seconds=took, broken=broken)


def theirs(world: World, here: Served, *, days: float, every: float, folder: Path) -> Run:
    """lemon24/reader, asked to update what is due each time the shortest interval has passed."""
    from reader import make_reader

    logging.getLogger("reader").setLevel(logging.CRITICAL)
    clock = Turned(here.clock)
    start, spent = time.monotonic(), _processor()
    reader = make_reader(str(folder / "reader.sqlite"))
    reader._now = clock.now
    for retriever in reader._parser.retrievers.values():
        if hasattr(retriever, "timeout"):
            retriever.timeout = (1.5, 1.5)
    for feed in world.feeds:
        reader.add_feed(f"http://{feed.host}:{here.port}{feed.path}")
    while clock.seconds() < days * _DAY:
        for _ in reader.update_feeds_iter(workers=16):
            pass
        clock.sleep(every)
    used, took = _processor() - spent, time.monotonic() - start
    found: Counter[str] = Counter()
    for entry in reader.get_entries():
        text = f"{entry.title or ''} {entry.summary or ''} {' '.join(c.value or '' for c in entry.content)}"
        found.update(set(_TOKEN.findall(text)))
    reader.close()
    return _result("lemon24/reader", world, here, found, days=days, processor=used, seconds=took, broken=0)


def _result(
    name: str,
    world: World,
    here: Served,
    found: Counter[str],
    *,
    days: float,
    processor: float,
    seconds: float,
    broken: int,
) -> Run:
    expected = {
        feed.token(item)
        for feed in world.feeds
        for item, moment in enumerate(feed.moments)
        if moment <= (days - 1) * _DAY and item in _ever_shown(feed.moments)
    }
    log = here.log()
    return Run(
        name=name,
        items=len(expected),
        missed=sum(token not in found for token in expected),
        doubled=sum(count > 1 for count in found.values()),
        requests=len(log),
        pages=sum("/item/" in path for _, _, path, _ in log),
        processor=processor,
        seconds=seconds,
        hurried=hurried(log),
        broken=broken,
        answers=Counter(answered for *_, answered in log),
    )


def _ever_shown(moments: Sequence[float]) -> set[int]:
    """Items that were in the feed at the start or came later."""
    old = [number for number, moment in enumerate(moments) if moment <= 0]
    return {*range(len(moments))} - set(old[:-20])


def hurried(log: Iterable[tuple[str, float, str, str]]) -> int:
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
    args = parser.parse_args(argv)
    world = make_world(args.feeds, args.days, seed=args.seed)
    runs = []
    for name, run in (("ours", ours), ("theirs", theirs)):
        if args.only in (None, name):
            with tempfile.TemporaryDirectory() as folder, served(world) as here, names_lead_here():
                runs.append(run(world, here, days=args.days, every=args.every, folder=Path(folder)))
    print(f"{datetime.now(UTC):%Y-%m-%d}")
    print(shown(runs, args=args))
    return 0
