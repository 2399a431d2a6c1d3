"""Small made-up articles, readings and weighings for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sayso.ledger import Ledger, Writer
from sayso.terms.article import Article, Evidence
from sayso.terms.identity import content_id, digest_of
from sayso.terms.question import Answer, ArticleStance, Bearing, Question, Stance, Weighing
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import (
    Hedge,
    Link,
    MadeBy,
    Part,
    Polarity,
    Reading,
    SourceKind,
    Statement,
    Voice,
)
from sayso.terms.time import Certainty, Interval, Published

FRIDAY = datetime(2031, 3, 7, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    data: bytes
    evidence: Evidence
    article: Article
    reading: Reading


def published(moment: datetime) -> Published:
    return Published(Interval(moment, moment + timedelta(minutes=1)), Certainty.STATED, "made up")


def made(
    number: int = 0,
    *,
    who: str = "two officials",
    what: str = "the harbour master was hurt",
    outlet: str = "Lantern",
    out: datetime = FRIDAY,
) -> Made:
    """An article of one sentence with a source and one that the outlet says itself."""
    text = f"{who.capitalize()} said {what}.\n\nRain fell on pier {number}."
    data = text.encode()
    title = f"Pier {number}: {what}"
    address = f"https://{outlet.lower()}.example/{number}"
    evidence = Evidence(digest_of(data), len(data), "text/plain", address, out)
    article = Article(
        id=Article.make_id(outlet=outlet, url=address, title=title, text=text),
        evidence=evidence.digest,
        outlet=outlet,
        title=title,
        text=text,
        published=published(out),
        authors=("Ada Moor",),
        url=address,
    )
    said = statement(article, who, what)
    start = text.index("Rain")
    rain = own(article, Span(start, len(text) - 1))
    return Made(data, evidence, article, Reading(article.id, (said,), (rain,), reader="made"))


def statement(article: Article, who: str, what: str) -> Statement:
    text = article.text
    source = Words.cut(text, [Span(0, len(who))])
    cue = Words.cut(text, [Span(len(who) + 1, len(who) + 5)])
    content = Words.cut(text, [Span(len(who) + 6, len(who) + 6 + len(what))])
    return Statement(
        id=Statement.make_id(article=article.id, part=Part.BODY, source=source, cue=cue, content=content),
        article=article.id,
        part=Part.BODY,
        voice=Voice.INDIRECT,
        source=source,
        cue=cue,
        content=content,
        chain=(Link(who, SourceKind.OFFICE_HOLDER, source, cue),),
        polarity=Polarity.AFFIRMS,
        hedge=Hedge.NONE,
        hedge_words=NO_WORDS,
        condition=NO_WORDS,
        made_by=MadeBy("made", "1"),
        confidence=0.9,
    )


def own(article: Article, span: Span) -> Statement:
    content = Words.cut(article.text, [span])
    return Statement(
        id=Statement.make_id(
            article=article.id, part=Part.BODY, source=NO_WORDS, cue=NO_WORDS, content=content
        ),
        article=article.id,
        part=Part.BODY,
        voice=Voice.OWN,
        source=NO_WORDS,
        cue=NO_WORDS,
        content=content,
        chain=(),
        polarity=Polarity.AFFIRMS,
        hedge=Hedge.NONE,
        hedge_words=NO_WORDS,
        condition=NO_WORDS,
        made_by=MadeBy("made", "1"),
        confidence=0.9,
    )


def add(ledger: Ledger, *items: Made, recorded: datetime | None = None) -> None:
    """Everything of the items in one unit of work."""
    for item in items:
        ledger.evidence.put(item.data)
    with ledger.writing() as writer:
        for item in items:
            write(writer, item, recorded=recorded)


def write(writer: Writer, item: Made, *, recorded: datetime | None = None) -> bool:
    writer.evidence(item.evidence)
    new = writer.article(item.article, recorded=recorded)
    writer.reading(item.reading)
    return new


def question(name: str = "hurt") -> Question:
    answers = (
        Answer(f"{name}-yes", "hurt", (f"{name}-no",)),
        Answer(f"{name}-no", "unhurt", (f"{name}-yes",)),
    )
    return Question(content_id("qu", name), f"Was the {name} master hurt?", "fate", ("master",), answers)


def weighing(items: Sequence[Made], asked: Question | None = None) -> Weighing:
    """Every sourced statement bears on the first answer of the one question."""
    asked = asked or question()
    bearings = tuple(
        Bearing(
            said.id, said.article, asked.id, asked.answers[0].id, said.polarity, said.hedge, 0.8, "the words"
        )
        for item in items
        for said in item.reading.statements
    )
    stances = tuple(ArticleStance(item.article.id, asked.id, Stance.REPORTS, "says so") for item in items)
    return Weighing((asked,), bearings, stances)
