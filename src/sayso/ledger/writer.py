"""The only way to append to a case: one writer, one unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sayso import __version__
from sayso.errors import BadField, NotFound
from sayso.ledger.alerts import AlertWriter
from sayso.ledger.batch import Batch, chunks
from sayso.ledger.beats import BeatWriter
from sayso.ledger.codec import encode
from sayso.ledger.custody import Custody, last_access
from sayso.ledger.derive import put_reading, put_weighing
from sayso.ledger.evidence import EvidenceStore
from sayso.ledger.gathered import Shelf
from sayso.ledger.judged import Judged, put_judged
from sayso.ledger.moments import from_ticks, out_by, printed_at, to_ticks
from sayso.ledger.recordings import put_comparison, put_heard, put_reuse, put_transcript, put_voice
from sayso.ledger.records import put_record
from sayso.ledger.resolved import RESOLVED, more_names, put_resolution
from sayso.ledger.schema import (
    ARTICLE,
    ARTICLE_TEXT,
    CAPTURE,
    EVIDENCE,
    FRESH,
    META,
    OUTLET,
    READING,
    REFUSAL,
)
from sayso.ledger.seals import copies_seal, question_seal
from sayso.ledger.stamps import put_stamp
from sayso.ledger.tallies import keep_sources
from sayso.ledger.versions import put_revision, put_sighting
from sayso.ledger.view import View
from sayso.ledger.watchlists import put_hits, put_watchlist
from sayso.terms.archive import Record
from sayso.terms.article import Article, Evidence
from sayso.terms.entity import Resolution
from sayso.terms.identity import content_id
from sayso.terms.question import Weighing
from sayso.terms.recording import Comparison, Heard, ReuseMatch, Voiceprint
from sayso.terms.statement import Reading
from sayso.terms.time import NOW
from sayso.terms.version import Revision
from sayso.terms.watchlist import Entry, Hit, ListChange, Watchlist

if TYPE_CHECKING:
    from sayso.ledger.view import View


class Writer(BeatWriter, AlertWriter):
    """Appends facts and replaces derived rows, inside the transaction of `Ledger.writing`.

    `moment` is the recorded time of everything it writes without another one. It never runs
    backwards within a case, also when the machine's clock does.
    """

    def __init__(self, connection: Connection, store: EvidenceStore, *, case: str, by: str) -> None:
        self._store = store
        self._case = case
        self._captured: set[tuple[int, str]] = set()
        self._archived: set[str] = set()
        latest = connection.execute(select(func.max(ARTICLE.c.recorded))).scalar()
        now = datetime.now(UTC)
        self.moment = max(now, from_ticks(latest)) if latest is not None else now
        custody = Custody(connection, by=by, tool=__version__, moment=to_ticks(self.moment))
        self._batch = Batch(connection, custody)

    def record(self, record: Record) -> bool:
        """Append where a record stands in the archive; False where that was known. Its bytes must be on
        the disk first (`Shelf.sync`)."""
        if record.entry.body:
            self._archived.add(record.entry.body)
        return put_record(self._batch, record, recorded=to_ticks(self.moment))

    def evidence(self, evidence: Evidence) -> bool:
        """Append that bytes were collected at a place; False where that was known.

        The bytes must be in the store first (`ledger.evidence.put`, or a record): NotFound.
        """
        seq = self._batch.seq_of(EVIDENCE, evidence.digest)
        if seq is None:
            if evidence.digest not in self._archived and not self._store.has(evidence.digest):
                raise NotFound(f"Evidence {evidence.digest}", "", "Put its bytes into the store first.")
            seq = self._append_evidence(evidence)
        elif self._is_captured(seq, evidence.origin):
            return False
        self._captured.add((seq, evidence.origin))
        self._batch.add(
            CAPTURE,
            seq=self._batch.number(CAPTURE),
            evidence=seq,
            origin=_clean("the address of evidence", evidence.origin),
            collected=to_ticks(evidence.collected),
            recorded=to_ticks(self.moment),
        )
        return True

    def article(self, article: Article, *, recorded: datetime | None = None) -> bool:
        """Append an article; False where it was there. Its evidence must be there: NotFound."""
        if self._batch.seq_of(ARTICLE, article.id) is not None:
            return False
        evidence = self._batch.seq_of(EVIDENCE, article.evidence)
        if evidence is None:
            raise NotFound(f"Evidence {article.evidence}", "", "Write the evidence before its articles.")
        recorded = recorded or self.moment
        seq = self._batch.number(ARTICLE)
        printed = self._batch.printed[seq] = printed_at(article.published)
        title = _clean(f"the title of {article.id}", article.title)
        text = _clean(f"the text of {article.id}", article.text)
        self._batch.add(
            ARTICLE,
            seq=seq,
            id=article.id,
            evidence=evidence,
            outlet=self._outlet(article.outlet),
            title=title,
            url=_clean(f"the address of {article.id}", article.url),
            language=article.language,
            out=out_by(article.published, recorded),
            printed=printed,
            published=encode(article.published),
            recorded=to_ticks(recorded),
            authors=encode(article.authors),
            locator=article.locator,
        )
        hyperlinks = encode(article.hyperlinks) if article.hyperlinks else None
        self._batch.add(ARTICLE_TEXT, article=seq, title=title, text=text, hyperlinks=hyperlinks)
        self._batch.learn(ARTICLE, article.id, seq)
        return True

    def sighting(self, article: str, evidence: str, seen: datetime) -> None:
        """Append that the words of an article were met in some evidence at a moment."""
        put_sighting(self._batch, article, evidence, seen, recorded=to_ticks(self.moment))

    def revision(self, revision: Revision) -> bool:
        """Append that one article took the place of another under an address; False where it was known."""
        return put_revision(self._batch, revision, recorded=to_ticks(self.moment))

    def has_article(self, article: str) -> bool:
        """Whether an article is in the case already."""
        return self._batch.seq_of(ARTICLE, article) is not None

    def reading(self, reading: Reading) -> None:
        """Keep what the reader made of an article, in place of an older reading of it. NotFound."""
        put_reading(self._batch, reading, recorded=to_ticks(self.moment))

    def weighing(self, weighing: Weighing, *, whole: bool = True, events: Collection[str] = ()) -> None:
        """Keep what weighing made of the case, in place of what was derived before.

        With `whole` it is the weighing of the whole case, so questions that are no longer in it go;
        without, only its own questions are replaced, and those that the `events` had. NotFound where
        a statement or article is not in the case.
        """
        put_weighing(self._batch, weighing, whole=whole, events=events)
        if whole:
            self.weighed()

    def weighed(self, articles: Collection[str] | None = None) -> None:
        """Note that these articles have been weighed, or all of them, as they are read now."""
        seqs = None if articles is None else set(self._batch.seqs_of(ARTICLE, articles).values())
        self._batch.fresh = self._batch.fresh - seqs if seqs is not None else set()
        for some in chunks(sorted(seqs)) if seqs is not None else ():
            self._batch.run(FRESH.delete().where(FRESH.c.article.in_(some)))
        if seqs is None:
            self._batch.run(FRESH.delete())

    def unweighed(self, articles: Collection[str] | None = None) -> None:
        """Note that these articles have to be weighed, or all that have been read."""
        if articles is None:
            self._batch.fresh.update(seq for (seq,) in self._batch.run(select(READING.c.article)))
        else:
            self._batch.fresh.update(self._batch.seqs_of(ARTICLE, articles).values())

    @property
    def shelf(self) -> Shelf:
        """What gathering articles into events keeps."""
        return Shelf(self._batch)

    def now(self) -> View:
        """The case as it is in this unit of work."""
        self.flush()
        return View(self._batch.connection.engine, NOW, case=self._case, pinned=self._batch.connection)

    def resolution(self, resolution: Resolution) -> None:
        """Keep who is who by the whole case, in place of what was resolved before."""
        put_resolution(self._batch, resolution)
        self._batch.run(META.delete().where(META.c.name == RESOLVED))
        counted = encode(self.now().resolvable())
        self._batch.run(META.insert().values(name=RESOLVED, value=counted))

    def more_names(self, resolution: Resolution) -> None:
        """Add who is who in more articles: a body goes under the entity that has its name already, a
        person stands alone until who is who is found from the whole case."""
        more_names(self._batch, resolution)

    def watchlist(
        self, watchlist: Watchlist, entries: Iterable[Entry], changes: Iterable[ListChange] = ()
    ) -> bool:
        """Append a version of a watchlist with its entries and what it changed since the version before;
        False where that version was there."""
        moment = to_ticks(self.moment)
        return put_watchlist(self._batch, watchlist, entries, changes, recorded=moment)

    def hits(self, hits: Iterable[Hit]) -> None:
        """Keep hits, each in place of an older one of the same name and entry. What a person says of
        one is a judgement whose left is the hit's id and whose right is the entity that has the name, or
        the entry where none has."""
        put_hits(self._batch, hits, recorded=to_ticks(self.moment))

    def heard(self, heard: Heard) -> None:
        """Append a recording, if it is new, and keep what was heard in it. Its evidence must be there:
        NotFound."""
        put_heard(self._batch, heard, recorded=to_ticks(self.moment))

    def transcript(self, recording: str, article: str) -> None:
        """Say that an article holds the words of a recording. NotFound."""
        put_transcript(self._batch, recording, article)

    def reuse(self, recording: str, matches: Iterable[ReuseMatch]) -> None:
        """Keep what of a recording stands in older ones, in place of what was found before. NotFound."""
        put_reuse(self._batch, recording, matches)

    def comparison(self, name: str, speaker: str, comparison: Comparison) -> bool:
        """Append a comparison of a speaker with somebody's references; False where it was there."""
        return put_comparison(self._batch, name, speaker, comparison, recorded=to_ticks(self.moment))

    def voice(self, recording: str, reference: str, voice: Voiceprint | None) -> None:
        """Keep the voice of a reference with its recording; None deletes it. NotFound."""
        put_voice(self._batch, recording, reference, voice)

    def judged(self, judged: Judged) -> None:
        """Append what a person said; with `closed` set, close the judgement that it is. NotFound, BadField.

        The times of an article that was dated hold until it is read anew (`View.misdated`).
        """
        put_judged(self._batch, judged)

    def refusal(self, item: str, reason: str, next_step: str) -> None:
        """Set an item aside for a person. The same item with the same reason is set aside once."""
        item, reason = _printable(item), _printable(reason)
        same = select(REFUSAL.c.seq).where(
            REFUSAL.c.item == item, REFUSAL.c.reason == reason, REFUSAL.c.closed.is_(None)
        )
        if self._batch.run(same).first() is None:
            self._batch.add(
                REFUSAL,
                seq=self._batch.number(REFUSAL),
                item=item,
                reason=reason,
                next_step=_printable(next_step),
                recorded=to_ticks(self.moment),
                closed=None,
            )

    def admitted(self, item: str) -> None:
        """Close the refusals of an item that has come in since; they stay visible as closed."""
        open_ones = REFUSAL.c.item == _printable(item), REFUSAL.c.closed.is_(None)
        self._batch.run(REFUSAL.update().where(*open_ones).values(closed=to_ticks(self.moment)))

    def stamp(self, *, entry: int, head: str, authority: str, token: bytes) -> None:
        """Append what a time-stamp authority answered about an entry's chain value. BadStampError."""
        moment = to_ticks(self.moment)
        put_stamp(self._batch, entry=entry, head=head, authority=authority, token=token, recorded=moment)

    def accessed(self, lines: int, chain: str) -> None:
        """Seal where the access log stands, if anything else was sealed since it was last done."""
        if lines and self._batch.custody.began and lines != last_access(self._batch.connection):
            self._batch.seal("access", lines, chain)
            self._batch.flush()

    def view(self) -> View:
        """The case as it stands in this unit of work, with what was written so far."""
        from sayso.ledger.view import View

        self._batch.flush()
        return View.within(self._batch.connection, case=self._case)

    def flush(self) -> None:
        """Hand everything to the database; it is stored when the unit of work ends."""
        self._batch.flush()
        keep_sources(self._batch, self._batch.touched)
        self._batch.touched.clear()
        for kind, changed, seal in (
            ("question", self._batch.weighed, question_seal),
            ("copies", self._batch.copied, copies_seal),
        ):
            for seq in sorted(changed):
                self._batch.seal(kind, seq, seal(self._batch.connection, seq))
            changed.clear()
        for some in chunks(sorted(self._batch.fresh)):
            known = {
                seq for (seq,) in self._batch.run(select(FRESH.c.article).where(FRESH.c.article.in_(some)))
            }
            rows = [{"article": seq} for seq in some if seq not in known]
            if rows:
                self._batch.run(FRESH.insert(), rows)
        self._batch.fresh.clear()
        self._batch.flush()

    def _append_evidence(self, evidence: Evidence) -> int:
        seq = self._batch.number(EVIDENCE)
        self._batch.add(
            EVIDENCE,
            seq=seq,
            digest=evidence.digest,
            size=evidence.size,
            media_type=evidence.media_type,
            recorded=to_ticks(self.moment),
        )
        self._batch.learn(EVIDENCE, evidence.digest, seq)
        return seq

    def _is_captured(self, seq: int, origin: str) -> bool:
        if (seq, origin) in self._captured:
            return True
        same = select(CAPTURE.c.seq).where(CAPTURE.c.evidence == seq, CAPTURE.c.origin == origin)
        return self._batch.connection.execute(same).first() is not None

    def _outlet(self, name: str) -> int:
        name = _clean("the name of an outlet", name)
        outlet = content_id("ou", name)
        seq = self._batch.seq_of(OUTLET, outlet)
        if seq is None:
            seq = self._batch.number(OUTLET)
            self._batch.add(OUTLET, seq=seq, id=outlet, name=name)
            self._batch.learn(OUTLET, outlet, seq)
        return seq


def _clean(item: str, words: str) -> str:
    """The words, if every database can hold them. BadField."""
    try:
        words.encode()
    except UnicodeEncodeError as cause:
        raise BadField(item, "it holds half a character", "Read it again with the right charset.") from cause
    if "\x00" in words:
        raise BadField(item, "it holds a NUL character", "Remove it before the article is stored.")
    return words


def _printable(words: str) -> str:
    """A message about broken input may quote the breakage; keep it in a form that can be stored."""
    return words.encode(errors="backslashreplace").decode().replace("\x00", "\\x00")
