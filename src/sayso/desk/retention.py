"""What is kept for how long: rules that the watch applies each day, and what they would take now.

A rule takes the bytes of evidence that nothing was read out of. That they went stays in the case, with
their SHA-256, why and by whom: no chain breaks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sayso.collect.words import one_line
from sayso.desk.moments import read_length, write_length
from sayso.desk.tables import read_tables, write_tables
from sayso.errors import BadField, SaysoError
from sayso.ledger.ledger import Ledger
from sayso.terms.watch import Retention, Unread

FILE = "retention.toml"
_FIRST = "# What the watch deletes each day: docs/how-to/watch.md.\n"
_DAY = timedelta(days=1)
_AT_ONCE = 200  # pieces that go in one step, so that the watch is not held up
_LONGEST = 2_000
SHORTEST = timedelta(days=1)
"""What was collected less long ago is never taken by a rule."""


@dataclass(frozen=True, slots=True)
class Going:
    """A piece of evidence that goes, and the rule that takes it."""

    unread: Unread
    rule: Retention


def read_rules(folder: Path) -> tuple[Retention, ...]:
    """The rules of a case; none without a file. BadField."""
    place = folder / FILE
    try:
        value = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadField(str(place), f"it can't be read ({error})", "Mend the file.") from error
    rules = value.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(each, dict) for each in rules):
        raise BadField(str(place), "rules are written as [[rule]]", "See docs/how-to/watch.md.")
    return tuple(_rule(each, str(place)) for each in rules)


def _rule(said: Mapping[str, object], place: str) -> Retention:
    length = read_length(str(said.get("older_than", "")), item=f"{place}, older_than")
    because = one_line(str(said.get("because", "")))[:_LONGEST]
    if length < SHORTEST:
        raise BadField(f"{place}, older_than", "a rule takes nothing younger than a day", "Write 30d.")
    if not because:
        raise BadField(f"{place}, because", "a deletion needs a reason", "Say why; it is kept.")
    of, by = (one_line(str(said.get(name, "")))[:120] for name in ("of", "by"))
    return Retention(older_than=length.total_seconds(), because=because, of=of, by=by)


def add_rule(folder: Path, *, older_than: timedelta, because: str, of: str = "", by: str = "") -> Retention:
    """Have the watch take, each day, what is older. A rule for the same kind goes. BadField."""
    import tomlkit

    said = {
        "older_than": write_length(older_than),
        "because": one_line(because),
        "of": of,
        "by": one_line(by),
    }
    rule = _rule(said, FILE)
    document = read_tables(folder / FILE, first=_FIRST)
    tables = document.setdefault("rule", tomlkit.aot())
    for number, each in reversed(list(enumerate(tables))):
        if str(each.get("of", "")) == rule.of:
            del tables[number]
    table = tomlkit.table()
    table.update({key: value for key, value in said.items() if value})
    tables.append(table)
    write_tables(folder / FILE, document)
    return rule


def drop_rules(folder: Path) -> int:
    """Take all rules back; how many there were. BadField, CaseReadOnly."""
    rules = read_rules(folder)
    if rules:
        document = read_tables(folder / FILE, first=_FIRST)
        document.pop("rule", None)
        write_tables(folder / FILE, document)
    return len(rules)


def going(ledger: Ledger, rules: Iterable[Retention], now: datetime) -> tuple[Going, ...]:
    """What the rules take at a moment, each piece by the first rule that does; the oldest first."""
    rules = tuple(rules)
    if not rules:
        return ()
    shortest = min(rule.older_than for rule in rules)
    found = []
    for unread in ledger.unread_evidence(now - timedelta(seconds=shortest)):
        age = (now - unread.recorded).total_seconds()
        taking = (each for each in rules if age > each.older_than and unread.media_type.startswith(each.of))
        rule = next(taking, None)
        if rule is not None:
            found.append(Going(unread, rule))
    return tuple(found)


class Sweeper:
    """Applies the rules while a case is watched: once a day, a part at a time."""

    def __init__(
        self,
        *,
        on_gone: Callable[[int, int], None] = lambda pieces, size: None,
        on_trouble: Callable[[str], None] = lambda words: None,
    ) -> None:
        self._on_gone, self._on_trouble = on_gone, on_trouble
        self._next: datetime | None = None
        self._due: tuple[Going, ...] = ()

    def __call__(self, ledger: Ledger, now: datetime) -> None:
        """Delete a part of what is due; once a day it is found anew what is."""
        try:
            if self._due:
                part, self._due = self._due[:_AT_ONCE], self._due[_AT_ONCE:]
                self._sweep(ledger, part)
            elif self._next is None or not self._next - _DAY <= now < self._next:
                self._next = now + _DAY
                self._due = going(ledger, read_rules(ledger.folder), now)
        except SaysoError as error:  # what was not deleted is due tomorrow
            self._on_trouble(str(error))

    def _sweep(self, ledger: Ledger, due: tuple[Going, ...]) -> None:
        size = 0
        for rule in dict.fromkeys(each.rule for each in due):
            digests = [each.unread.digest for each in due if each.rule == rule]
            because = f"{rule.because} (rule: {write_length(timedelta(seconds=rule.older_than))})"
            size += ledger.forget(digests, because=because, by=rule.by)
        self._on_gone(len(due), size)
