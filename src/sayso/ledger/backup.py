"""A copy of a case as it stands at one moment, while others go on writing."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import func, select

from sayso.errors import BadField, CaseBusy
from sayso.ledger.access import ACCESS
from sayso.ledger.custody import last_entry
from sayso.ledger.dialect import copy_file, engine_for
from sayso.ledger.evidence import EvidenceStore
from sayso.ledger.schema import CUSTODY, RECORD
from sayso.ledger.sealing import put_seal, unsealed
from sayso.ledger.shelf import WARC

_CHUNK = 1 << 20


def back_up(database: Path, evidence: EvidenceStore, to: Path, kept: EvidenceStore) -> int:
    """Copy a database file and the evidence that is new to the copy, as files and in the archive; how
    many pieces and records those were."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.resolve() == database.resolve():
        raise BadField(str(to.parent), "it is the case itself", "Name another folder for the copy.")
    if to.with_name(f"{to.name}-wal").exists():
        raise CaseBusy(str(to.parent), "the copy is open in another program")
    draft = to.with_name(f".{to.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        copy_file(database, draft)
        if to.exists() and not _continues(draft, to):
            reason = "another case, or one that went on by itself, is in it"
            raise BadField(str(to.parent), reason, "Name a new folder for the copy.")
        # Evidence is stored before the facts about it, so all that the copied facts name is there.
        new = [digest for digest in evidence.digests() if not kept.has(digest)]
        for digest in new:
            kept.put(evidence.get(digest))
        records = _copy_archive(draft, to, database.parent / WARC, to.parent / WARC)
        _copy_access(database.parent / ACCESS, to.parent / ACCESS)
        with unsealed(to.parent):
            os.replace(draft, to)
        put_seal(to.parent, to)
    finally:
        draft.unlink(missing_ok=True)
    return len(new) + records


def _copy_access(log: Path, to: Path) -> None:
    """The access log after the database, so that all that the database knows of it is there."""
    if log.exists():
        draft = to.with_name(f".{to.name}.{os.getpid()}")
        draft.write_bytes(log.read_bytes())
        os.replace(draft, to)


def _copy_archive(database: Path, older: Path, archive: Path, to: Path) -> int:
    """Bring the copy's archive up to what the index of the new database knows; how many records that
    were. What stands behind the older index is written over."""
    have, copied = _ends(older) if older.exists() else {}, 0
    for file, (end, records) in _ends(database).items():
        to.mkdir(exist_ok=True)
        start, known = have.get(file, (0, 0))
        _append_range(archive / file, to / file, start, end)
        copied += records - known
    return copied


def _ends(database: Path) -> dict[str, tuple[int, int]]:
    """The end of each archive file by a database's index, and how many records it has."""
    columns = RECORD.c.file, func.max(RECORD.c.offset + RECORD.c.length), func.count()
    engine = engine_for(database, wait=1.0, read_only=True)
    try:
        with engine.connect() as connection:
            rows = connection.execute(select(*columns).group_by(RECORD.c.file)).all()
            return {row[0]: (row[1], row[2]) for row in rows}
    finally:
        engine.dispose()


def _append_range(file: Path, to: Path, start: int, end: int) -> None:
    with file.open("rb") as source, to.open("r+b" if to.exists() else "xb") as copy:
        source.seek(start)
        copy.seek(start)
        while start < end and (data := source.read(min(_CHUNK, end - start))):
            copy.write(data)
            start += len(data)
        copy.truncate(end)
        os.fsync(copy.fileno())


def _continues(newer: Path, older: Path) -> bool:
    """Whether the custody log of one case begins with the whole log of the other."""
    before = engine_for(older, wait=1.0, read_only=True)
    after = engine_for(newer, wait=1.0, read_only=True)
    try:
        with before.connect() as left, after.connect() as right:
            seq, chain = last_entry(left)
            same = select(CUSTODY.c.seq).where(CUSTODY.c.seq == seq, CUSTODY.c.chain == chain)
            return seq == 0 or right.execute(same).first() is not None
    finally:
        before.dispose()
        after.dispose()
