"""Where each root source stands towards each answer: the newest position that it took up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.terms.question import Answer, Question, RootedBearing
from sayso.terms.statement import Hedge, Polarity
from sayso.weigh.kinds.growing import growing

_CLEARER = 0.1  # by which one side of a root that says both at once has to be read more surely


@dataclass(frozen=True, slots=True)
class Position:
    """Where one root stands towards one answer, since when, when it said so last, the bearings that show
    it, and where it stood before."""

    root: str
    polarity: Polarity
    hedge: Hedge
    since: datetime
    last: datetime
    shown_by: tuple[str, ...]
    changed_from: Polarity | None


def _moment(item: RootedBearing) -> datetime:
    return item.published or item.recorded


def positions_on(answer: str, known: Sequence[RootedBearing]) -> list[Position]:
    """Each root's position towards an answer: the newest that it took up. What is only repeated later
    does not become newer by that."""
    by_root: dict[str, dict[Polarity, list[RootedBearing]]] = defaultdict(lambda: defaultdict(list))
    mine = (item for item in known if item.bearing.answer == answer)
    for item in sorted(mine, key=lambda item: (_moment(item), item.recorded, item.bearing.statement)):
        by_root[item.root][item.bearing.polarity].append(item)
    return [_position(root, by_root[root]) for root in sorted(by_root)]


def _position(root: str, taken: Mapping[Polarity, Sequence[RootedBearing]]) -> Position:
    firm = {Polarity.AFFIRMS: 1, Polarity.DENIES: 1, Polarity.UNCERTAIN: 0}
    open_ = taken.get(Polarity.UNCERTAIN, ())
    if len(taken) > 1 and not any(item.bearing.hedge is Hedge.STRONG for item in open_):
        # Who has no comment, or speaks under a condition, takes nothing back; who can't confirm does.
        taken = {polarity: items for polarity, items in taken.items() if firm[polarity]}
    order = sorted(taken, key=lambda polarity: (_moment(taken[polarity][0]), firm[polarity], polarity))
    newest = order[-1]
    same_time = {p for p in order if firm[p] and _moment(taken[p][0]) == _moment(taken[newest][0])}
    sure = {p: max(item.bearing.confidence for item in taken[p]) for p in same_time}
    if len(same_time) > 1 and max(sure.values()) - min(sure.values()) >= _CLEARER:
        newest = max(sure, key=lambda polarity: sure[polarity])  # the other was likely misread
        return Position(root, newest, *_since(taken[newest]), None)
    if len(same_time) > 1:  # said both ways at once: no position
        hedge, since, last, _ = _since(taken[newest])
        both = tuple(item.bearing.statement for p in sorted(same_time) for item in taken[p])
        return Position(root, Polarity.UNCERTAIN, hedge, since, last, both, None)
    before = order[-2] if len(order) > 1 and firm[newest] and firm[order[-2]] else None
    return Position(root, newest, *_since(taken[newest]), before)


def _since(items: Sequence[RootedBearing]) -> tuple[Hedge, datetime, datetime, tuple[str, ...]]:
    """The least hedge of these bearings, the moments of the first and the last, and their statements."""
    hedges = {item.bearing.hedge for item in items}
    hedge = next((h for h in (Hedge.NONE, Hedge.WEAK, Hedge.STRONG) if h in hedges), Hedge.NONE)
    return hedge, _moment(items[0]), _moment(items[-1]), tuple(item.bearing.statement for item in items)


Held = Mapping[str, Sequence[Position]]
Left = Mapping[str, Sequence[tuple[Position, Answer]]]


def moved_on(question: Question, positions: Held) -> tuple[Held, Left]:
    """The positions that still hold, and those that a later one took the place of: the same root's, which
    excludes it (who counted nine dead on Sunday and counts eleven on Monday counts eleven), or, of a figure
    that can only grow, another root's that was raised past it."""
    now = {
        (answer.id, one.root): one
        for answer in question.answers
        for one in positions[answer.id]
        if one.polarity is Polarity.AFFIRMS
    }
    raised = _raised(question, now)
    figures = growing(question)
    held: dict[str, list[Position]] = {}
    left: dict[str, list[tuple[Position, Answer]]] = defaultdict(list)
    for answer in question.answers:
        held[answer.id] = []
        for one in positions[answer.id]:
            later = [
                (now[rival.id, one.root].since, rival)
                for rival in question.answers
                if rival.rivals(answer) and one.polarity is Polarity.AFFIRMS and (rival.id, one.root) in now
            ]
            newest = max(later, key=lambda found: (found[0], found[1].id), default=None)
            past = _past(one, figures.get(answer.id), raised)
            if newest is not None and newest[0] > one.since:
                left[answer.id].append((one, newest[1]))
            elif past is not None and one.polarity is Polarity.AFFIRMS:
                left[answer.id].append((one, past))
            else:
                held[answer.id].append(one)
    return held, left


@dataclass(frozen=True, slots=True)
class _Raised:
    """That a root which gave one figure gave a higher one from a moment on."""

    low: int
    high: int
    since: datetime
    answer: Answer


def _raised(question: Question, now: Mapping[tuple[str, str], Position]) -> list[_Raised]:
    figures = growing(question)
    given: dict[str, list[tuple[datetime, int, Answer]]] = defaultdict(list)
    for answer in question.answers:
        for (name, root), one in now.items():
            if name == answer.id and name in figures:
                given[root].append((one.since, figures[name], answer))
    return [
        _Raised(low, high, since, answer)
        for those in given.values()
        for before, low, _ in those
        for since, high, answer in those
        if low < high and before < since
    ]


def _past(one: Position, figure: int | None, raised: Sequence[_Raised]) -> Answer | None:
    """The highest figure that somebody raised past this one after it was given last, if any."""
    fit = [up for up in raised if figure is not None and up.low <= figure < up.high and one.last < up.since]
    return max(fit, key=lambda up: up.high).answer if fit else None
