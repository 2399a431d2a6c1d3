"""Evidence bytes by their SHA-256: in the archive, or as files that were put here one by one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import CaseReadOnly, NotFound, StorageFull
from sayso.terms.identity import digest_of

if TYPE_CHECKING:
    from sayso.ledger.records import Archived

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BARRED = (errno.EROFS, errno.EACCES, errno.EPERM)


class EvidenceStore:
    """A folder `evidence/ab/cdef…`, and the archive beside it. A file appears under its digest whole or
    not at all."""

    def __init__(self, folder: Path, archived: Archived | None = None) -> None:
        self._folder = folder
        self._archived = archived

    def put(self, data: bytes) -> str:
        """Keep the bytes and give their digest; bytes that are there already are left alone.

        StorageFull, CaseReadOnly.
        """
        digest = digest_of(data)
        place = self.path(digest)
        if _size(place) == len(data):
            return digest
        try:
            if not place.parent.is_dir():
                place.parent.mkdir(parents=True, exist_ok=True)
                _sync_folder(self._folder)
            _write_whole(place, data)
        except OSError as cause:
            raise self._named(cause) from cause
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes. NotFound where the store has none of that digest."""
        try:
            return self.path(digest).read_bytes()
        except FileNotFoundError as cause:
            found = self._archived.get(digest) if self._archived else None
            if found is None:
                raise NotFound(
                    f"Evidence {digest}", "", "Add the article it came from again to restore it."
                ) from cause
            return found

    def has(self, digest: str) -> bool:
        """Whether there are bytes under the digest."""
        return self.path(digest).is_file() or bool(self._archived and self._archived.record(digest))

    def drop(self, digest: str) -> int:
        """Delete the file of a digest, if there is one; how many bytes it had."""
        place = self.path(digest)
        size = max(_size(place), 0)
        place.unlink(missing_ok=True)
        return size

    def path(self, digest: str) -> Path:
        """Where the bytes of a digest are kept. ValueError where it is not a SHA-256."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256: {digest[:80]!r}")
        return self._folder / digest[:2] / digest[2:]

    def digests(self) -> Iterator[str]:
        """Every digest that is kept as a file, in order."""
        for shelf in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for place in sorted(shelf.iterdir()):
                if not place.name.startswith("."):
                    yield shelf.name + place.name

    def _named(self, cause: OSError) -> StorageFull | CaseReadOnly | OSError:
        where = str(self._folder.parent)
        if cause.errno in _FULL:
            return StorageFull(where, "no space is left for the evidence")
        if cause.errno in _BARRED:
            return CaseReadOnly(where, cause.strerror or "writing is not allowed")
        return cause


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except FileNotFoundError:
        return -1


def _write_whole(place: Path, data: bytes) -> None:
    """Write under another name, force it to the disk, then give it its name; a kill at any moment
    leaves at most a hidden leftover."""
    draft = place.parent / f".{place.name[:16]}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
