"""The index of the archive: which record stands where, and the evidence in it."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from sayso.ledger.batch import Batch
from sayso.ledger.built import AnyRow
from sayso.ledger.deleting import stand_in
from sayso.ledger.dialect import named_errors
from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.schema import RECORD
from sayso.ledger.shelf import read_place
from sayso.terms.archive import Entry, Place, Record, RecordKind
from sayso.terms.packing import BodyDamagedError, BodyTooLargeError, unpack

_LARGEST = 1 << 31


def put_record(batch: Batch, record: Record, *, recorded: int) -> bool:
    """Append a record; False where the index has it already."""
    place, entry = record.place, record.entry
    if place.file not in batch.ends:
        batch.ends[place.file] = end_of(batch.connection, place.file)
    if place.offset < batch.ends[place.file]:
        same = select(RECORD.c.seq).where(RECORD.c.file == place.file, RECORD.c.offset == place.offset)
        if batch.run(same).first() is not None:
            return False
    batch.ends[place.file] = max(place.end, batch.ends[place.file])
    batch.add(
        RECORD,
        seq=batch.number(RECORD),
        file=place.file,
        offset=place.offset,
        length=place.length,
        digest=place.digest,
        kind=entry.kind.value,
        address=entry.address,
        status=entry.status,
        location=entry.location,
        failure=entry.failure,
        reason=entry.reason,
        coding=entry.coding,
        body=entry.body,
        moment=to_ticks(entry.moment),
        recorded=recorded,
    )
    return True


def record_of(row: AnyRow) -> Record:
    """The record in a row of the index."""
    entry = Entry(
        RecordKind(row.kind),
        row.address,
        from_ticks(row.moment),
        row.status,
        row.location,
        row.failure,
        row.reason,
        row.coding,
        row.body,
    )
    return Record(Place(row.file, row.offset, row.length, row.digest), entry)


def end_of(connection: Connection, file: str) -> int:
    """The offset after the last record of a file that the index knows."""
    query = select(func.max(RECORD.c.offset + RECORD.c.length)).where(RECORD.c.file == file)
    return connection.execute(query).scalar() or 0


def body_of(packed: bytes, coding: str) -> bytes | None:
    """The body in a packed record, without its content encoding; None where it can't be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = next(iter(ArchiveIterator(BytesIO(packed))), None)
        raw = b"" if record is None else record.raw_stream.read()
        return unpack(raw, coding, limit=_LARGEST)
    except (ArchiveLoadFailed, BodyDamagedError, BodyTooLargeError, ValueError, OSError, zlib.error):
        return None


class Archived:
    """The evidence that stands in the archive, by its digest."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder

    def record(self, digest: str) -> Record | None:
        """The first record with this evidence in it."""
        query = select(RECORD).where(RECORD.c.body == digest).order_by(RECORD.c.seq).limit(1)
        with named_errors(str(self._folder.parent)), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else record_of(row)

    def get(self, digest: str) -> bytes | None:
        """The bytes, or None where the archive has none of that digest."""
        record = self.record(digest)
        if record is None:
            return None
        try:
            packed = read_place(self._folder, record.place)
        except FileNotFoundError:
            return None
        if packed == stand_in(record.place.length, digest):
            return None
        return body_of(packed, record.entry.coding)
