"""From the statements of one article to what bears on a question: which answer, for or against, how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.terms.article import Article
from sayso.terms.question import Bearing, Question
from sayso.terms.span import Span, Words
from sayso.terms.statement import Hedge, Part, Polarity, Reading, Statement, Voice
from sayso.weigh.match import Aims, Hit, about, hits, take_apart
from sayso.weigh.words import BEFORE_CLAIMS, CLAIMS, stem, tokens

_CLAIM_STEMS = frozenset(stem(word) for word in CLAIMS)
_LEAST = 0.3  # share of an answer's terms that has to be there
_OTHER = re.compile(
    r"[,;:]\s+(?:but|which|who|where|while|whereas|after|although|though|when|as)\b|;\s|\s[–—-]{1,2}\s"
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One article against one question: its bearings and the statements that they rest on."""

    bearings: tuple[Bearing, ...]
    statements: tuple[Statement, ...]


def bearings_of(question: Question, article: Article, reading: Reading) -> Weighed:
    """Every statement and own-voice sentence of the body that bears on an answer of the question."""
    aims = take_apart(question)
    found: list[tuple[Bearing, Statement]] = []
    for statement in (*reading.statements, *reading.own_voice):
        if statement.part is Part.BODY:
            found.extend(_bearings(question, aims, article, statement))
    found.sort(key=lambda item: (item[1].content.start, item[0].answer))
    kept = _without_repeats(found)
    return Weighed(tuple(b for b, _ in kept), tuple({s.id: s for _, s in kept}.values()))


def _bearings(
    question: Question, aims: Aims, article: Article, statement: Statement
) -> Iterator[tuple[Bearing, Statement]]:
    if not statement.content:
        return
    for hit in _hits(aims, question, statement):
        short = _shorten(statement, hit, article.text)
        polarity = _polarity(statement, hit)
        because = f"speaks of {', '.join(hit.words)}" if hit.words else "speaks of the claim as a whole"
        confidence = min(1.0, 0.4 + hit.share / 2) * statement.confidence
        hedge = statement.hedge
        yield (
            Bearing(statement.id, article.id, question.id, hit.answer, polarity, hedge, confidence, because),
            short,
        )


def _hits(aims: Aims, question: Question, statement: Statement) -> tuple[Hit, ...]:
    text = statement.content.text
    found = [hit for hit in hits(aims, text) if hit.share >= _LEAST]
    if found:
        best = found[0]
        return (
            best,
            *(hit for hit in found[1:2] if hit.start != best.start and hit.share >= best.share * 0.8),
        )
    turned = statement.polarity is not Polarity.AFFIRMS
    if turned and _is_claim(text) and statement.voice is not Voice.DIRECT and question.answers:
        return (Hit(question.answers[0].id, 0.3, False, 0, len(text), ()),)
    return ()


def _is_claim(text: str) -> bool:
    """Whether the words only name the claim as a whole: `the reports`, `the deaths`."""
    words = tokens(text)
    place = next((i for i, token in enumerate(words) if token.lower not in BEFORE_CLAIMS), 0)
    return 0 < len(words) - place <= 9 and (
        words[place].stem in _CLAIM_STEMS or words[0].lower in _CLAIM_STEMS
    )


def _polarity(statement: Statement, hit: Hit) -> Polarity:
    if statement.polarity is Polarity.UNCERTAIN or statement.hedge is Hedge.STRONG:
        return Polarity.UNCERTAIN
    denies = (statement.polarity is Polarity.DENIES) ^ hit.against
    return Polarity.DENIES if denies else Polarity.AFFIRMS


def _shorten(statement: Statement, hit: Hit, text: str) -> Statement:
    """A long content cut down to the clause that holds what was hit."""
    if len(statement.content.spans) != 1 or len(tokens(statement.content.text)) < 14:
        return statement
    whole = statement.content.text
    start, end = 0, len(whole)
    for match in _OTHER.finditer(whole):
        if match.end() <= hit.start:
            start = match.end() if match.group().lstrip(",;: ").lower() in ("but", "") else start
        elif match.start() >= hit.end:
            end = match.start()
            break
    base = statement.content.spans[0].start
    content = Words.cut(text, [Span(base + start, base + end)])
    return replace(statement, content=content)


def _without_repeats(found: Sequence[tuple[Bearing, Statement]]) -> list[tuple[Bearing, Statement]]:
    """Drop what says the same about the same words twice."""
    kept: list[tuple[Bearing, Statement]] = []
    seen = set()
    for bearing, statement in found:
        key = (statement.content.spans, bearing.answer, tuple(link.name for link in statement.chain))
        if key not in seen:
            seen.add(key)
            kept.append((bearing, statement))
    return kept


def names_subject(aims: Aims, text: str) -> bool:
    """Whether a subject of the question is named in a text."""
    return about(aims, (token.stem for token in tokens(text)))
