"""The questions of a case: events, what each raises, what bears on it, what is contested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.terms.article import Article
from sayso.terms.question import Bearing, Copy, Question, Stance, Weighing
from sayso.terms.statement import Polarity, Reading
from sayso.weigh.bearing import Weighed, bearings_of, find_topic, open_article
from sayso.weigh.events import find_events
from sayso.weigh.propose import propose
from sayso.weigh.stance import article_stance
from sayso.weigh.status import standing

Pair = tuple[Article, Reading]


def weigh_case(
    pairs: Sequence[Pair], *, copies: Sequence[Copy] | None = None, existing: Weighing | None = None
) -> Weighing:
    """What the articles of a case are contested about, and what bears on it.

    `copies` are found here where none are given. With `existing`, a question that is asked again keeps
    its id and its wording. The order of `pairs` does not matter.
    """
    pairs = sorted(pairs, key=lambda pair: pair[0].id)
    near = tuple(copies) if copies is not None else _copies(pairs)
    weighing = Weighing((), (), (), near)
    for event in find_events(pairs):
        weighing = _with_event(weighing, [pairs[index] for index in event], existing)
    return _with_statuses(weighing, pairs)


def _copies(pairs: Sequence[Pair]) -> tuple[Copy, ...]:
    from sayso.weigh.copies import Paper, find_copies  # numpy stays out of the light paths

    return find_copies(Paper(a.id, a.text, a.published, a.outlet) for a, _ in pairs)


def _with_event(weighing: Weighing, pairs: Sequence[Pair], existing: Weighing | None) -> Weighing:
    questions, bearings, stances = list(weighing.questions), list(weighing.bearings), list(weighing.stances)
    asked: list[set[str]] = []
    opened = [open_article(article, reading) for article, reading in pairs]
    for proposal in propose(pairs):
        question = proposal.question
        topic = find_topic(question, opened)
        weighed = [bearings_of(question, one, topic) for one in opened]
        rests_on = {bearing.statement for item in weighed for bearing in item.bearings}
        if not _contested(question, weighed) or any(_same(rests_on, other) for other in asked):
            continue
        asked.append(rests_on)
        questions.append(question)
        bearings += _one_each(bearing for item in weighed for bearing in item.bearings)
        told = [article_stance(question, a, w, topic) for (a, _), w in zip(pairs, weighed, strict=True)]
        stances += [stance for stance in told if stance.stance is not Stance.UNRELATED]
    return Weighing(tuple(questions), tuple(bearings), tuple(stances), weighing.copies)


def _one_each(bearings: Iterable[Bearing]) -> list[Bearing]:
    """One bearing for each statement and answer: of several sentences the surest."""
    best: dict[tuple[str, str], Bearing] = {}
    for bearing in bearings:
        key = (bearing.statement, bearing.answer)
        if key not in best or bearing.confidence > best[key].confidence:
            best[key] = bearing
    return list(best.values())


def _same(left: set[str], right: set[str]) -> bool:
    """Whether two questions rest on much the same statements, so that one of them is enough."""
    return len(left & right) > min(len(left), len(right)) / 2


def _contested(question: Question, weighed: Sequence[Weighed]) -> bool:
    """Whether somebody denies or doubts an answer that another affirms, or two answers exclude each other."""
    found = [bearing for item in weighed for bearing in item.bearings]
    sides = {(bearing.answer, bearing.polarity) for bearing in found}
    affirmed = {answer for answer, polarity in sides if polarity is Polarity.AFFIRMS}
    doubted = any(polarity is not Polarity.AFFIRMS for _, polarity in sides)
    rivals = any(set(a.excludes) & affirmed for a in question.answers if a.id in affirmed)
    return bool(affirmed) and (doubted or rivals) and len(found) > 2


def _with_statuses(weighing: Weighing, pairs: Sequence[Pair]) -> Weighing:
    articles = {article.id: article for article, _ in pairs}
    statements = {s.id: s for _, reading in pairs for s in (*reading.statements, *reading.own_voice)}
    statuses = []
    for question in weighing.questions:
        mine = [bearing for bearing in weighing.bearings if bearing.question == question.id]
        told = [statements[bearing.statement] for bearing in mine]
        near = {bearing.article for bearing in mine} | {c.original for c in weighing.copies}
        printed = [articles[key] for key in sorted(near) if key in articles]
        statuses.append(standing(question, mine, told, printed, copies=weighing.copies).status)
    return Weighing(weighing.questions, weighing.bearings, weighing.stances, weighing.copies, tuple(statuses))
