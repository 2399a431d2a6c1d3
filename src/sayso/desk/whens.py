"""When it happened, across articles: outlets that put it at different times, and *first X since T* held
against what the case has between T and the publication."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sayso.desk.lines import StatementLine, line_of
from sayso.errors import UnreadableInput
from sayso.ledger.rows import Said
from sayso.ledger.view import View
from sayso.terms.article import Article, ArticleHead
from sayso.terms.question import Question
from sayso.terms.span import Span
from sayso.terms.statement import Reading, Statement
from sayso.terms.time import Granularity, Interval, TimeExpression

if TYPE_CHECKING:  # most questions tell of one time or none: then a page does not load what compares them
    from sayso.read.time.compare import Difference, DifferenceKind, Grounding
    from sayso.read.time.since import FirstSince

_FINE = frozenset((Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR,
                   Granularity.PART_OF_DAY, Granularity.DAY))  # fmt: skip
_APART = timedelta(days=14)  # what lies further apart is more likely two events than one told differently
_MOST = 300  # statements that a search gives for one name
_STOP = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class WhenSaid:
    """The words by which a statement tells when the event was, and the interval they are grounded to."""

    statement: str
    answer: str
    article: ArticleHead
    words: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class WhenDiffers:
    """Sides that put what one answer tells of at different times, the earliest time first, each in order
    of print; every side shares no moment with at least one other."""

    answer: str
    sides: tuple[tuple[WhenSaid, ...], ...]
    kind: DifferenceKind
    because: str


def when_differs(borne: Iterable[tuple[str, Said]]) -> tuple[WhenDiffers, ...]:
    """Where outlets ground what an answer tells of differently. `borne` pairs an answer's id with a
    statement that bears on it; only times of a day or finer inside the content are compared. The answer
    on which most outlets stand against the most of them comes first."""
    timed: dict[str, list[tuple[Said, TimeExpression]]] = {}
    for answer, said in borne:
        time = _event_words(said)
        if time is not None:
            timed.setdefault(answer, []).append((said, time))
    found = (
        _compared(answer, some)
        for answer, some in timed.items()
        if len({time.best.interval for _, time in some}) > 1
    )
    return tuple(sorted((each for each in found if each is not None), key=_lesser, reverse=True))


def _lesser(found: WhenDiffers) -> int:
    """How many outlets stand on other sides than the largest."""
    sizes = [len({one.article.outlet for one in side}) for side in found.sides]
    return sum(sizes) - max(sizes)


def _compared(answer: str, timed: Iterable[tuple[Said, TimeExpression]]) -> WhenDiffers | None:
    from sayso.read.time.compare import Grounding, compare

    told: dict[Grounding, WhenSaid] = {}
    for said, time in timed:
        if time.best.interval is not None:
            one = WhenSaid(said.statement.id, answer, said.article, time.text, time.best.interval)
            told.setdefault(Grounding(said.article.id, time, said.article.published), one)
    found = [
        difference
        for difference in compare(told, within=_APART)
        if len({told[one].article.outlet for one in (*difference.left, *difference.right)}) > 1
    ]
    return _named(answer, found, told) if found else None


def _event_words(said: Said) -> TimeExpression | None:
    """The words behind the statement's event time. A time that hangs on a word for what is said (*its
    report of March 7*) tells when that was said."""
    statement = said.statement
    if statement.event_time is None:
        return None
    for time in statement.times:
        if time.granularity in _FINE and time.best.interval == statement.event_time:
            return None if _of_saying(statement, time, said.article.language) else time
    return None


def _of_saying(statement: Statement, time: TimeExpression, language: str) -> bool:
    from sayso.read.text.lexicon import load

    try:
        nouns = load(language).nouns
    except UnreadableInput:
        return False
    text = statement.content.text
    place = text.find(time.text)
    before = re.search(r"(\w+)\s+(?:of|on|from)\s+$", text[: max(place, 0)])
    behind = re.match(r"(?:['’]s)?\s+(\w+)", text[place + len(time.text) :])
    return any(found is not None and found[1].lower() in nouns for found in (before, behind))


def _named(answer: str, found: Sequence[Difference], told: dict[Grounding, WhenSaid]) -> WhenDiffers:
    groups: dict[Interval, dict[Grounding, None]] = {}
    for side in (side for difference in found for side in (difference.left, difference.right)):
        groups.setdefault(told[side[0]].interval, {}).update(dict.fromkeys(side))
    sides = sorted((_printed(told[one] for one in side) for side in groups.values()), key=_starts)
    copied = (
        "the same words, printed on different days: the later may be a copy that kept the first one's day"
    )
    kinds = {difference.kind for difference in found}
    because = copied if len(kinds) == 1 and "copied words" in kinds else "they name different times"
    if len(kinds) > 1:
        because += f"; some in {copied}"
    return WhenDiffers(answer, tuple(sides), min(kinds, key=lambda kind: kind == "copied words"), because)


def _starts(side: Sequence[WhenSaid]) -> str:
    return str(side[0].interval.start or "")


def _printed(side: Iterable[WhenSaid]) -> tuple[WhenSaid, ...]:
    """In order of print, each article once."""
    once: dict[str, WhenSaid] = {}
    for one in side:
        once.setdefault(one.article.id, one)
    return tuple(sorted(once.values(), key=lambda one: str(one.article.published.moment or "~")))


@dataclass(frozen=True, slots=True)
class Between:
    """A statement of the case between T and the publication; `by` where one of the names says it."""

    line: StatementLine
    by: bool


@dataclass(frozen=True, slots=True)
class FirstClaim:
    """A claim *first X since T* of an article, with what the case holds in its interval by or about the
    `names` it is taken to speak of; `because` says where these are from. Other articles only."""

    span: Span
    words: str
    since: str
    interval: Interval
    names: tuple[str, ...]
    because: str
    between: tuple[Between, ...]


def firsts(
    view: View, article: Article, reading: Reading, questions: Collection[Question]
) -> tuple[FirstClaim, ...]:
    """The claims *first X since T* of an article. `questions` are those it bears on."""
    from sayso.read.time.since import first_since

    try:
        claims = first_since(
            article.text, reading.times, published=article.published, language=article.language
        )
    except ValueError:  # a language without words of time
        return ()
    found = []
    for claim in claims:
        names, because = whose(claim, article.text, reading, questions)
        words, since = claim.span.of(article.text), claim.since.text
        held = between(claim.interval, names, _candidates(view, names), but=article.id)
        found.append(FirstClaim(claim.span, words, since, claim.interval, names, because, held))
    return tuple(found)


def whose(
    claim: FirstSince, text: str, reading: Reading, questions: Collection[Question]
) -> tuple[tuple[str, ...], str]:
    """The names that a claim speaks of, and how that is known: its sentence names them, its source says
    it, or, where the sentence names nobody, the questions that its article bears on are about them."""
    sentence = _sentence(text, claim.span)
    asked = (name for question in questions for name in question.subjects)
    subjects = tuple(dict.fromkeys(name for name in asked if name[:1].isupper()))
    sources = (each.innermost.name for each in reading.statements if each.innermost)
    mentions = (mention.name for mention in reading.mentions if mention.kind != "place")
    known = dict.fromkeys((*subjects, *mentions, *sources))
    named = tuple(name for name in known if name[:1].isupper() and _names(name, sentence))
    if named:
        return named, "its sentence names them"
    for statement in reading.statements:
        source = statement.innermost
        if source and any(span.covers(claim.span) for span in statement.content.spans):
            return (source.name,), "its source"
    return subjects, "its article bears on a question about them" if subjects else ""


def _sentence(text: str, span: Span) -> str:
    start = max((found.end() for found in _STOP.finditer(text, 0, span.start)), default=0)
    end = _STOP.search(text, span.end)
    return text[start : end.start() if end else len(text)]


def _candidates(view: View, names: Iterable[str]) -> tuple[Said, ...]:
    found: dict[str, Said] = {}
    for name in names:
        for hit in view.search(name.split()[-1] if name.split() else name, limit=_MOST).statements:
            found.setdefault(hit.said.statement.id, hit.said)
    return tuple(found.values())


def between(
    interval: Interval, names: Collection[str], said: Iterable[Said], *, but: str = ""
) -> tuple[Between, ...]:
    """What of `said` is by or about the `names` and was printed, or happened, in the interval; in order of
    print, what the names say first. The article `but` is left out: it makes the claim."""
    found = []
    for one in said:
        statement = one.statement
        source = statement.innermost
        by = source is not None and any(_is(name, source.name) for name in names)
        about = any(_names(name, statement.content.text) for name in names)
        happened = statement.event_time.start if statement.event_time else None
        inside = any(
            moment is not None
            and (interval.start is None or interval.start <= moment)
            and (interval.end is None or moment < interval.end)
            for moment in (one.article.published.moment, happened)
        )
        if (by or about) and inside and one.article.id != but:
            found.append(Between(line_of(statement, one.article), by))
    return tuple(
        sorted(
            found,
            key=lambda each: (not each.by, str(each.line.article.published.moment or "~"), each.line.id),
        )
    )


def _is(name: str, source: str) -> bool:
    """Whether a source goes by the name, or ends with its last word (*Commander Ostrel*)."""
    return bool(name) and source.split()[-1:] == name.split()[-1:]


def _names(name: str, text: str) -> bool:
    """Whether the text has the name, or its last word where that is written large, as whole words."""
    last = (name.split() or [""])[-1]
    wanted = last if last[:1].isupper() and len(last) > 2 else name
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None
