"""A copy of a case as it stands at one moment, while others go on writing."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select

from sayso.errors import CaseBusy, CaseExists
from sayso.ledger.custody import last_entry
from sayso.ledger.dialect import copy_file, engine_for
from sayso.ledger.evidence import EvidenceStore
from sayso.ledger.schema import CUSTODY


def back_up(database: Path, evidence: EvidenceStore, to: Path, kept: EvidenceStore) -> int:
    """Copy a database file and the evidence that is new to the copy; how many pieces those were."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.resolve() == database.resolve():
        raise CaseExists(str(to.parent))
    if to.with_name(f"{to.name}-wal").exists():
        raise CaseBusy(str(to.parent), "the copy is open in another program")
    draft = to.with_name(f".{to.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        copy_file(database, draft)
        if to.exists() and not _continues(draft, to):
            raise CaseExists(str(to.parent))
        # Evidence is stored before the facts about it, so all that the copied facts name is there.
        new = [digest for digest in evidence.digests() if not kept.has(digest)]
        for digest in new:
            kept.put(evidence.get(digest))
        os.replace(draft, to)
    finally:
        draft.unlink(missing_ok=True)
    return len(new)


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
