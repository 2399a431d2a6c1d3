"""Who is who across the articles of one case.

A *unit* is a name as one article has it. Units of bodies with the same name are one; units of persons are
never joined on the name alone, unless they hold an office: a second shared feature is needed (the body they
speak for, an office, the same words said, another name that few articles have). Every join is a judgement
of the rule, with its reason, that a person can overrule; what lacks a feature is proposed to a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations

from sayso.resolve.blocking import candidate_pairs
from sayso.resolve.judge import AUTOMATIC, Clusters, clusters, standing
from sayso.resolve.names import THRESHOLD, score_parts
from sayso.resolve.parts import NameParts, parts_of
from sayso.resolve.roles import is_public_body, renamed, roles_of, says_a_role
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
from sayso.terms.identity import content_id
from sayso.terms.statement import Link, Reading, SourceKind

RULE = f"{AUTOMATIC}/names-1"
_SURE = 0.9  # of names of bodies, and of persons with a second feature
_SAME = 0.97  # the same name but for its spelling
_OFFICE = "holds an office"
_FEW = 3  # articles that may have a name for it to tell two persons apart
_COMPANY = 8  # others of an article that are looked at
_SAID = 60  # letters of a content that count as the same words
# Joins of the rule are timeless: the same articles give the same joins, whenever they are read.
_WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)

_KINDS = {
    SourceKind.PERSON: EntityKind.PERSON,
    SourceKind.OFFICE_HOLDER: EntityKind.PERSON,
    SourceKind.WITNESS: EntityKind.PERSON,
    SourceKind.ORGANISATION: EntityKind.ORGANISATION,
    SourceKind.OUTLET: EntityKind.ORGANISATION,
    SourceKind.ANONYMOUS: EntityKind.UNKNOWN,
    SourceKind.UNKNOWN: EntityKind.UNKNOWN,
    SourceKind.ACCOUNT: EntityKind.UNKNOWN,
}


@dataclass(slots=True)
class _Unit:
    """A name as one article has it, or a body's name in all of them (`article` empty)."""

    id: str
    name: str
    kind: EntityKind
    parts: NameParts
    public: bool  # a body, or somebody who holds an office
    hints: set[str] = field(default_factory=set)  # what it may share with its like in another article
    beside: set[str] = field(default_factory=set)  # other people that the same articles name


