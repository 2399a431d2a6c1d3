"""How fast a case takes articles in and answers what the desk asks, on an invented case.

`python -m benchmarks storage [--articles N] [--json]` writes N articles of about 740 words with 6
statements and 12 sentences of their own voice each, then 1,000 questions, one of which 2,000
statements bear on, and times what the pages of the desk ask the ledger. `bare` is the same text put
into one FTS5 table by Python's sqlite3 alone: the floor of what indexing the words costs.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from sayso.ledger import Ledger, View
from sayso.terms.article import Article, Evidence
from sayso.terms.question import (
    Answer,
    AnswerStatus,
    ArticleStance,
    Bearing,
    Question,
    Reason,
    Stance,
    Status,
    StatusKind,
    Weighing,
)
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Reading, SourceKind, Statement, Voice
from sayso.terms.time import NOW, AsOf, Certainty, Interval, Published

START = datetime(2031, 1, 1, tzinfo=UTC)
SAID, OWN = 6, 12
QUESTIONS, CROWDED = 1000, 2000


def main(argv: Sequence[str]) -> int:
    """Run it; prints a table, or JSON with --json."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks storage", description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--gold", help="not needed: the case is invented")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="sayso-storage-"))
    try:
        rows = measure(folder, articles=options.articles)
    finally:
        shutil.rmtree(folder)
    if options.json:
        print(json.dumps(rows, indent=1))
    else:
        for name, value in rows.items():
            print(f"{name:58} {value:12,.1f}")
    return 0


def measure(folder: Path, *, articles: int) -> dict[str, float]:
    """Every figure, by a name that says its unit."""
    rows = {"articles": float(articles)}
    with Ledger.create(folder / "case") as ledger:
        rows |= ingest(ledger, articles, folder / "bare.db")
        rows |= weigh(ledger)
    rows["database, bytes per article"] = (folder / "case" / "case.db").stat().st_size / articles
    with Ledger.open(folder / "case") as ledger:
        rows |= ask(ledger)
        rows["verify everything, articles/s of processor time"] = checked(ledger, articles)
    rows["new process: import, open, list the questions, ms"] = cold(
        folder / "case", "ledger.at().questions()"
    )
    rows["new process: import and open alone, ms"] = cold(folder / "case", "None")
    return rows


def ingest(ledger: Ledger, articles: int, bare_place: Path) -> dict[str, float]:
    """Put the articles in, 500 a unit of work, and the same text into a bare index beside it; the
    making of them is not counted."""
    spent = busy = plain = 0.0
    made = written(articles)
    bare = bare_index(bare_place)
    while some := list(islice(made, 500)):
        begun, worked = time.perf_counter(), time.process_time()
        put(ledger, some)
        spent, busy = spent + time.perf_counter() - begun, busy + time.process_time() - worked
        begun = time.process_time()
        with bare:
            bare.executemany("INSERT INTO words VALUES (?, ?)", [(a.title, a.text) for a, _ in some])
        plain += time.process_time() - begun
    bare.close()
    return {
        "articles in, articles/s": articles / spent,
        "articles in, articles/s of processor time": articles / busy,
        "articles in, rows/s of processor time": articles * (SAID + OWN + 3) / busy,
        "bare sqlite3 + FTS5, articles/s of processor time": articles / plain,
    }


def put(ledger: Ledger, some: list[tuple[Article, Reading]]) -> None:
    """One unit of work: a piece of evidence, its articles and their readings."""
    data = "\n".join(article.text for article, _ in some).encode()
    digest = ledger.evidence.put(data)
    with ledger.writing() as writer:
        writer.evidence(Evidence(digest, len(data), "application/jsonl", "made", START))
        for article, reading in some:
            writer.article(replace(article, evidence=digest))
            writer.reading(reading)


def bare_index(place: Path) -> sqlite3.Connection:
    """One FTS5 table and nothing else."""
    database = sqlite3.connect(place)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, tokenize='porter unicode61')")
    return database


def weigh(ledger: Ledger) -> dict[str, float]:
    """Spread bearings over the questions, with one crowded question, and store them whole."""
    bearings: list[Bearing] = []
    stances = []
    questions = [question(number) for number in range(QUESTIONS)]
    for number, (article, reading) in enumerate(ledger.at().readings()):
        for place, said in enumerate(reading.statements):
            crowded = number * SAID + place < CROWDED
            asked = questions[0 if crowded else 1 + (number * 7 + place) % (QUESTIONS - 1)]
            answer = asked.answers[place % 2]
            bearings.append(
                Bearing(
                    said.id, article.id, asked.id, answer.id, said.polarity, said.hedge, 0.8, "same words"
                )
            )
        stances.append(ArticleStance(article.id, questions[number % QUESTIONS].id, Stance.REPORTS, "says so"))
    statuses = tuple(map(status, questions))
    begun = time.perf_counter()
    with ledger.writing() as writer:
        writer.weighing(Weighing(tuple(questions), tuple(bearings), tuple(stances), (), statuses))
    return {"bearings in, rows/s": len(bearings) / (time.perf_counter() - begun)}


