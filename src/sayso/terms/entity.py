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
    """A name of an entity and where it comes from. A weak alias is too common to identify alone."""

    name: str
    entity: str
    origin: str
    weak: bool = False


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
