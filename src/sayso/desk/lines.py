"""One statement as a line of a list: what a person reads of it without opening the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.terms.article import ArticleHead
from sayso.terms.question import RootedBearing
from sayso.terms.statement import Basis, Hedge, Link, Part, Polarity, Statement, Voice
from sayso.terms.time import Interval


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in words, with the head of its article. `chain` goes from the outermost relay to
    the innermost source, without the outlet."""

    id: str
    article: ArticleHead
    part: Part
    voice: Voice
    source: str
    cue: str
    content: str
    polarity: Polarity
    hedge: Hedge
    hedge_words: str
    condition: str
    chain: tuple[Link, ...]
    confidence: float
    made_by: str
    event_time: Interval | None = None
    said_time: Interval | None = None


@dataclass(frozen=True, slots=True)
class RootedLine:
    """A statement that bears on an answer, with its joined chain. `polarity` and `hedge` are towards
    the answer, which need not be those of the words: *denied that he is alive* affirms *killed*."""

    statement: StatementLine
    answer: str
    polarity: Polarity
    hedge: Hedge
    root: str
    chain: tuple[Link, ...]
    basis: Basis
    because: str
    bearing_because: str


def line_of(statement: Statement, article: ArticleHead) -> StatementLine:
    """The line of one statement."""
    return StatementLine(
        id=statement.id,
        article=article,
        part=statement.part,
        voice=statement.voice,
        source=statement.source.text,
        cue=statement.cue.text,
        content=statement.content.text,
        polarity=statement.polarity,
        hedge=statement.hedge,
        hedge_words=statement.hedge_words.text,
        condition=statement.condition.text,
        chain=statement.chain,
        confidence=statement.confidence,
        made_by=f"{statement.made_by.rule} {statement.made_by.version}".strip(),
        event_time=statement.event_time,
        said_time=statement.said_time,
    )


def rooted_line(rooted: RootedBearing, line: StatementLine) -> RootedLine:
    """The line with what joining the chains made of it."""
    bearing = rooted.bearing
    return RootedLine(
        statement=line,
        answer=bearing.answer,
        polarity=bearing.polarity,
        hedge=bearing.hedge,
        root=rooted.root,
        chain=rooted.chain,
        basis=rooted.basis,
        because=rooted.because,
        bearing_because=bearing.because,
    )


def in_order(lines: Iterable[RootedLine]) -> tuple[RootedLine, ...]:
    """By published time, those without one last; then by place in the article."""

    def order(line: RootedLine) -> tuple[bool, float, str, str]:
        moment = line.statement.article.published.moment
        return (
            moment is None,
            moment.timestamp() if moment else 0.0,
            line.statement.article.id,
            line.statement.id,
        )

    return tuple(sorted(lines, key=order))


def path_names(chain: Iterable[Link]) -> tuple[str, ...]:
    """The names of a chain's links, from the outermost inwards; a name that repeats at once stands once."""
    names: list[str] = []
    for link in chain:
        name = " ".join(link.name.split())
        if name and (not names or names[-1].casefold() != name.casefold()):
            names.append(name)
    return tuple(names)
