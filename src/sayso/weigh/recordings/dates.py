"""From when to when a recording can have been made: a pure function of what the case says.

Not before the latest event that it mentions, not after it was first met. Each bound has the statement or
the evidence that gives it; where two contradict each other both are shown and no interval is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sayso.terms.article import Article, Evidence
from sayso.terms.recording import Stretch
from sayso.terms.span import Span, Words
from sayso.terms.statement import Reading, Statement
from sayso.terms.time import AnchorKind, Certainty, Granularity, Interval, Published, TimeExpression
from sayso.terms.transcript import LaidOut
from sayso.weigh.bearing.pieces import sentences
from sayso.weigh.recordings.quotes import QuoteKind, QuoteMatch
from sayso.weigh.recordings.speaking import names_recording, pattern
from sayso.weigh.words import rarity, stems, tokens

Pair = tuple[Article, Reading]
_SHARED = 3  # stems, one of them a name, that a mention and an event have to share
_MUCH = 0.33  # share of the smaller side's weight that they have to share
_BESIDE, _HEAD = 40, 12  # characters from a verb, or from the head of its sentence, to its time
_QUOTED = 5  # heard words from which a quotation shows that the recording was out
# How a sentence begins that goes on about what the one before it was about, or that is quoted.
_GOES_ON = re.compile(r"[\s]*(?:[“\"‘]|(?:He|She|It|They|In it)\b)")
_MADE_IT = re.compile(r"\b(?:made|recorded|taped) it\b")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_COARSE = frozenset((Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY, Granularity.VAGUE,
                     Granularity.SEASON, Granularity.QUARTER))  # fmt: skip


class Side(StrEnum):
    """Which end of the interval a bound gives."""

    NOT_BEFORE = "not before"
    NOT_AFTER = "not after"


class Ground(StrEnum):
    """What a bound rests on."""

    SAID = "an article says what the recording mentions"
    MENTIONED = "the recording mentions an event of the case"
    NAMED = "the recording names the date itself"
    COLLECTED = "its bytes were collected"
    QUOTED = "an article quotes it"
    SIGHTED = "an article says when it came out"
    DATED = "a person says when it came out"


@dataclass(frozen=True, slots=True)
class Bound:
    """One end: the moment, what it rests on, the words that give it with their article and statement
    (empty where it is evidence), and the seconds of the recording that it is about."""

    side: Side
    moment: datetime
    ground: Ground
    words: str
    article: str = ""
    statement: str = ""
    heard: Stretch | None = None
    heard_words: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """That somebody says when the recording was made; a claim is no bound. `fits` tells whether it shares
    a moment with the interval of the bounds."""

    interval: Interval
    words: str
    article: str
    statement: str
    fits: bool = True


@dataclass(frozen=True, slots=True)
class DateInterval:
    """`start` is the latest *not before*, `end` the earliest *not after*; `bounds` are all that were found,
    the tightest first on each side. `contradictions` are pairs that can't both hold: then somebody is wrong,
    or the recording was put together from pieces of several times, or an event was taken for another."""

    start: Bound | None
    end: Bound | None
    bounds: tuple[Bound, ...]
    contradictions: tuple[tuple[Bound, Bound], ...]
    claims: tuple[Claim, ...] = ()


def date_interval(
    laid: LaidOut,
    reading: Reading,
    others: Sequence[Pair],
    *,
    collected: Iterable[Evidence],
    quoted: Mapping[str, QuoteMatch],
    alone: bool = True,
    published: Published | None = None,
) -> DateInterval:
    """The interval of one recording. `reading` is of its transcript, `others` are the articles of the case,
    `quoted` the best quotation that each of them has of it. What an article says of *the recording* is taken
    to be about this one where the article quotes it, or where it is the only one of the case (`alone`).
    `published` is when a person says that it came out."""
    about = [pair for pair in others if alone or pair[0].id in quoted]
    bounds = [*_collected(collected), *_dated(published), *_quoted(others, quoted)]
    for article, read in about:
        bounds += _said(article, read)
    bounds += _mentioned(laid, reading, others)
    bounds += _named(laid, reading)
    found = _interval(bounds)
    claims = sorted(
        (claim for article, read in about for claim in _claims(article, read)),
        key=lambda claim: (claim.article, claim.statement),
    )
    return replace(found, claims=tuple(replace(each, fits=_fits(each, found)) for each in claims))


def _fits(claim: Claim, found: DateInterval) -> bool:
    start, end = claim.interval.start, claim.interval.end
    late = found.end is not None and start is not None and start >= found.end.moment
    early = found.start is not None and end is not None and end <= found.start.moment
    return not late and not early


def _interval(bounds: Iterable[Bound]) -> DateInterval:
    once = {(b.side, b.moment, b.article, b.statement, b.ground): b for b in bounds}.values()
    ordered = sorted(once, key=lambda b: (b.article, b.statement, b.ground))
    starts = sorted((b for b in ordered if b.side is Side.NOT_BEFORE), key=lambda b: b.moment, reverse=True)
    ends = sorted((b for b in ordered if b.side is Side.NOT_AFTER), key=lambda b: b.moment)
    against = tuple((start, end) for start in starts for end in ends if start.moment >= end.moment)
    return DateInterval(
        start=starts[0] if starts else None,
        end=ends[0] if ends else None,
        bounds=(*starts, *ends),
        contradictions=against,
    )


def _collected(collected: Iterable[Evidence]) -> Iterator[Bound]:
    first = min(collected, key=lambda each: each.collected, default=None)
    if first is not None:
        yield Bound(Side.NOT_AFTER, first.collected, Ground.COLLECTED, f"collected from {first.origin}")


def _dated(published: Published | None) -> Iterator[Bound]:
    interval = published.interval if published else None
    if published and interval and interval.end and published.certainty is Certainty.STATED:
        yield Bound(Side.NOT_AFTER, interval.end, Ground.DATED, published.basis)


def _quoted(others: Sequence[Pair], quoted: Mapping[str, QuoteMatch]) -> Iterator[Bound]:
    for article, _ in others:
        match = quoted.get(article.id)
        interval = article.published.interval
        sure = match is not None and not match.doubtful and match.kind is not QuoteKind.NOT_FOUND
        if match and sure and match.last - match.first >= _QUOTED and interval and interval.end:
            heard = Stretch(match.start or 0.0, match.end or 0.0)
            yield Bound(
                Side.NOT_AFTER, interval.end, Ground.QUOTED, match.heard, article.id, "", heard, match.heard
            )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an article that speaks of a recording, its grounded times, and the statements in it."""

    span: Span
    text: str
    times: tuple[TimeExpression, ...]
    statements: tuple[Statement, ...]

    def nearest(self, place: int, *, behind: bool) -> TimeExpression | None:
        """The time nearest to an offset into the sentence; with `behind`, only those after it."""
        at = self.span.start + place
        fit = [time for time in self.times if time.span.start >= at or not behind]
        return min(fit, key=lambda time: abs(time.span.start - at), default=None)

    def beside(self, start: int, end: int) -> TimeExpression | None:
        """The time that belongs to a verb: right behind it, or at the head of its sentence. Farther off it
        is the time of something else (*audio of the shooting on Friday has surfaced*)."""
        first, last = self.span.start + start, self.span.start + end
        behind = [t for t in self.times if last <= t.span.start <= last + _BESIDE]
        ahead = [t for t in self.times if t.span.end <= first and t.span.start - self.span.start <= _HEAD]
        return min(behind or ahead, key=lambda t: t.span.start, default=None)

    def statement_at(self, span: Span) -> str:
        """The statement that holds the words there; empty where none does, or where persons rejected it."""
        held = [s for s in self.statements if s.content.start <= span.start < s.content.end]
        return min(held, key=lambda s: s.content.end - s.content.start).id if held else ""


