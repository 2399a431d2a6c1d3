"""One version of a watchlist out of a file, checked as a whole, and what changed since another."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

from sayso.errors import BadWatchlist
from sayso.resolve.watchlists import csvs, ftm, xmls
from sayso.resolve.watchlists.rows import AGAIN, refuse
from sayso.terms.watchlist import ChangeKind, Entry, ListChange, Watchlist

_SHRUNK = 10  # a list with ten times fewer entries than before is not believed
_HEAD = 4096

FORMS = (ftm.FORM, csvs.OFAC, csvs.PLAIN, xmls.OFAC, xmls.UN)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version of a list with its entries, in the file's order."""

    watchlist: Watchlist
    entries: tuple[Entry, ...]


def load(
    path: Path,
    *,
    name: str,
    dated: date,
    form: str = "",
    previous: Watchlist | None = None,
    alternates: Path | None = None,
) -> Loaded:
    """Read a list and check it as a whole before anything of it counts.

    `form` is one of FORMS, told from the first bytes where empty; `alternates` is OFAC's ALT.CSV;
    `previous` is the version in force. BadWatchlist, with the line and the reason, for a file that is cut,
    has another header or schema, an id twice, or ten times fewer entries than `previous`.
    """
    item = path.name
    with path.open("rb") as stream:
        form = form or form_of(stream.read(_HEAD), item=item)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        entries = tuple(_once(_entries(stream, form, alternates, item=item), item=item))
    if not entries:
        raise BadWatchlist(item, "there is no entry in it", f"{AGAIN}.")
    if previous is not None and len(entries) * _SHRUNK <= previous.entries:
        several = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
        reason = f"it has {several}, the version of {previous.dated} had {previous.entries}"
        raise BadWatchlist(item, reason, "If the list really shrank that much, import it under a new name.")
    return Loaded(Watchlist(name, dated, digest, len(entries), form), entries)


def day_of(path: Path) -> date:
    """The day that a list says it is of, which the XML lists do; else the day of its file."""
    with path.open("rb") as stream:
        said = xmls.dated(stream.read(_HEAD))
    return said or datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def form_of(head: bytes, *, item: str) -> str:
    """Which of FORMS a file is, by its first bytes."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    if text.startswith("{"):
        return ftm.FORM
    if text.startswith("<"):
        for mark, form in (("<sdnList", xmls.OFAC), ("<CONSOLIDATED_LIST", xmls.UN)):
            if mark in text:
                return form
        raise refuse(
            item, "", "XML of a list that is not known: OFAC's sdnList and the UN's CONSOLIDATED_LIST are"
        )
    first = text.partition("\n")[0]
    if first.split(",")[0].strip().isdigit():
        return csvs.OFAC
    return csvs.PLAIN


def _entries(stream: IO[bytes], form: str, alternates: Path | None, *, item: str) -> Iterator[Entry]:
    if form in (xmls.OFAC, xmls.UN):
        yield from (xmls.read_sdn if form == xmls.OFAC else xmls.read_un)(stream, item=item)
        return
    lines = _lines(stream, item=item)
    readers: dict[str, Callable[[], Iterator[Entry]]] = {
        ftm.FORM: lambda: ftm.read(lines, item=item),
        csvs.PLAIN: lambda: csvs.read_plain(lines, item=item),
    }
    if form in readers:
        yield from readers[form]()
    elif alternates is None:
        yield from csvs.read_sdn(lines, item=item)
    else:
        with alternates.open("rb") as others:
            yield from csvs.read_sdn(lines, _lines(others, item=alternates.name), item=item)


def _lines(stream: IO[bytes], *, item: str) -> Iterator[str]:
    number = 0
    try:
        for number, line in enumerate(io.TextIOWrapper(stream, "utf-8-sig", newline=""), 1):  # noqa: B007
            yield line
    except UnicodeDecodeError as cause:
        reason = f"the bytes are not UTF-8 ({cause.reason}); a table can be saved as CSV UTF-8"
        raise refuse(item, f"line {number + 1} or soon after", reason) from cause


def _once(entries: Iterable[Entry], *, item: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if entry.id in seen:
            raise refuse(item, f"entry {number}", f"the id {entry.id} comes twice")
        seen.add(entry.id)
        yield entry


def difference(before: Loaded, after: Loaded) -> tuple[ListChange, ...]:
    """What the later version adds, removes and changes, each a fact of the day of the later version."""
    old, new = ({entry.id: entry for entry in loaded.entries} for loaded in (before, after))
    name, dated = after.watchlist.name, after.watchlist.dated
    changes = []
    for id_ in sorted(old.keys() | new.keys()):
        if id_ not in old or id_ not in new:
            kind = ChangeKind.ADDED if id_ in new else ChangeKind.REMOVED
            changes.append(ListChange(name, id_, kind, dated))
        elif old[id_] != new[id_]:
            changes += [
                ListChange(
                    name,
                    id_,
                    ChangeKind.CHANGED,
                    dated,
                    field,
                    _shown(old[id_], field),
                    _shown(new[id_], field),
                )
                for field in (it.name for it in fields(Entry))
                if getattr(old[id_], field) != getattr(new[id_], field)
            ]
    return tuple(changes)


def _shown(entry: Entry, field: str) -> str:
    """A field as lines: what came and went can be read off."""
    value = getattr(entry, field)
    if field == "names":
        return "\n".join(f"{it.name} (weak)" if it.weak else it.name for it in entry.names)
    if field == "rewards":
        return "\n".join(
            " ".join(f"{it.currency} {it.amount:,} {it.by} {it.reason}".split()) for it in entry.rewards
        )
    return "\n".join(value) if isinstance(value, tuple) else str(value)
