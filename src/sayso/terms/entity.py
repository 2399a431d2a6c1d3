"""People and organisations, their other names, and judgements about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EntityKind(StrEnum):
    """What an entity is, in FollowTheMoney's schema names."""

    PERSON = "Person"
    ORGANISATION = "Organization"
    UNKNOWN = "LegalEntity"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an entity and where it comes from. A weak alias is too common to identify alone; `spoken`
    says that its article only speaks of it, and has no source of the name; `part` is the id that the name
    of this article has by itself, before it was joined with others."""

    name: str
    entity: str
    origin: str
    weak: bool = False
    spoken: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or organisation of a case. The names that it goes by are aliases."""

    id: str
    kind: EntityKind
    name: str


class Verdict(StrEnum):
    """A judgement on whether two are one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """That somebody judged two entities the same, different or unsure; appended, closed, never edited."""

    left: str
    right: str
    verdict: Verdict
    by: str
    because: str
    recorded: datetime
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class NameReason:
    """One feature of a score between two names: its value, what it means in words, and what it gave to
    the score in log-odds (above 0 it speaks for one and the same)."""

    feature: str
    says: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class WordPair:
    """A word of one name and the word of the other that it was laid to, as they were written; one of them
    is empty where there is none. `how`: same, sounds the same, same consonants, similar, initial, only in
    one. `likeness` from 0 to 1."""

    left: str
    right: str
    how: str
    likeness: float


@dataclass(frozen=True, slots=True)
class NameScore:
    """How likely two names are names of one (0 to 1), why, and which version of the matcher says so."""

    left: str
    right: str
    score: float
    reasons: tuple[NameReason, ...]
    words: tuple[WordPair, ...]
    version: str


class RelationKind(StrEnum):
    """How one entity stands to another. Never a reason to merge them."""

    SPEAKS_FOR = "speaks for"  # a spokesman, an envoy: what it says is the other's word
    PART_OF = "part of"  # a member, an official of a body: it may speak for itself


@dataclass(frozen=True, slots=True)
class Relation:
    """That `left` speaks for or is part of `right` (ids of entities), by the words `because` of `origin`."""

    left: str
    right: str
    kind: RelationKind
    because: str
    origin: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one, for a person to judge: the score of their names and what is missing."""

    left: str
    right: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in a case: entities, the names each goes by and in which article (an alias's `origin`),
    the relations between them, the joins that were made with their reasons, and the ones left to a person."""

    entities: tuple[Entity, ...] = ()
    aliases: tuple[Alias, ...] = ()
    relations: tuple[Relation, ...] = ()
    joins: tuple[Judgement, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def named(self) -> dict[tuple[str, str], str]:
        """The id of the entity that a name stands for in an article: (article, name) -> entity."""
        return {(alias.origin, alias.name): alias.entity for alias in self.aliases}

    def of_sources(self) -> tuple[Alias, ...]:
        """The aliases that are names of sources, without those of whom an article only speaks."""
        return tuple(alias for alias in self.aliases if not alias.spoken)
