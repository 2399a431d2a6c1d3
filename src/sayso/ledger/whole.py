"""Whether the WARC files of a case are what the index sealed: every byte of them, and nothing between."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from sayso.ledger.deleting import deleted, stand_in
from sayso.ledger.records import body_of, end_of
from sayso.ledger.schema import RECORD
from sayso.ledger.shelf import members, read_place
from sayso.terms.archive import Place
from sayso.terms.identity import digest_of

_TOGETHER = 500
# What zlib writes at the head of a member: no name, no time; the last bytes say how hard it was packed.
_HEADS = tuple(b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + extra + b"\x03" for extra in (b"\x00", b"\x04", b"\x02"))


def archive_problems(connection: Connection, folder: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with the archive, in the order of its files and bytes: the item and the reason."""
    files = [row[0] for row in connection.execute(select(RECORD.c.file).distinct().order_by(RECORD.c.file))]
    for file in files:
        path = folder / file
        if "/" in file or not path.is_file():
            yield f"Archive file {file}", "it is missing"
            continue
        for reason in _file_problems(connection, path):
            yield f"Archive file {file}", reason
        yield from _tail_problems(path, end_of(connection, file))
    for path in sorted(folder.glob("*.warc.gz")):
        if path.name not in files:
            yield from _tail_problems(path, 0)


def _file_problems(connection: Connection, path: Path) -> Iterator[str]:
    columns = RECORD.c["offset", "length", "digest", "coding", "body"]
    query = select(*columns).where(RECORD.c.file == path.name).order_by(RECORD.c.offset).limit(_TOGETHER)
    end, gone = 0, deleted(connection)
    while rows := connection.execute(query.where(RECORD.c.offset >= end)).all():
        for offset, length, digest, coding, body in rows:
            if offset != end:
                yield f"bytes {end:,} to {offset:,} belong to no record of the index"
            end = offset + length
            packed = read_place(path.parent, Place(path.name, offset, length, digest))
            if body in gone and packed == stand_in(length, body):
                continue
            if digest_of(packed) != digest:
                yield f"the record at byte {offset:,} is not what was written"
            elif body and digest_of(body_of(packed, coding) or b"") != body:
                yield f"the body of the record at byte {offset:,} is not what was written"


def _tail_problems(path: Path, end: int) -> Iterator[tuple[str, str]]:
    """What a stop left behind the index is whole records and at most one that is torn; the next add
    takes it in. Anything else was put there by somebody."""
    with path.open("rb") as file:
        for place in members(path, end):
            file.seek(place.offset)
            packed = file.read(place.length)
            if not packed.startswith(_HEADS) or not zlib.decompress(packed, zlib.MAX_WBITS | 16).startswith(
                b"WARC/1.1\r\n"
            ):
                yield f"Archive file {path.name}", f"what stands at byte {place.offset:,} is no record"
            end = place.end
        file.seek(end)
        torn = file.read(len(_HEADS[0]))
    if torn and not any(head.startswith(torn) for head in _HEADS):
        yield f"Archive file {path.name}", f"what stands at byte {end:,} is no record"
