"""Rows on their way into the database: numbered, gathered by table, written many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, Select, Table, bindparam, func, select

from sayso.ledger.custody import Custody
from sayso.ledger.schema import CUSTODY, METADATA

T = TypeVar("T")
_TOGETHER = 500  # values in one IN list: every database takes as many

_FLUSH_AT = 2000
_TABLES = tuple(METADATA.sorted_tables)


class Batch:
    """New rows of one unit of work. Only the holder of the writer's lock may make one, so that the
    numbers it hands out are nobody else's."""

    def __init__(self, connection: Connection, custody: Custody) -> None:
        self.connection = connection
        self.custody = custody
        self.weighed: set[int] = set()
        """Questions that have to be sealed anew."""
        self.copied: set[int] = set()
        """Articles whose copies have to be sealed anew."""
        self.fresh: set[int] = set()
        """Articles that have to be weighed."""
        self._rows: dict[Table, list[dict[str, object]]] = {table: [] for table in _TABLES}
        self._waiting = 0
        self._last: dict[Table, int] = {}
        self._seqs: dict[Table, dict[str, int]] = {}
        self._before: dict[Table, int] = {}
        self.printed: dict[int, int | None] = {}
        """Published times of articles that were met, by number."""
        self.ends: dict[str, int] = {}
        """Where the index ends, by file of the archive: what is behind it is new."""
        self.touched: set[int] = set()
        """Sources whose counts have to be brought up to date."""

    def number(self, table: Table) -> int:
        """The next free `seq` of a table."""
        if table not in self._last:
            highest = self.connection.execute(_highest(table)).scalar()
            self._last[table] = self._before[table] = highest or 0
        self._last[table] += 1
        return self._last[table]

    def is_new(self, table: Table, seq: int) -> bool:
        """Whether a row was added in this unit of work."""
        return table in self._before and seq > self._before[table]

    def add(self, table: Table, **row: object) -> None:
        """Keep a row for later."""
        self._rows[table].append(row)
        self._rows[CUSTODY].extend(self.custody.entries(table, row))
        self._waiting += 1
        if self._waiting >= _FLUSH_AT:
            self.flush()

    def seal(self, kind: str, fact: int, digest: str) -> None:
        """Log what was derived, or that a judgement was closed."""
        self._rows[CUSTODY].append(self.custody.entry(kind, fact, digest))

    def flush(self) -> None:
        """Write what is kept, parents before children."""
        for table, rows in self._rows.items():
            if rows:
                self.connection.execute(table.insert(), rows)
                rows.clear()
        self._waiting = 0

    def seq_of(self, table: Table, name: str) -> int | None:
        """The number of the row with this id; None where there is none."""
        return self.seqs_of(table, (name,)).get(name)

    def seqs_of(self, table: Table, names: Iterable[str]) -> dict[str, int]:
        """Numbers by id, of those ids that are there."""
        known = self._seqs.setdefault(table, {})
        wanted = set(names)
        missing = [name for name in wanted if name not in known]
        for some in chunks(missing):
            known.update(
                (row[0], row[1]) for row in self.connection.execute(_numbers(table), {"names": some})
            )
        return {name: known[name] for name in wanted if name in known}

    def learn(self, table: Table, name: str, seq: int) -> None:
        """Remember the number of a row that was just added."""
        self._seqs.setdefault(table, {})[name] = seq

    def forget(self, table: Table, names: Iterable[str]) -> None:
        """Unlearn rows that were dropped."""
        known = self._seqs.get(table, {})
        for name in names:
            known.pop(name, None)

    def run(
        self, statement: Executable, rows: Sequence[Mapping[str, object]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Execute at once, after what is kept."""
        self.flush()
        return self.connection.execute(statement, rows) if rows else self.connection.execute(statement)


@cache
def _numbers(table: Table) -> Select[str, int]:
    """Made once a table: to make a query costs more than to run it."""
    key = table.c.id if "id" in table.c else table.c.digest
    return select(key, table.c.seq).where(key.in_(bindparam("names", expanding=True)))


@cache
def _highest(table: Table) -> Select[int]:
    return select(func.max(table.c.seq))


def chunks(items: Iterable[T], size: int = _TOGETHER) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
