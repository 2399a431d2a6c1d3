"""Evidence before parsing: what comes in is in the archive before anything reads it.

The bytes are written at once, by whichever thread has them. What the index says of them, and what was
collected where, becomes fact with the next unit of work, after the bytes were forced to the disk; what a
kill leaves without an index is taken in when the archive is next written to.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sayso import __version__
from sayso.collect import Failure, Gathered, Refusal, is_recording
from sayso.collect.archive import Packed, answer_of, entry_of, failure_of, file_of, head_of
from sayso.collect.fetch.answers import Answer
from sayso.ledger import Ledger, Writer
from sayso.terms.archive import Place, Record
from sayso.terms.article import Evidence

_MOST_WAITING = 64
# Why an address gave nothing although it was asked; other refusals have an answer in the archive.
_NO_ANSWER = frozenset({Failure.TIMEOUT, Failure.TLS, Failure.CONNECTION, Failure.ROBOTS, Failure.ADDRESS})


class Keeper:
    """Keeps what comes in. Use it in a `with`: what waits is written when the block ends.

    `record` may be called from several threads, all else from one.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._shelf = ledger.shelf(head=lambda name: head_of(name, software=f"sayso {__version__}"))
        self._lock = threading.Lock()
        self._records: list[Record] = []
        self._evidence: list[Evidence] = []
        self._waiting: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None or not issubclass(kind, KeyboardInterrupt):
                self.store()
        finally:
            self._shelf.close()

    def record(self, answer: Answer) -> None:
        """Keep an answer with its request. StorageFull, CaseReadOnly."""
        self._append(answer_of(answer))

    def failed(self, refusal: Refusal) -> None:
        """Keep that an address gave no answer, and why; other refusals are in the archive already."""
        if refusal.failure in _NO_ANSWER:
            self._append(failure_of(refusal, datetime.now(UTC)))

    def keep(self, gathered: Gathered) -> None:
        """Keep what was collected before it is parsed: a file as it is, a page by its answer. A recording
        is a file of its own, because whoever decodes or plays it jumps to and fro in it."""
        digest = gathered.evidence.digest
        if is_recording(gathered.evidence.media_type):
            self._ledger.evidence.put(gathered.data)
        elif digest not in self._waiting and not self._ledger.evidence.has(digest):
            self._append(file_of(gathered))
        self._evidence.append(gathered.evidence)
        if len(self._records) >= _MOST_WAITING:
            self.store()

    def store(self) -> None:
        """What waits becomes fact in a unit of work of its own."""
        if self._records or self._evidence:
            with self._ledger.writing() as writer:
                self.flush(writer)

    def flush(self, writer: Writer) -> None:
        """What waits becomes fact in this unit of work. StorageFull, CaseReadOnly."""
        self._shelf.sync()
        with self._lock:
            records, self._records = self._records, []
            found, self._shelf.found = self._shelf.found, []
            evidence, self._evidence = self._evidence, []
            self._waiting = set()
        for record in (*self._adopted(found), *records):
            writer.record(record)
        for each in evidence:
            writer.evidence(each)

    def _append(self, packed: Packed) -> None:
        data, entry = packed
        place = self._shelf.append(data)
        with self._lock:
            self._records.append(Record(place, entry))
            self._waiting.add(entry.body)

    def _adopted(self, found: list[Place]) -> list[Record]:
        entries = ((place, entry_of(self._ledger.archived(place))) for place in found)
        return [Record(place, entry) for place, entry in entries if entry is not None]