def _about_it(article: Article, reading: Reading) -> Iterator[_Sentence]:
    """The sentences that name the recording or its speaker, or go on about it with a pronoun."""
    statements = tuple(_statements(reading))
    about = False
    for span in _sentences(article.text):
        text = span.of(article.text)
        about = names_recording(text) or (about and bool(_GOES_ON.match(text) or _MADE_IT.search(text)))
        if about:
            yield _Sentence(
                span,
                text,
                tuple(time for time in reading.times if span.covers(time.span) and _is_fine(time)),
                tuple(s for s in statements if s.content.start < span.end and span.start < s.content.end),
            )


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for paragraph in (*_PARAGRAPH.finditer(text), None):
        end = paragraph.start() if paragraph else len(text)
        if start < end:
            for each in sentences(Words.cut(text, [Span(start, end)]), text):
                yield Span(each.start, each.end)
        start = paragraph.end() if paragraph else end


def _said(article: Article, reading: Reading) -> Iterator[Bound]:
    """What an article says itself, or has somebody say, of what the recording mentions and of when it was
    out. Words that a person rejected as misread give no bound."""
    for sentence in _about_it(article, reading):
        mention = pattern("mentions").search(sentence.text)
        shown = None if mention else pattern("appears").search(sentence.text)
        time = sentence.nearest(mention.end(), behind=True) if mention else None
        if shown:
            time = sentence.beside(shown.start(), shown.end())
        if time is None or time.best.interval is None:
            continue
        start, end = time.best.interval.start, time.best.interval.end
        told = " ".join(sentence.text.split()), article.id, sentence.statement_at(time.span)
        if mention and start and told[2]:
            yield Bound(Side.NOT_BEFORE, start, Ground.SAID, *told)
        if shown and end and told[2]:
            yield Bound(Side.NOT_AFTER, end, Ground.SIGHTED, *told)


