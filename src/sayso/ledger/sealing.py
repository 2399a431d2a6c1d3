"""The seal of a case in a file: the SHA-256 of the whole database file after it was closed in order.

The custody log seals rows. What is no row (free pages, the slack between rows, the file's own header) is
covered by this: while `case.seal` is there, the database file must have its digest, byte for byte. Whoever
writes breaks the seal first (it is then called `case.open`); the last to close puts a new one, and so does a
watch when it has been quiet for a while. A case whose writer was killed after it wrote has a broken seal
until then, and its rows are checked all the same. The database itself knows that it was sealed, so that a
seal that was taken away is missed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SEAL, BROKEN = "case.seal", "case.open"
_LOCK = ".case.lock"
_TAKEN = f"its seal, {SEAL}, is gone, although it was closed in order"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says: the digest and size of the database file, and the newest chain value of the
    custody log in it."""

    database: str
    size: int
    head: str


@contextmanager
def unsealed(folder: Path) -> Iterator[None]:
    """Write to a case inside this: nobody seals it meanwhile, and the old seal is gone."""
    with _locked(folder, fcntl.LOCK_SH):
        if (folder / SEAL).exists():
            with suppress(FileNotFoundError):  # another writer may break it at the same time
                (folder / SEAL).rename(folder / BROKEN)
        elif not (folder / BROKEN).exists():
            (folder / BROKEN).touch()
        yield


def is_broken(folder: Path) -> bool:
    """Whether the case was written to since it was last sealed."""
    return (folder / BROKEN).exists()


def put_seal(folder: Path, database: Path) -> bool:
    """Fold the write-ahead log into the database and seal it; False where somebody else is at it."""
    try:
        with _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB), closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA busy_timeout = 200")
            with connection:
                connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('sealed', '1')")
            busy, left, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy or left:
                return False
            head = connection.execute("SELECT chain FROM custody ORDER BY seq DESC LIMIT 1").fetchone()
            digest, size = file_digest(database)
            _write(folder, Seal(digest, size, head[0] if head else ""))
            (folder / BROKEN).unlink(missing_ok=True)
            return True
    except (BlockingIOError, OSError, sqlite3.Error):
        return False  # a case without a seal is whole, and the next close seals it


def read_seal(folder: Path) -> Seal | None:
    """The seal of a case; None where there is none. ValueError where it is not what was written."""
    try:
        said, _, digest = (folder / SEAL).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if digest != hashlib.sha256(said).hexdigest().encode() + b"\n":
        raise ValueError("it is not what was written")
    return Seal(**json.loads(said))


def seal_problem(folder: Path, database: Path) -> str:
    """Why the database file is not the one that was sealed; empty where it is, or has no seal."""
    try:
        with _locked(folder, fcntl.LOCK_SH):
            seal = read_seal(folder)
            if seal is None:
                return "" if (folder / BROKEN).exists() or not _was_sealed(database) else _TAKEN
            digest, size = file_digest(database)
    except ValueError as cause:
        return f"its seal, {SEAL}, can't be trusted: {cause}"
    if (digest, size) != (seal.database, seal.size):
        return "its bytes are not the ones that were sealed when the case was last closed"
    return ""


def _was_sealed(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM meta WHERE name = 'sealed'").fetchone() is not None
    except sqlite3.Error:
        return False  # what is wrong with it is found by whoever reads its rows


_READ = """
import hashlib, sys
with open(sys.argv[1], "rb") as file:
    print(hashlib.file_digest(file, "sha256").hexdigest(), file.tell())
"""


def file_digest(path: Path) -> tuple[str, int]:
    """The SHA-256 and the size of a database file, read by a process of its own: whoever closes a file gives
    up all locks that his process has on it, SQLite's too, and another process would take the write-ahead log
    away from under it (https://www.sqlite.org/howtocorrupt.html, 2.2). OSError."""
    command = [sys.executable, "-I", "-S", "-c", _READ, str(path.resolve())]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no part of it is given
    if done.returncode:
        raise OSError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    digest, size = done.stdout.split()
    return digest.decode(), int(size)


def _write(folder: Path, seal: Seal) -> None:
    said = json.dumps({name: getattr(seal, name) for name in Seal.__slots__}, sort_keys=True).encode()
    draft = folder / f".{SEAL}.{os.getpid()}"
    with draft.open("wb") as file:
        file.write(said + b"\n" + hashlib.sha256(said).hexdigest().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / SEAL)


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    """Hold the lock of a case; where the folder can't be written nobody writes, and none is needed."""
    try:
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        yield
        return
    try:
        fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)
