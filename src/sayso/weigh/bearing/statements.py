"""From the statements of one article to what bears on a question: which answer, for or against, how sure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

from sayso.terms.article import Article
from sayso.terms.question import Bearing, Question
from sayso.terms.span import NO_WORDS, Words
from sayso.terms.statement import Hedge, Part, Polarity, Reading, Statement, Voice
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.blame import blame_hits
from sayso.weigh.bearing.counts import count_hits
from sayso.weigh.bearing.cutting import cut
from sayso.weigh.bearing.doubt import (
    cannot_confirm,
    hedged,
    idle,
    leads_to_denial,
    names_report,
    softened,
    unproven,
    unsure,
    untrue,
    wanted,
    wanting,
    withdraws,
)
from sayso.weigh.bearing.earlier import begun, of_this_event
from sayso.weigh.bearing.echo import learn
from sayso.weigh.bearing.evidence import Setting, is_sure, probability, threshold, weigh_sentence
from sayso.weigh.bearing.living import as_meant
from sayso.weigh.bearing.match import hits
from sayso.weigh.bearing.nesting import Found, innermost, raised
from sayso.weigh.bearing.pieces import around, inside, likeness, sentences
from sayso.weigh.bearing.sense import Sense
from sayso.weigh.bearing.topic import Topic, centroids, find_epithets, rare_words
from sayso.weigh.words import stems

_OWN = 0.9  # how sure it is that a sentence in which nobody speaks is the article's own
_SELF = frozenset({"we", "i"})
_CLOSING = "”’\"' "


class Keep(StrEnum):
    """Which sentences to take. The less is known of what the articles are about, the fewer."""

    ALL = "all"  # the articles were chosen for the question
    ABOUT = "about"  # it is the main question of their event
    SURE = "sure"  # it is one of several that their event raises


@dataclass(frozen=True, slots=True)
class Weighed:
    """One article against one question: its bearings, and for each the statement with the content cut
    to the words that bear on it."""

    bearings: tuple[Bearing, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An article cut into what can bear on a question: a statement, one sentence of its content, and
    the words around it. Made once, looked at for every question."""

    article: Article
    pieces: tuple[tuple[Statement, Words, str], ...]


def open_article(article: Article, reading: Reading) -> Opened:
    """Cut the contents of an article's body into sentences."""
    every = [s for s in (*reading.statements, *reading.own_voice) if s.part is Part.BODY and s.content]
    if withdraws(article.title):
        every = [_taken_back(statement) for statement in every]
    spoken = sorted((s for s in every if s.voice is Voice.DIRECT), key=_start)
    said = [s for s in every if not any(_own_thought(s, other) for other in _around(s, spoken))]
    frames = {id(statement): _frame(statement, said, article.text) for statement in said}
    pieces = tuple((s, piece, frames[id(s)]) for s, piece in _pieces(article, said))
    return Opened(article, pieces)


def _taken_back(statement: Statement) -> Statement:
    """`We wrote that he was dead`, in a correction: not what the outlet stands by."""
    own = statement.source.text.lower() in _SELF
    return replace(statement, polarity=Polarity.UNCERTAIN) if own else statement


def _start(statement: Statement) -> int:
    return statement.content.start


def _around(statement: Statement, spoken: Sequence[Statement]) -> Sequence[Statement]:
    """The quotations that begin before a statement, as far back as one can still hold it."""
    place = bisect_right(spoken, _start(statement), key=_start)
    return spoken[max(0, place - NEAR) : place]


NEAR = 12  # quotations


def _own_thought(statement: Statement, spoken: Statement) -> bool:
    """`"I think it is a fake," said Marsh`: the thought is in her words and is hers, and its own piece of
    them would say it less fully."""
    same = statement.chain and [one.name for one in statement.chain] == [one.name for one in spoken.chain]
    return bool(same) and inside(statement.content, spoken.content)


def find_topic(question: Question, opened: Sequence[Opened], *, echo: bool = True) -> Topic:
    """The vocabulary of a question's articles, from the sentences that surely bear on its answers; without
    `echo`, at half the cost, nothing is learnt from those that likely do."""
    epithets = find_epithets(question, (one.article.text for one in opened))
    aims = take_apart(question, epithets)
    texts = [piece.text for one in opened for _, piece, _ in one.pieces]
    rare = rare_words(texts)
    sure = []
    for text in texts:
        best = next(iter(hits(aims, text)), None)
        if best is not None and is_sure(best, Sense.of(aims, text)):
            sure.append((best.answer, text))
    first = Topic(epithets, rare, centroids(sure, rare), begun=begun(one.article for one in opened))
    return replace(first, echo=learn(_likely(question, opened, first))) if echo else first


