"""A case: one folder with one database and the evidence store."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from sayso import __version__
from sayso.errors import CaseDamaged, CaseExists, CaseReadOnly, CaseTooNew, NoCase
from sayso.ledger import migrate
from sayso.ledger.access import AccessLog, Did
from sayso.ledger.custody import Custody, last_entry, take_over
from sayso.ledger.dialect import engine_for, named_errors, new_file, writer_of
from sayso.ledger.evidence import EvidenceStore
from sayso.ledger.moments import to_ticks
from sayso.ledger.records import Archived, end_of
from sayso.ledger.schema import META
from sayso.ledger.seals import take_over_weighing
from sayso.ledger.shelf import WARC, Shelf, read_place
from sayso.ledger.stamps import due
from sayso.ledger.view import View
from sayso.ledger.writer import Writer
from sayso.terms.archive import Place
from sayso.terms.time import NOW, AsOf

if TYPE_CHECKING:  # what a listing does not need is loaded where it is used
    from sayso.ledger.export import Row
    from sayso.ledger.verify import Problem
    from sayso.terms.watch import Unread

DATABASE = "case.db"
EVIDENCE = "evidence"


class Ledger:
    """All storage of one case. `create` or `open` gives one; use it in a `with`, or close it."""

    def __init__(self, folder: Path, engine: Engine, *, read_only: bool = False) -> None:
        self.folder = folder
        self.evidence = EvidenceStore(folder / EVIDENCE, Archived(engine, folder / WARC))
        self.accesses = AccessLog(folder)
        self._engine = engine
        self._read_only = read_only
        self._wrote = False

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is a case in `folder`."""
        return (folder / DATABASE).is_file()

    @classmethod
    def create(cls, folder: Path, *, database: str | None = None, wait: float = 30.0) -> Ledger:
        """Make a new case in `folder`, which may be there already. CaseExists, CaseReadOnly, StorageFull.

        `database` is the address of an empty PostgreSQL database; without it a file in the folder is
        made. The evidence is kept in the folder either way.
        """
        if database is None and cls.exists(folder):
            raise CaseExists(str(folder))
        try:
            (folder / EVIDENCE).mkdir(parents=True, exist_ok=True)
        except PermissionError as cause:
            raise CaseReadOnly(str(folder), "the folder can't be made") from cause
        if database is None:
            _make_file(folder)
        else:
            _make_in(database, case=str(folder))
        ledger = cls.open(folder, database=database, wait=wait)
        ledger._wrote = database is None
        return ledger

    @classmethod
    def open(cls, folder: Path, *, database: str | None = None, wait: float = 30.0) -> Ledger:
        """Open the case in `folder`, bringing an older one to this version.

        `database` as for `create`; `wait` is how many seconds a write may wait for another process.
        NoCase, CaseTooNew, CaseBusy, CaseDamaged, CaseReadOnly.
        """
        place = folder / DATABASE
        if database is None and not place.is_file():
            raise NoCase(str(folder))
        read_only = database is None and not _writable(folder, place)
        engine = engine_for(database or place, wait=wait, read_only=read_only)
        ledger = cls(folder, engine, read_only=read_only)
        try:
            ledger._bring_up()
        except BaseException:
            engine.dispose()
            raise
        return ledger

    def _bring_up(self) -> None:
        case = str(self.folder)
        with named_errors(case):
            with self._engine.connect() as connection:
                current = migrate.is_current(connection, case=case)
            if not current:
                with self._unsealed():
                    _upgrade(self._engine)

    def at(self, as_of: AsOf = NOW) -> View:
        """The case as it was known at `as_of`."""
        return View(self._engine, as_of, case=str(self.folder))

    @contextmanager
    def writing(self, *, by: str = "") -> Iterator[Writer]:
        """One unit of work: all of it is stored when the block ends, or none of it.

        `by` is who the custody log names; without it the user of the machine.
        CaseBusy where another process did not finish in time; StorageFull; CaseReadOnly.
        """
        case = str(self.folder)
        if self._read_only:
            raise CaseReadOnly(case, "the folder or the database file is write-protected")
        with self._unsealed(), named_errors(case), writer_of(self._engine) as connection:
            writer = Writer(connection, self.evidence, case=case, by=by or user())
            yield writer
            writer.flush()
            writer.accessed(*self.accesses.head())

    @contextmanager
    def _unsealed(self) -> Iterator[None]:
        if self._engine.dialect.name != "sqlite":
            yield
            return
        from sayso.ledger.sealing import unsealed

        self._wrote = True
        with unsealed(self.folder):
            yield

    def note(self, did: Did, item: str, *, through: str, by: str = "") -> bool:
        """Write in the access log that somebody looked at something or took it out; False where the case
        can't be written to."""
        return self.accesses.note(did, item, by=by or user(), tool=__version__, through=through)

    def unread_evidence(self, before: datetime) -> tuple[Unread, ...]:
        """Evidence from before a moment that nothing was read out of, the oldest first."""
        from sayso.ledger.deleting import unread

        with named_errors(str(self.folder)), self._engine.connect() as connection:
            return unread(connection, before)

    def forget(self, digests: Iterable[str], *, because: str, by: str = "") -> int:
        """Delete the bytes of evidence; how many bytes went from the disk. That they went, with their
        digest, is stored first; a kill in between is mended by the same call again. NotFound."""
        from sayso.ledger.deleting import erase, places_of

        wanted = tuple(dict.fromkeys(digests))
        with self.writing(by=by) as writer:
            for digest in wanted:
                writer.deletion(digest, because=because, by=by or user())
        gone = 0
        with named_errors(str(self.folder)), self._engine.connect() as connection:
            for digest in wanted:
                gone += erase(self.folder / WARC, places_of(connection, digest), digest)
                gone += self.evidence.drop(digest)
        return gone

    def shelf(self, *, head: Callable[[str], bytes]) -> Shelf:
        """The archive, to append records to; `head` makes the first record of a file of that name."""

        def known(file: str) -> int:
            with named_errors(str(self.folder)), self._engine.connect() as connection:
                return end_of(connection, file)

        if self._read_only:
            raise CaseReadOnly(str(self.folder), "the folder or the database file is write-protected")
        return Shelf(self.folder / WARC, known=known, head=head)

    def archived(self, place: Place) -> bytes:
        """The packed bytes of a record. FileNotFoundError."""
        return read_place(self.folder / WARC, place)

    def export(self, as_of: AsOf = NOW) -> Iterator[Row]:
        """The whole case as it was known at `as_of`, one JSON-able row a fact."""
        from sayso.ledger.export import rows

        return rows(self.at(as_of))

    def back_up(self, folder: Path) -> int:
        """Copy the case as it stands now into `folder`, also while others write; an older copy of this
        case is brought up to date. Gives how many pieces of evidence and records were new to the copy.

        BadField where the folder holds another case; CaseBusy where somebody has the copy open;
        StorageFull; ValueError for a case in PostgreSQL, whose tables pg_dump copies.
        """
        from sayso.ledger.backup import back_up

        if self._engine.dialect.name != "sqlite":
            raise ValueError("only a case in a file is copied like this")
        with named_errors(str(folder)):
            return back_up(
                self.folder / DATABASE, self.evidence, folder / DATABASE, EvidenceStore(folder / EVIDENCE)
            )

    def head(self) -> str:
        """The newest chain value of the custody log: noted elsewhere, it proves what the case was."""
        with named_errors(str(self.folder)), self._engine.connect() as connection:
            return last_entry(connection)[1]

    @contextmanager
    def bundling(self) -> Iterator[Connection]:
        """One state of the tables, to take rows out as they are."""
        with named_errors(str(self.folder)), self._engine.connect() as connection:
            yield connection

    def stamp_due(self, authority: str) -> tuple[int, str] | None:
        """The entry and the chain value that a time-stamp authority has not seen yet; None where it has
        seen everything."""
        with named_errors(str(self.folder)), self._engine.connect() as connection:
            return due(connection, authority)

    def verify(self, *, roots: bytes = b"") -> Iterator[Problem]:
        """What is wrong with the case, the first thing first; nothing where all is well. `roots` are the
        certificates, as PEM, that time stamps have to lead to. ValueError where they are none."""
        from sayso.ledger.verify import all_problems

        with self._engine.connect() as connection:
            yield from all_problems(connection, self.evidence, self.folder, roots)

    def seal(self) -> bool:
        """Seal the database file as it stands between two units of work, so that every byte of it is
        covered also if nobody closes the case in order; False where nothing was written since it was last
        sealed, or somebody else is at it. The next unit of work breaks the seal."""
        if self._engine.dialect.name != "sqlite" or self._read_only:
            return False
        from sayso.ledger.sealing import is_broken, put_seal

        if not (self._wrote or is_broken(self.folder)) or not put_seal(self.folder, self.folder / DATABASE):
            return False
        self._wrote = False
        return True

    def close(self) -> None:
        """Let go of the database; the last to close folds the write-ahead log into it. Whoever wrote
        seals the file."""
        self._engine.dispose()
        if self._wrote:
            from sayso.ledger.sealing import put_seal

            self._wrote = False
            put_seal(self.folder, self.folder / DATABASE)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def verify_case(folder: Path, *, roots: bytes = b"") -> Iterator[Problem]:
    """What is wrong with the case in a folder, also where it can't be opened any more. NoCase where there
    is none; CaseBusy."""
    from sayso.ledger.verify import Problem, unreadable

    try:
        ledger = Ledger.open(folder)
    except (CaseDamaged, CaseTooNew, DatabaseError, ValueError) as cause:
        yield unreadable(cause)
        return
    except NoCase:
        if not Ledger.exists(folder):
            raise
        yield Problem("The database", "it has no tables any more", "Restore case.db from a copy.")
        return
    with ledger:
        yield from ledger.verify(roots=roots)


