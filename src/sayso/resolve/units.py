"""The names of a case, article by article: what each calls somebody, and what is told of them there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sayso.resolve.called import bare, body_alone, is_general, is_named, without_article, without_opener
from sayso.resolve.context import Context
from sayso.resolve.parts import all_parts, parts_of
from sayso.resolve.roles import Role, is_public_body, renamed, roles_of, says_a_role
from sayso.resolve.taken import NameParts
from sayso.resolve.vocabulary import Known, vocabulary
from sayso.terms.entity import Alias, EntityKind, Relation, RelationKind
from sayso.terms.identity import content_id
from sayso.terms.parties import parties
from sayso.terms.statement import Link, MentionForm, Reading, SourceKind

_CAPITALS = 4  # letters: of fewer there are many that name a state (US)
_SAID = 60  # letters of a content that count as the same words

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
_MENTIONED = {"person": EntityKind.PERSON, "organisation": EntityKind.ORGANISATION}


@dataclass(slots=True)
class Unit:
    """A name as one article has it, or a body's name in all of them. `public`: a body, or somebody who holds
    an office; `named`: it is a name, no description."""

    id: str
    name: str
    kind: EntityKind
    parts: NameParts
    public: bool
    named: bool
    articles: set[str] = field(default_factory=set)
    hints: set[str] = field(default_factory=set)  # what it may share with its like in another article
    beside: set[str] = field(default_factory=set)  # other people that the same articles name
    among: set[str] = field(default_factory=set)  # bodies that they name


@dataclass(slots=True)
class Units:
    """All names of a case, one article after the other: of sources, and of whom articles only speak.

    `short` gives for a short name of a body (the ministry, the Front) the fuller ones that its articles have,
    `also` for another name of somebody the one that the article says it is another name of;
    `outlets` are those of the case, which are bodies whatever a reader took them for.
    """

    outlets: frozenset[str] = frozenset()
    units: dict[str, Unit] = field(default_factory=dict)
    aliases: dict[tuple[str, str], Alias] = field(default_factory=dict)
    relations: dict[tuple[str, str, RelationKind], Relation] = field(default_factory=dict)
    bearers: defaultdict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    seen_in: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    also: dict[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=Context)

    def add(self, reading: Reading) -> None:
        """Take the names of one article in. The same reading twice adds nothing."""
        taken: dict[str, Unit] = {}
        self.context.add(reading)
        for statement in (*reading.statements, *reading.own_voice):
            for link in statement.chain:
                units = list(self._take(link, reading.article))
                taken |= {unit.id: unit for unit in units}
                content = statement.content.text
                if units and link is statement.innermost and len(content) >= _SAID // 2:
                    units[0].hints.add(f"says the words “{content[:_SAID].lower()}”")
        for unit in self._spoken_of(reading):
            taken[unit.id] = unit
        for unit in self._known_also(reading):
            taken[unit.id] = unit
        for unit in taken.values():
            unit.articles.add(reading.article)
        self._company(reading, taken)
        self._shortened(taken)

    def foresee(self, readings: Iterable[Reading]) -> None:
        """Take apart the names of articles that are going to be added, all at once: one by one would take
        several times as long."""
        all_parts([called for reading in readings for called in self._called(reading)])

    def _called(self, reading: Reading) -> Iterator[tuple[str, bool]]:
        """The names of an article, as they are shown, and whether they are a body's."""
        for statement in (*reading.statements, *reading.own_voice):
            for link in statement.chain:
                if (asked := self._asked(link)) is not None:
                    yield _shown(*asked)
                    yield from (_shown(role.body, EntityKind.ORGANISATION) for role in _roles(link))
        for name, kind in _mentioned(reading).items():
            yield _shown(name, EntityKind.ORGANISATION if self._is_body(name) else kind)

    def _company(self, reading: Reading, taken: dict[str, Unit]) -> None:
        """Who and what is named beside the persons of an article."""
        persons = [unit for unit in taken.values() if unit.kind is EntityKind.PERSON]
        named = {bare(mention.name) for mention in reading.mentions if mention.kind == "person"}
        named = {name for name in named if " " in name and is_named(name, EntityKind.PERSON)}
        bodies = {
            unit.name
            for unit in taken.values()
            if unit.kind is EntityKind.ORGANISATION and unit.named and not is_general(unit.name)
        }
        for name in named | bodies | {unit.name for unit in persons}:
            self.seen_in[name].add(reading.article)
        for unit in persons:
            unit.beside |= named - {unit.name} - bodies
            unit.among |= bodies

    def _shortened(self, taken: dict[str, Unit]) -> None:
        """Tie the bodies named in short to the only one of the article that they may be."""
        bodies = [unit for unit in taken.values() if unit.kind is EntityKind.ORGANISATION]
        for unit in bodies:
            fuller = [other for other in bodies if not is_general(other.name) and _is_short_for(unit, other)]
            if len(fuller) == 1:
                self.short[unit.id].add(fuller[0].id)

    def _take(self, link: Link, article: str) -> Iterator[Unit]:
        """The units of a source: its own, and those of the bodies that it speaks for or is part of; of two
        that are named together both."""
        asked = self._asked(link)
        if asked is None:
            return
        together = parties(link)
        if len(together) > 1:  # no third body
            for party in together:
                yield from self._take(party, article)
            return
        name, kind = asked
        public = kind is EntityKind.ORGANISATION or link.kind in (
            SourceKind.OFFICE_HOLDER,
            SourceKind.ORGANISATION,
            SourceKind.OUTLET,
        )
        unit = self._unit(name, kind, article, public=public)
        if not unit.parts.words:
            return
        self.aliases[article, link.name] = Alias(link.name, unit.id, article)
        yield unit
        for role in _roles(link):
            of = self._unit(role.body, EntityKind.ORGANISATION, article, public=True)
            if of.id == unit.id or not of.parts.words:
                continue
            self.aliases.setdefault((article, role.body), Alias(role.body, of.id, article))
            key = (unit.id, of.id, role.kind)
            self.relations.setdefault(key, Relation(unit.id, of.id, role.kind, role.words, article))
            unit.hints.add(f"{role.kind} {of.name}")
            yield of

    def _asked(self, link: Link) -> tuple[str, EntityKind] | None:
        """The name and kind of a source, None where it is none that has a name."""
        kind = _KINDS.get(link.kind)
        name = " ".join(link.name.split())
        if kind is None or not name:
            return None
        the = kind is EntityKind.PERSON and name.lower().startswith("the ")
        if self._is_body(name) or (the and is_named(name, EntityKind.ORGANISATION) and not says_a_role(name)):
            kind = EntityKind.ORGANISATION  # whatever the reader took it for
        return name, kind

    def _is_body(self, name: str) -> bool:
        """Whether a name is surely a body's: an office's own, or that of an outlet of the case."""
        return is_public_body(name) or without_article(name) in self.outlets

    def _spoken_of(self, reading: Reading) -> Iterator[Unit]:
        """The units of full names that the article mentions and has no source of."""
        for name, kind in _mentioned(reading).items():
            key = (reading.article, name)
            if key in self.aliases and not self.aliases[key].spoken:
                continue
            of = EntityKind.ORGANISATION if self._is_body(name) else kind
            if _tells(name, of):
                unit = self._unit(name, of, reading.article, public=of is EntityKind.ORGANISATION)
                if unit.parts.words:
                    self.aliases[key] = Alias(name, unit.id, reading.article, spoken=True)
                    yield unit

    def _known_also(self, reading: Reading) -> Iterator[Unit]:
        """The units of other names, where the article itself says whose they are (`also known as`)."""
        for mention in reading.mentions:
            if mention.kind != "person" or mention.form is not MentionForm.NAME:
                continue
            other, name = bare(mention.text), bare(mention.name)
            apart = set(other.lower().split()).isdisjoint(name.lower().split())
            if apart and _tells(other, EntityKind.PERSON):
                unit = self._unit(other, EntityKind.PERSON, reading.article, public=False)
                whose = self._unit(name, EntityKind.PERSON, reading.article, public=False)
                if unit.parts.words and whose.parts.words:
                    key = (reading.article, other)
                    self.aliases.setdefault(key, Alias(other, unit.id, reading.article, spoken=True))
                    self.also[unit.id] = whose.id
                    yield from (unit, whose)

    def _unit(self, name: str, kind: EntityKind, article: str, *, public: bool) -> Unit:
        shown, is_body = _shown(name, kind)
        parts = parts_of(shown, organisation=is_body)
        everywhere = is_body and not is_general(shown)
        id_ = content_id("en", kind, " ".join(parts.key).strip(), "" if everywhere else article)
        if id_ not in self.units:
            self.units[id_] = Unit(id_, shown, kind, parts, public, is_named(shown, kind))
            for word in parts.words if kind is EntityKind.PERSON else ():
                self.bearers[word.latin].append(self.units[id_])
        unit = self.units[id_]
        unit.public = unit.public or public
        return unit