def _likely(question: Question, opened: Sequence[Opened], topic: Topic) -> Mapping[str, float]:
    """How likely each sentence bears on the question, by the words in it and around it."""
    likely: dict[str, float] = {}
    for one in opened:
        setting = _setting(question, one.article, topic)
        for statement, piece, frame in one.pieces:
            found = hits(setting.aims, piece.text)
            points = weigh_sentence(setting, statement, piece.text, piece.start, frame, found).points
            likely[piece.text] = max(likely.get(piece.text, 0.0), probability(points))
    return likely


def _setting(question: Question, article: Article, topic: Topic) -> Setting:
    aims = take_apart(question, topic.epithets)
    return Setting(question, aims, topic, stems(article.title), stems(question.asks))


def bearings_of(question: Question, opened: Opened, topic: Topic, *, keep: Keep = Keep.ALL) -> Weighed:
    """Every statement and own-voice sentence of the body that bears on an answer of the question. The
    two tuples run side by side. `keep` says how far the articles are known to be about it."""
    article = opened.article
    setting = _setting(question, article, topic)
    few = not topic.echo.more
    found: list[Found] = []
    below: list[Found] = []
    for statement, piece, frame in opened.pieces:
        if question.kind == "count":
            figures = count_hits(question, piece.text)
            now = of_this_event(figures, piece.text, question, setting.aims, first=topic.begun)
            found += [Found(hit, statement, piece, frame, threshold() + 1) for hit in now]
            if figures or keep is not Keep.ALL:
                continue
        blamed = blame_hits(question, statement, piece.text)
        if blamed:
            found += [Found(hit, statement, piece, frame, threshold() + 2) for hit in blamed]
            continue
        spoken = hits(setting.aims, piece.text)
        spoken = as_meant(spoken, statement, piece.text, subjects=setting.aims.subjects)
        now = of_this_event(spoken, piece.text, question, setting.aims, first=topic.begun)
        now = tuple(hit for hit in now if not wanted(piece.text[: hit.start]))
        if spoken and not now:
            continue
        if keep is Keep.SURE and not now:
            continue  # without an answer's words nothing is sure
        weighed = weigh_sentence(setting, statement, piece.text, piece.start, frame, now)
        fits = keep is Keep.ALL or weighed.sure or (keep is Keep.ABOUT and weighed.about)
        # In a few sentences nothing can be learned that would know better than plain words.
        points = max(weighed.points, threshold()) if weighed.sure and few else weighed.points
        items = [Found(hit, statement, piece, frame, points) for hit in weighed.hits]
        if points >= threshold() and fits:
            found += items
        elif statement.chain:
            below += items
    found += raised(below, found)
    inner = innermost(found, {aim.answer: aim.starts for aim in setting.aims.answers})
    made = [
        (
            _bearing(question, item, article.text),
            replace(item.statement, content=cut(item.hit, item.piece, article.text)),
        )
        for item in inner
    ]
    made.sort(key=lambda pair: (pair[1].content.start, pair[0].answer, pair[0].statement))
    kept = _without_repeats(made)
    return Weighed(tuple(b for b, _ in kept), tuple(s for _, s in kept))


def _pieces(article: Article, said: Sequence[Statement]) -> Iterator[tuple[Statement, Words]]:
    """The sentences of all contents, without addresses, mere hopes and what is asked or asked for."""
    for statement in said:
        if wanting(statement.cue.text):
            continue
        for piece in sentences(statement.content, article.text):
            asked = piece.text.rstrip(_CLOSING).endswith("?")
            if piece and "http" not in piece.text and not asked and not idle(piece.text):
                yield statement, piece


def _frame(statement: Statement, said: Sequence[Statement], text: str) -> str:
    """The words around a content that say how sure its sources are: the cues, what leads up to it, and
    where the cue is a noun (`reports that`) the rest of the sentence."""
    parts = [statement.cue.text]
    for other in said:
        if (
            other is not statement
            and inside(statement.content, other.content)
            and not _disowned(statement, other)
        ):
            parts += [other.cue.text, text[other.content.start : statement.content.start]]
    if names_report(statement.cue.text):
        parts += [_lead(statement, text), around(statement.content, text)[1]]
    return " ".join(parts)


