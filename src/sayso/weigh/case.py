"""The questions of a case: events, what each raises, what bears on it, what is contested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.terms.article import Article
from sayso.terms.question import Answer, Bearing, Copy, Question, SourceRelation, Stance, StatusKind, Weighing
from sayso.terms.statement import Polarity, Reading
from sayso.terms.version import Revision
from sayso.weigh.bearing import Keep, Opened, Weighed, bearings_of, find_topic, open_article
from sayso.weigh.events import find_events
from sayso.weigh.propose import propose
from sayso.weigh.recordings.hanging import NOTHING, Hanging
from sayso.weigh.stance import article_stance
from sayso.weigh.status import standing
from sayso.weigh.topic import Topic

Pair = tuple[Article, Reading]

_MOST = 4  # questions of one event
_SIDE = 0.06  # of the main question's heat that another question needs
_COLD = 0.05  # so that what is said most counts a little even where it is hardly contested


def weigh_case(
    pairs: Sequence[Pair],
    *,
    copies: Sequence[Copy] | None = None,
    existing: Weighing | None = None,
    relations: Sequence[SourceRelation] = (),
    revisions: Sequence[Revision] = (),
    hanging: Hanging = NOTHING,
) -> Weighing:
    """What the articles of a case are contested about, and what bears on it.

    `copies` are found here where none are given; `relations` say which sources are not independent,
    `revisions` which article took the place of which, `hanging` what hangs on recordings.
    With `existing`, a question that is asked again keeps its id and its wording. The order of
    `pairs` does not matter.
    """
    pairs = sorted(pairs, key=lambda pair: pair[0].id)
    near = tuple(copies) if copies is not None else _copies(pairs)
    weighing = Weighing((), (), (), near)
    for event in find_events(pairs):
        weighing = _with_event(weighing, [pairs[index] for index in event], existing)
    return _with_statuses(weighing, pairs, relations, revisions, hanging)


def _copies(pairs: Sequence[Pair]) -> tuple[Copy, ...]:
    from sayso.weigh.copies import Paper, find_copies  # numpy stays out of the light paths

    return find_copies(Paper(a.id, a.text, a.published, a.outlet) for a, _ in pairs)


def _with_event(weighing: Weighing, pairs: Sequence[Pair], existing: Weighing | None) -> Weighing:
    opened = [open_article(article, reading) for article, reading in pairs]
    proposals = propose(pairs)
    weights = {proposal.question.id: proposal.weight for proposal in proposals}
    asked = [_ask(p.question, opened, keep=_main_or_side(p.question)) for p in proposals]
    heat = {one.question.id: weights[one.question.id] * (_COLD + _contest(one)) for one in asked}
    asked = sorted(filter(_contested, asked), key=lambda one: (-heat[one.question.id], one.question.id))
    kept: list[_Asked] = []
    for one in asked:
        side = bool(kept)
        if side and heat[one.question.id] < _SIDE * heat[kept[0].question.id]:
            break
        fits = not any(_same(one, other) for other in kept) and not (side and (_thin(one) or _one_sided(one)))
        if len(kept) < _MOST and fits:
            kept.append(one)
    kept = [
        _ask(one.question, opened, keep=Keep.ABOUT)
        if at == 0 and _main_or_side(one.question) is Keep.SURE
        else one
        for at, one in enumerate(kept)
    ]
    return _joined(weighing, [_renamed(one, existing) for one in kept])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question put to the articles of its event."""

    question: Question
    topic: Topic
    weighed: tuple[Weighed, ...]
    articles: tuple[Article, ...]

    @property
    def bearings(self) -> list[Bearing]:
        """All that bears on it."""
        return [bearing for item in self.weighed for bearing in item.bearings]


def _ask(question: Question, opened: Sequence[Opened], *, keep: Keep) -> _Asked:
    topic = find_topic(question, opened)
    weighed = tuple(bearings_of(question, one, topic, keep=keep) for one in opened)
    return _Asked(question, topic, weighed, tuple(one.article for one in opened))


def _main_or_side(question: Question) -> Keep:
    """The central claim is put in the event's own words, so that all of its sentences can be taken."""
    return Keep.ALL if question.kind == "general" else Keep.SURE


def _contest(one: _Asked) -> float:
    """How evenly what is said stands against each other, 0 to 0.5."""
    main = one.question.answers[0]
    rivals = {a.id for a in one.question.answers if a.id in main.excludes or main.id in a.excludes}
    yes = sum(b.answer == main.id and b.polarity is Polarity.AFFIRMS for b in one.bearings)
    doubts = sum(b.answer == main.id and b.polarity is not Polarity.AFFIRMS for b in one.bearings)
    no = doubts + sum(b.answer in rivals and b.polarity is Polarity.AFFIRMS for b in one.bearings)
    return min(yes, no) / (yes + no) if yes + no else 0.0


