"""One new article weighed in a case of a thousand, ten thousand, a hundred thousand articles.

    python -m benchmarks incremental [--sizes 1000,10000,100000] [--new 40] [--json]

Synthetic articles with their readings made by hand: invented names and a vocabulary with the frequencies of
a language (Zipf). Events have 1 to 40 articles over some days (mean 12), and recur on the same people. The
case is filled through the ledger's writer and gathered as `weigh_new` does; filling leaves the questions of
its events to be weighed when they are first touched, so each new article below has its whole event weighed.
What is timed is `run.weighing.weigh_new` for one article that was just read, to its commit: gathering,
copies, names, the questions of the touched events, statuses, seals. Who is who is found from new names, as
in any case that grew by less than a hundredth. Processor time; the clock beside it.
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
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sayso.ledger import Ledger
from sayso.resolve.entities import entities
from sayso.run import weighing
from sayso.run.weighing import weigh_new
from sayso.terms.article import Article, Evidence
from sayso.terms.identity import digest_of
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Reading, SourceKind, Statement, Voice
from sayso.terms.time import Certainty, Interval, Published
from sayso.weigh.gather import gather, sketch

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
START = datetime(2030, 1, 1, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000)
_TOGETHER = 500
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
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]
        self.people = [f"{self._name()} {self._name()}" for _ in range(3_000)]
        self.places = [self._name() for _ in range(2_000)]
        self.outlets = [f"The {self._name()} Post" for _ in range(400)]

    def _word(self, size: int) -> str:
        return "".join(self.rng.choice(_SYLLABLES) for _ in range(size))

    def _name(self) -> str:
        return self._word(self.rng.randint(2, 3)).capitalize()

    def events(self, day: float) -> Iterator[Pair]:
        """Event after event, each article by article, spread over `day` days."""
        while True:
            start = START + timedelta(days=self.rng.uniform(0, day))
            size = min(40, max(1, int(self.rng.lognormvariate(2.2, 0.8))))
            topic = self.rng.choices(self.words[200:], k=14)
            who, where = self.rng.choice(self.people), self.rng.choice(self.places)
            speakers = self.rng.sample(self.people, 6)
            for number in range(size):
                yield self._article(start + timedelta(hours=7.0 * number), topic, who, where, speakers)

    def _article(
        self, at: datetime, topic: Sequence[str], who: str, where: str, speakers: Sequence[str]
    ) -> Pair:
        title = f"{who} and {' '.join(self.rng.sample(list(topic), 3))} in {where}"
        text, said = "", []
        for _ in range(7):
            words, polarity = self.rng.choice(_SIDES)
            filler = self.rng.choices(self.words, self.weights, k=14) + self.rng.sample(list(topic), 4)
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


def store(ledger: Ledger, pairs: Sequence[Pair]) -> None:
    """Articles and readings; one piece of evidence stands for all, as it is never looked at."""
    ledger.evidence.put(b"made")
    with ledger.writing() as writer:
        writer.evidence(Evidence(digest_of(b"made"), 4, "text/plain", "made", START))
        for article, reading in pairs:
            writer.article(_on(article))
            writer.reading(reading)


def _on(article: Article) -> Article:
    from dataclasses import replace

    return replace(article, evidence=digest_of(b"made"))


def fill(ledger: Ledger, pairs: Sequence[Pair]) -> None:
    """Store and gather, without weighing the questions."""
    from sayso.weigh.copies import copy_keys

    store(ledger, pairs)
    with ledger.writing() as writer:
        gather(writer.shelf, [sketch(*pair) for pair in pairs])
        for article, _ in pairs:
            writer.shelf.file(article.id, copy_keys(article.text), most=64)
        writer.more_names(entities(reading for _, reading in pairs))
        writer.weighed([article.id for article, _ in pairs])


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


def measure(sizes: Sequence[int], new: int) -> Iterator[dict[str, float]]:
    """The curve: a row for each size of the case."""
    world = World(7)
    stream = world.events(sizes[-1] / 90)
    weighing._GROWN = 1e9
    weighing._SMALL = 0
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "case") as ledger:
        with ledger.writing() as writer:
            writer.resolution(entities(()))
        held: list[Pair] = []
        filled = 0
        for size in sizes:
            begun = time.process_time()
            while filled < size:
                some = [next(stream) for _ in range(min(_TOGETHER, size - filled))]
                # what is weighed below are articles of events that are in the case already
                kept = [pair for pair in some if world.rng.random() > 0.02 or len(held) >= 3 * new]
                held += [pair for pair in some if pair not in kept]
                fill(ledger, kept)
                filled += len(some)
            seconds = time.process_time() - begun
            fresh, held = held[:new], []
            weigh = one_by_one(ledger, fresh)
            yield {
                "articles": filled,
                **weigh,
                "filled_ms_an_article": round(1000 * seconds / size, 2),
                "peak_MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "database_MB": round((Path(folder) / "case" / "case.db").stat().st_size / 1e6),
            }


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks incremental", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--new", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    sizes = [int(size) for size in asked.sizes.split(",")]
    for row in measure(sizes, asked.new):
        print(
            json.dumps(row) if asked.json else "  ".join(f"{name} {value:,}" for name, value in row.items()),
            flush=True,
        )
    return 0