def _make_file(folder: Path) -> None:
    """Make the database under another name, so that a kill leaves no half-made case; of two who make
    one at once, one gets CaseExists."""
    draft = folder / f".{DATABASE}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        with named_errors(str(folder)):
            new_file(draft)
            engine = engine_for(draft, wait=5.0)
            try:
                _upgrade(engine)
            finally:
                engine.dispose()
        os.link(draft, folder / DATABASE)
    except FileExistsError as cause:
        raise CaseExists(str(folder)) from cause
    finally:
        draft.unlink(missing_ok=True)


def _make_in(database: str, *, case: str) -> None:
    engine = engine_for(database, wait=5.0)
    try:
        with named_errors(case), writer_of(engine) as connection:
            if migrate.revision_of(connection) is not None:
                raise CaseExists(case)
            _upgrade_in(connection)
    finally:
        engine.dispose()


def _upgrade(engine: Engine) -> None:
    with writer_of(engine) as connection:
        _upgrade_in(connection)


def _upgrade_in(connection: Connection) -> None:
    migrate.upgrade(connection)
    moment = to_ticks(datetime.now(UTC))
    take_over(connection, tool=__version__, moment=moment)
    take_over_weighing(connection, Custody(connection, by="sayso", tool=__version__, moment=moment))
    connection.execute(META.delete().where(META.c.name == "sayso"))
    connection.execute(META.insert(), {"name": "sayso", "value": __version__})


def user() -> str:
    """Who the logs name where nobody else is given: the user of the machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container need not have named its users
        return "unknown"


def _writable(folder: Path, place: Path) -> bool:
    return os.access(folder, os.W_OK) and os.access(place, os.W_OK)