def _is_short_for(unit: Unit, other: Unit) -> bool:
    """Whether a body's name says only what another is (the ministry), or is the last word of its name (the
    Front, of the Dreel Front), or the capitals in front of what it is (OPEN, of OPEN Intelligence Group)."""
    words, full = ([word.latin for word in one.parts.words] for one in (unit, other))
    if is_general(unit.name):
        return set(words) < set(full)
    if len(words) != 1 or len(full) < 2:
        return False
    capitals = unit.name.isupper() and len(unit.name) >= _CAPITALS and other.name.startswith(f"{unit.name} ")
    return words[0] == full[-1] or (capitals and is_general(other.name.removeprefix(f"{unit.name} ")))


def _shown(name: str, kind: EntityKind) -> tuple[str, bool]:
    """What a name is shown as, and whether it is a body's."""
    is_body = kind is EntityKind.ORGANISATION
    return renamed(body_alone(without_opener(name))) if is_body else bare(name), is_body


def _roles(link: Link) -> tuple[Role, ...]:
    """An outlet's own name says none: the Harbour Reporter is not part of a harbour."""
    if link.kind is SourceKind.OUTLET and link.name.removeprefix("the ").istitle():
        return ()
    return (*roles_of(link.words.text), *roles_of(link.name))


def _mentioned(reading: Reading) -> dict[str, EntityKind]:
    """The full names that an article mentions."""
    return {
        mention.name: _MENTIONED[mention.kind]
        for mention in reading.mentions
        if mention.kind in _MENTIONED and mention.form is MentionForm.NAME
    }


def is_full(parts: NameParts) -> bool:
    """Whether a person's name has two words or more, or says whose father or mother it is (Abu Marek)."""
    if len(parts.words) > 1 or len(parts.said) < 2:
        return len(parts.words) > 1
    return bool(vocabulary().words.get(parts.said[0].latin, 0) & Known.KUNYA)


def _tells(name: str, kind: EntityKind) -> bool:
    """Whether a name that is only mentioned says enough to be somebody: two words of a person's, and of a
    body's more than a letter."""
    if not is_named(name, kind):
        return False
    if kind is EntityKind.PERSON:
        return is_full(parts_of(bare(name)))
    return len(name) > 1
