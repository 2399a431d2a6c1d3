"""What a person judged of a statement holds when a newer reader marks other words.

The judged statement is kept in the new reading as it was judged, in place of what the newer reader made
of the same words; so the correction, which goes by the statement's id, goes on to hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from sayso.ledger.batch import Batch
from sayso.ledger.built import statement_of
from sayso.ledger.schema import CORRECTION, STATEMENT
from sayso.terms.span import Words
from sayso.terms.statement import CorrectionKind, Reading, Statement

Judged = tuple[Statement, CorrectionKind]
ENOUGH = 0.5  # share of the shorter content's characters that two contents have in common


def judged_of(batch: Batch, article: int) -> tuple[Judged, ...]:
    """The statements of an article that a person judged, just as they were read."""
    query = (
        select(STATEMENT.c.body.label("statement"), CORRECTION.c.kind)
        .join(CORRECTION, CORRECTION.c.statement == STATEMENT.c.id)
        .where(STATEMENT.c.article == article, STATEMENT.c.own == 0, CORRECTION.c.closed.is_(None))
        .order_by(CORRECTION.c.recorded, CORRECTION.c.seq)
    )
    last = {(said := statement_of(body)).id: (said, CorrectionKind(kind)) for body, kind in batch.run(query)}
    return tuple(last.values())


def keep(reading: Reading, judged: Sequence[Judged]) -> Reading:
    """The reading with what was judged in place of its newer counterparts."""
    names = {said.id for said, _ in judged}
    statements = list(reading.statements)
    there = {said.id for said in statements}
    for old, kind in judged:
        if old.id in there:
            continue
        same = [said for said in statements if said.id not in names and _same(said, old, kind)]
        place = statements.index(same[0]) if same else len(statements)
        statements.insert(place, old)
        statements = [said for said in statements if said not in same]
    own = tuple(said for said in reading.own_voice if said.id not in {each.id for each in statements})
    return replace(reading, statements=tuple(statements), own_voice=own)


def _same(new: Statement, old: Statement, kind: CorrectionKind) -> bool:
    """Whether both are read from the same words. A rejection holds only for the source that was
    rejected: the same words with another source are another statement."""
    if new.part is not old.part or (new.cue and old.cue and not _shared(new.cue, old.cue)):
        return False
    if kind is CorrectionKind.REJECT and bool(new.source) != bool(old.source):
        return False
    if kind is CorrectionKind.REJECT and new.source and not _shared(new.source, old.source):
        return False
    shorter = min(_length(new.content), _length(old.content))
    return shorter > 0 and _shared(new.content, old.content) >= ENOUGH * shorter


def _shared(left: Words, right: Words) -> int:
    pairs = ((a, b) for a in left.spans for b in right.spans)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a, b in pairs)


def _length(words: Words) -> int:
    return sum(span.end - span.start for span in words.spans)
