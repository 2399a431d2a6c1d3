"""A moment of a case: the connection and the conditions that every part of the view shares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from sayso.errors import NotFound
from sayso.ledger.bounds import Bounds
from sayso.ledger.dialect import named_errors
from sayso.terms.time import NOW, AsOf


class Moment:
    """A case as of a moment, with nothing to ask it yet."""

    def __init__(self, engine: Engine, as_of: AsOf, *, case: str, pinned: Connection | None = None) -> None:
        self.as_of = as_of
        self._bounds = Bounds(as_of)
        self._engine = engine
        self._case = case
        self._pinned = pinned

    @classmethod
    def within(cls, connection: Connection, *, case: str) -> Self:
        """The case as of now, seen from inside a unit of work."""
        view = cls(connection.engine, NOW, case=case)
        view._pinned = connection
        return view

    def __enter__(self) -> Self:
        pinned = type(self)(self._engine, self.as_of, case=self._case)
        self._pinned = pinned._pinned = self._engine.connect()
        return pinned

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pinned is not None:
            self._pinned.close()
            self._pinned = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with named_errors(self._case):
            if self._pinned is not None:
                yield self._pinned
            else:
                with self._engine.connect() as connection:
                    yield connection

    def _missing(self, what: str, name: str, next_step: str) -> NotFound:
        return NotFound(f"{what} {name}", " as of that moment" if self._bounds else "", next_step)
