"""Watchlists of a case: versions, what they changed, and hits that wait for a person or were judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sayso.errors import NotFound
from sayso.ledger.rows import Screened
from sayso.ledger.view import View
from sayso.resolve.dossier import Listing, case_names, in_force
from sayso.terms.article import ArticleHead
from sayso.terms.entity import Entity, Judgement, Verdict
from sayso.terms.time import AsOf
from sayso.terms.watchlist import ChangeKind, Entry, Hit, ListChange, Watchlist

_MOST_HITS = 2_000


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
class HitRow:
    """A hit under the id by which it is judged, with its entry, the list's version, the entities and
    articles that have the name, other names of the same entity that hit the same entry, and what a person
    judged of it last."""

    hit: Hit
    entry: Entry
    watchlist: Watchlist
    entities: tuple[Entity, ...]
    articles: tuple[ArticleHead, ...]
    also: tuple[str, ...]
    judgement: Judgement | None
    id: str


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
    rows = [row for name in names for row in _rows(view, name)]
    return WatchlistsPage(view.as_of, tuple(rows), _open_hits(view))


def watchlist_page(view: View, name: str, *, skip: int = 0, limit: int = 100) -> WatchlistPage:
    """One list: its versions and what each changed. NotFound."""
    rows = _rows(view, name)
    if not rows:
        raise NotFound(f"Watchlist {name[:80]}", "", "sayso watchlists lists them.")
    changes = _changes(view, name)[::-1]
    shown = changes[skip : skip + limit]
    wanted = {change.entry for change in shown}
    listed: dict[str, str] = {}
    for row in rows:
        if wanted - listed.keys():
            entries = view.entries(row.watchlist.id)
            listed |= {each.id: each.names[0].name for each in entries if each.id in wanted - listed.keys()}
    return WatchlistPage(view.as_of, name, tuple(rows), shown, listed, len(changes), skip, limit)


def _rows(view: View, name: str) -> list[VersionRow]:
    """The versions of a list, the newest first."""
    versions = known_versions(view, name)
    now = {each.id for each in in_force(versions, on=day_of(view.as_of))}
    entries: dict[date, dict[ChangeKind, set[str]]] = {}
    for change in _changes(view, name):
        kinds = entries.setdefault(change.dated, {kind: set() for kind in ChangeKind})
        kinds[change.kind].add(change.entry)
    rows = []
    for place, each in enumerate(versions):
        kinds = entries.get(each.dated, {})
        counts = {kind: len(kinds.get(kind, ())) for kind in ChangeKind} if place else None
        rows.append(VersionRow(each, each.id in now, counts))
    return rows[::-1]


def _changes(view: View, name: str) -> tuple[ListChange, ...]:
    until = _until(view.as_of)
    return tuple(each for each in view.list_changes(name=name) if each.dated <= until)


def hits_page(view: View, *, judged: bool = False, skip: int = 0, limit: int = 50) -> HitsPage:
    """Hits on the lists in force that nobody judged, or the ones that a person did."""
    opened, closed = _parted(view)
    some = closed if judged else opened
    lists = {each.id: each for each in known_versions(view)}
    rulings = {each.left: each for each in view.judgements() if each.left.startswith("hit-")}
    if judged:
        some.sort(key=lambda each: rulings[each.hit.id].recorded, reverse=True)
    bearers, origins = _bearers(view, {each.hit.query for each in some})
    grouped = _grouped(some, bearers)
    shown = list(grouped.values())[skip : skip + limit]
    heads = view.heads({key for group in shown for each in group for key in origins.get(each.hit.query, ())})
    rows = []
    for group in shown:
        hit = group[0].hit
        named = dict.fromkeys(key for each in group for key in origins.get(each.hit.query, ()))
        rows.append(
            HitRow(
                hit,
                view.entry(hit.watchlist, hit.entry),
                lists[hit.watchlist],
                bearers.get(hit.query, ()),
                tuple(heads[key] for key in named if key in heads),
                tuple(each.hit.query for each in group[1:]),
                rulings.get(hit.id),
                hit.id,
            )
        )
    others = len(opened) if judged else len(closed)
    return HitsPage(view.as_of, tuple(rows), judged, len(grouped), others, skip, limit)


def _grouped(
    some: list[Screened], bearers: dict[str, tuple[Entity, ...]]
) -> dict[tuple[str, ...], list[Screened]]:
    """Hits of one entity on one entry together, the likeliest first."""
    groups: dict[tuple[str, ...], list[Screened]] = {}
    for each in some:
        mine = bearers.get(each.hit.query, ())
        who = mine[0].id if len(mine) == 1 else each.hit.query
        groups.setdefault((each.hit.watchlist, each.hit.entry, who), []).append(each)
    return groups


def _parted(view: View) -> tuple[list[Screened], list[Screened]]:
    """Hits that wait, the likeliest first, and hits that were confirmed, rejected or left open."""
    known = known_versions(view)
    out, now = {each.id for each in known}, {each.id for each in in_force(known, on=day_of(view.as_of))}
    hits = [each for each in view.hits() if each.hit.watchlist in out]
    waiting = [each for each in hits if each.verdict is None and each.hit.watchlist in now]
    waiting.sort(key=lambda each: (-each.hit.score, each.hit.query, each.hit.entry))
    return waiting[:_MOST_HITS], [each for each in hits if each.verdict is not None]


def _open_hits(view: View) -> int:
    return len(_parted(view)[0])


def _bearers(view: View, names: set[str]) -> tuple[dict[str, tuple[Entity, ...]], dict[str, tuple[str, ...]]]:
    """The entities that go by each name, and the articles that have it."""
    who = view.resolution()
    entities = {each.id: each for each in who.entities}
    found: dict[str, dict[str, Entity]] = {}
    for alias in who.aliases:
        if alias.name in names and alias.entity in entities:
            found.setdefault(alias.name, {})[alias.entity] = entities[alias.entity]
    origins = {name: articles for name, articles in case_names(who, view.readings()).items() if name in names}
    return {name: tuple(some.values()) for name, some in found.items()}, origins


def listings_of(view: View, names: set[str]) -> tuple[Listing, ...]:
    """The entries of watchlists that one of the names hit: those of lists in force, and those that a person
    confirmed or rejected, the likeliest first."""
    lists = {each.id: each for each in known_versions(view)}
    now = {each.id for each in in_force(lists.values(), on=day_of(view.as_of))}
    says = {Verdict.SAME: True, Verdict.DIFFERENT: False}
    found = [
        Listing(
            lists[each.hit.watchlist],
            view.entry(each.hit.watchlist, each.hit.entry),
            each.hit,
            says.get(each.verdict) if each.verdict else None,
        )
        for each in view.hits()
        if each.hit.query in names
        and each.hit.watchlist in lists
        and (each.hit.watchlist in now or each.verdict in says)
    ]
    # What a person says of one name's hit holds for all names: one of each entry is enough.
    found.sort(key=lambda each: (each.confirmed is None, -each.hit.score, each.entry.id))
    once = {(each.watchlist.id, each.entry.id): each for each in found[::-1]}
    return tuple(sorted(once.values(), key=lambda each: (-each.hit.score, each.entry.id)))


def history_of(view: View, names: set[str]) -> tuple[ListChange, ...]:
    """What versions of lists added, changed and removed of the entries that one of the names hit, by day;
    without entries that a person said are somebody else's."""
    lists = {each.id: each.name for each in known_versions(view)}
    entries = dict.fromkeys(
        (lists[each.hit.watchlist], each.hit.entry)
        for each in view.hits()
        if each.hit.query in names and each.hit.watchlist in lists and each.verdict is not Verdict.DIFFERENT
    )
    changes = (it for name, entry in entries for it in view.list_changes(name=name, entry=entry))
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
