"""The watch killed at random moments, on a full disk, on a read-only one, and two watchers at once.

`python -m benchmarks watch_kills --kills 1000`: a child watches a made world whose clock runs fast; it is
killed with SIGKILL after a random time. After each kill all that was added since is checked (the custody
log's chain, the records of the archive, the articles' seals) and nothing of before may be gone; after every
fiftieth, and at the end, `verify` reads the whole case. Then the watch runs to its end: nothing may be
missing, nothing double.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from select import select as select_ready

from sqlalchemy import Connection, func, select

from benchmarks.feed_world import START, Served, World, make_world, names_lead_here, served
from benchmarks.watch import _TOKEN, Turned, unread
from sayso.collect import Options
from sayso.errors import CaseBusy, CaseReadOnly, SaysoError
from sayso.ledger import Ledger
from sayso.ledger.custody import FACTS, chain, key_of, seal_of
from sayso.ledger.custody import START as START_OF_CHAIN
from sayso.ledger.schema import CUSTODY, RECORD
from sayso.run.watch.watcher import Happened, Parts, Watcher
from sayso.terms.archive import Place
from sayso.terms.identity import digest_of
from sayso.terms.watch import Beat

_DAYS = 20.0
_DAY = 86_400.0
_LAST = (_DAYS - 1) * _DAY  # the clock that runs by itself stops here

_WHOLE = 50  # after so many kills verify reads the whole case
_WORKING = 0.8  # the share of kills that wait for a child to be at work
_TORN = 1 << 20  # what a kill left half written, of one record at most, is cut away


class Racing(Turned):
    """A clock that also runs by itself, a made hour each real second, so that a kill meets work."""

    def sleep(self, seconds: float) -> None:
        """Let time pass, or wait a moment for it to."""
        time.sleep(min(seconds, 0.01))


def watch(
    case: Path,
    world: World,
    here: Served,
    *,
    until: float,
    told: list[Happened] | None = None,
    clock: Turned | None = None,
    begun: Callable[[], object] = lambda: None,
) -> None:
    """Watch until the made clock shows `until`; without a clock by one that runs by itself. `begun` is
    called when the first answer was taken in."""
    clock = clock or Racing(here.clock)
    hosts = tuple({feed.host for feed in world.feeds})
    options = Options(allow_hosts=hosts, host_delay=0.0, fetch_seconds=1.5, fetchers=4, robots=False)
    parts = Parts(clock=clock, read=unread, again=())
    note = told.append if told is not None else lambda happened: None
    with (
        Ledger.open(case) as ledger,
        Watcher(ledger, options=options, parts=parts, on_event=note) as watcher,
    ):
        while clock.seconds() < until:
            if watcher.step():
                begun()
        while watcher.under_way:
            watcher.step()


@contextmanager
def running(here: Served, *, hours_a_second: float) -> Iterator[None]:
    """Turn the made clock."""
    stop = threading.Event()

    def turn() -> None:
        while not stop.wait(0.02):
            here.clock.value = min(here.clock.value + 0.02 * hours_a_second * 3600, _LAST)

    thread = threading.Thread(target=turn, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def in_child(work: Callable[[], None]) -> int:
    """Fork a child that does some work; its process."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001 - the child must never return into the parent's code
        os._exit(1)
    os._exit(0)


def made_case(folder: Path, world: World, here: Served) -> Path:
    """An empty case that follows the whole world."""
    case = folder / "case"
    with Ledger.create(case) as ledger, ledger.writing() as writer:
        for feed in world.feeds:
            address = f"http://{feed.host}:{here.port}{feed.path}"
            writer.beat(Beat(id=Beat.make_id(address), address=address, every=3600.0, recorded=START))
    return case


def seen(case: Path) -> tuple[int, set[str]]:
    """Problems that verify finds, and the ids of all articles."""
    with Ledger.open(case) as ledger:
        problems = list(ledger.verify())
        for problem in problems[:3]:
            print(f"  {problem.item}: {problem.reason}")
        return len(problems), {head.id for head in ledger.at().articles()}