@dataclass(slots=True)
class CaseNames:
    """All names of a case, one article after the other; `resolution` can be asked for at any time."""

    units: dict[str, _Unit] = field(default_factory=dict)
    aliases: dict[tuple[str, str], Alias] = field(default_factory=dict)
    relations: dict[tuple[str, str, RelationKind], Relation] = field(default_factory=dict)
    bearers: defaultdict[str, list[_Unit]] = field(default_factory=lambda: defaultdict(list))
    seen_in: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, reading: Reading) -> None:
        """Take the names of one article in. The same reading twice adds nothing."""
        persons = []
        for statement in (*reading.statements, *reading.own_voice):
            for link in statement.chain:
                unit = self._take(link, reading.article)
                if unit is None:
                    continue
                if link is statement.innermost and len(statement.content.text) >= _SAID // 2:
                    unit.hints.add(f"says the words “{statement.content.text[:_SAID].lower()}”")
                if unit.kind is EntityKind.PERSON:
                    persons.append(unit)
        named = {mention.name for mention in reading.mentions if mention.kind == "person"}
        for name in named | {unit.name for unit in persons}:
            self.seen_in[name].add(reading.article)
        for unit in persons:
            unit.beside |= {name for name in named if name != unit.name and " " in name}

    def _take(self, link: Link, article: str) -> _Unit | None:
        kind = _KINDS.get(link.kind)
        name = " ".join(link.name.split())
        if kind is None or not name:
            return None
        if is_public_body(name):
            kind = EntityKind.ORGANISATION  # whatever the reader took it for
        public = kind is EntityKind.ORGANISATION or link.kind in (
            SourceKind.OFFICE_HOLDER,
            SourceKind.ORGANISATION,
            SourceKind.OUTLET,
        )
        unit = self._unit(name, kind, "" if kind is EntityKind.ORGANISATION else article, public=public)
        if not unit.parts.words:
            return None
        self.aliases[article, link.name] = Alias(link.name, unit.id, article)
        for role in (*roles_of(link.words.text), *roles_of(link.name)):
            body = self._unit(role.body, EntityKind.ORGANISATION, "", public=True)
            if body.id == unit.id or not body.parts.words:
                continue
            self.aliases.setdefault((article, role.body), Alias(role.body, body.id, article))
            key = (unit.id, body.id, role.kind)
            self.relations.setdefault(key, Relation(unit.id, body.id, role.kind, role.words, article))
            unit.hints.add(f"{role.kind} {body.name}")
        return unit

    def _unit(self, name: str, kind: EntityKind, article: str, *, public: bool) -> _Unit:
        body = kind is EntityKind.ORGANISATION
        shown = renamed(name) if body else name
        parts = parts_of(shown, organisation=body)
        id_ = content_id("en", kind, " ".join(parts.key).strip(), article)
        if id_ not in self.units:
            self.units[id_] = _Unit(id_, shown, kind, parts, public)
            for word in parts.words if kind is EntityKind.PERSON else ():
                self.bearers[word.latin].append(self.units[id_])
        unit = self.units[id_]
        unit.public = unit.public or public
        return unit

    def resolution(self, *, judgements: Iterable[Judgement] = ()) -> Resolution:
        """Who is who, by the rule's joins and what persons judged (who win)."""
        joins, proposals = self._joined()
        joined = clusters([*judgements, *joins])
        judged = {(it.left, it.right) for it in standing(judgements)}
        names: dict[str, list[_Unit]] = defaultdict(list)
        for unit in self.units.values():
            names[joined.of(unit.id)].append(unit)
        entities = tuple(
            Entity(id_, _kind(units), max(units, key=lambda it: (len(it.parts.joined), it.name)).name)
            for id_, units in sorted(names.items())
        )
        return Resolution(
            entities=entities,
            aliases=tuple(
                Alias(
                    it.name, joined.of(it.entity), it.origin, weak=len(self.units[it.entity].parts.words) < 2
                )
                for it in self.aliases.values()
            ),
            relations=tuple(
                Relation(joined.of(it.left), joined.of(it.right), it.kind, it.because, it.origin)
                for it in self.relations.values()
            ),
            joins=joins,
            proposals=_open(proposals, joined, judged),
        )

    def _joined(self) -> tuple[tuple[Judgement, ...], tuple[Proposal, ...]]:
        """The joins of the rule, and the pairs of names that lack a second feature."""
        groups: dict[tuple[EntityKind, tuple[str, ...]], list[_Unit]] = defaultdict(list)
        for unit in self.units.values():
            if unit.kind is not EntityKind.UNKNOWN:
                groups[unit.kind, unit.parts.key].append(unit)
        joins: list[Judgement] = []
        proposals: list[Proposal] = []
        for units in groups.values():
            self._settle(units, [], 1.0, joins, proposals)
        for kind in (EntityKind.PERSON, EntityKind.ORGANISATION):
            listed = [units for (of, _), units in groups.items() if of is kind]
            for one, two, score in _alike(
                [units[0].parts for units in listed], body=kind is EntityKind.ORGANISATION
            ):
                self._settle(listed[one], listed[two], score, joins, proposals)
        return tuple(joins), tuple(proposals)

    def _settle(
        self,
        units: list[_Unit],
        others: list[_Unit],
        score: float,
        joins: list[Judgement],
        proposals: list[Proposal],
    ) -> None:
        """Join units of the same name (no others), or of two names that are alike, where enough is shared;
        propose the first two where it is not."""
        if len(units) + len(others) < 2:
            return
        left, right = units[0], others[0] if others else units[1]
        if left.kind is EntityKind.ORGANISATION and score >= _SURE:
            joins.append(_same(left, right, f"names of bodies that are alike ({score:.2f})"))
            return
        sure = score >= _SURE or self._only_short_for(left, right)
        found = list(self._sharing([*units, *others], score)) if sure else []
        joins += [_same(one, two, f"names alike ({score:.2f}), and both: {hint}") for one, two, hint in found]
        if not found:
            proposals.append(Proposal(left.id, right.id, round(score, 3), "nothing is shared but the name"))

    def _only_short_for(self, one: _Unit, two: _Unit) -> bool:
        """Whether one is a single word of the other's name, and of nobody else's in the case."""
        short, full = sorted((one, two), key=lambda unit: len(unit.parts.words))
        if len(short.parts.words) != 1 or len(full.parts.words) < 2:
            return False
        word = short.parts.joined
        bearers = {unit.parts.key for unit in self.bearers[word] if len(unit.parts.words) > 1}
        return bearers == {full.parts.key}

    def _sharing(self, units: list[_Unit], score: float) -> Iterator[tuple[_Unit, _Unit, str]]:
        """Pairs of units that share a telling feature; enough of them to connect all that do."""
        first: dict[str, _Unit] = {}
        for unit in units:
            for hint in self._telling(unit):
                if hint == _OFFICE and score < _SAME:
                    continue  # many hold an office: only with the very name does it tell
                if first.setdefault(hint, unit) is not unit:
                    yield first[hint], unit, hint

    def _telling(self, unit: _Unit) -> Iterator[str]:
        """The features of a unit that can tell it from another of the same name."""
        named = len(unit.parts.words) > 1 and unit.name != unit.name.lower()
        if unit.public and named and unit.kind is EntityKind.PERSON:
            yield _OFFICE
        yield from sorted(unit.hints)
        # Two of a name beside one other of a name may be two pairs of people; beside two others, hardly.
        rare = sorted(name for name in unit.beside if len(self.seen_in[name]) <= _FEW)[:_COMPANY]
        yield from (f"stands beside {one} and {two}" for one, two in combinations(rare, 2))


def entities(readings: Iterable[Reading], *, judgements: Iterable[Judgement] = ()) -> Resolution:
    """Join the source names of a case's articles into entities with their aliases and relations.

    Pure: the same readings and judgements give the same resolution, in whatever order they come.
    """
    names = CaseNames()
    for reading in sorted(readings, key=lambda it: it.article):
        names.add(reading)
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


def _kind(units: list[_Unit]) -> EntityKind:
    kinds = {unit.kind for unit in units}
    return kinds.pop() if len(kinds) == 1 else EntityKind.UNKNOWN


def _same(left: _Unit, right: _Unit, because: str) -> Judgement:
    return Judgement(left.id, right.id, Verdict.SAME, RULE, because, _WHENEVER)


def _alike(names: list[NameParts], *, body: bool) -> Iterator[tuple[int, int, float]]:
    """Pairs of distinct names that may be one, with their scores."""
    pairs = list(candidate_pairs(names))
    scores = score_parts(
        [names[i] for i, _ in pairs], [names[j] for _, j in pairs], organisation=[body] * len(pairs)
    )
    for (one, two), score in zip(pairs, scores.tolist(), strict=True):
        # A body and its spokesman have most of their words in common and are never one.
        if score >= THRESHOLD and says_a_role(names[one].name) == says_a_role(names[two].name):
            yield one, two, score
