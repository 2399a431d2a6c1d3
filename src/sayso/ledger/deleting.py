"""Deleting the bytes of evidence so that no chain breaks: that they went, and why, is a fact with their
digest; only then they go. In the archive a record that says so stands in their place, as long as they
were, so that every other record stays where it is and any reader of WARC passes over it.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.schema import ARTICLE, CAPTURE, DELETION, EVIDENCE, RECORD, RECORDING, SIGHTING
from sayso.terms.archive import Place
from sayso.terms.watch import Unread

# Magic, deflate, "a comment follows", no time, no flags, Unix.
_MEMBER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\x03"
_RECORD = (
    "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:sayso:deleted:{0}>\r\n"
    "WARC-Date: 1970-01-01T00:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
)


def deleted(connection: Connection) -> frozenset[str]:
    """The digests of evidence whose bytes were deleted."""
    return frozenset(row.digest for row in connection.execute(select(DELETION.c.digest)))


def places_of(connection: Connection, digest: str) -> tuple[Place, ...]:
    """Where the archive has the bytes of a digest."""
    columns = RECORD.c.file, RECORD.c.offset, RECORD.c.length, RECORD.c.digest
    rows = connection.execute(select(*columns).where(RECORD.c.body == digest)).all()
    return tuple(Place(row.file, row.offset, row.length, row.digest) for row in rows)


def unread(connection: Connection, before: datetime) -> tuple[Unread, ...]:
    """Evidence from before a moment that no article and no recording was read out of, and that does not
    show that known words still stood somewhere; the oldest first."""
    origin = select(CAPTURE.c.origin).where(CAPTURE.c.evidence == EVIDENCE.c.seq).order_by(CAPTURE.c.seq)
    query = (
        select(EVIDENCE, origin.limit(1).scalar_subquery().label("origin"))
        .where(
            EVIDENCE.c.recorded < to_ticks(before),
            EVIDENCE.c.seq.not_in(select(ARTICLE.c.evidence)),
            EVIDENCE.c.seq.not_in(select(SIGHTING.c.evidence)),
            EVIDENCE.c.seq.not_in(select(RECORDING.c.evidence)),
            EVIDENCE.c.digest.not_in(select(DELETION.c.digest)),
        )
        .order_by(EVIDENCE.c.seq)
    )
    return tuple(
        Unread(row.digest, row.size, row.media_type, row.origin or "", from_ticks(row.recorded))
        for row in connection.execute(query)
    )


def erase(folder: Path, places: Iterable[Place], digest: str) -> int:
    """Put what says that they were deleted in place of the records; how many bytes went."""
    gone = 0
    for place in places:
        stands_in = stand_in(place.length, digest)
        handle = os.open(folder / place.file, os.O_RDWR | os.O_CLOEXEC)
        try:
            if os.pread(handle, place.length, place.offset) != stands_in:
                os.pwrite(handle, stands_in, place.offset)
                gone += place.length
            os.fsync(handle)
        finally:
            os.close(handle)
    return gone


def stand_in(length: int, digest: str) -> bytes:
    """A gzip member of exactly `length` bytes that holds an empty record; its comment makes up the length."""
    text = _RECORD.format(digest[:16]).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(text) + packer.flush()
    tail = packed + struct.pack("<II", zlib.crc32(text), len(text))
    room = length - len(_MEMBER) - 1 - len(tail)
    if room < 0:  # shorter than any record that an archive holds
        return b"\0" * length
    return _MEMBER + b" " * room + b"\0" + tail
