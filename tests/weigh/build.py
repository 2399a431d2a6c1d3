"""Small hand-made cases: articles, statements and bearings of invented events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.terms.article import Article
from sayso.terms.question import Answer, Bearing, Question
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, SourceKind, Statement, Voice
from sayso.terms.time import Certainty, Interval, Published

QUESTION = Question(
    id="qu-1",
    asks="Was Orlan Vesk killed, wounded or unharmed?",
    kind="fate",
    subjects=("Orlan Vesk",),
    answers=(
        Answer("killed", "Orlan Vesk was killed", ("wounded", "unharmed")),
        Answer("wounded", "Orlan Vesk was wounded", ("killed", "unharmed")),
        Answer("unharmed", "Orlan Vesk is unharmed", ("killed", "wounded")),
    ),
)


def day(number: int) -> datetime:
    return datetime(2031, 3, number, tzinfo=UTC)


def article(name: str, *, on: int = 1, outlet: str | None = None, text: str = "", title: str = "") -> Article:
    start = day(on)
    published = Published(Interval(start, start + timedelta(days=1)), Certainty.STATED, "test")
    return Article(name, "", outlet or f"{name} Gazette", title, text, published)


def link(name: str, kind: SourceKind = SourceKind.UNKNOWN) -> Link:
    return Link(name, kind)


def told(
    by: Article,
    *names: str,
    answer: str = "killed",
    polarity: Polarity = Polarity.AFFIRMS,
    hedge: Hedge = Hedge.NONE,
    content: str = "Orlan Vesk was killed",
    at: int = 0,
    kind: SourceKind = SourceKind.UNKNOWN,
) -> tuple[Statement, Bearing]:
    """A statement of `by` with that chain, and its bearing on an answer."""
    words = Words((Span(at, at + len(content)),), content)
    chain = tuple(link(name, kind) for name in names)
    statement = Statement(
        id=f"st-{by.id}-{at}-{'-'.join(names)}-{answer}-{polarity}",
        article=by.id,
        part=Part.BODY,
        voice=Voice.INDIRECT if names else Voice.OWN,
        source=NO_WORDS,
        cue=NO_WORDS,
        content=words,
        chain=chain,
        polarity=polarity,
        hedge=hedge,
        hedge_words=NO_WORDS,
        condition=NO_WORDS,
        made_by=MadeBy("test", "1"),
        confidence=1.0,
    )
    bearing = Bearing(statement.id, by.id, QUESTION.id, answer, polarity, hedge, 1.0, "test")
    return statement, bearing
