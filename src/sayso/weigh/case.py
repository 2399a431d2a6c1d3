"""The questions of a case: events, what each raises, what bears on it, what is contested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.terms.article import Article
from sayso.terms.identity import content_id
from sayso.terms.question import (
    Answer,
    Bearing,
    Copy,
    Event,
    Question,
    SourceRelation,
    Stance,
    Status,
    StatusKind,
    Weighing,
)
from sayso.terms.statement import Polarity, Reading
from sayso.terms.version import Revision
from sayso.weigh.bearing.stance import article_stance
from sayso.weigh.bearing.statements import Keep, Opened, Weighed, bearings_of, find_topic, open_article
from sayso.weigh.bearing.topic import Topic
from sayso.weigh.events.gather import find_events
from sayso.weigh.events.sample import sampled
from sayso.weigh.questions.propose import Proposal, propose
from sayso.weigh.recordings.hanging import NOTHING, Hanging
from sayso.weigh.status.standing import standing

Pair = tuple[Article, Reading]

_MOST = 4  # questions of one event
_SAMPLE = 20  # articles that an event's questions are taken from
_SIDE = 0.04  # of the main question's heat that another question needs
_CENTRAL = 0.55  # of the weight of the most central contested claim that another one needs
_COLD = 1.0  # so that what is central counts where it is less contested than something beside it


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
    With `existing`, a question that is asked again keeps its id. The order of `pairs` does not matter.
    """
    pairs = sorted(pairs, key=lambda pair: pair[0].id)
    near = tuple(copies) if copies is not None else _copies(pairs)
    events = [[pairs[index] for index in event] for event in find_events(pairs)]
    known = Known(relations, revisions, hanging)
    return weigh_events(events, copies=near, existing=existing or Weighing((), ()), known=lambda _: known)


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of some articles: which sources are not independent, which article took the
    place of which, what hangs on recordings, and what persons want to be asked of them."""

    relations: Sequence[SourceRelation] = ()
    revisions: Sequence[Revision] = ()
    hanging: Hanging = NOTHING
    wanted: Sequence[Question] = ()


def weigh_events(
    events: Sequence[Sequence[Pair]],
    *,
    copies: Sequence[Copy],
    existing: Weighing,
    known: Callable[[Collection[str]], Known],
) -> Weighing:
    """The questions of some events, each given whole, its first article first.

    `copies` are those among their articles, `existing` the questions that these articles raised before,
    `known` what else is known of the articles of these ids.
    """
    former = _Former.of(existing)
    weighing = Weighing((), (), (), tuple(copies))
    for pairs in events:
        articles = tuple(article.id for article, _ in pairs)
        more = known(articles)
        kept = [former.named(one, articles[0]) for one in _questions(pairs)]
        asked = {one.question.id for one in kept}
        kept += [_put(question, pairs) for question in more.wanted if question.id not in asked]
        found = _joined(articles, kept)
        statuses = _statuses(found, pairs, copies, more) if kept else ()
        weighing = Weighing(
            (*weighing.questions, *found.questions),
            (*weighing.bearings, *found.bearings),
            (*weighing.stances, *found.stances),
            weighing.copies,
            (*weighing.statuses, *statuses),
            (*weighing.events, *found.events),
        )
    return weighing


def _copies(pairs: Sequence[Pair]) -> tuple[Copy, ...]:
    from sayso.weigh.events.copies import Paper, find_copies  # numpy stays out of the light paths

    return find_copies(Paper(a.id, a.text, a.published, a.outlet) for a, _ in pairs)


def _questions(pairs: Sequence[Pair]) -> list[_Asked]:
    """What an event is contested about. A large event's questions are those of a sample of its articles
    that is the same whatever the order of arrival; all of them bear on these."""
    chosen, others = sampled(pairs, _SAMPLE)
    kept = _chosen(chosen, [open_article(*pair) for pair in chosen])
    more = [open_article(*pair) for pair in others] if kept else []
    return [one.with_more(more) for one in kept]


def _put(question: Question, pairs: Sequence[Pair]) -> _Asked:
    """A question that a person wants to be asked, put to all articles of its event."""
    chosen, others = ([open_article(*pair) for pair in some] for some in sampled(pairs, _SAMPLE))
    return _ask(question, chosen, keep=Keep.ABOUT).with_more(others)


def _chosen(pairs: Sequence[Pair], opened: Sequence[Opened]) -> list[_Asked]:
    """Of all that an event raises the questions that are contested, the hottest first."""
    proposals = propose(pairs)
    weights = {proposal.question.id: proposal.weight for proposal in proposals}
    asked = [_tried(proposal, opened) for proposal in proposals]
    heat = {one.question.id: weights[one.question.id] * (_COLD + _contest(one)) for one in asked}
    asked = sorted(filter(_contested, asked), key=lambda one: (-heat[one.question.id], one.question.id))
    central = _CENTRAL * max((weights[one.question.id] for one in asked), default=0.0)
    asked = [one for one in asked if not _in_own_words(one.question) or weights[one.question.id] >= central]
    kept: list[_Asked] = []
    for one in asked:
        side = bool(kept)
        if side and heat[one.question.id] < _SIDE * heat[kept[0].question.id]:
            break
        if side and one.keep is not Keep.SURE:  # `the navy denies it` is of what the event is about
            one = _ask(one.question, opened, keep=Keep.SURE, echo=False)
        alone = side or len(opened) == 1  # no other article bears out that it is contested
        fits = not any(_same(one, other) for other in kept) and not (side and _thin(one))
        fits = fits and not (alone and _one_sided(one))
        if len(kept) < _MOST and fits:
            kept.append(one)
    heard = [_ask(one.question, opened, keep=_heard(one, main=at == 0)) for at, one in enumerate(kept)]
    return [one for at, one in enumerate(heard) if at == 0 or not _one_sided(one)]


def _heard(one: _Asked, *, main: bool) -> Keep:
    """Which sentences to take for a question that is asked indeed."""
    return Keep.ABOUT if main and one.keep is Keep.SURE else one.keep


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question put to the articles of its event."""

    question: Question
    topic: Topic
    keep: Keep
    weighed: tuple[Weighed, ...]
    articles: tuple[Article, ...]

    def with_more(self, others: Sequence[Opened]) -> _Asked:
        """The same put to more articles of the event."""
        weighed = (bearings_of(self.question, one, self.topic, keep=self.keep) for one in others)
        articles = (*self.articles, *(one.article for one in others))
        return replace(self, weighed=(*self.weighed, *weighed), articles=articles)

    @property
    def bearings(self) -> list[Bearing]:
        """All that bears on it."""
        return [bearing for item in self.weighed for bearing in item.bearings]


