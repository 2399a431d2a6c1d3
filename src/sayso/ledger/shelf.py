"""The WARC files of a case: appended to, never changed.

One process at a time writes to a file (it holds a lock on it), with as many threads as it likes; a
second process takes a file of its own. What a kill cuts short is cut away when the file is next taken;
what was whole and is not in the index yet is handed out by `Shelf.found`, so that nothing is lost.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.errors import CaseReadOnly, StorageFull
from sayso.terms.archive import Place

WARC = "warc"
"""The folder of the archive in a case."""
_CHUNK = 1 << 20
_GZIP = zlib.MAX_WBITS | 16
_MOST = 1 << 30
"""Bytes after which a new file is begun."""
_BARRED = (errno.EROFS, errno.EACCES, errno.EPERM)


class Shelf:
    """Takes packed records. `known` gives the end of what the index knows of a file now; `head` makes
    the first record of a file of that name."""

    def __init__(self, folder: Path, *, known: Callable[[str], int], head: Callable[[str], bytes]) -> None:
        self._folder, self._known, self._head = folder, known, head
        self._lock = threading.Lock()
        self._file: Path | None = None
        self._handle = -1
        self.found: list[Place] = []
        """Whole records that no index knew of when the shelf was opened, and heads of new files."""

    def append(self, packed: bytes) -> Place:
        """Write a record; it is in the file when this returns, and on the disk after `sync`.
        All of it is written or none. StorageFull, CaseReadOnly."""
        with self._lock:
            try:
                if self._handle < 0 or os.fstat(self._handle).st_size >= _MOST:
                    self._take()
                return self._write(packed)
            except OSError as cause:
                raise self._named(cause) from cause

    def sync(self) -> None:
        """Force what was written to the disk."""
        with self._lock:
            if self._handle >= 0:
                os.fsync(self._handle)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._handle >= 0:
                os.fsync(self._handle)
                os.close(self._handle)
            self._handle, self._file = -1, None

    def _write(self, packed: bytes) -> Place:
        if self._file is None:
            raise ValueError("no file was taken")
        start = os.fstat(self._handle).st_size
        try:
            left = memoryview(packed)
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError:
            os.ftruncate(self._handle, start)
            raise
        return Place(self._file.name, start, len(packed), hashlib.sha256(packed).hexdigest())

    def _take(self) -> None:
        """Take the newest file that nobody writes to, or begin one; put files in order that were left
        in the middle of a record."""
        if self._handle >= 0:
            os.fsync(self._handle)
            os.close(self._handle)
            self._handle = -1
        self._folder.mkdir(exist_ok=True)
        names = sorted(path.name for path in self._folder.glob("[0-9]*.warc.gz"))
        for name in names:
            path = self._folder / name
            if (handle := _locked(path)) is None:
                continue
            known = self._known(name)
            if os.fstat(handle).st_size > known:
                self._mend(path, handle, known)
            if name == names[-1] and os.fstat(handle).st_size < _MOST:
                self._file, self._handle = path, handle
            else:
                os.close(handle)
        if self._handle < 0:
            self._begin(int(names[-1].split(".")[0]) + 1 if names else 1)

    def _begin(self, number: int) -> None:
        while True:
            path = self._folder / f"{number:05}.warc.gz"
            try:
                path.open("xb").close()
            except FileExistsError:
                number += 1
                continue
            if (handle := _locked(path)) is not None:
                break
            number += 1
        _sync_folder(self._folder)
        self._file, self._handle = path, handle
        self.found.append(self._write(self._head(path.name)))

    def _mend(self, path: Path, handle: int, known: int) -> None:
        """Keep the whole records behind what the index knows, cut off a torn one."""
        end = known
        for place in members(path, known):
            self.found.append(place)
            end = place.end
        if end < os.fstat(handle).st_size:
            os.ftruncate(handle, end)
            os.fsync(handle)

    def _named(self, cause: OSError) -> StorageFull | CaseReadOnly:
        case = str(self._folder.parent)
        if cause.errno in _BARRED:
            return CaseReadOnly(case, cause.strerror or "writing is not allowed")
        return StorageFull(case, cause.strerror or str(cause))


def members(path: Path, start: int = 0) -> Iterator[Place]:
    """The gzip members of a file from an offset on, up to the first that is not whole."""
    unpacker, digest, offset = zlib.decompressobj(_GZIP), hashlib.sha256(), start
    at = start
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    unpacker.decompress(chunk)
                except zlib.error:
                    return
                rest = unpacker.unused_data
                taken = chunk[: len(chunk) - len(rest)]
                digest.update(taken)
                at += len(taken)
                if unpacker.eof:
                    yield Place(path.name, offset, at - offset, digest.hexdigest())
                    unpacker, digest, offset = zlib.decompressobj(_GZIP), hashlib.sha256(), at
                chunk = rest


def read_place(folder: Path, place: Place) -> bytes:
    """The packed bytes at a place; fewer where the file ends early. FileNotFoundError."""
    with (folder / place.file).open("rb") as file:
        file.seek(place.offset)
        return file.read(place.length)


def _locked(path: Path) -> int | None:
    """A handle that only this process writes through, or None where another has it."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