def _disowned(statement: Statement, other: Statement) -> bool:
    """`The Front dismissed claims by the ministry that it had agreed`: what the Front says of it is not the
    ministry's position."""
    mine, denier = {link.name for link in statement.chain}, other.innermost
    return bool(mine and other.polarity is Polarity.DENIES and denier and denier.name not in mine)


def _bearing(question: Question, item: Found, text: str) -> Bearing:
    polarity, hedge = _position(item, text)
    because = f"speaks of {', '.join(item.hit.words)}" if item.hit.words else "speaks of the claim as a whole"
    return Bearing(
        statement=item.statement.id,
        article=item.statement.article,
        question=question.id,
        answer=item.hit.answer,
        polarity=polarity,
        hedge=hedge,
        confidence=probability(item.points) * _source_sure(item.statement),
        because=because,
        if_met=_if_met(item, text),
    )


def _source_sure(statement: Statement) -> float:
    """How much of the reading's doubt counts: half of it is of the source. What the article says itself has
    none, unless the reading missed whose words they are."""
    return _OWN if statement.voice is Voice.OWN else sqrt(statement.confidence)


def _if_met(item: Found, text: str) -> Polarity | None:
    """The polarity that the words would have without the condition that they stand under."""
    if not item.statement.condition:
        return None
    return _position(replace(item, statement=replace(item.statement, condition=NO_WORDS)), text)[0]


def _position(item: Found, text: str) -> tuple[Polarity, Hedge]:
    """Polarity towards the answer and hedge, from the reading, the words around and the words themselves."""
    statement, words = item.statement, item.piece.text
    doubt = statement.polarity is Polarity.UNCERTAIN or statement.hedge is Hedge.STRONG
    whole = f"{item.frame} {words}"
    if doubt or unsure(whole):
        strong = statement.hedge is Hedge.STRONG or cannot_confirm(whole)
        return Polarity.UNCERTAIN, Hedge.STRONG if strong else Hedge.WEAK
    if statement.condition:
        return Polarity.UNCERTAIN, Hedge.WEAK
    rejects = statement.polarity is Polarity.DENIES
    if not rejects:
        lead = _lead(statement, text) + words[: item.hit.start]
        rejects = bool(leads_to_denial(lead)) or bool(item.hit.words and untrue(item.frame))
    denies = item.hit.own or rejects ^ item.hit.against
    plain = item.hit.words and not item.hit.negative and not item.hit.against
    if plain and not rejects and untrue(words):
        denies = True
    if denies:
        return Polarity.DENIES, Hedge.WEAK if softened(whole) else Hedge.NONE
    weak = statement.hedge is Hedge.WEAK or hedged(whole) or unproven(statement.source.text)
    return Polarity.AFFIRMS, Hedge.WEAK if weak else Hedge.NONE


def _lead(statement: Statement, text: str) -> str:
    """What stands between the source and the content, in their sentence: *denied that*. Where the
    source stands after a denial (*denied claims by X that*), the denial is not the source's."""
    before = around(statement.content, text)[0]
    ends = [span.end for span in statement.source.spans if span.end <= statement.content.start]
    between = statement.content.start - max(ends) if ends else len(before)
    return before[len(before) - between :] if 0 <= between < len(before) else before


def _without_repeats(made: Sequence[tuple[Bearing, Statement]]) -> list[tuple[Bearing, Statement]]:
    """Of what says the same about much the same words keep what has the longer chain."""
    kept: list[tuple[Bearing, Statement]] = []
    for pair in sorted(made, key=lambda pair: -len(pair[1].chain)):
        if not any(_repeats(pair, other) for other in kept):
            kept.append(pair)
    return sorted(kept, key=lambda pair: (pair[1].content.start, pair[0].answer, pair[0].statement))


def _repeats(pair: tuple[Bearing, Statement], other: tuple[Bearing, Statement]) -> bool:
    (bearing, statement), (known, fuller) = pair, other
    if bearing.answer != known.answer or likeness(statement.content, fuller.content) < 0.6:
        return False
    mine, theirs = [{link.name for link in s.chain} for s in (statement, fuller)]
    return not mine or mine <= theirs
