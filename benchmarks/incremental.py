"""One new article weighed in a case of a thousand, ten thousand, a hundred thousand articles.

    python -m benchmarks incremental [--sizes 1000,10000,100000] [--new 40] [--events 12,100,300] [--json]

Synthetic articles with their readings made by hand: invented names and a vocabulary with the frequencies of
a language (Zipf). Events have 1 to 40 articles over some days (mean 12); the same people meet in many. So
that the case is filled in minutes, it is gathered in memory by the same function and stored in one go, and
only the events that a new article will touch get their statements: weighing one article never looks at
those of others. What is timed, in a process of its own, is `run.weighing.weigh_new` for one article that
was just read, to its commit: gathering, copies, names, all questions of the touched events, statuses,
seals. Who is who is found from new names, as in any large case that grew by less than a hundredth.
Processor time; the clock beside it. `--events` asks for the same of one event of so many articles, five
more of which come in one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, chain
from multiprocessing import get_context
from pathlib import Path

from sayso.ledger import Ledger
from sayso.ledger.batch import chunks
from sayso.ledger.codec import encode
from sayso.ledger.schema import ARTICLE, GATHERED, POSTING
from sayso.resolve.entities import entities
from sayso.run import weighing
from sayso.run.weighing import weigh_new
from sayso.terms.article import Article, Evidence
from sayso.terms.identity import digest_of
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Reading, SourceKind, Statement, Voice
from sayso.terms.time import Certainty, Interval, Published
from sayso.weigh.events.copies import copy_keys
from sayso.weigh.events.gather import HOLDERS, MemoryShelf, gather, keys_of, sketch

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
START = datetime(2030, 1, 1, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000)
_MADE_BY = MadeBy("benchmark", "1")
_SYLLABLES = [
    a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "os", "un")
]
_SIDES = (
    ("{who} was killed at {where}", Polarity.AFFIRMS),
    ("{who} was killed at {where}", Polarity.DENIES),
    ("{who} was wounded at {where}", Polarity.AFFIRMS),
    ("{who} is alive", Polarity.AFFIRMS),
)
Pair = tuple[Article, Reading]


class World:
    """Where synthetic articles come from; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = [self._word(self.rng.randint(2, 4)) for _ in range(20_000)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.people = [f"{self._name()} {self._name()}" for _ in range(3_000)]
        self.places = [self._name() for _ in range(2_000)]
        self.outlets = [f"The {self._name()} Post" for _ in range(400)]

    def _word(self, size: int) -> str:
        return "".join(self.rng.choice(_SYLLABLES) for _ in range(size))

    def _name(self) -> str:
        return self._word(self.rng.randint(2, 3)).capitalize()

    def events(self, day: float) -> Iterator[list[Pair]]:
        """Event after event, spread over `day` days."""
        while True:
            start = START + timedelta(days=self.rng.uniform(0, day))
            yield self.event(start, min(40, max(1, int(self.rng.lognormvariate(2.2, 0.8)))))

    def event(self, start: datetime, size: int) -> list[Pair]:
        """An event of so many articles, one each seven hours."""
        topic = self.rng.choices(self.words[200:], k=14)
        who, where = self.rng.choice(self.people), self.rng.choice(self.places)
        speakers = self.rng.sample(self.people, 6)
        return [
            self._article(start + timedelta(hours=7.0 * number), topic, who, where, speakers)
            for number in range(size)
        ]

    def _article(
        self, at: datetime, topic: Sequence[str], who: str, where: str, speakers: Sequence[str]
    ) -> Pair:
        title = f"{who} and {' '.join(self.rng.sample(list(topic), 3))} in {where}"
        text, said = "", []
        for _ in range(7):
            words, polarity = self.rng.choice(_SIDES)
            filler = self.rng.choices(self.words, cum_weights=self.weights, k=14) + self.rng.sample(
                list(topic), 4
            )
            content = words.format(who=who, where=where) + " as " + " ".join(filler)
            said.append((len(text), content, self.rng.choice(speakers), polarity))
            text += f"{content}, {said[-1][2]} said.\n\n"
        outlet = self.rng.choice(self.outlets)
        name = Article.make_id(outlet=outlet, url="", title=title, text=text)
        out = Published(Interval(at, at + timedelta(minutes=1)), Certainty.STATED, "made")
        article = Article(name, digest_of(text.encode()), outlet, title, text, out)
        return article, Reading(name, tuple(_statement(name, *each) for each in said), reader="made")


def _statement(article: str, start: int, content: str, source: str, polarity: Polarity) -> Statement:
    words = Words((Span(start, start + len(content)),), content)
    name = Statement.make_id(article=article, part=Part.BODY, source=NO_WORDS, cue=NO_WORDS, content=words)
    chain = (Link(source, SourceKind.PERSON),)
    return Statement(
        name,
        article,
        Part.BODY,
        Voice.INDIRECT,
        NO_WORDS,
        NO_WORDS,
        words,
        chain,
        polarity,
        Hedge.NONE,
        NO_WORDS,
        NO_WORDS,
        _MADE_BY,
        0.9,
    )


def store(ledger: Ledger, pairs: Sequence[Pair], *, read: bool = True) -> None:
    """Articles and their readings; one piece of evidence stands for all, as it is never looked at."""
    with ledger.writing() as writer:
        for article, reading in pairs:
            writer.article(replace(article, evidence=digest_of(b"made")))
            if read:
                writer.reading(reading)


def keep(ledger: Ledger, shelf: MemoryShelf, pairs: Sequence[Pair], keyed: dict[int, int]) -> None:
    """Store how articles are gathered as `weigh_new` would leave it."""
    with ledger.writing() as writer:
        batch = writer._batch
        seqs = batch.seqs_of(ARTICLE, [article.id for article, _ in pairs])
        postings = []
        for article, _ in pairs:
            for key, most in [
                *((key, HOLDERS) for key in keys_of(shelf.kept[article.id])),
                *((key, 64) for key in copy_keys(article.text)),
            ]:
                keyed[key] = keyed.get(key, 0) + 1
                if keyed[key] <= most:
                    postings.append({"key": key, "article": seqs[article.id]})
        batch.run(POSTING.insert().prefix_with("OR IGNORE"), postings)


def keep_places(ledger: Ledger, shelf: MemoryShelf, names: Sequence[str]) -> None:
    """Store the places of all articles, once they are all there."""
    with ledger.writing() as writer:
        batch = writer._batch
        seqs = batch.seqs_of(ARTICLE, names)
        batch.run(GATHERED.delete())
        rows = [
            {
                "article": seqs[name],
                "sketch": encode(shelf.kept[name]),
                "follows": seqs[place.follows] if (place := shelf.placed[name]).follows else None,
                "near": place.near,
                "event": seqs[place.event],
            }
            for name in names
        ]
        for some in chunks(rows, 5000):
            batch.run(GATHERED.insert(), some)


def one_by_one(ledger: Ledger, pairs: Sequence[Pair]) -> dict[str, float]:
    """Milliseconds that `weigh_new` takes for each of the pairs."""
    processor, clock = [], []
    for pair in pairs:
        store(ledger, [pair])
        begun, start = time.process_time(), time.perf_counter()
        if weigh_new(ledger) != 1:
            raise RuntimeError("an article was not new")
        processor.append(1000 * (time.process_time() - begun))
        clock.append(1000 * (time.perf_counter() - start))
    tenths = statistics.quantiles(processor, n=20)
    return {
        "median_ms": round(statistics.median(processor), 1),
        "p95_ms": round(tenths[-1], 1),
        "most_ms": round(max(processor), 1),
        "clock_median_ms": round(statistics.median(clock), 1),
    }


def timed(case: str, fresh: Sequence[Pair]) -> dict[str, float]:
    """What weighing each of the articles takes, and the memory of the process that does it."""
    weighing._GROWN, weighing._SMALL = 1e9, 0  # as in a large case that grew little
    with Ledger.open(Path(case)) as ledger:
        found = one_by_one(ledger, fresh)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "peak_MB": round(peak)}