def _ask(question: Question, opened: Sequence[Opened], *, keep: Keep, echo: bool = True) -> _Asked:
    topic = find_topic(question, opened, echo=echo)
    weighed = tuple(bearings_of(question, one, topic, keep=keep) for one in opened)
    return _Asked(question, topic, keep, weighed, tuple(one.article for one in opened))


def _tried(proposal: Proposal, opened: Sequence[Opened]) -> _Asked:
    """A proposed question put to the articles. A claim is put in the event's own words, so that more of
    their sentences can be taken: all of them where it is what the event is about and few are clear."""
    question = proposal.question
    if not _in_own_words(question):
        return _ask(question, opened, keep=Keep.SURE, echo=False)
    tried = _ask(question, opened, keep=Keep.ABOUT, echo=False)
    if proposal.weight >= 1 and question.kind == "general" and not _contested(tried):
        return _ask(question, opened, keep=Keep.ALL, echo=False)
    return tried


def _in_own_words(question: Question) -> bool:
    """Whether a question is put in the event's own words, as a claim, and not by its kind."""
    return question.subjects == (question.answers[0].label,)


def _contest(one: _Asked) -> float:
    """How evenly what is said stands against each other, 0 to 0.5."""
    main = one.question.answers[0]
    rivals = {answer.id for answer in one.question.answers if answer.rivals(main)}
    yes = sum(b.answer == main.id and b.polarity is Polarity.AFFIRMS for b in one.bearings)
    doubts = sum(b.answer == main.id and b.polarity is not Polarity.AFFIRMS for b in one.bearings)
    no = doubts + sum(b.answer in rivals and b.polarity is Polarity.AFFIRMS for b in one.bearings)
    return min(yes, no) / (yes + no) if yes + no else 0.0


