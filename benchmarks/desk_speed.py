"""How fast the desk answers: a board of 1,000 questions and a question with 2,000 statements.

The case is synthetic and goes in through the ledger's writer; its statuses come from weighing. Measured
is the time at the server, from the request to the last byte of the answer, through the whole
application (guard, ledger, weighing as of the moment, template) without a socket: the clock's time, and
the processor's, which a busy machine disturbs less. *Touched*: a person's judgement of the large question
was stored since the page was last asked for; *moved*: something that changes no page was, as a watch does all
day; *still*: nothing was. The limit is held against the first two. The first request of all, which also
compiles its template, is given apart.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

import sayso.cli  # noqa: F401 - sets how garbage is looked for in the process that serves the desk
from sayso.desk.judge import settle
from sayso.ledger.ledger import Ledger
from sayso.terms.article import Article, Evidence
from sayso.terms.question import Answer, Bearing, Question, Status, Weighing
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Reading, SourceKind, Statement, Voice
from sayso.terms.time import Certainty, Interval, Published
from sayso.web import create_app
from sayso.weigh.status.standing import standing

LIMIT_MS = 150.0
_START = datetime(2031, 3, 1, tzinfo=UTC)
_NAMES = [
    f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Dee") for last in ("Orr", "Pike", "Quist", "Rhee")
]
_OUTLETS = [
    f"The {place} {kind}" for place in ("Arden", "Brell", "Corvo") for kind in ("Post", "Mail", "Echo")
]
_CUES = ("said", "denied", "could not confirm that")


def main(argv: Sequence[str]) -> int:
    """Build the case, measure, print; 1 where a page takes more than 150 ms."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks desk_speed", description=__doc__)
    asked.add_argument("--questions", type=int, default=1000)
    asked.add_argument("--statements", type=int, default=2000)
    asked.add_argument("--runs", type=int, default=7)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "case") as ledger:
        big = build(ledger, questions=given.questions, statements=given.statements)
        figures = asyncio.run(measure(ledger, big, runs=given.runs))
    if given.json:
        print(json.dumps(figures, indent=2))
    else:
        for page, row in figures.items():
            times = "  ".join(f"{name} {row[name]:7.1f}" for name in row if name.endswith("_ms"))
            print(f"{page:<30} {times}   {row['kb']:6.0f} kB")
    limited = [row for page, row in figures.items() if not page.startswith("(")]
    return int(any(row[name] > LIMIT_MS for row in limited for name in ("touched_ms", "moved_ms")))


async def measure(ledger: Ledger, big: str, *, runs: int) -> dict[str, dict[str, float]]:
    """Times of each page in milliseconds: of the processor in each state, and of the clock for the first;
    pages in brackets have no limit set for them."""
    moment = (_START + timedelta(days=5)).strftime("%Y-%m-%dT%H:%MZ")
    pages = {
        "board of questions": "/",
        "(board, earlier moment)": f"/?published={moment}",
        "question": f"/question/{big}",
        "question, slider moved": f"/question/{big}/standing?published={moment}",
        "(question, every statement)": f"/question/{big}?lines=all",
        "sources": "/sources",
        "search": "/search?q=bridge",
    }
    app = create_app(ledger, hosts={"desk"})
    states: dict[str, Callable[[], object]] = {
        "touched": lambda: settle(ledger, big, f"{big}.held", holds=True, by="Wen", because="seen"),
        "moved": lambda: _store_more(ledger),
        "still": lambda: None,
    }
    figures = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as client:
        for name, path in pages.items():
            spent: dict[str, list[float]] = {state: [] for state in states}
            size, clock = 0, time.perf_counter()
            answer = await client.get(path)
            first = (time.perf_counter() - clock) * 1000
            for _ in range(runs):
                for state, happens in states.items():
                    happens()
                    worked = time.process_time()
                    answer = await client.get(path)
                    spent[state].append((time.process_time() - worked) * 1000)
                    answer.raise_for_status()
                    size = len(answer.content)
            figures[name] = {
                "first_ms": first,
                **{f"{state}_ms": statistics.median(times) for state, times in spent.items()},
                "kb": size / 1024,
            }
    return figures


def _store_more(ledger: Ledger) -> None:
    """Store something that changes no page, as a watch does all day."""
    data = str(time.perf_counter_ns()).encode()
    digest = ledger.evidence.put(data)
    with ledger.writing() as writer:
        writer.evidence(Evidence(digest, len(data), "text/plain", "https://outlet.example/more", _START))


