"""Watchlists of a case: versions, what they changed, and the pages of the hits on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sayso.desk.hits import Asked, HitRow, asked, judged_hits, rows, ruling
from sayso.errors import NotFound
from sayso.ledger.view import View
from sayso.resolve.dossier import Listing, in_force
from sayso.terms.entity import Verdict
from sayso.terms.time import AsOf
from sayso.terms.watchlist import ChangeKind, ListChange, Watchlist


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a list, whether it is the one in force, and how many entries it added, changed and
    removed since the version before (None where it is the first)."""

    watchlist: Watchlist
    in_force: bool
    changes: dict[ChangeKind, int] | None


@dataclass(frozen=True, slots=True)
class WatchlistsPage:
    """All versions of all lists, the newest of each list first."""

    as_of: AsOf
    versions: tuple[VersionRow, ...]
    open_hits: int


@dataclass(frozen=True, slots=True)
class WatchlistPage:
    """The versions of one list, and what they changed, the last change first; `found` changes in all.
    `names` are the names that changed entries are listed under."""

    as_of: AsOf
    name: str
    versions: tuple[VersionRow, ...]
    changes: tuple[ListChange, ...]
    names: dict[str, str]
    found: int
    skip: int
    limit: int


@dataclass(frozen=True, slots=True)
class HitsPage:
    """Hits that wait for a person, the likeliest first; or the ones that were judged, the last first."""

    as_of: AsOf
    hits: tuple[HitRow, ...]
    judged: bool
    found: int
    others: int  # how many are on the other page: judged ones, or open ones
    skip: int
    limit: int


def day_of(as_of: AsOf) -> date:
    """The day on which lists have to be in force."""
    return (as_of.published or as_of.recorded or datetime.now(UTC)).date()


def known_versions(view: View, name: str | None = None) -> tuple[Watchlist, ...]:
    """The versions of all lists or of one that were out by the day that is looked from."""
    until = _until(view.as_of)
    return tuple(each for each in view.watchlists(name) if each.dated <= until)


def _until(as_of: AsOf) -> date:
    """The last day that is looked at: without a published bound all, also a list dated ahead."""
    return as_of.published.date() if as_of.published else date.max


def watchlists_page(view: View) -> WatchlistsPage:
    """Every version of every list."""
    versions = known_versions(view)
    names = dict.fromkeys(each.name for each in versions)
    found = [row for name in names for row in _rows(view, name)]
    return WatchlistsPage(view.as_of, tuple(found), len(_parted(view)[0]))


def watchlist_page(view: View, name: str, *, skip: int = 0, limit: int = 100) -> WatchlistPage:
    """One list: its versions and what each changed. NotFound."""
    versions = _rows(view, name)
    if not versions:
        raise NotFound(f"Watchlist {name[:80]}", "", "sayso watchlists lists them.")
    changes = _changes(view, name)[::-1]
    shown = changes[skip : skip + limit]
    wanted = {change.entry for change in shown}
    listed: dict[str, str] = {}
    for row in versions:
        if wanted - listed.keys():
            entries = view.entries(row.watchlist.id)
            listed |= {each.id: each.names[0].name for each in entries if each.id in wanted - listed.keys()}
    return WatchlistPage(view.as_of, name, tuple(versions), shown, listed, len(changes), skip, limit)


def _rows(view: View, name: str) -> list[VersionRow]:
    """The versions of a list, the newest first."""
    versions = known_versions(view, name)
    now = {each.id for each in in_force(versions, on=day_of(view.as_of))}
    entries: dict[date, dict[ChangeKind, set[str]]] = {}
    for change in _changes(view, name):
        kinds = entries.setdefault(change.dated, {kind: set() for kind in ChangeKind})
        kinds[change.kind].add(change.entry)
    found = []
    for place, each in enumerate(versions):
        kinds = entries.get(each.dated, {})
        counts = {kind: len(kinds.get(kind, ())) for kind in ChangeKind} if place else None
        found.append(VersionRow(each, each.id in now, counts))
    return found[::-1]


