"""Which entities are one, by judgements that were appended and closed but never edited.

Everything here is a pure function of the judgements, so the state as of any recorded time can be asked for,
and a merge loses nothing: the ids that were merged, and their aliases, stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from sayso.terms.entity import Judgement, Verdict

AUTOMATIC = "sayso"  # who judged, where no person did; the version of the rule follows a slash


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement that could not be followed because another says the opposite."""

    judgement: Judgement
    against: tuple[str, str]  # two ids that were judged different


@dataclass(frozen=True, slots=True)
class Clusters:
    """Ids that are one, each cluster under its smallest id; ids that nothing was judged about are not
    listed and stand for themselves."""

    canonical: dict[str, str]
    members: dict[str, tuple[str, ...]]
    contradictions: tuple[Contradiction, ...] = ()

    def of(self, entity: str) -> str:
        """The id that the entity goes under."""
        return self.canonical.get(entity, entity)


@dataclass(frozen=True, slots=True)
class Change:
    """What to append for one act of a person: judgements that are new, and ones that are closed by it
    (the same values with `closed` set)."""

    appended: tuple[Judgement, ...] = ()
    closed: tuple[Judgement, ...] = ()


def is_automatic(judgement: Judgement) -> bool:
    """Whether no person stands behind it."""
    return judgement.by == AUTOMATIC or judgement.by.startswith(f"{AUTOMATIC}/")


def standing(judgements: Iterable[Judgement], *, at: datetime | None = None) -> tuple[Judgement, ...]:
    """The judgements that hold at a recorded time (None: now): recorded by then, not closed by then, and
    for each pair only the last one of a person, or the last one where no person judged."""
    latest: dict[tuple[str, str], Judgement] = {}
    for judgement in sorted(judgements, key=lambda it: (not is_automatic(it), it.recorded)):
        over = at is not None and judgement.recorded > at
        ended = judgement.closed is not None and (at is None or judgement.closed <= at)
        if not over and not ended and judgement.left != judgement.right:
            latest[_pair(judgement)] = judgement
    return tuple(latest.values())


def clusters(judgements: Iterable[Judgement], *, at: datetime | None = None) -> Clusters:
    """The connected components of *same*, in which no two ids are judged *different*.

    Persons go before rules, and earlier before later: a *same* that would bring two together that are
    judged different is not followed but told as a contradiction. The order of the input does not matter.
    """
    held = _of_entities(standing(judgements, at=at))
    apart = [_pair(it) for it in held if it.verdict is Verdict.DIFFERENT]
    same = sorted(
        (it for it in held if it.verdict is Verdict.SAME),
        key=lambda it: (is_automatic(it), it.recorded, _pair(it)),
    )
    sets = _Sets(apart)
    contradictions = []
    for judgement in same:
        against = sets.join(*_pair(judgement))
        if against:
            contradictions.append(Contradiction(judgement, against))
    members = {min(ids): tuple(sorted(ids)) for ids in sets.members.values() if len(ids) > 1}
    canonical = {entity: name for name, ids in members.items() for entity in ids}
    return Clusters(canonical, members, tuple(contradictions))


def _of_entities(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those on two entities: what is said of a hit ties nobody together."""
    return [it for it in judgements if not is_of_a_hit(it)]


def is_of_a_hit(judgement: Judgement) -> bool:
    """Whether it is a hit on a watchlist that was judged."""
    return judgement.left.startswith("hit-")


def judged(left: str, right: str, verdict: Verdict, *, by: str, because: str, at: datetime) -> Change:
    """One judgement of a person on two ids: entities, or a hit and who it is about."""
    return Change(appended=(Judgement(left, right, verdict, by, because, at),))


def settled_hits(judgements: Iterable[Judgement], *, at: datetime | None = None) -> frozenset[str]:
    """The ids of hits that a person confirmed (same) or rejected (different): they are not asked again."""
    held = standing(judgements, at=at)
    return frozenset(it.left for it in held if is_of_a_hit(it) and it.verdict is not Verdict.UNSURE)


def merge(left: str, right: str, *, by: str, because: str, at: datetime) -> Change:
    """Judge two to be one."""
    return judged(left, right, Verdict.SAME, by=by, because=because, at=at)


def split(judgements: Sequence[Judgement], entity: str, *, by: str, because: str, at: datetime) -> Change:
    """Take one id out of its cluster: what says *same* about it is closed, the rest stays together (unless a
    judgement that could not be followed before ties a part of it elsewhere now), and it is judged different
    from the rest so that no rule joins them again."""
    held = [it for it in _of_entities(standing(judgements)) if it.verdict is Verdict.SAME]
    before = clusters(judgements)
    rest = [other for other in before.members.get(before.of(entity), ()) if other != entity]
    if not rest:
        return Change()
    ties = [it for it in held if entity in _pair(it)]
    # Only those of the cluster: a *same* that another judgement forbids joined nothing.
    neighbours = sorted({other for it in ties for other in _pair(it)} & set(rest))
    bridges = tuple(
        Judgement(one, two, Verdict.SAME, by, f"both were one with {entity}, which was split off", at)
        for one, two in pairwise(neighbours)
    )
    apart = tuple(Judgement(entity, other, Verdict.DIFFERENT, by, because, at) for other in rest)
    return Change(bridges + apart, tuple(replace(it, closed=at) for it in ties))


def undo(change: Change, *, at: datetime) -> Change:
    """Take back a merge or a split: what it appended is closed, what it closed is said again (and counts
    from now, where it contradicts another judgement)."""
    return Change(
        tuple(replace(it, recorded=at, closed=None) for it in change.closed),
        tuple(replace(it, closed=at) for it in change.appended),
    )


def after(judgements: Iterable[Judgement], change: Change) -> tuple[Judgement, ...]:
    """All judgements once a change is stored: closed ones take the place of what they close."""
    closed = {_key(it): it for it in change.closed}
    return (*(closed.get(_key(it), it) for it in judgements), *change.appended)


def _key(judgement: Judgement) -> tuple[str, str, str, str, datetime]:
    return (judgement.left, judgement.right, judgement.verdict, judgement.by, judgement.recorded)


def _pair(judgement: Judgement) -> tuple[str, str]:
    left, right = judgement.left, judgement.right
    return (left, right) if left < right else (right, left)


class _Sets:
    """Disjoint sets, some of which must not be joined."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self.root: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.apart: dict[str, set[str]] = {}
        for left, right in apart:
            self.apart.setdefault(left, set()).add(right)
            self.apart.setdefault(right, set()).add(left)

    def join(self, left: str, right: str) -> tuple[str, str] | None:
        """Join the sets of both; the two ids that forbid it, where there are any."""
        small, large = sorted(
            (self._find(left), self._find(right)), key=lambda it: (len(self.members[it]), it)
        )
        if small == large:
            return None
        for one in sorted(self.members[small] & self.apart.keys()):
            forbidden = self.apart[one] & self.members[large]
            if forbidden:
                return (one, min(forbidden))
        for one in self.members[small]:
            self.root[one] = large
        self.members[large] |= self.members.pop(small)
        return None

    def _find(self, one: str) -> str:
        if one not in self.root:
            self.root[one] = one
            self.members[one] = {one}
        return self.root[one]