def _one_sided(one: _Asked) -> bool:
    """Whether no two root sources contradict each other on it."""
    told = [statement for item in one.weighed for statement in item.statements]
    found = standing(one.question, _one_each(one.bearings), told, one.articles)
    if one.question.kind == "count":  # a toll that grew was contested on its way
        return len({item.root for item in found.rooted}) < 2
    return found.status.kind is not StatusKind.CONTESTED


def _thin(one: _Asked) -> bool:
    """Whether too little is said for a question beside the event's main one: it takes two articles, and
    two that turn it down where it is put in the event's own words."""
    turned = {b.article for b in one.bearings if b.polarity is not Polarity.AFFIRMS}
    own = len(one.question.answers) == 1 and one.question.kind != "authenticity"
    return len({b.article for b in one.bearings}) < 2 or len(one.bearings) < 3 or (own and len(turned) < 2)


def _joined(articles: tuple[str, ...], asked: Sequence[_Asked]) -> Weighing:
    """One event's questions with all that bears on them."""
    stances = [
        stance
        for one in asked
        for article, item in zip(one.articles, one.weighed, strict=True)
        if (stance := article_stance(one.question, article, item, one.topic)).stance is not Stance.UNRELATED
    ]
    return Weighing(
        questions=tuple(one.question for one in asked),
        bearings=tuple(b for one in asked for b in _one_each(one.bearings)),
        stances=tuple(stances),
        events=(Event(articles[0], articles, tuple(one.question.id for one in asked)),),
    )


def _renamed(one: _Asked, name: str) -> _Asked:
    """The question and all that bears on it under another id."""
    ids = {answer.id: answer.id.replace(one.question.id, name) for answer in one.question.answers}

    def new(answer: Answer) -> Answer:
        excludes, implies = (tuple(ids[a] for a in these) for these in (answer.excludes, answer.implies))
        return replace(answer, id=ids[answer.id], excludes=excludes, implies=implies)

    question = replace(one.question, id=name, answers=tuple(new(a) for a in one.question.answers))
    weighed = tuple(
        replace(item, bearings=tuple(replace(b, question=name, answer=ids[b.answer]) for b in item.bearings))
        for item in one.weighed
    )
    return replace(one, question=question, weighed=weighed)


@dataclass(slots=True)
class _Former:
    """Questions that were asked before, whose ids are kept: links and rulings of persons hang on them."""

    by_subject: dict[tuple[str, tuple[str, ...]], list[str]]
    articles: dict[str, set[str]]
    taken: set[str]

    @classmethod
    def of(cls, existing: Weighing) -> _Former:
        by_subject: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for question in existing.questions:
            by_subject[question.kind, question.subjects].append(question.id)
        articles: dict[str, set[str]] = defaultdict(set)
        for bearing in existing.bearings:
            articles[bearing.question].add(bearing.article)
        return cls(by_subject, articles, set())

    def named(self, one: _Asked, event: str) -> _Asked:
        """The question under the id that it has already, where one of the same kind and subject rests on
        one of the same articles; no two questions under one id."""
        mine = {bearing.article for bearing in one.bearings}
        before = [
            (-len(mine & self.articles[name]), name)
            for name in self.by_subject.get((one.question.kind, one.question.subjects), ())
            if mine & self.articles[name] and name not in self.taken
        ]
        name = min(before)[1] if before else one.question.id
        if name in self.taken or (not before and name in self.articles):
            name = content_id("qu", name, event)
        self.taken.add(name)
        return one if name == one.question.id else _renamed(one, name)


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


def _statuses(
    weighing: Weighing, pairs: Sequence[Pair], copies: Sequence[Copy], known: Known
) -> tuple[Status, ...]:
    """Where an event's questions stand now."""
    articles = {article.id: article for article, _ in pairs}
    statements = {s.id: s for _, reading in pairs for s in (*reading.statements, *reading.own_voice)}
    statuses = []
    for question in weighing.questions:
        mine = [bearing for bearing in weighing.bearings if bearing.question == question.id]
        told = [statements[bearing.statement] for bearing in mine]
        near = {bearing.article for bearing in mine} | {c.original for c in copies}
        printed = [articles[key] for key in sorted(near) if key in articles]
        stood = standing(
            question,
            mine,
            told,
            printed,
            copies=copies,
            relations=known.relations,
            revisions=known.revisions,
            hanging=known.hanging,
        )
        statuses.append(stood.status)
    return tuple(statuses)
