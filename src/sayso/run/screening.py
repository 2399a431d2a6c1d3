"""Watchlists taken into a case, and the case's names compared with the ones in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sayso.errors import BadWatchlist
from sayso.ledger import Ledger
from sayso.resolve.dossier import case_names, in_force
from sayso.resolve.names import THRESHOLD
from sayso.resolve.watchlists.index import build
from sayso.resolve.watchlists.screening import screen
from sayso.resolve.watchlists.versions import Loaded, difference, load
from sayso.terms.watchlist import Hit, ListChange, Watchlist


@dataclass(frozen=True, slots=True)
class Imported:
    """A version that was taken in; what it changed since `before` (None: the list is new). `new` is False
    where the very same version was there."""

    watchlist: Watchlist
    before: Watchlist | None
    changes: tuple[ListChange, ...]
    new: bool = True


def import_list(
    ledger: Ledger, path: Path, *, name: str, dated: date, form: str = "", alternates: Path | None = None
) -> Imported:
    """Take one version of a list into the case, whole or not at all.

    BadWatchlist where the file is broken, shrank tenfold, is another list, or is of an earlier day than the
    version in force, which then stays in force. CaseBusy.
    """
    with ledger.at() as view:
        versions = view.watchlists(name)
    before = versions[-1] if versions else None
    if before is not None and dated < before.dated:
        reason = f"it is of {dated}, and the version of {before.dated} is in force"
        raise BadWatchlist(path.name, reason, "Import the versions of a list in the order of their days.")
    loaded = load(path, name=name, dated=dated, form=form, previous=before, alternates=alternates)
    if any(each.id == loaded.watchlist.id for each in versions):
        return Imported(loaded.watchlist, before, (), new=False)
    changes: tuple[ListChange, ...] = ()
    if before is not None:
        with ledger.at() as view:
            old = Loaded(before, view.entries(before.id))
        _same_list(old, loaded, item=path.name)
        changes = difference(old, loaded)
    with ledger.writing() as writer:
        writer.watchlist(loaded.watchlist, loaded.entries, changes)
    return Imported(loaded.watchlist, before, changes)


def _same_list(old: Loaded, new: Loaded, *, item: str) -> None:
    """BadWatchlist where a file of another form has not one of the list's entries: it is another list."""
    if old.watchlist.form != new.watchlist.form and {e.id for e in old.entries}.isdisjoint(
        e.id for e in new.entries
    ):
        listed = f"the version of {old.watchlist.dated} ({old.watchlist.form})"
        reason = f"it has another form ({new.watchlist.form}) than {listed}, and none of its entries"
        raise BadWatchlist(item, reason, "If it is another list, import it under a name of its own.")


def screen_case(ledger: Ledger, *, on: date, threshold: float = THRESHOLD) -> int:
    """Compare every name of the case with the lists in force on a day, and keep the hits; how many there
    are. What a person said of a hit stays said. CaseBusy."""
    with ledger.at() as view:
        names = list(case_names(view.resolution(), view.readings()))
        lists = [(each, view.entries(each.id)) for each in in_force(view.watchlists(), on=on)]
    hits = screened(names, [Loaded(*each) for each in lists], threshold=threshold)
    with ledger.writing() as writer:
        writer.hits(hits)
    return len({hit.id for hit in hits})


def screened(
    names: Sequence[str],
    lists: Iterable[Loaded],
    *,
    threshold: float = THRESHOLD,
    settled: frozenset[str] = frozenset(),
) -> list[Hit]:
    """The hits of the names on all lists, without the settled ones; the likeliest first."""
    hits: list[Hit] = []
    for each in lists:
        hits += screen(build(each.watchlist, each.entries), names, threshold=threshold, settled=settled)
    return sorted(hits, key=lambda hit: (-hit.score, hit.query, hit.entry))
