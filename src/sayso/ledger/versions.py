"""Versions of articles: when their words were met, and how one became the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from sayso.ledger.batch import Batch, chunks
from sayso.ledger.built import AnyRow, head, head_of
from sayso.ledger.codec import decode, encode
from sayso.ledger.moment import Moment
from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.records import record_of
from sayso.ledger.schema import ARTICLE, EVIDENCE, OUTLET, RECORD, REVISION, SIGHTING
from sayso.ledger.tallies import AnyQuery
from sayso.terms.archive import Record
from sayso.terms.article import ArticleHead
from sayso.terms.version import Revision, spellings

_MET = select(ARTICLE.c.seq).where(ARTICLE.c.url.in_(bindparam("addresses", expanding=True))).limit(1)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article: its head, the media type of its evidence, whether that came over the
    wire, and when its words were met for the first and the last time."""

    head: ArticleHead
    evidence: str
    media_type: str
    fetched: bool
    first: datetime
    last: datetime

    @property
    def moment(self) -> datetime:
        """When the address is last known to have given these words: what came out of a file stood there
        at its published time, and not when the file was read."""
        return self.last if self.fetched else self.head.published.moment or self.last


def put_sighting(batch: Batch, article: str, evidence: str, seen: datetime, *, recorded: int) -> None:
    """Append that an article's words were met in some evidence; both must be there."""
    batch.add(
        SIGHTING,
        seq=batch.number(SIGHTING),
        article=batch.seq_of(ARTICLE, article),
        evidence=batch.seq_of(EVIDENCE, evidence),
        seen=to_ticks(seen),
        recorded=recorded,
    )


def put_revision(batch: Batch, revision: Revision, *, recorded: int) -> bool:
    """Append a change between two articles; False where it was there."""
    article, before = batch.seq_of(ARTICLE, revision.article), batch.seq_of(ARTICLE, revision.before)
    same = select(REVISION.c.seq).where(REVISION.c.article == article, REVISION.c.before == before)
    if batch.run(same).first() is not None:
        return False
    batch.fresh.update(seq for seq in (article, before) if seq is not None)
    batch.add(
        REVISION,
        seq=batch.number(REVISION),
        address=revision.address,
        article=article,
        before=before,
        present=to_ticks(revision.present),
        absent=to_ticks(revision.absent),
        body=encode(revision),
        recorded=recorded,
    )
    return True


class Versions(Moment):
    """What changed under one address, as of a moment."""

    def versions(self, url: str) -> tuple[Version, ...]:
        """The articles met under an address, in any of its spellings, in the order they were met."""
        if not url:
            return ()
        addresses = [url, *spellings(url)]
        with self._reading() as connection:
            if connection.execute(_MET, {"addresses": addresses}).first() is None:  # as for most that is new
                return ()
            rows = connection.execute(
                select(*head(self._bounds), EVIDENCE.c.digest, EVIDENCE.c.media_type)
                .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
                .join(EVIDENCE, EVIDENCE.c.seq == ARTICLE.c.evidence)
                .where(ARTICLE.c.url.in_(addresses), *self._bounds.known())
            ).all()
            sightings = select(SIGHTING.c.article, SIGHTING.c.seen).where(
                SIGHTING.c.article.in_([row.seq for row in rows]), *self._bounds.seen(SIGHTING)
            )
            seen: dict[int, list[int]] = {row.seq: [] for row in rows}
            for article, moment in connection.execute(sightings):
                seen[article].append(moment)
            answers = select(RECORD.c.body).where(
                RECORD.c.body.in_([row.digest for row in rows]), RECORD.c.status.is_not(None)
            )
            fetched = {body for (body,) in connection.execute(answers)}
        found = (_version(row, seen[row.seq], row.digest in fetched) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.moment, each.head.id)))

    def revisions(
        self, articles: Collection[str] | None = None, *, since: datetime | None = None
    ) -> tuple[Revision, ...]:
        """Changes between versions, in the order they were recorded: all of them, those of the addresses
        at which one of `articles` was met, or those recorded after a moment."""
        query = select(REVISION.c.seq, REVISION.c.body).order_by(REVISION.c.seq)
        if since is not None:
            query = query.where(REVISION.c.recorded > to_ticks(since))
        found: dict[int, str] = {}
        with self._reading() as connection:
            for each in self._near(query, articles):
                found.update((row.seq, row.body) for row in connection.execute(each))
        revisions = (decode(Revision, found[seq]) for seq in sorted(found))
        return tuple(each for each in revisions if each.known(self.as_of))

    def exchanges(self, url: str) -> tuple[Record, ...]:
        """What came of each time an address was asked, in order; by that a page is there, gone, barred
        or out of reach."""
        query = select(RECORD).where(RECORD.c.address.in_({url, *spellings(url)}))
        query = query.where(*self._bounds.seen(RECORD)).order_by(RECORD.c.moment, RECORD.c.seq)
        with self._reading() as connection:
            return tuple(record_of(row) for row in connection.execute(query))

    def _near(self, query: AnyQuery, articles: Collection[str] | None) -> Iterable[AnyQuery]:
        if articles is None:
            return (query,)
        return (
            query.where(REVISION.c.address.in_(select(other.c.address).where(side.in_(seqs))))
            for some in chunks(articles)
            for seqs in (select(ARTICLE.c.seq).where(ARTICLE.c.id.in_(some)),)
            for other in (REVISION.alias("other"),)
            for side in (other.c.article, other.c.before)
        )


def _version(row: AnyRow, seen: list[int], fetched: bool) -> Version:
    found = head_of(row)
    moments = [from_ticks(ticks) for ticks in seen] or [found.recorded]
    return Version(found, row.digest, row.media_type, fetched, min(moments), max(moments))
