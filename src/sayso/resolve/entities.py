"""Who is who across the articles of one case.

A *unit* is a name as one article has it, of a source or of somebody it only speaks of. Units of bodies with
the same name are one; units of persons are never joined on the name alone, unless they hold an office: a
second shared feature is needed (the body they speak for, the same words said, the people they are named
beside, one event that both articles tell of). Every join is a judgement of the rule, with its reason, that a
person can overrule; what lacks a feature is proposed to a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations

from sayso.resolve.blocking import candidate_pairs
from sayso.resolve.called import is_general, without_article
from sayso.resolve.judge import AUTOMATIC, Clusters, clusters, standing
from sayso.resolve.names import THRESHOLD, score_pairs
from sayso.resolve.roles import says_a_role
from sayso.resolve.taken import NameParts
from sayso.resolve.units import Unit, Units, is_full
from sayso.terms.entity import (
    Alias,
    Entity,
    EntityKind,
    Judgement,
    Proposal,
    Relation,
    RelationKind,
    Resolution,
    Verdict,
)
from sayso.terms.statement import Reading

RULE = f"{AUTOMATIC}/names-2"
_SURE = 0.9  # of names of bodies, and of persons with a second feature
_SAME = 0.97  # the same name but for its spelling
_OFFICE = "holds an office"
_FEW = 3  # articles that may have a name for it to tell two persons apart
_SEVERAL = 30  # articles that may have it where two others are shared as well
_COMPANY = 8  # others of an article that are looked at
_RARE = 1.5  # of all words of a name together, for the name to be rare
_COMPARED = 40  # units of a name that each other one is held against
_ROLES = tuple(f"{kind} " for kind in RelationKind)
_SUFFIX = re.compile(r"(?<=[a-z]{3}[aq])[ni]$")  # of a people: Iraqi and Iraq, Syrian and Syria
_ASKED = 20  # pairs of one name that a person is asked about
# Joins of the rule are timeless: the same articles give the same joins, whenever they are read.
_WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Told:
    """What the rule joined, and what it leaves to a person."""

    joins: list[Judgement] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


@dataclass(slots=True)
class CaseNames:
    """All names of a case, one article after the other; `resolution` can be asked for at any time."""

    names: Units = field(default_factory=Units)

    def add(self, *readings: Reading) -> None:
        """Take the names of articles in; many at once are quicker than one by one. The same reading twice
        adds nothing."""
        self.names.foresee(readings)
        for reading in readings:
            self.names.add(reading)

    def resolution(self, *, judgements: Iterable[Judgement] = ()) -> Resolution:
        """Who is who, by the rule's joins and what persons judged (who win)."""
        units, told = self.names.units, self._joined()
        joined = clusters([*judgements, *told.joins])
        judged = {(it.left, it.right) for it in standing(judgements)}
        names: dict[str, list[Unit]] = defaultdict(list)
        for unit in units.values():
            names[joined.of(unit.id)].append(unit)
        entities = tuple(Entity(id_, _kind(some), _shown(some)) for id_, some in sorted(names.items()))
        return Resolution(
            entities=entities,
            aliases=tuple(
                Alias(
                    it.name,
                    joined.of(it.entity),
                    it.origin,
                    weak=len(units[it.entity].parts.words) < 2,
                    spoken=it.spoken,
                    part=it.entity,
                )
                for it in self.names.aliases.values()
            ),
            relations=tuple(
                Relation(joined.of(it.left), joined.of(it.right), it.kind, it.because, it.origin)
                for it in self.names.relations.values()
            ),
            joins=tuple(told.joins),
            proposals=_open(told.proposals, joined, judged),
        )

    def _joined(self) -> _Told:
        """The joins of the rule, and the pairs of names that lack a second feature."""
        groups: dict[tuple[EntityKind, tuple[str, ...]], list[Unit]] = defaultdict(list)
        for unit in self.names.units.values():
            if unit.kind is not EntityKind.UNKNOWN:
                groups[unit.kind, unit.parts.key].append(unit)
        told = _Told()
        for units in groups.values():
            if units[0].kind is EntityKind.PERSON:
                self._same_name(units, told)
        for kind in (EntityKind.PERSON, EntityKind.ORGANISATION):
            listed = [units for (of, _), units in groups.items() if of is kind]
            for one, two, score in _alike(
                [units[0].parts for units in listed], body=kind is EntityKind.ORGANISATION
            ):
                self._alike_names(listed[one], listed[two], score, told)
        every = self.names.units
        for short, fuller in self.names.short.items():
            for full in fuller if len(fuller) == 1 else ():
                because = f"the only one of its article: {every[full].name}"
                told.joins.append(_same(every[short], every[full], because))
        for other, name in self.names.also.items():
            because = f"the article says that it is another name of {every[name].name}"
            told.joins.append(_same(every[other], every[name], because))
        told.joins += _other_order(every.values())
        told.joins += _misread(every.values())
        return told

    def _same_name(self, units: list[Unit], told: _Told) -> None:
        """Join the persons of one name that share a feature, and ask about the ones that share none."""
        found = list(self._sharing(units, 1.0))
        if units[0].named and is_full(units[0].parts):
            found += self._one_event(units, clusters(_same(one, two, "") for one, two, _ in found))
        told.joins += [_same(one, two, f"names alike (1.00), and both: {hint}") for one, two, hint in found]
        if units[0].named:
            groups = clusters(_same(one, two, "") for one, two, _ in found)
            apart = sorted(
                {groups.of(it.id) for it in units}, key=lambda it: -len(groups.members.get(it, ()))
            )
            told.proposals += [
                Proposal(apart[0], other, 1.0, "nothing is shared but the name") for other in apart[1:_ASKED]
            ]

    def _one_event(self, units: list[Unit], groups: Clusters) -> Iterator[tuple[Unit, Unit, str]]:
        """Pairs of one full name whose articles tell of one event, where nothing else joins them yet."""
        place = {it.id: groups.of(it.id) for it in units}
        largest = sorted(units, key=lambda it: (-len(groups.members.get(place[it.id], ())), it.id))
        for number, unit in enumerate(largest):
            for other in largest[:number][:_COMPARED]:
                if place[unit.id] != place[other.id] and (words := self._event(unit, other)):
                    yield other, unit, f"articles of one event ({words})"
                    mine, its = place[unit.id], place[other.id]
                    place = {id_: its if of == mine else of for id_, of in place.items()}

    def _event(self, one: Unit, two: Unit) -> str:
        """The words by which the articles of two units tell of one event, unless they speak for others."""
        roles = [{hint for hint in unit.hints if hint.startswith(_ROLES)} for unit in (one, two)]
        if all(roles) and roles[0].isdisjoint(roles[1]):
            return ""
        names = frozenset(word for unit in (one, two) for word in unit.name.lower().split())
        context = self.names.context
        pairs = ((left, right) for left in sorted(one.articles) for right in sorted(two.articles))
        return next(
            (words for left, right in pairs if (words := context.one_event(left, right, without=names))), ""
        )

    def _alike_names(self, units: list[Unit], others: list[Unit], score: float, told: _Told) -> None:
        """Join units of two names that are alike where enough is shared; propose the first two where not."""
        left, right = units[0], others[0]
        if left.kind is EntityKind.ORGANISATION and score >= _SURE:
            told.joins.append(_same(left, right, f"names of bodies that are alike ({score:.2f})"))
            return
        sure = score >= _SURE or self._only_short_for(left, right)
        found = list(self._sharing([*units, *others], score)) if sure else []
        if sure and not found and left.named and right.named:
            both = ((one, two, self._event(one, two)) for one in units[:_FEW] for two in others[:_FEW])
            found = [(one, two, f"articles of one event ({words})") for one, two, words in both if words][:1]
        told.joins += [
            _same(one, two, f"names alike ({score:.2f}), and both: {hint}") for one, two, hint in found
        ]
        if not found and left.named and right.named:
            told.proposals.append(
                Proposal(left.id, right.id, round(score, 3), "nothing is shared but the name")
            )

    def _only_short_for(self, one: Unit, two: Unit) -> bool:
        """Whether one is a single word of the other's name, and of nobody else's in the case."""
        short, full = sorted((one, two), key=lambda unit: len(unit.parts.words))
        if len(short.parts.words) != 1 or len(full.parts.words) < 2:
            return False
        word = short.parts.joined
        bearers = {unit.parts.key for unit in self.names.bearers[word] if len(unit.parts.words) > 1}
        return bearers == {full.parts.key}

    def _sharing(self, units: list[Unit], score: float) -> Iterator[tuple[Unit, Unit, str]]:
        """Pairs of units that share a telling feature, each pair once; enough to connect all that do."""
        first: dict[str, Unit] = {}
        told: set[tuple[str, str]] = set()
        for unit in units if len(units) > 1 else ():
            for hint in self._telling(unit):
                if hint == _OFFICE and score < _SAME:
                    continue  # many hold an office: only with the very name does it tell
                other = first.setdefault(hint, unit)
                if other is not unit and (other.id, unit.id) not in told:
                    told.add((other.id, unit.id))
                    yield other, unit, hint

    def _telling(self, unit: Unit) -> Iterator[str]:
        """The features of a unit that can tell it from another of the same name."""
        if unit.public and unit.named and len(unit.parts.words) > 1 and unit.kind is EntityKind.PERSON:
            yield _OFFICE
        yield from sorted(unit.hints)
        yield from self._company(unit)

    def _company(self, unit: Unit) -> Iterator[str]:
        """Who and what it is named beside. Two of a common name beside one other may be two pairs of people;
        beside two others whom few articles name, or three, hardly. Nor two of a rare name beside one other
        whom few name, or beside two others, people or bodies."""
        often = {name: len(self.names.seen_in[name]) for name in sorted(unit.beside)}
        rare = [name for name, times in often.items() if times <= _FEW][:_COMPANY]
        yield from (f"stands beside {one} and {two}" for one, two in combinations(rare, 2))
        some = self._several(unit.beside)
        yield from (f"stands beside {one}, {two} and {third}" for one, two, third in combinations(some, 3))
        if len(unit.parts.words) > 1 and sum(word.rarity for word in unit.parts.words) >= _RARE:
            yield from (f"stands beside {one}, and the name is rare" for one in rare)
            others = combinations(self._several(unit.beside | unit.among), 2)
            yield from (f"stands beside {one} and {two}, and the name is rare" for one, two in others)

    def _several(self, names: set[str]) -> list[str]:
        """Of some names those that most articles have, but not so many that they say nothing."""
        often = {name: len(self.names.seen_in[name]) for name in names}
        known = sorted((it for it in often if often[it] <= _SEVERAL), key=lambda it: (-often[it], it))
        return sorted(known[:_COMPANY])


