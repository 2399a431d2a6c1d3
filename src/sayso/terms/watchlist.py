"""Dated lists of wanted or sanctioned people and bodies, what changed between two versions, and hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sayso.terms.entity import EntityKind, NameScore
from sayso.terms.identity import content_id


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of an entry. A weak one is, by the list's own word, too common to identify alone."""

    name: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Reward:
    """Money offered: `amount` in whole units of `currency` (ISO 4217), by whom, and for what."""

    amount: int
    currency: str
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or body of one list. `id` is the list's own; the first name is the one it is listed under.

    `born` are dates as far as they are known (1971, 1971-07, 1971-07-19); `countries` as the list gives
    them, lower case. `rewards` and `wanted` (what a wanted poster says: charges, marks, last seen) go
    beyond FollowTheMoney's model; `watchlists.ftm` says how they are written there.
    """

    id: str
    kind: EntityKind
    names: tuple[ListedName, ...]
    born: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    listed: str = ""  # the day it was put on the list, where the list says so
    remarks: str = ""
    rewards: tuple[Reward, ...] = ()
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watchlist:
    """One version of a list: its name, the day it is of, the SHA-256 of its bytes, how many entries."""

    name: str
    dated: date
    digest: str
    entries: int
    form: str  # which importer read it

    @property
    def id(self) -> str:
        """The same bytes under the same name are the same version."""
        return content_id("wl", self.name, self.digest)


class ChangeKind(StrEnum):
    """What happened to an entry between two versions of a list."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ListChange:
    """That an entry was added, removed, or that one field of it changed, by the version of a day.

    `before` and `after` are what stood in the field, lines apart; empty for an entry that came or went.
    """

    watchlist: str  # the name of the list
    entry: str
    kind: ChangeKind
    dated: date
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class HitReason:
    """What besides the name speaks for or against a hit: the words, and its share in log-odds."""

    says: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An explained match of a name with an entry: the score (0 to 1), how the names compare (words that
    matched, original script included), what else is known, and whether only a weak alias matched."""

    query: str
    watchlist: str  # id of the version
    entry: str
    score: float
    name: NameScore
    reasons: tuple[HitReason, ...] = ()
    weak_only: bool = False

    @property
    def id(self) -> str:
        """The same name against the same entry is the same hit, whichever version of the list: what a person
        confirmed or rejected once is not asked again."""
        return content_id("hit", self.query, self.entry)