def ask(ledger: Ledger) -> dict[str, float]:
    """Median times of what the pages ask, in milliseconds."""
    crowded = question(0).id
    article = ledger.at().articles(limit=1)[0].id
    source = ledger.at().sources(limit=1)[0].id
    half = AsOf(published=START + timedelta(days=15))
    asked: dict[str, Callable[[View], object]] = {
        "board of 1,000 questions": lambda view: view.questions(),
        "question with 2,000 statements": lambda view: view.bearings(crowded),
        "article with its reading": lambda view: (view.article(article), view.reading(article)),
        "list of 50 articles": lambda view: view.articles(limit=50),
        "all sources": lambda view: view.sources(),
        "one source with what it said (first 200)": lambda view: (
            view.source(source),
            view.statements(sources=[source], limit=200),
        ),
        "search: two rare words": lambda view: view.search("word9000 word8000"),
        "search: a word in most articles": lambda view: view.search("word3"),
        "counts": lambda view: view.counts(),
    }
    rows = {f"{name}, ms": median(call, ledger.at()) for name, call in asked.items()}
    for name in ("board of 1,000 questions", "question with 2,000 statements", "all sources"):
        rows[f"{name}, as of half time, ms"] = median(asked[name], ledger.at(half))
    return rows


def checked(ledger: Ledger, articles: int) -> float:
    """Articles a second that verify gets through; nothing may be wrong."""
    begun = time.process_time()
    problems = list(ledger.verify())
    if problems:
        raise AssertionError(problems[0])
    return articles / (time.process_time() - begun)


def median(call: Callable[[View], object], view: View, *, times: int = 5) -> float:
    """Milliseconds of processor time of one call, the median of a few; pages are in memory by then."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        call(view)
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent)


def cold(case: Path, asked: str) -> float:
    """Milliseconds of processor time from the first import to the answer in a new process."""
    code = (
        "import time; begun = time.process_time()\n"
        "from pathlib import Path; from sayso.ledger import Ledger\n"
        f"with Ledger.open(Path({str(case)!r})) as ledger: {asked}\n"
        "print((time.process_time() - begun) * 1000)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(5)]
    return statistics.median(float(run.stdout) for run in runs)


def status(asked: Question) -> Status:
    """A status as weighing leaves it: three roots on one side, two on the other."""
    roots = tuple(f"ro-{number:020}" for number in range(5))
    because = (Reason("Five say so.", (), roots),)
    answers = tuple(
        AnswerStatus(answer.id, StatusKind.CONTESTED, roots[:3], roots[3:], (), because)
        for answer in asked.answers
    )
    return Status(asked.id, NOW, StatusKind.CONTESTED, answers, because, ("A sixth root.",))


def question(number: int) -> Question:
    """One of the invented questions."""
    answers = (Answer(f"an-{number}-0", "yes"), Answer(f"an-{number}-1", "no"))
    return Question(f"qu-{number}", f"Did number {number} happen?", "event", ("somebody",), answers)


def written(articles: int) -> Iterator[tuple[Article, Reading]]:
    """Invented articles with words as unevenly frequent as those of a language."""
    chance = random.Random(20311)
    vocabulary = [f"word{rank}" for rank in range(20_000)]
    shares = list(accumulate(1 / (rank + 2) for rank in range(len(vocabulary))))
    words = chance.choices(vocabulary, cum_weights=shares, k=18 * 20_000)
    sentences = [" ".join(words[place : place + 18]) + "." for place in range(0, len(words), 18)]
    for number in range(articles):
        parts = [*chance.choices(sentences, k=40), f"Entry {number}."]
        moment = START + timedelta(minutes=(number * 43_200) // articles)
        text = " ".join(parts)
        outlet, title = f"Outlet {number % 60}", parts[0][:80]
        url = f"https://outlet{number % 60}.example/{number}"
        article = Article(
            id=Article.make_id(outlet=outlet, url=url, title=title, text=text),
            evidence="",
            outlet=outlet,
            title=title,
            text=text,
            published=Published(Interval(moment, moment + timedelta(minutes=1)), Certainty.STATED, "made"),
            url=url,
        )
        yield article, read(article, parts, chance)


def read(article: Article, parts: list[str], chance: random.Random) -> Reading:
    """The first sentences as said by somebody, the next ones as the article's own voice."""
    said, own = [], []
    start = 0
    for place, part in enumerate(parts[: SAID + OWN]):
        span = Span(start, start + len(part) - 1)
        start += len(part) + 1
        if place < SAID:
            said.append(statement(article, span, f"Source {int(chance.paretovariate(0.6)) % 5000}"))
        else:
            own.append(statement(article, span, ""))
    return Reading(article.id, tuple(said), tuple(own), reader="made")


def statement(article: Article, span: Span, who: str) -> Statement:
    """One statement with a two-link chain, or the article's own voice."""
    content = Words.cut(article.text, [span])
    name = Words.cut(article.text, [Span(span.start, span.start + 10)]) if who else NO_WORDS
    links = (Link("A paper", SourceKind.OUTLET, name, name), Link(who, SourceKind.PERSON, name, name))
    return Statement(
        id=Statement.make_id(article=article.id, part=Part.BODY, source=name, cue=name, content=content),
        article=article.id,
        part=Part.BODY,
        voice=Voice.INDIRECT if who else Voice.OWN,
        source=name,
        cue=name,
        content=content,
        chain=links if who else (),
        polarity=Polarity.AFFIRMS,
        hedge=Hedge.NONE,
        hedge_words=NO_WORDS,
        condition=NO_WORDS,
        made_by=MadeBy("made", "1"),
        confidence=0.9,
    )