@dataclass
class Grown:
    """What a case held when it was last looked at: its log's newest entry, and how many facts and bytes."""

    entry: int = 0
    chain: str = START_OF_CHAIN
    facts: Counter[str] = field(default_factory=Counter)
    bytes_kept: int = 0

    def look(self, case: Path) -> Iterator[str]:
        """What is wrong with all that was added since the last look, and what of before is gone."""
        with Ledger.open(case) as ledger, ledger.bundling() as connection:
            facts = Counter({t.name: connection.scalar(select(func.count()).select_from(t)) for t in FACTS})
            if gone := self.facts - facts:
                yield f"facts are gone: {dict(gone)}"
            yield from self._broken_entries(connection, ledger)
        self.facts = facts
        kept = sum(path.stat().st_size for path in (case / "warc").glob("*.warc.gz"))
        if kept < self.bytes_kept - _TORN:
            yield f"the archive was {self.bytes_kept:,} bytes long and is {kept:,}"
        self.bytes_kept = kept

    def _broken_entries(self, connection: Connection, ledger: Ledger) -> Iterator[str]:
        known = {table.name: table for table in FACTS}
        for row in connection.execute(
            select(CUSTODY).where(CUSTODY.c.seq > self.entry).order_by(CUSTODY.c.seq)
        ):
            if row.seq != self.entry + 1 or row.chain != chain(self.chain, row._asdict()):
                yield f"entry {self.entry + 1} of the log is not what was written"
            self.entry, self.chain = row.seq, row.chain
            if (table := known.get(row.kind)) is None:
                continue
            found = connection.execute(select(table).where(table.c[key_of(table)] == row.fact)).first()
            if found is None or seal_of(found._asdict()) != row.digest:
                yield f"{row.kind} {row.fact} is not what was sealed"
            elif table is RECORD:
                packed = ledger.archived(Place(found.file, found.offset, found.length, found.digest))
                if digest_of(packed) != found.digest:
                    yield f"the record at byte {found.offset:,} is not what was written"


def killed(world: World, folder: Path, *, kills: int, seed: int) -> str:
    """Kill, look, go on; at the end every item is there once."""
    dice, grown = random.Random(seed), Grown()
    wrong = begun = whole = 0
    with served(world) as here:
        case = made_case(folder, world, here)
        for number in range(1, kills + 1):
            before = grown.entry
            with running(here, hours_a_second=_DAYS * 24 / max(kills, 1)):
                kill_one(case, world, here, dice)
            problems = list(grown.look(case))
            if number % _WHOLE == 0:
                whole += 1
                problems += [f"verify finds {found}" for found in [seen(case)[0]] if found]
                print(f"{number:,} kills, {wrong} wrong", file=sys.stderr, flush=True)
            print("".join(f"  kill {number}: {each}\n" for each in problems[:3]), end="")
            wrong += bool(problems)
            begun += grown.entry > before
        here.clock.value = _LAST
        watch(case, world, here, until=_DAYS * _DAY, clock=Turned(here.clock, stride=600.0))
        problems_left, _ = seen(case)
        missed, doubled, items = _counted(case, world)
    return (
        f"| kill -9 | {kills:,} kills, {begun:,} of them after something new was stored; looked at after "
        f"each, {whole} times whole | {wrong} times something was wrong or lost; at the end {problems_left} "
        f"problems, {missed} of {items:,} items missing, {doubled} double |"
    )


def kill_one(case: Path, world: World, here: Served, dice: random.Random) -> None:
    """Let a child watch and kill it: mostly after it took its first answers in, sometimes while it starts."""
    ears, mouth = os.pipe()
    child = in_child(
        lambda: watch(case, world, here, until=_DAYS * _DAY, begun=partial(os.write, mouth, b"."))
    )
    os.close(mouth)
    if dice.random() < _WORKING:
        select_ready([ears], [], [], 5.0)
    time.sleep(dice.uniform(0.0, 0.6))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ears)


def _counted(case: Path, world: World) -> tuple[int, int, int]:
    with Ledger.open(case) as ledger:
        texts = [f"{article.title} {article.text}" for article, _ in ledger.at().readings()]
    found = Counter(token for text in texts for token in set(_TOKEN.findall(text)))
    # What had left its feed before the end may not have been shown while anybody looked.
    expected = {feed.token(item) for feed in world.feeds for item in feed.out(_LAST)}
    doubled = sum(count > 1 for count in found.values())
    return sum(token not in found for token in expected), doubled, len(expected)


