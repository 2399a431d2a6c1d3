"""What an article as a whole does with a question's main answer: its headline first, then its body."""

from __future__ import annotations

from sayso.terms.article import Article
from sayso.terms.question import ArticleStance, Question, Stance
from sayso.terms.statement import Hedge, Polarity
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.doubt import (
    asks,
    confirms,
    denied,
    hedged,
    leads_to_denial,
    passes_on,
    unsure,
    untrue,
    withdraws,
)
from sayso.weigh.bearing.match import hits
from sayso.weigh.bearing.sense import Sense
from sayso.weigh.bearing.statements import Weighed
from sayso.weigh.bearing.topic import Topic


def article_stance(question: Question, article: Article, weighed: Weighed, topic: Topic) -> ArticleStance:
    """Affirms or denies where the article presents it so, reports where it passes sides on, unrelated
    where nothing in it bears on the main answer."""
    main = question.answers[0].id
    mine = [b for b in weighed.bearings if b.answer == main]
    told, because = headline_stance(question, article.title, topic)
    if not mine and told in (Stance.UNRELATED, Stance.REPORTS):
        stance, why = Stance.UNRELATED, "nothing in it bears on the main answer"
    elif told is Stance.UNRELATED:
        stance, why = _body(weighed, main)
    elif told is Stance.AFFIRMS and _doubtful(weighed, main):
        stance, why = Stance.REPORTS, f"{because}, but the body holds doubts or denials"
    else:
        stance, why = told, because
    return ArticleStance(article.id, question.id, stance, why)


def headline_stance(question: Question, title: str, topic: Topic) -> tuple[Stance, str]:
    """What a headline alone does with the main answer, with the reason; unrelated where it is silent."""
    main = question.answers[0].id
    aims = take_apart(question, topic.epithets)
    found = [hit for hit in hits(aims, title) if hit.answer == main and Sense.of(aims, title).on_subject]
    turned = bool(untrue(title) or leads_to_denial(f"{title} ") or denied(title))
    against = turned or any(hit.against for hit in found)
    if withdraws(title):
        return (Stance.DENIES if found else Stance.UNRELATED), "the headline takes it back"
    if unsure(title) or asks(title):
        return Stance.REPORTS, "the headline leaves it open"
    if against and (found or topic.likeness(main, title) > 0):
        return Stance.DENIES, "the headline speaks against it"
    if not found:
        return Stance.UNRELATED, "the headline is silent on it"
    if confirms(title):
        return Stance.AFFIRMS, "the headline calls it confirmed"
    if hedged(title) or passes_on(title):
        return Stance.REPORTS, "the headline passes it on"
    return Stance.AFFIRMS, "the headline says so"


def _doubtful(weighed: Weighed, main: str) -> bool:
    mine = [b for b in weighed.bearings if b.answer == main]
    firm = sum(b.polarity is Polarity.AFFIRMS and b.hedge is Hedge.NONE for b in mine)
    return any(b.polarity is Polarity.DENIES for b in mine) or len(mine) - firm > firm


def _body(weighed: Weighed, main: str) -> tuple[Stance, str]:
    pairs = [
        (b, s) for b, s in zip(weighed.bearings, weighed.statements, strict=True) if b.answer == main
    ]  # fmt: skip
    yes = sum(b.polarity is Polarity.AFFIRMS for b, _ in pairs)
    no = sum(b.polarity is Polarity.DENIES for b, _ in pairs)
    if no > len(pairs) / 2:
        return Stance.DENIES, "most of what it tells is denial"
    first, statement = pairs[0]
    own = not statement.chain and first.hedge is Hedge.NONE
    if own and first.polarity is Polarity.AFFIRMS and yes == len(pairs):
        return Stance.AFFIRMS, "it says so itself and holds no doubt"
    return Stance.REPORTS, "it passes on what others say"
