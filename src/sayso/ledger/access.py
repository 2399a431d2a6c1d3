"""The access log of a case: who looked at what, and who took what out of it.

One line of JSON an access, each with the SHA-256 of itself and the chain value before it; the first line
says how many there are, how long the file is and what the last chain value is. It is a file of its own and
not a table, so that looking never waits for a writer and costs a page next to nothing. Its last chain value
is sealed in the custody log with the next thing that is written to the case. What a kill can lose is the
line that was being written.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

ACCESS = "access.jsonl"
START = "0" * 64
_HEAD = '{{"lines": "{:012}", "size": "{:012}", "head": "{}"}}\n'
_HEAD_SIZE = len(_HEAD.format(0, 0, START))
_LONGEST = 500


class Did(StrEnum):
    """What somebody did."""

    VIEWED = "viewed"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log. `item` is a page's path, or what was exported; `through` the door: desk or
    command."""

    number: int
    moment: datetime
    by: str
    tool: str
    did: Did
    item: str
    through: str


@dataclass(frozen=True, slots=True)
class Head:
    """How many lines there are, where they end in the file, and the chain value of the last."""

    lines: int
    size: int
    chain: str


_EMPTY = Head(0, _HEAD_SIZE, START)


class AccessLog:
    """The log of one case; safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ACCESS
        self._lock = threading.Lock()

    def note(self, did: Did, item: str, *, by: str, tool: str, through: str) -> bool:
        """Append a line; False where the case can't be written to."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError:
            return False
        try:
            with self._lock:
                fcntl.flock(handle, fcntl.LOCK_EX)
                before = _mended(handle)
                said: dict[str, object] = {
                    "number": before.lines + 1,
                    "moment": datetime.now(UTC).isoformat(),
                    "by": by,
                    "tool": tool,
                    "did": did.value,
                    "item": item[:_LONGEST].encode(errors="replace").decode(),
                    "through": through,
                }
                said["chain"] = _chain(said, before.chain)
                line = _line(said)
                os.pwrite(handle, line, before.size)
                _write_head(handle, Head(before.lines + 1, before.size + len(line), str(said["chain"])))
            return True
        except OSError:
            return False
        finally:
            os.close(handle)

    def head(self) -> tuple[int, str]:
        """How many lines there are, and the chain value of the last; of a broken log what can be told."""
        try:
            with self._path.open("rb") as file:
                found = _read_head(file.read(_HEAD_SIZE)) or _EMPTY
        except OSError:
            return 0, START
        return found.lines, found.chain

    def accesses(self) -> Iterator[Access]:
        """Every line, in order. ValueError where one is broken."""
        for said in self._lines():
            yield Access(
                int(str(said["number"])),
                datetime.fromisoformat(str(said["moment"])),
                str(said["by"]),
                str(said["tool"]),
                Did(str(said["did"])),
                str(said["item"]),
                str(said["through"]),
            )

    def chains(self) -> list[str]:
        """The chain value of each line, all of them checked. ValueError names what is wrong."""
        found: list[str] = []
        for said in self._lines():
            if said["number"] != len(found) + 1 or said["chain"] != _chain(
                said, found[-1] if found else START
            ):
                raise ValueError(f"line {len(found) + 1} was changed, or one before it removed")
            found.append(str(said["chain"]))
        return found

    def _lines(self) -> Iterator[dict[str, object]]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        head = _read_head(data[:_HEAD_SIZE])
        if head is None and len(data) > _HEAD_SIZE:
            raise ValueError("its first line was changed")
        head = head or _EMPTY
        lines = data[_HEAD_SIZE : head.size].split(b"\n")
        if lines.pop() or len(lines) != head.lines or head.size > max(len(data), _HEAD_SIZE):
            raise ValueError("lines were removed from its end, or its first line was changed")
        last = START
        for number, line in enumerate(lines, 1):
            try:
                said = json.loads(line)
                if _line(said) != line + b"\n" or set(said) != _FIELDS:
                    raise ValueError(number)
            except (ValueError, TypeError) as cause:
                raise ValueError(f"line {number} was changed") from cause
            last = said["chain"]
            yield said
        extra = data[max(head.size, _HEAD_SIZE) :]
        if (
            last != head.chain
            or extra.count(b"\n") > 1
            or (extra and not extra.startswith(b'{"number"'[: len(extra)]))
        ):
            raise ValueError("its first line was changed, or something was put behind its end")


_FIELDS = {"number", "moment", "by", "tool", "did", "item", "through", "chain"}


def _is_torn(rest: bytes) -> bool:
    """Whether what stands behind the end is nothing, or one line that a kill kept out of the count."""
    begin = b'{"number": '
    return rest.count(b"\n") <= rest.endswith(b"\n") and rest.startswith(begin[: len(rest)])


def _mended(handle: int) -> Head:
    """The head of the log; a line that was written before a kill but is not in the head goes."""
    found = _read_head(os.pread(handle, _HEAD_SIZE, 0))
    size = os.fstat(handle).st_size
    if found is None and size > _HEAD_SIZE:
        raise OSError("the access log is broken")
    found = found or _EMPTY
    if size > found.size:
        os.ftruncate(handle, found.size)
    return found


def _read_head(line: bytes) -> Head | None:
    try:
        said = json.loads(line)
        head = Head(int(said["lines"]), int(said["size"]), str(said["head"]))
    except (ValueError, KeyError, TypeError):
        return None
    return head if _HEAD.format(head.lines, head.size, head.chain).encode() == line else None


def _write_head(handle: int, head: Head) -> None:
    os.pwrite(handle, _HEAD.format(head.lines, head.size, head.chain).encode(), 0)


def _chain(said: dict[str, object], before: str) -> str:
    bare = {**said, "chain": before}
    return hashlib.sha256(json.dumps(bare, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