def measure(sizes: Sequence[int], new: int) -> Iterator[dict[str, float]]:
    """The curve: a row for each size of the case."""
    world, shelf, keyed = World(7), MemoryShelf(), dict[int, int]()
    stream = world.events(sizes[-1] / 90)
    names: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        case = str(Path(folder) / "case")
        with Ledger.create(Path(case)) as ledger:
            ledger.evidence.put(b"made")
            with ledger.writing() as writer:
                writer.evidence(Evidence(digest_of(b"made"), 4, "text/plain", "made", START))
        for size in sizes:
            fresh: list[Pair] = []
            with Ledger.open(Path(case)) as ledger:
                while len(names) < size:
                    pairs: list[Pair] = []
                    while len(pairs) < 2000 and len(names) + len(pairs) < size:
                        event = next(stream)
                        watched = len(event) > 1 and len(fresh) < new
                        if watched:
                            fresh.append(event.pop())
                            store(ledger, event)
                        pairs += event
                    store(ledger, pairs, read=False)
                    gather(shelf, [sketch(article) for article, _ in pairs])
                    keep(ledger, shelf, pairs, keyed)
                    names += [article.id for article, _ in pairs]
                keep_places(ledger, shelf, names)
                with ledger.writing() as writer:
                    writer.resolution(entities(()))
                    writer.weighed()
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                row = pool.submit(timed, case, fresh).result()
            database = (Path(case) / "case.db").stat().st_size / 1e6
            yield {"articles": len(names), **row, "database_MB": round(database)}
            for article, _ in fresh:  # they are in the case now
                gather(shelf, [sketch(article)])
                names.append(article.id)


def in_one_event(size: int, *, more: int = 5) -> dict[str, float]:
    """What weighing one more article takes in an event that has `size`."""
    pairs = World(7).event(START, size + more)
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "case") as ledger:
        ledger.evidence.put(b"made")
        with ledger.writing() as writer:
            writer.evidence(Evidence(digest_of(b"made"), 4, "text/plain", "made", START))
        store(ledger, pairs[:size])
        weigh_new(ledger)
        weighing._GROWN, weighing._SMALL = 1e9, 0
        return {"in one event": size, **one_by_one(ledger, pairs[size:])}


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks incremental", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--new", type=int, default=40)
    parser.add_argument("--events", default="12,100,300")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    sizes, events = ([int(size) for size in some.split(",") if size] for some in (asked.sizes, asked.events))
    for row in chain(map(in_one_event, events), measure(sizes, asked.new) if sizes else ()):
        print(
            json.dumps(row) if asked.json else "  ".join(f"{name} {value:,}" for name, value in row.items()),
            flush=True,
        )
    return 0