def full_disk(world: World, folder: Path) -> str:
    """Watch until no space is left, then give it space."""
    with served(world) as here, small_disk(folder / "small", megabytes=6) as place:
        case = made_case(place, world, here)
        filler = place / "filler"
        filler.write_bytes(b"\0" * 4_300_000)
        told: list[Happened] = []
        here.clock.value = 3 * _DAY
        with running(here, hours_a_second=4), _limited(place):
            ended = _try(lambda: watch(case, world, here, until=4 * _DAY, told=told))
        stopped = sum("no space" in each.words or "full" in each.words for each in told)
        filler.unlink()
        first, _ = seen(case)
        with running(here, hours_a_second=6):
            watch(case, world, here, until=5 * _DAY)
        last, articles = seen(case)
    return (
        f"| full disk | {stopped} times it was said, the watch {ended}; then space again "
        f"| verify: {first} problems while full, {last} after; {len(articles):,} articles |"
    )


def read_only(world: World, folder: Path) -> str:
    """Watch a case on a disk that became read-only."""
    with served(world) as here, small_disk(folder / "barred", megabytes=64) as place:
        case = made_case(place, world, here)
        here.clock.value = 3 * _DAY
        with running(here, hours_a_second=6):
            watch(case, world, here, until=4 * _DAY)
        before, articles = seen(case)
        barred = subprocess.run(["mount", "-o", "remount,ro", str(place)], check=False).returncode == 0
        ended = (
            _try(lambda: watch(case, world, here, until=5 * _DAY)) if barred else "was not tried: no mount"
        )
        after, kept = seen(case)
    lost = len(articles - kept)
    found = f"verify: {before} problems before, {after} after; {lost} lost"
    return f"| read-only disk | the watch {ended} | {found} |"


def two_watchers(world: World, folder: Path) -> str:
    """A second watcher is refused; after the first was killed it is not."""
    with served(world) as here:
        case = made_case(folder / "two", world, here)
        here.clock.value = 3 * _DAY
        with running(here, hours_a_second=1):
            first = in_child(lambda: watch(case, world, here, until=_DAYS * _DAY))
            time.sleep(1.5)
            refused = _try(lambda: watch(case, world, here, until=4 * _DAY))
            os.kill(first, signal.SIGKILL)
            os.waitpid(first, 0)
        with running(here, hours_a_second=6):
            then = _try(lambda: watch(case, world, here, until=here.clock.value + _DAY / 2))
        problems, articles = seen(case)
    return (
        f"| two watchers | the second {refused}; once the first was killed it {then} "
        f"| verify: {problems} problems; {len(articles):,} articles |"
    )


def _try(work: Callable[[], None]) -> str:
    try:
        work()
    except (CaseBusy, CaseReadOnly) as error:
        return f"ended with “{error.reason}”"
    except SaysoError as error:
        return f"ended with {type(error).__name__}: {error}"
    return "went on"


@contextmanager
def small_disk(place: Path, *, megabytes: int) -> Iterator[Path]:
    """A small file system of its own; where that may not be made, a folder."""
    place.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=False)


@contextmanager
def _limited(place: Path) -> Iterator[None]:
    """Where no small disk could be made, files may not grow instead."""
    if os.path.ismount(place):
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def main(argv: Sequence[str]) -> int:
    """Run all of it."""
    parser = argparse.ArgumentParser(prog="watch_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--feeds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--only", choices=("kills", "disks"))
    args = parser.parse_args(argv)
    world = make_world(args.feeds, _DAYS, seed=args.seed)
    print(f"{datetime.now(UTC):%Y-%m-%d}\n\n| | what was done | what came of it |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name, names_lead_here():
        folder = Path(name)
        if args.only != "kills":
            small = make_world(20, _DAYS, seed=args.seed)
            print(two_watchers(small, folder), flush=True)
            print(full_disk(small, folder), flush=True)
            print(read_only(small, folder), flush=True)
        if args.only != "disks":
            print(killed(world, folder, kills=args.kills, seed=args.seed), flush=True)
    return 0
