"""What persons said: judgements, rulings, corrections and datings. Appended and closed, never edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, select

from sayso.errors import BadField, NotFound
from sayso.ledger.batch import Batch
from sayso.ledger.bounds import Bounds
from sayso.ledger.built import AnyRow, moment_of, statement_of
from sayso.ledger.codec import decode, encode
from sayso.ledger.custody import CLOSED, seal_of_closing
from sayso.ledger.moments import from_ticks, out_by, printed_at, ticks_or_none, to_ticks
from sayso.ledger.schema import (
    ALIAS,
    ARTICLE,
    CORRECTION,
    DATING,
    ENTITY,
    FRAMING,
    JUDGEMENT,
    QUESTION,
    READING,
    RECORDING_JUDGEMENT,
    REFERENCE,
    RULING,
    STATEMENT,
)
from sayso.terms.article import Dating
from sayso.terms.entity import Judgement, Verdict
from sayso.terms.framing import Framing, FramingKind
from sayso.terms.question import Ruling
from sayso.terms.recording import Stretch
from sayso.terms.statement import Correction, CorrectionKind, Polarity, Statement
from sayso.terms.time import Published
from sayso.terms.voice import Finding, Part, RecordingJudgement, Reference

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_Said = Judgement | Ruling | Framing | Correction | Reference | RecordingJudgement
Judged = _Said | Dating
"""What a person can say: it is open until it is closed, and never edited."""
_Kind = TypeVar("_Kind", Judgement, Ruling, Framing, Correction, Dating, Reference, RecordingJudgement)


def put_judged(batch: Batch, judged: Judged) -> None:
    """Append it; where it is there and open, and comes with a moment of closing, close it."""
    table, said = _dating(batch, judged) if isinstance(judged, Dating) else _row(judged)
    said |= {"by": judged.by, "because": judged.because, "recorded": to_ticks(judged.recorded)}
    closed = ticks_or_none(judged.closed)
    same = [
        table.c[name].is_(None) if value is None else table.c[name] == value for name, value in said.items()
    ]
    batch.fresh.update(_concerned(batch, judged))
    known = batch.run(select(table.c.seq, table.c.closed).where(*same)).first()
    if known is None:
        batch.add(table, seq=batch.number(table), **said, closed=closed)
    elif known.closed is None and closed is not None:
        batch.run(table.update().where(table.c.seq == known.seq).values(closed=closed))
        batch.seal(f"{table.name} {CLOSED}", known.seq, seal_of_closing(known.seq, closed))


def _concerned(batch: Batch, judged: Judged) -> list[int]:
    """The articles that have to be weighed again. A ruling changes none: it is applied when one looks."""
    if isinstance(judged, Dating):
        query = select(ARTICLE.c.seq).where(ARTICLE.c.id == judged.article)
    elif isinstance(judged, Correction):
        query = select(STATEMENT.c.article).where(STATEMENT.c.id == judged.statement)
    elif isinstance(judged, Framing):
        events = select(QUESTION.c.event).where(QUESTION.c.id == judged.question)
        query = select(ARTICLE.c.seq).where(ARTICLE.c.id.in_(judged.articles[:1]) | ARTICLE.c.seq.in_(events))
    elif isinstance(judged, RecordingJudgement):
        query = select(READING.c.article)  # any of them may speak of the recording
    elif not isinstance(judged, Judgement):
        return []
    else:
        query = (
            select(ALIAS.c.article)
            .distinct()
            .join(ENTITY, ENTITY.c.seq == ALIAS.c.entity)
            .where(ENTITY.c.id.in_((judged.left, judged.right)), ALIAS.c.article.is_not(None))
        )
    return [seq for (seq,) in batch.run(query)]


def _row(judged: _Said) -> tuple[Table, dict[str, object]]:
    if isinstance(judged, Judgement):
        return JUDGEMENT, {"left": judged.left, "right": judged.right, "verdict": judged.verdict.value}
    if isinstance(judged, Ruling):
        row = {"question": judged.question, "answer": judged.answer, "polarity": judged.polarity.value}
        return RULING, dict(row)
    if isinstance(judged, Framing):
        bare = replace(judged, by="", because="", closed=None, recorded=_NEVER)
        return FRAMING, {"question": judged.question, "kind": judged.kind.value, "body": encode(bare)}
    if isinstance(judged, Reference):
        kept = {"name": judged.name, "recording": judged.recording, "stretches": encode(judged.stretches)}
        return REFERENCE, dict(kept)
    if isinstance(judged, RecordingJudgement):
        found = {"recording": judged.recording, "finding": judged.finding.value, "name": judged.name}
        part = encode(judged.part) if judged.part else None
        return RECORDING_JUDGEMENT, {**found, "part": part}
    edits = judged.kind is CorrectionKind.EDIT
    if edits != (judged.instead is not None) or (judged.instead and judged.instead.id != judged.statement):
        item = f"The correction of {judged.statement}"
        raise BadField(item, "an edit, and only an edit, has the statement that takes its place", "")
    instead = encode(judged.instead) if judged.instead else None
    return CORRECTION, {"statement": judged.statement, "kind": judged.kind.value, "instead": instead}


def _dating(batch: Batch, dating: Dating) -> tuple[Table, dict[str, object]]:
    article = batch.seq_of(ARTICLE, dating.article)
    if article is None:
        raise NotFound(f"Article {dating.article}", "", "Write the article before its dating.")
    published = dating.published
    times = {"out": out_by(published, dating.recorded), "printed": printed_at(published)}
    return DATING, {"article": article, **times, "published": encode(published)}


def judgements(connection: Connection, bounds: Bounds, *, closed: bool) -> tuple[Judgement, ...]:
    """Judgements on entities, in the order they were made."""

    def built(row: AnyRow) -> Judgement:
        moments = from_ticks(row.recorded), _closed(row, bounds)
        return Judgement(row.left, row.right, Verdict(row.verdict), row.by, row.because, *moments)

    return _all(connection, JUDGEMENT, bounds, built, closed=closed)


def rulings(
    connection: Connection, bounds: Bounds, *, question: str | None, closed: bool
) -> tuple[Ruling, ...]:
    """Rulings on questions, in the order they were made."""

    def built(row: AnyRow) -> Ruling:
        moments = from_ticks(row.recorded), _closed(row, bounds)
        return Ruling(row.question, row.answer, Polarity(row.polarity), row.by, row.because, *moments)

    which = [] if question is None else [RULING.c.question == question]
    return _all(connection, RULING, bounds, built, *which, closed=closed)


def framings(connection: Connection, bounds: Bounds, *, closed: bool) -> tuple[Framing, ...]:
    """How persons put questions, in the order they did."""

    def built(row: AnyRow) -> Framing:
        made, over = from_ticks(row.recorded), _closed(row, bounds)
        bare = decode(Framing, row.body)
        return replace(bare, by=row.by, because=row.because, recorded=made, closed=over)

    return _all(connection, FRAMING, bounds, built, closed=closed)


def ever_opened(connection: Connection) -> tuple[str, ...]:
    """Ids of all questions that persons opened, whether that still holds or not."""
    query = select(FRAMING.c.question).distinct().where(FRAMING.c.kind == FramingKind.OPEN.value)
    return tuple(connection.execute(query).scalars())


def ever_framed(connection: Connection) -> bool:
    """Whether a person ever put a question."""
    return connection.execute(select(FRAMING.c.seq).limit(1)).first() is not None


def corrections(
    connection: Connection, bounds: Bounds, *, statement: str | None = None, closed: bool = False
) -> tuple[Correction, ...]:
    """Corrections of statements, in the order they were made."""

    def built(row: AnyRow) -> Correction:
        return Correction(
            statement=row.statement,
            kind=CorrectionKind(row.kind),
            by=row.by,
            because=row.because,
            recorded=from_ticks(row.recorded),
            instead=decode(Statement, row.instead) if row.instead else None,
            closed=_closed(row, bounds),
        )

    which = [] if statement is None else [CORRECTION.c.statement == statement]
    return _all(connection, CORRECTION, bounds, built, *which, closed=closed)


def datings(connection: Connection, bounds: Bounds, *, closed: bool) -> tuple[Dating, ...]:
    """Corrected dates of articles, in the order they were made."""
    names: dict[int, str] = dict(
        iter(connection.execute(select(ARTICLE.c.seq, ARTICLE.c.id).where(ARTICLE.c.seq == DATING.c.article)))
    )

    def built(row: AnyRow) -> Dating:
        moments = from_ticks(row.recorded), _closed(row, bounds)
        return Dating(names[row.article], decode(Published, row.published), row.by, row.because, *moments)

    return _all(connection, DATING, bounds, built, closed=closed)


def references(connection: Connection, bounds: Bounds, *, closed: bool) -> tuple[Reference, ...]:
    """Recordings that persons chose as the voice of somebody, in the order they did."""

    def built(row: AnyRow) -> Reference:
        stretches = decode(tuple[Stretch, ...], row.stretches)
        moments = from_ticks(row.recorded), _closed(row, bounds)
        return Reference(row.name, row.recording, stretches, row.by, row.because, *moments)

    return _all(connection, REFERENCE, bounds, built, closed=closed)


def of_recordings(
    connection: Connection, bounds: Bounds, *, recording: str | None, closed: bool
) -> tuple[RecordingJudgement, ...]:
    """What persons judged of recordings, in the order they did."""

    def built(row: AnyRow) -> RecordingJudgement:
        part = decode(Part, row.part) if row.part else None
        said = row.recording, Finding(row.finding), row.name, row.by, row.because
        return RecordingJudgement(*said, from_ticks(row.recorded), _closed(row, bounds), part)

    which = [] if recording is None else [RECORDING_JUDGEMENT.c.recording == recording]
    return _all(connection, RECORDING_JUDGEMENT, bounds, built, *which, closed=closed)


class Corrected:
    """Stored statements as persons corrected them."""

    def __init__(self, connection: Connection, bounds: Bounds) -> None:
        self._last = {correction.statement: correction for correction in corrections(connection, bounds)}

    def statement(self, body: str) -> Statement | None:
        """The statement, or what a person put in its place; None where a person rejected it."""
        read = statement_of(body)
        correction = self._last.get(read.id)
        if correction is None or correction.kind is CorrectionKind.ACCEPT:
            return read
        return correction.instead


def _closed(row: AnyRow, bounds: Bounds) -> datetime | None:
    """When it was closed, if that was known by then."""
    closed = moment_of(row.closed)
    limit = bounds.as_of.recorded
    return None if closed and limit and closed > limit else closed


def _all(
    connection: Connection,
    table: Table,
    bounds: Bounds,
    built: Callable[[AnyRow], _Kind],
    *which: ColumnElement[bool],
    closed: bool,
) -> tuple[_Kind, ...]:
    shown = bounds.seen(table) if closed else bounds.open(table)
    query = select(table).where(*shown, *which).order_by(table.c.recorded, table.c.seq)
    return tuple(built(row) for row in connection.execute(query))