def build(ledger: Ledger, *, questions: int, statements: int) -> str:
    """Fill the case; gives the id of the question with `statements` statements."""
    random_ = random.Random(7)
    articles: list[Article] = []
    readings: list[Reading] = []
    asked: list[Question] = []
    bearings: list[Bearing] = []
    sizes = [4] * (questions - 1) + [statements]
    for number, size in enumerate(sizes):
        question = _question(number)
        asked.append(question)
        for article, reading, found in _articles(question, size, random_):
            articles.append(article)
            readings.append(reading)
            bearings += found
    statuses = _statuses(asked, bearings, readings, articles)
    with ledger.writing() as writer:
        for article in articles:
            data = article.text.encode()
            digest = ledger.evidence.put(data)
            writer.evidence(Evidence(digest, len(data), "text/plain", article.url, _START))
            writer.article(article)
        for reading in readings:
            writer.reading(reading)
        writer.weighing(Weighing(tuple(asked), tuple(bearings), statuses=tuple(statuses)))
    return asked[-1].id


def _question(number: int) -> Question:
    answers = [f"qu-{number}.{key}" for key in ("held", "fell")]
    return Question(
        id=f"qu-{number}",
        asks=f"Was the bridge at Mile {number} held or did it fall?",
        kind="control",
        subjects=(f"Mile {number}",),
        answers=(
            Answer(answers[0], "The bridge was held", excludes=(answers[1],)),
            Answer(answers[1], "The bridge fell", excludes=(answers[0],)),
        ),
    )


def _articles(
    question: Question, size: int, random_: random.Random
) -> Iterator[tuple[Article, Reading, list[Bearing]]]:
    """Articles with up to 20 statements each, `size` in all."""
    for first in range(0, size, 20):
        count = min(20, size - first)
        said = [
            (random_.choice(_NAMES), random_.choice(_CUES), random_.choice(question.answers))
            for _ in range(count)
        ]
        text = "\n\n".join(
            f"{who} {cue} {answer.label} on day {n}." for n, (who, cue, answer) in enumerate(said)
        )
        outlet = random_.choice(_OUTLETS)
        out = _START + timedelta(minutes=random_.randrange(14 * 24 * 60))
        url = f"https://outlet.example/{question.id}/{first}"
        article = Article(
            id=Article.make_id(outlet=outlet, url=url, title=question.asks, text=text),
            evidence="",
            outlet=outlet,
            title=f"{question.asks} Part {first // 20}",
            text=text,
            published=Published(Interval(out, out + timedelta(minutes=1)), Certainty.STATED, "synthetic"),
            url=url,
        )
        article = _with_evidence(article)
        pairs = list(_statements(article, question, said, random_))
        yield article, Reading(article.id, tuple(s for s, _ in pairs)), [b for _, b in pairs]


def _with_evidence(article: Article) -> Article:
    from dataclasses import replace

    from sayso.terms.identity import digest_of

    return replace(article, evidence=digest_of(article.text.encode()))


def _statements(
    article: Article, question: Question, said: Sequence[tuple[str, str, Answer]], random_: random.Random
) -> Iterator[tuple[Statement, Bearing]]:
    at = 0
    for number, (who, cue, answer) in enumerate(said):
        source = Words.cut(article.text, [Span(at, at + len(who))])
        verb = Words.cut(article.text, [Span(source.end + 1, source.end + 1 + len(cue))])
        end = verb.end + 1 + len(f"{answer.label} on day {number}")
        content = Words.cut(article.text, [Span(verb.end + 1, end)])
        at = end + 3
        polarity = dict(zip(_CUES, Polarity, strict=True))[cue]
        links = [Link(who, SourceKind.PERSON, source, verb)]
        if random_.random() < 0.3:
            links.insert(0, Link(random_.choice(_OUTLETS), SourceKind.OUTLET))
        statement = Statement(
            id=Statement.make_id(
                article=article.id, part=Part.BODY, source=source, cue=verb, content=content
            ),
            article=article.id,
            part=Part.BODY,
            voice=Voice.INDIRECT,
            source=source,
            cue=verb,
            content=content,
            chain=tuple(links),
            polarity=polarity,
            hedge=random_.choice(list(Hedge)),
            hedge_words=NO_WORDS,
            condition=NO_WORDS,
            made_by=MadeBy("synthetic", "1"),
            confidence=0.8,
        )
        yield (
            statement,
            Bearing(
                statement.id, article.id, question.id, answer.id, polarity, statement.hedge, 0.8, "synthetic"
            ),
        )


def _statuses(
    asked: Sequence[Question],
    bearings: Sequence[Bearing],
    readings: Sequence[Reading],
    articles: Sequence[Article],
) -> Iterator[Status]:
    statements = {s.id: s for reading in readings for s in reading.statements}
    by_id = {article.id: article for article in articles}
    mine: dict[str, list[Bearing]] = {}
    for bearing in bearings:
        mine.setdefault(bearing.question, []).append(bearing)
    for question in asked:
        found = mine[question.id]
        yield standing(
            question,
            found,
            [statements[bearing.statement] for bearing in found],
            {bearing.article: by_id[bearing.article] for bearing in found}.values(),
        ).status
