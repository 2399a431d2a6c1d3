"""Parsing in child processes that may crash, hang or run out of memory without harm."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Self

from sayso.collect import sniff
from sayso.collect.items import Failure, Gathered, Options, Parsed, Refusal, refuse
from sayso.collect.parse import parse

_LARGE = 10_000_000  # JSON of this many bytes can take a hundred times as many once it is read
Result = tuple[Gathered, Parsed] | Refusal
# What is read with the standard library alone is read at once; a child costs half a second to start.
_RISKY = frozenset(
    {
        sniff.HTML,
        sniff.FEED,
        sniff.MAIL,
        sniff.MBOX,
        sniff.OPML,
        sniff.SITEMAP,
        sniff.PDF,
        sniff.WARC,
        sniff.WACZ,
    }
)
_START_SECONDS = 30.0
_AHEAD = 2  # so many items a child has, so that it need not wait for the next
_MOST_A_CHILD = 2_000  # then it is replaced: what parsers leak must not gather over weeks


def parse_all(gathered: Iterable[Gathered | Refusal], *, options: Options) -> Iterator[Result]:
    """Each piece of evidence with what it contains, in order; refusals pass through. Pages,
    feeds and mails are parsed in `options.workers` child processes (0 takes one for each core)."""
    with Parsers(options) as parsers:
        yield from parsers.each(gathered)


@dataclass(slots=True)
class _Slot:
    """One item on its way; `result` is None until it is there."""

    item: Gathered | None
    result: Result | None = None


class Parsers:
    """Child processes that parse, kept for as long as they are needed."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._most = options.workers or os.cpu_count() or 1
        self._children: list[_Child] = []
        self._waiting: deque[_Slot] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for child in self._children:
            child.end()

    def each(self, gathered: Iterable[Gathered | Refusal]) -> Iterator[Result]:
        """Each piece of evidence with what it contains, in order; refusals pass through."""
        pending: deque[_Slot] = deque()
        source = iter(gathered)
        more = True
        while more or pending:
            self.look(0.0)
            while pending and (head := pending[0].result) is not None:
                pending.popleft()
                yield head
            if more and not self._is_full():
                item = next(source, None)
                more = item is not None
                if item is not None:
                    pending.append(self.take(item))
            elif pending and pending[0].result is None:
                self.look(self._seconds_left())

    def _is_full(self) -> bool:
        """Whether there are as many items waiting as children: enough that none is ever idle while
        the next item is fetched and stored."""
        return len(self._waiting) >= self._most

    def take(self, item: Gathered | Refusal) -> _Slot:
        """Take one item on, and begin with it where a child is free."""
        if isinstance(item, Refusal):
            return _Slot(None, item)
        evidence = item.evidence
        if evidence.media_type not in _RISKY and not (
            evidence.media_type == sniff.JSON and evidence.size > _LARGE
        ):
            return _Slot(item, (item, parse(item, options=self._options)))
        slot = _Slot(item)
        self._waiting.append(slot)
        self._begin()
        return slot

    def _begin(self) -> None:
        """Hand what waits to children that are idle, or new as long as there may be more, or have the
        least to do."""
        for old in [child for child in self._children if not child.slots and child.given >= _MOST_A_CHILD]:
            self._children.remove(old)
            old.end()
        while self._waiting and (child := self._next_child()) is not None:
            child.begin(self._waiting.popleft(), self._options)

    def _next_child(self) -> _Child | None:
        """Who takes the next item; None while all have enough to do."""
        able = [each for each in self._children if each.given < _MOST_A_CHILD]
        child = min(able, key=lambda each: len(each.slots), default=None)
        if (child is None or child.slots) and len(self._children) < self._most:
            child = _Child()
            self._children.append(child)
        return child if child is not None and len(child.slots) < _AHEAD else None

    def _seconds_left(self) -> float:
        """Until the first busy child has had its time."""
        ends = [child.end_by for child in self._children if child.slots]
        return max(0.0, min(ends) - time.monotonic()) if ends else 0.0

    def look(self, seconds: float) -> None:
        """Take what the children finish within `seconds`; end those that crashed or take too long."""
        busy = [child for child in self._children if child.slots]
        ready = wait([child.connection for child in busy], seconds) if busy else []
        for child in [child for child in busy if child.connection in ready]:
            try:
                child.finish(self._options)
            except (EOFError, OSError):
                self._lose(child, *_CRASHED)
        now = time.monotonic()
        for child in [child for child in self._children if child.slots and child.end_by <= now]:
            reason = f"reading it took more than {self._options.parse_seconds:g} seconds"
            self._lose(child, Failure.SLOW, reason)
        self._begin()

    def _lose(self, child: _Child, failure: Failure, reason: str) -> None:
        """End a child: what it was at is refused, what it had before it waits again."""
        self._children.remove(child)
        child.end()
        slot = child.slots.popleft()
        self._waiting.extendleft(reversed(child.slots))
        if slot.item is not None:
            step = "Save the text of the article as a text file and add that."
            refusal = refuse(slot.item.evidence.origin, failure, reason, step)
            slot.result = (slot.item, Parsed(refusals=(refusal,)))


_CRASHED = (Failure.CRASHED, "it made its reader crash or run out of memory")


class _Child:
    """One child process and what was handed to it: the first of `slots` is what it is at."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            paths = os.pathsep.join(path for path in sys.path if path)
            # -P keeps files in the current folder from being imported in place of libraries.
            command = [sys.executable, "-P", "-m", "sayso.collect.worker", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603 - no part of it comes from outside
                command,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "PYTHONPATH": paths},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.connection: Connection = Connection(ours.detach())
        self.slots: deque[_Slot] = deque()
        self.given = 0
        self.end_by = 0.0
        self._out: SimpleQueue[object] = SimpleQueue()
        # A pipe holds less than a page may have, so that sending waits for the child; the parent must not.
        self._sender = threading.Thread(target=self._send, daemon=True, name="hand over")
        self._sender.start()

    def _send(self) -> None:
        with suppress(OSError):  # the child is gone: whoever waits for its result sees that
            while (what := self._out.get()) is not None:
                self.connection.send(what)

    def begin(self, slot: _Slot, options: Options) -> None:
        """Hand an item over. One that finds the child busy has its time from when it is free."""
        if not self.slots:
            start = 0.0 if self.given else _START_SECONDS
            self.end_by = time.monotonic() + options.parse_seconds + start
        self.slots.append(slot)
        self.given += 1
        self._out.put((slot.item, options))

    def finish(self, options: Options) -> None:
        """Take the result. EOFError or OSError where the child died over it."""
        parsed = self.connection.recv()
        slot = self.slots.popleft()
        if slot.item is not None:
            slot.result = (slot.item, parsed)
        self.end_by = time.monotonic() + options.parse_seconds

    def end(self) -> None:
        """End the process; it holds nothing that has to be saved."""
        self._process.kill()
        self._process.wait()
        self._out.put(None)
        self._sender.join()  # nobody may write to the connection once its number can be another's
        self.connection.close()