def _shown(units: list[Unit]) -> str:
    """The name that an entity is shown by: the full name that most articles have."""
    articles: dict[str, int] = defaultdict(int)
    for unit in units:
        articles[unit.name] += len(unit.articles)

    def rank(unit: Unit) -> tuple[bool, bool, int, int, str]:
        full = len(unit.parts.words) > 1
        return unit.named, full, articles[unit.name], len(unit.parts.joined), unit.name

    return max(units, key=rank).name


def _other_order(units: Iterable[Unit]) -> Iterator[Judgement]:
    """Joins of names of bodies that have the same words in another order or form (`Orlean Defence Ministry`,
    `the Ministry of Defence of Orlea`)."""
    first: dict[frozenset[str], Unit] = {}
    bodies = (it for it in units if it.kind is EntityKind.ORGANISATION and it.named)
    for unit in sorted(bodies, key=lambda it: it.id):
        if is_general(unit.name):
            continue
        other = first.setdefault(frozenset(_SUFFIX.sub("", word.latin) for word in unit.parts.words), unit)
        if other is not unit:
            yield _same(other, unit, "the same words in another order or form")


def _misread(units: Iterable[Unit]) -> Iterator[Judgement]:
    """Joins of a name that was taken for a body in one article and for a person in another."""
    bodies: dict[str, Unit] = {}
    persons: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        name = without_article(unit.name)
        if unit.kind is EntityKind.ORGANISATION:
            bodies.setdefault(name, unit)
        elif unit.kind is EntityKind.PERSON and unit.named:
            persons[name].append(unit)
    for name in sorted(bodies.keys() & persons.keys()):
        body, some = bodies[name], persons[name]
        because = "one name, taken for a body in one article and for a person in another"
        mostly_body = len(body.articles) >= len(some)
        yield from (_same(body, unit, because) for unit in (some if mostly_body else some[:1]))


