"""Recordings, what was heard in them, what of them stands in older ones, and comparisons of voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from sayso.errors import NotFound
from sayso.ledger.batch import Batch
from sayso.ledger.built import AnyRow
from sayso.ledger.codec import decode, encode
from sayso.ledger.custody import digest_of_rows
from sayso.ledger.moment import Moment
from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.rows import Compared, RecordingSummary
from sayso.ledger.schema import (
    ARTICLE,
    CAPTURE,
    COMPARISON,
    EVIDENCE,
    HEARD,
    RECORDING,
    REFUSAL,
    REUSE,
    TRANSCRIPT,
)
from sayso.terms.article import Evidence
from sayso.terms.identity import content_id
from sayso.terms.recording import (
    Comparison,
    Condition,
    Fingerprint,
    Heard,
    Mark,
    Peaks,
    Provenance,
    Recording,
    ReuseMatch,
    Transcript,
    Turns,
    Voiceprint,
)

HEARING, REUSED = "hearing", "reuse"
_VOICE, _REFERENCE = "voice ", "reference "
_ADD_IT = "`sayso recording` lists what the case has."
T = TypeVar("T")


def put_recording(batch: Batch, recording: Recording, *, recorded: int) -> int:
    """Append a recording, if it is new; gives its number. NotFound where its evidence is not there."""
    known = batch.seq_of(RECORDING, recording.id)
    if known is not None:
        return known
    evidence = batch.seq_of(EVIDENCE, recording.evidence)
    if evidence is None:
        raise NotFound(f"Evidence {recording.evidence}", "", "Write the evidence before its recording.")
    batch.flush()
    first = select(func.min(CAPTURE.c.collected)).where(CAPTURE.c.evidence == evidence)
    seq = batch.number(RECORDING)
    out = batch.connection.execute(first).scalar() or recorded
    row = {"evidence": evidence, "out": out, "body": encode(recording), "recorded": recorded}
    batch.add(RECORDING, seq=seq, id=recording.id, **row)
    batch.learn(RECORDING, recording.id, seq)
    return seq


def put_heard(batch: Batch, heard: Heard, *, recorded: int) -> None:
    """Keep what was heard in a recording, in place of what an earlier hearing left."""
    seq = put_recording(batch, heard.recording, recorded=recorded)
    heard_before = HEARD.c.part.not_like(f"{_REFERENCE}%")
    batch.run(HEARD.delete().where(HEARD.c.recording == seq, heard_before))
    for part, body in _parts(heard):
        batch.add(HEARD, recording=seq, part=part, body=body)
    batch.flush()
    batch.seal(HEARING, seq, heard_seal(batch.connection, seq))


def put_voice(batch: Batch, recording: str, reference: str, voice: Voiceprint | None) -> None:
    """Keep the voice of a reference beside what was heard in its recording; None deletes it. NotFound."""
    seq, part = _seq(batch, recording), _REFERENCE + reference
    batch.run(HEARD.delete().where(HEARD.c.recording == seq, HEARD.c.part == part))
    if voice is not None:
        batch.add(HEARD, recording=seq, part=part, body=encode(voice))
    batch.flush()
    batch.seal(HEARING, seq, heard_seal(batch.connection, seq))


def unheard(connection: Connection) -> tuple[Evidence, ...]:
    """Sound and moving pictures that came in and that nobody has listened to, but what was set aside, in
    the order they came; each as it was first met."""
    sound = EVIDENCE.c.media_type.like("audio/%") | EVIDENCE.c.media_type.like("video/%")
    heard = select(RECORDING.c.evidence)
    refused = select(REFUSAL.c.item).where(REFUSAL.c.closed.is_(None))
    first = (
        select(func.min(CAPTURE.c.seq)).where(CAPTURE.c.origin.not_in(refused)).group_by(CAPTURE.c.evidence)
    )
    query = (
        select(
            EVIDENCE.c.digest, EVIDENCE.c.size, EVIDENCE.c.media_type, CAPTURE.c.origin, CAPTURE.c.collected
        )
        .join(CAPTURE, CAPTURE.c.evidence == EVIDENCE.c.seq)
        .where(sound, EVIDENCE.c.seq.not_in(heard), CAPTURE.c.seq.in_(first))
        .order_by(EVIDENCE.c.seq)
    )
    return tuple(
        Evidence(row.digest, row.size, row.media_type, row.origin, from_ticks(row.collected))
        for row in connection.execute(query)
    )


def put_transcript(batch: Batch, recording: str, article: str) -> None:
    """Say which article holds the words of a recording. NotFound."""
    seq, text = _seq(batch, recording), batch.seq_of(ARTICLE, article)
    if text is None:
        raise NotFound(f"Article {article}", "", "Write the article before it is a transcript.")
    batch.run(TRANSCRIPT.delete().where(TRANSCRIPT.c.recording == seq))
    batch.add(TRANSCRIPT, recording=seq, article=text)
    batch.flush()
    batch.seal(HEARING, seq, heard_seal(batch.connection, seq))


def put_reuse(batch: Batch, recording: str, matches: Iterable[ReuseMatch]) -> None:
    """Keep what of a recording stands in older ones, in place of what was found before. NotFound."""
    seq = _seq(batch, recording)
    batch.run(REUSE.delete().where(REUSE.c.recording == seq))
    for match in matches:
        other = _seq(batch, match.other)
        batch.add(REUSE, seq=batch.number(REUSE), recording=seq, other=other, body=encode(match))
    batch.flush()
    batch.seal(REUSED, seq, reuse_seal(batch.connection, seq))


def put_comparison(batch: Batch, name: str, speaker: str, comparison: Comparison, *, recorded: int) -> bool:
    """Append a comparison with the references of somebody; False where just that was there. NotFound."""
    body = encode(comparison)
    key = content_id("cm", name, speaker, body)
    if batch.seq_of(COMPARISON, key) is not None:
        return False
    seq, row = batch.number(COMPARISON), {"speaker": speaker, "name": name, "body": body}
    batch.add(
        COMPARISON, seq=seq, id=key, recording=_seq(batch, comparison.questioned), **row, recorded=recorded
    )
    batch.learn(COMPARISON, key, seq)
    return True


def heard_seal(connection: Connection, recording: int) -> str:
    """The digest of what was heard in a recording, with the article that holds its words."""
    parts = select(HEARD.c.part, HEARD.c.body).where(HEARD.c.recording == recording).order_by(HEARD.c.part)
    words = select(TRANSCRIPT.c.article).where(TRANSCRIPT.c.recording == recording)
    return digest_of_rows(tuple(row) for query in (parts, words) for row in connection.execute(query))


def reuse_seal(connection: Connection, recording: int) -> str:
    """The digest of what of a recording stands in older ones."""
    query = select(REUSE.c.other, REUSE.c.body).where(REUSE.c.recording == recording).order_by(REUSE.c.seq)
    return digest_of_rows(tuple(row) for row in connection.execute(query))


def _seq(batch: Batch, recording: str) -> int:
    seq = batch.seq_of(RECORDING, recording)
    if seq is None:
        raise NotFound(f"Recording {recording}", "", _ADD_IT)
    return seq


def _parts(heard: Heard) -> Iterator[tuple[str, str]]:
    for part in ("provenance", "peaks", "condition", "transcript", "turns", "marks", "fingerprint"):
        yield part, encode(getattr(heard, part))
    for speaker, voice in heard.voices:
        yield _VOICE + speaker, encode(voice)


def heard_of(recording: Recording, parts: Mapping[str, str]) -> Heard:
    """What was heard, put together from its stored parts. ValueError where one is no such thing."""
    voices = {part.removeprefix(_VOICE): body for part, body in parts.items() if part.startswith(_VOICE)}
    return Heard(
        recording=recording,
        provenance=decode(Provenance, parts["provenance"]),
        peaks=decode(Peaks, parts["peaks"]),
        condition=decode(Condition, parts["condition"]),
        transcript=decode(Transcript, parts["transcript"]),
        turns=decode(Turns, parts["turns"]),
        marks=decode(tuple[Mark, ...], parts["marks"]),
        fingerprint=decode(Fingerprint, parts["fingerprint"]),
        voices=tuple((speaker, decode(Voiceprint, voices[speaker])) for speaker in sorted(voices)),
    )


class Recordings(Moment):
    """Recordings that were in the case, and surely out, by this view's moment."""

    def unheard(self) -> tuple[Evidence, ...]:
        """Sound that came in and that nobody has listened to yet, but what was set aside; whatever the
        as-of."""
        with self._reading() as connection:
            return unheard(connection)

    def recordings(self) -> tuple[RecordingSummary, ...]:
        """All of them, the last added first."""
        with self._reading() as connection:
            rows = connection.execute(self._recordings().order_by(RECORDING.c.seq.desc())).all()
            origins = _origins(connection)
        return tuple(_summary(row, origins) for row in rows)

    def recording(self, recording: str) -> RecordingSummary:
        """One recording. NotFound."""
        with self._reading() as connection:
            row = connection.execute(self._recordings().where(RECORDING.c.id == recording)).first()
            origins = _origins(connection)
        if row is None:
            raise self._missing("Recording", recording, _ADD_IT)
        return _summary(row, origins)

    def heard(self, recording: str) -> Heard | None:
        """Everything that was heard in a recording; None where nobody listened yet. NotFound."""
        known = self.recording(recording)
        query = select(HEARD.c.part, HEARD.c.body).join(RECORDING, RECORDING.c.seq == HEARD.c.recording)
        with self._reading() as connection:
            rows = connection.execute(query.where(RECORDING.c.id == recording)).all()
        return heard_of(known.recording, {row.part: row.body for row in rows}) if rows else None

    def recording_of(self, article: str) -> str | None:
        """The recording whose words an article holds; None where it is no transcript."""
        query = (
            select(RECORDING.c.id)
            .join(TRANSCRIPT, TRANSCRIPT.c.recording == RECORDING.c.seq)
            .join(ARTICLE, ARTICLE.c.seq == TRANSCRIPT.c.article)
            .where(ARTICLE.c.id == article, *self._recording_bounds())
        )
        with self._reading() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else str(found)

    def fingerprints(self) -> tuple[Fingerprint, ...]:
        """The fingerprints of all recordings, the first added first."""
        return tuple(found for _, found in self._part("fingerprint", Fingerprint))

    def voice(self, recording: str, reference: str) -> Voiceprint | None:
        """The voice that is kept for a reference; None where there is none."""
        query = (
            select(HEARD.c.body)
            .join(RECORDING, RECORDING.c.seq == HEARD.c.recording)
            .where(RECORDING.c.id == recording, HEARD.c.part == _REFERENCE + reference)
        )
        with self._reading() as connection:
            body = connection.execute(query).scalar()
        return None if body is None else decode(Voiceprint, body)

    def reuse(self, recording: str) -> tuple[ReuseMatch, ...]:
        """What of a recording stands in another one of the case; also what of another stands in it."""
        one, two = RECORDING.alias("one"), RECORDING.alias("two")
        query = (
            select(REUSE.c.body)
            .join(one, one.c.seq == REUSE.c.recording)
            .join(two, two.c.seq == REUSE.c.other)
            .where((one.c.id == recording) | (two.c.id == recording))
            .order_by(REUSE.c.seq)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(decode(ReuseMatch, body) for (body,) in rows)

    def comparisons(self, recording: str) -> tuple[Compared, ...]:
        """Comparisons of a recording with references, in the order they were made."""
        query = (
            select(COMPARISON)
            .join(RECORDING, RECORDING.c.seq == COMPARISON.c.recording)
            .where(RECORDING.c.id == recording, *self._bounds.seen(COMPARISON))
            .order_by(COMPARISON.c.seq)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Compared(row.name, row.speaker, decode(Comparison, row.body), from_ticks(row.recorded))
            for row in rows
        )

    def _part(self, part: str, kind: type[T]) -> Iterator[tuple[str, T]]:
        query = (
            select(RECORDING.c.id, HEARD.c.body)
            .join(HEARD, HEARD.c.recording == RECORDING.c.seq)
            .where(HEARD.c.part == part, *self._recording_bounds())
            .order_by(RECORDING.c.seq)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        for name, body in rows:
            yield name, decode(kind, body)

    def _recordings(self) -> Select[str, int, int, str]:
        columns = RECORDING.c.body, RECORDING.c.out, RECORDING.c.recorded, ARTICLE.c.id.label("article")
        query = (
            select(*columns)
            .outerjoin(TRANSCRIPT, TRANSCRIPT.c.recording == RECORDING.c.seq)
            .outerjoin(ARTICLE, ARTICLE.c.seq == TRANSCRIPT.c.article)
        )
        return query.where(*self._recording_bounds())

    def _recording_bounds(self) -> list[ColumnElement[bool]]:
        bounds = self._bounds.seen(RECORDING)
        if self.as_of.published is not None:
            bounds.append(RECORDING.c.out <= to_ticks(self.as_of.published))
        return bounds


def _origins(connection: Connection) -> Mapping[str, tuple[str, datetime]]:
    """Where each recording's bytes were met first, and when, by their digest."""
    query = (
        select(EVIDENCE.c.digest, CAPTURE.c.origin, CAPTURE.c.collected)
        .join(CAPTURE, CAPTURE.c.evidence == EVIDENCE.c.seq)
        .where(EVIDENCE.c.seq.in_(select(RECORDING.c.evidence)))
        .order_by(CAPTURE.c.collected.desc(), CAPTURE.c.seq.desc())
    )
    return {digest: (origin, from_ticks(ticks)) for digest, origin, ticks in connection.execute(query)}


def _summary(row: AnyRow, origins: Mapping[str, tuple[str, datetime]]) -> RecordingSummary:
    recording = decode(Recording, row.body)
    origin, collected = origins.get(recording.evidence, ("", from_ticks(row.out)))
    return RecordingSummary(recording, origin, collected, from_ticks(row.recorded), row.article)