def _claims(article: Article, reading: Reading) -> Iterator[Claim]:
    for sentence in _about_it(article, reading):
        made = pattern("made").search(sentence.text)
        time = sentence.nearest(made.start(), behind=True) if made else None
        statement = sentence.statement_at(time.span) if time else ""
        if time and time.best.interval and statement:
            yield Claim(time.best.interval, " ".join(sentence.text.split()), article.id, statement)


def _statements(reading: Reading) -> Iterator[Statement]:
    for statement in (*reading.statements, *reading.own_voice):
        if statement.content and statement.part.value == "body":
            yield statement


def _is_fine(time: TimeExpression) -> bool:
    return time.best.interval is not None and time.granularity not in _COARSE


def _mentioned(laid: LaidOut, reading: Reading, others: Sequence[Pair]) -> Iterator[Bound]:
    """Events that the case dates and the recording speaks of as past, told by the words that they share."""
    events = [
        (article, statement, time, frozenset(stems(statement.content.text)))
        for article, read in others
        for statement in _statements(read)
        for time in statement.times[:3]
        if _is_fine(time) and time.best.interval and time.best.interval.start
    ]
    spoken = [
        (each, frozenset(stems(each.content.text)))
        for each in _statements(reading)
        if not pattern("not_yet").search(each.content.text)
    ]
    weights = rarity([words for _, _, _, words in events] + [words for _, words in spoken])
    names = _names(article.text for article, _ in others)
    for said, mine in spoken:
        best: tuple[tuple[float, str, str], Bound] | None = None
        for article, statement, time, theirs in events:
            shared = mine & theirs
            if len(shared) < _SHARED or not shared & names:
                continue
            total = min(sum(weights[w] for w in mine), sum(weights[w] for w in theirs))
            share = sum(weights[w] for w in shared) / total if total else 0.0
            interval = time.best.interval
            rank = share, article.id, statement.id
            if share >= _MUCH and interval and interval.start and (best is None or rank > best[0]):
                best = rank, _event_bound(said, laid, article, statement, interval.start)
        if best is not None:
            yield best[1]


def _event_bound(
    said: Statement, laid: LaidOut, article: Article, statement: Statement, start: datetime
) -> Bound:
    words = " ".join(article.text[statement.content.start : statement.content.end].split())
    heard = laid.seconds(said.content)
    return Bound(
        Side.NOT_BEFORE, start, Ground.MENTIONED, words, article.id, statement.id, heard, said.content.text
    )


def _names(texts: Iterable[str]) -> frozenset[str]:
    """Stems of words that stand capitalised inside a sentence."""
    found = set()
    for text in texts:
        before = None
        for token in tokens(text):
            inside = before is not None and text[before : token.start].strip(" \n,'’") == ""
            if inside and text[token.start].isupper() and not text[before or 0 : token.start].count("\n"):
                found.add(token.stem)
            before = token.end
    return frozenset(found) - _calendar()


def _calendar() -> frozenset[str]:
    names = "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    return frozenset(stems(names + "july august september october november december i"))


def _named(laid: LaidOut, reading: Reading) -> Iterator[Bound]:
    """Dates that the recording names by themselves, as past."""
    for statement in _statements(reading):
        if pattern("not_yet").search(statement.content.text):
            continue
        for time in statement.times:
            interval = time.best.interval
            if time.anchor is AnchorKind.NONE and _is_fine(time) and interval and interval.start:
                heard = laid.seconds(Words((time.span,), time.text))
                said = statement.content.text
                yield Bound(
                    Side.NOT_BEFORE, interval.start, Ground.NAMED, time.text, reading.article,
                    statement.id, heard, said,
                )  # fmt: skip