def _changes(view: View, name: str) -> tuple[ListChange, ...]:
    until = _until(view.as_of)
    return tuple(each for each in view.list_changes(name=name) if each.dated <= until)


def hits_page(view: View, *, judged: bool = False, skip: int = 0, limit: int = 50) -> HitsPage:
    """Hits on the lists in force that nobody judged, or the ones that a person did."""
    opened, closed = _parted(view)
    some, other = (closed, opened) if judged else (opened, closed)
    lists = {each.id: each for each in known_versions(view)}
    shown = rows(view, some[skip : skip + limit], lists)
    return HitsPage(view.as_of, shown, judged, len(some), len(other), skip, limit)


def _parted(view: View) -> tuple[list[list[Asked]], list[list[Asked]]]:
    """Hits that wait and hits that were judged; of lists that were out by the moment looked from."""
    known = known_versions(view)
    out, now = {each.id for each in known}, {each.id for each in in_force(known, on=day_of(view.as_of))}
    waiting, closed = asked(view, lambda hit: hit.watchlist in now)
    return waiting, [group for group in closed if group[0].hit.watchlist in out]


def listings_of(view: View, names: set[str], entity: str) -> tuple[Listing, ...]:
    """The entries of watchlists that one of an entity's names hit: those of lists in force, and those that
    a person said it is or is not, the likeliest first."""
    lists = {each.id: each for each in known_versions(view)}
    now = {each.id for each in in_force(lists.values(), on=day_of(view.as_of))}
    says = {Verdict.SAME: True, Verdict.DIFFERENT: False}
    judged = judged_hits(view, view.resolution())
    found = []
    for hit in (each.hit for each in view.hits()):
        if hit.query not in names or hit.watchlist not in lists:
            continue
        said = ruling(judged, hit, entity)
        confirmed = says.get(said.verdict) if said else None
        if hit.watchlist in now or confirmed is not None:
            entry = view.entry(hit.watchlist, hit.entry)
            found.append(Listing(lists[hit.watchlist], entry, hit, confirmed))
    # What a person says of one name's hit holds for all names: one of each entry is enough.
    found.sort(key=lambda each: (each.confirmed is None, -each.hit.score, each.entry.id))
    once = {(each.watchlist.id, each.entry.id): each for each in found[::-1]}
    return tuple(sorted(once.values(), key=lambda each: (-each.hit.score, each.entry.id)))


def history_of(view: View, listings: Iterable[Listing]) -> tuple[ListChange, ...]:
    """What versions of lists added, changed and removed of an entity's entries, by day; without those that
    a person said are somebody else's."""
    mine = dict.fromkeys((it.watchlist.name, it.entry.id) for it in listings if it.confirmed is not False)
    changes = (it for name, entry in mine for it in view.list_changes(name=name, entry=entry))
    today = day_of(view.as_of)
    return tuple(sorted((it for it in changes if it.dated <= today), key=lambda it: it.dated))


def summary(row: VersionRow) -> str:
    """`3 added, 1 changed, 2 removed`; `the first version`; `nothing changed`."""
    if row.changes is None:
        return "the first version"
    return ", ".join(f"{n} {kind.value}" for kind, n in row.changes.items() if n) or "nothing changed"


def counted(changes: tuple[ListChange, ...]) -> dict[ChangeKind, int]:
    """How many entries changes added, changed and removed."""
    kinds = {(change.kind, change.entry) for change in changes}
    return {kind: sum(1 for of, _ in kinds if of is kind) for kind in ChangeKind}


def moved(change: ListChange) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a changed field lost and what it gained, in lines, without what stayed in it."""
    before, after = change.before.splitlines(), change.after.splitlines()
    gone = (line for line in before if line not in after)
    return tuple(gone), tuple(line for line in after if line not in before)