def entities(
    readings: Iterable[Reading], *, judgements: Iterable[Judgement] = (), outlets: Iterable[str] = ()
) -> Resolution:
    """Join the source names of a case's articles into entities with their aliases and relations. `outlets`
    are the names of the case's outlets.

    Pure: the same readings and judgements give the same resolution, in whatever order they come.
    """
    names = CaseNames(Units(outlets=frozenset(map(without_article, outlets))))
    names.add(*sorted(readings, key=lambda it: it.article))
    return names.resolution(judgements=tuple(judgements))


def _open(
    proposals: Iterable[Proposal], joined: Clusters, judged: set[tuple[str, str]]
) -> tuple[Proposal, ...]:
    """What is left to a person: between entities that are not one, each two once, the likeliest first."""
    found: dict[tuple[str, str], Proposal] = {}
    for it in sorted(proposals, key=lambda it: (-it.score, it.left, it.right)):
        left, right = sorted((joined.of(it.left), joined.of(it.right)))
        if left != right and not {(it.left, it.right), (it.right, it.left)} & judged:
            found.setdefault((left, right), Proposal(left, right, it.score, it.because))
    return tuple(found.values())


def _kind(units: list[Unit]) -> EntityKind:
    """The kind that most articles say; a body where as many say so."""
    votes: dict[EntityKind, int] = defaultdict(int)
    for unit in units:
        votes[unit.kind] += len(unit.articles)
    if len(votes) > 1 and EntityKind.UNKNOWN in votes:
        return EntityKind.UNKNOWN
    return max(votes, key=lambda kind: (votes[kind], kind is EntityKind.ORGANISATION))


def _same(left: Unit, right: Unit, because: str) -> Judgement:
    return Judgement(left.id, right.id, Verdict.SAME, RULE, because, _WHENEVER)


def _alike(names: list[NameParts], *, body: bool) -> Iterator[tuple[int, int, float]]:
    """Pairs of distinct names that may be one, with their scores."""
    pairs = list(candidate_pairs(names))
    kind = EntityKind.ORGANISATION if body else EntityKind.PERSON
    scores = score_pairs([(names[i].name, names[j].name) for i, j in pairs], kinds=[kind] * len(pairs))
    for (one, two), score in zip(pairs, scores.tolist(), strict=True):
        # A body and its spokesman have most of their words in common and are never one.
        if score >= THRESHOLD and says_a_role(names[one].name) == says_a_role(names[two].name):
            yield one, two, score
