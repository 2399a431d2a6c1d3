"""Watchlists, what their versions changed, and hits as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.cli.lines import each_line, wrapped
from sayso.cli.output import plural
from sayso.cli.who_lines import entry_words, reasons, short, weak
from sayso.desk.hits import HitRow
from sayso.desk.moments import as_of_words, moment_words, published_words
from sayso.desk.watchlists import HitsPage, WatchlistPage, WatchlistsPage, moved, summary
from sayso.terms.entity import Verdict
from sayso.terms.watchlist import ChangeKind, ListChange

_PLACES = 3
VERDICTS = {Verdict.SAME: "confirmed", Verdict.DIFFERENT: "rejected", Verdict.UNSURE: "left open"}


def lists_lines(page: WatchlistsPage) -> Iterator[str]:
    """Each list with its versions."""
    if not page.versions:
        yield f"No watchlist {as_of_words(page.as_of)}. Take one in: sayso import-list FILE"
        return
    for row in page.versions:
        it, force = row.watchlist, "  in force" if row.in_force else ""
        yield f"{it.dated}  {it.name}  {plural(it.entries, 'entry', 'entries')}  {summary(row)}{force}"
    wait = "waits" if page.open_hits == 1 else "wait"
    yield f"{plural(page.open_hits, 'hit')} {wait} for a person: sayso hits"


def changes_lines(page: WatchlistPage) -> Iterator[str]:
    """The versions of one list, and its changes, the last first."""
    for row in page.versions:
        it, force = row.watchlist, "  in force" if row.in_force else ""
        yield f"{it.dated}  {plural(it.entries, 'entry', 'entries')}  {summary(row)}{force}"
    for change in page.changes:
        yield from _change(change, page.names.get(change.entry, ""))
    if page.found > len(page.changes):
        yield f"{page.found - len(page.changes)} more changes: --limit {page.found}"


def _change(change: ListChange, name: str) -> Iterator[str]:
    yield f"{change.dated}  {change.kind.value} {change.entry}: {name}"
    if change.kind is ChangeKind.CHANGED:
        for sign, lines in zip("-+", moved(change), strict=True):
            for line in lines:
                told = f"{sign} {change.field}: {line}"
                yield from each_line(wrapped(told, first=" " * 12, indent=" " * 14))


def hits_lines(page: HitsPage) -> Iterator[str]:
    """Each hit with its reasons, and how to judge it."""
    kind, other = (
        ("judged", "wait: sayso hits") if page.judged else ("to judge", "are judged: sayso hits --judged")
    )
    yield f"{plural(page.found, 'hit')} {kind} {as_of_words(page.as_of)}; {page.others} {other}"
    if not page.hits and not page.judged:
        yield "Next: sayso import-list FILE takes in a watchlist, sayso screen compares names with it"
    for row in page.hits:
        yield ""
        yield from _row(row)
    if page.found > len(page.hits):
        yield f"{page.found - len(page.hits)} more: --limit {page.found}"
    if page.hits and not page.judged:
        yield ""
        yield "A hit is a likeness of names; a person decides: sayso confirm HIT, or sayso reject HIT"


def _row(row: HitRow) -> Iterator[str]:
    names = f"{short(row.hit.query)}  =  {short(row.hit.name.right)}"
    yield f"{row.hit.id[:12]}  {row.hit.score:.2f}  {names}{weak(row.hit)}"
    listed = f"{row.watchlist.name} of {row.watchlist.dated}, {entry_words(row.entry)}"
    yield from each_line(wrapped(listed, first="      ", indent="        "))
    yield from reasons(row.hit)
    if row.also:
        also = f"also by {', '.join(row.also)}"
        yield from each_line(wrapped(also, first="      ", indent="        "))
    for entity in row.entities[:_PLACES]:
        stands = row.places.get(entity.id) if len(row.entities) > 1 else None
        place = f", {stands.outlet}: {stands.title}" if stands else ""
        told = f"in the case: {entity.name} ({entity.id[:11]}){place}"
        yield from each_line(wrapped(told, first="      ", indent="        "))
    for head in row.articles[:_PLACES]:
        where = f"{head.outlet}, {published_words(head.published)}: {head.title}"
        yield from each_line(wrapped(where, first="      in ", indent="         "))
    if row.judgement is not None:
        it = row.judgement
        why = f", because {it.because}" if it.because else ""
        said = f"{VERDICTS[it.verdict]} by {it.by}, {moment_words(it.recorded)}{why}"
        yield from each_line(wrapped(said, first="      ", indent="        "))
