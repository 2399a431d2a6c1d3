"""One watcher a case: the lock is the kernel's, so that a watcher that was killed holds nothing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import CaseBusy, CaseReadOnly

_NAME = "watch.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only watcher of a case while the block runs. CaseBusy names the other's process;
    CaseReadOnly."""
    try:
        handle = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CaseReadOnly(str(folder), error.strerror or "the lock can't be made") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            by = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            raise CaseBusy(str(folder), f"it is being watched already, by process {by}") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def watcher_of(folder: Path) -> int | None:
    """The process that watches a case now; None where none does."""
    try:
        handle = os.open(folder / _NAME, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.read(handle, 20) or b"0")
    finally:
        os.close(handle)
    return None