def _one_sided(one: _Asked) -> bool:
    """Whether no two root sources contradict each other on it."""
    told = [statement for item in one.weighed for statement in item.statements]
    found = standing(one.question, _one_each(one.bearings), told, one.articles)
    return found.status.kind is not StatusKind.CONTESTED


def _thin(one: _Asked) -> bool:
    """Whether too little is said for a question beside the event's main one."""
    return len({bearing.article for bearing in one.bearings}) < 2 or len(one.bearings) < 3


def _joined(weighing: Weighing, asked: Sequence[_Asked]) -> Weighing:
    stances = [
        stance
        for one in asked
        for article, item in zip(one.articles, one.weighed, strict=True)
        if (stance := article_stance(one.question, article, item, one.topic)).stance is not Stance.UNRELATED
    ]
    return Weighing(
        questions=(*weighing.questions, *(one.question for one in asked)),
        bearings=(*weighing.bearings, *(b for one in asked for b in _one_each(one.bearings))),
        stances=(*weighing.stances, *stances),
        copies=weighing.copies,
    )


def _renamed(one: _Asked, existing: Weighing | None) -> _Asked:
    """The question under the id and the wording that it has already, if it was asked before."""
    before = _before(one, existing) if existing else None
    if before is None or before.id == one.question.id:
        return one
    ids = {answer.id: answer.id.replace(one.question.id, before.id) for answer in one.question.answers}

    def new(answer: Answer) -> Answer:
        excludes, implies = (tuple(ids[a] for a in these) for these in (answer.excludes, answer.implies))
        return replace(answer, id=ids[answer.id], excludes=excludes, implies=implies)

    question = replace(one.question, id=before.id, answers=tuple(new(a) for a in one.question.answers))
    weighed = tuple(
        replace(
            item,
            bearings=tuple(replace(b, question=before.id, answer=ids[b.answer]) for b in item.bearings),
        )
        for item in one.weighed
    )
    return replace(one, question=question, weighed=weighed)


def _before(one: _Asked, existing: Weighing) -> Question | None:
    """A question of the same kind and subject that rests on one of the same articles."""
    mine = {bearing.article for bearing in one.bearings}
    for question in existing.questions:
        if (question.kind, question.subjects) == (one.question.kind, one.question.subjects):
            theirs = {b.article for b in existing.bearings if b.question == question.id}
            if mine & theirs:
                return question
    return None


def _one_each(bearings: Iterable[Bearing]) -> list[Bearing]:
    """One bearing for each statement and answer: of several sentences the surest."""
    best: dict[tuple[str, str], Bearing] = {}
    for bearing in bearings:
        key = (bearing.statement, bearing.answer)
        if key not in best or bearing.confidence > best[key].confidence:
            best[key] = bearing
    return list(best.values())


def _same(left: _Asked, right: _Asked) -> bool:
    """Whether two questions rest on much the same statements, so that one of them is enough."""
    one, two = ({bearing.statement for bearing in asked.bearings} for asked in (left, right))
    return len(one & two) > min(len(one), len(two)) / 3


def _contested(one: _Asked) -> bool:
    """Whether somebody denies or doubts an answer that another affirms, or two answers exclude each other."""
    sides = {(bearing.answer, bearing.polarity) for bearing in one.bearings}
    affirmed = {answer for answer, polarity in sides if polarity is Polarity.AFFIRMS}
    turned = {answer for answer, polarity in sides if polarity is not Polarity.AFFIRMS}
    rivals = any(set(a.excludes) & affirmed for a in one.question.answers if a.id in affirmed)
    return bool(affirmed & turned) or rivals


def _with_statuses(
    weighing: Weighing,
    pairs: Sequence[Pair],
    relations: Sequence[SourceRelation],
    revisions: Sequence[Revision],
    hanging: Hanging,
) -> Weighing:
    articles = {article.id: article for article, _ in pairs}
    statements = {s.id: s for _, reading in pairs for s in (*reading.statements, *reading.own_voice)}
    statuses = []
    for question in weighing.questions:
        mine = [bearing for bearing in weighing.bearings if bearing.question == question.id]
        told = [statements[bearing.statement] for bearing in mine]
        near = {bearing.article for bearing in mine} | {c.original for c in weighing.copies}
        printed = [articles[key] for key in sorted(near) if key in articles]
        stood = standing(
            question,
            mine,
            told,
            printed,
            copies=weighing.copies,
            relations=relations,
            revisions=revisions,
            hanging=hanging,
        )
        statuses.append(stood.status)
    return Weighing(weighing.questions, weighing.bearings, weighing.stances, weighing.copies, tuple(statuses))
