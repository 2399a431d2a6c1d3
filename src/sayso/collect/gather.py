"""Sources -> bytes with their digest, before anything parses them."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.collect.evidence import evidence_of
from sayso.collect.items import Failure, Gathered, Options, Refusal, refuse
from sayso.collect.names import without_login
from sayso.collect.sounds import sound_type

Source = str | Path | bytes
if TYPE_CHECKING:
    from sayso.collect.fetch.answers import Answer
    from sayso.collect.fetch.crowd import Crowd

Record = Callable[["Answer"], None]
Fetch = Callable[[str], Gathered | Refusal]
FetchEach = Callable[[Iterable[str]], Iterator[Gathered | Refusal]]
STDIN = "-"
_HEAD = 1024
_ADDRESS = re.compile(r"https?://", re.I)
_OF_A_CASE = re.compile(r"(?:case\..*|access\.jsonl|evidence|warc)$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]{1,20}://", re.I)


def gather(
    source: Source, *, options: Options | None = None, fetch: Fetch | None = None
) -> Iterator[Gathered | Refusal]:
    """The bytes of one source: a folder (sorted, with what lies below it), a file, an http or https
    address, `-` for standard input, or bytes that were read from it already. Nothing is parsed;
    only the first bytes are looked at for the media type."""
    options = options or Options()
    with web(options, fetch) as fetch_each:
        yield from gather_all([source], options=options, fetch_each=fetch_each)


def gather_all(
    sources: Iterable[Source], *, options: Options, fetch_each: FetchEach
) -> Iterator[Gathered | Refusal]:
    """The bytes of each source in turn; addresses that follow each other are fetched together."""
    for is_address, group in groupby(sources, key=_is_address):
        if is_address:
            yield from fetch_each(str(source).strip() for source in group)
        else:
            for source in group:
                yield from _local(source, options)


def _is_address(source: Source) -> bool:
    return isinstance(source, str) and _ADDRESS.match(source.strip()) is not None


def _local(source: Source, options: Options) -> Iterator[Gathered | Refusal]:
    if isinstance(source, bytes):
        yield _limited(source, "standard input", options.max_bytes)
    elif source == STDIN:
        yield _read(sys.stdin.buffer, "standard input", options.max_bytes)
    elif isinstance(source, str) and (match := _SCHEME.match(source)):
        reason = f"sayso fetches http and https only, not {match[0]}"
        yield refuse(without_login(source), Failure.ADDRESS, reason, "For a file, name its path alone.")
    else:
        yield from _on_disk(Path(source), options)


@contextmanager
def web(options: Options, fetch: Fetch | None = None, record: Record | None = None) -> Iterator[FetchEach]:
    """How addresses are fetched: by `fetch`, or refused while offline, or by a crowd of its own that
    is made when the first address comes and gives every answer to `record`."""
    if fetch is not None:
        yield lambda addresses: map(fetch, addresses)
    elif options.offline:
        step = "Allow fetching, or save the page and add the file."
        yield lambda addresses: (
            refuse(each, Failure.OFFLINE, "sayso is offline", step) for each in addresses
        )
    else:
        with ExitStack() as stack:
            made: list[Crowd] = []

            def fetch_each(addresses: Iterable[str]) -> Iterator[Gathered | Refusal]:
                if not made:
                    from sayso.collect.fetch.crowd import Crowd

                    made.append(stack.enter_context(Crowd(options=options, record=record)))
                return made[0].each(addresses)

            yield fetch_each


def _on_disk(path: Path, options: Options) -> Iterator[Gathered | Refusal]:
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    if not is_folder:
        yield _file(path, options)
        return
    found = False
    for inside in walk(path):
        found = True
        yield inside if isinstance(inside, Refusal) else _file(inside, options)
    if not found:
        yield refuse(
            str(path), Failure.EMPTY, "the folder has no files in it", "Name a folder with articles."
        )


def walk(folder: Path) -> Iterator[Path | Refusal]:
    """The files below `folder` in sorted order. Hidden ones are left out, and links that lead out of
    it; links inside it are left out too, since what they lead to is met by itself. So is what a case
    keeps of its own: its evidence was taken up once, and its database is not to be opened here."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    holds_case = any(entry.name == "case.db" for entry in entries)
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink() or (holds_case and _OF_A_CASE.match(entry.name)):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _file(path: Path, options: Options) -> Gathered | Refusal:
    """A regular file's bytes. Anything else (a pipe, a device) is refused before it is opened for
    reading, since opening a pipe waits for a writer for ever."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    with open(handle, "rb") as stream:
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                return _no_file(path)
            most = options.max_bytes
            if state.st_size > most and sound_type(os.pread(handle, _HEAD, 0)):
                most = options.max_sound_bytes
            if state.st_size > most:
                return _too_large(str(path), state.st_size, most)
            return _read(stream, str(path), most)
        except OSError as error:
            return _unreadable(path, error)


def _read(stream: BinaryIO, origin: str, most: int) -> Gathered | Refusal:
    """At most one byte more than allowed is read, however much a stream would give."""
    return _limited(stream.read(most + 1), origin, most)


def _limited(data: bytes, origin: str, most: int) -> Gathered | Refusal:
    if len(data) > most:
        return _too_large(origin, len(data), most)
    return evidence_of(data, origin=origin)


def _too_large(origin: str, size: int, most: int) -> Refusal:
    reason = f"it has {size / 1e6:,.1f} MB or more, and {most / 1e6:,.1f} MB is the limit"
    return refuse(origin, Failure.TOO_LARGE, reason, "Split it and add the parts.")


def _no_file(path: Path) -> Refusal:
    step = "Name a file with an article in it."
    return refuse(str(path), Failure.UNREADABLE, "it is a pipe, socket or device", step)


def _unreadable(path: Path, error: Exception) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return refuse(str(path), Failure.MISSING, "there is no such file or folder", "Check the path.")
    if isinstance(error, PermissionError):
        return refuse(
            str(path), Failure.UNREADABLE, "you may not read it", "Give yourself the right to read it."
        )
    if getattr(error, "errno", None) == errno.ENXIO:  # a socket, or a pipe that is written to
        return _no_file(path)
    reason = getattr(error, "strerror", None) or str(error)
    return refuse(str(path), Failure.UNREADABLE, reason, "Check the path and the disk.")
