"""Alerts, what was last told of a subject, deliveries, wishes, deletions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import case, func, select

from sayso.errors import NotFound
from sayso.ledger.batch import Batch
from sayso.ledger.beats import put_described, said_of
from sayso.ledger.built import moment_of
from sayso.ledger.codec import decode, encode
from sayso.ledger.moment import Moment
from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.schema import ALERT, ARTICLE, DELETION, DELIVERY, EVIDENCE, TOLD, WISH
from sayso.terms.watch import Alert, Deletion, Wish


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert on its way to a channel. `sent` is None until it arrived; `reason` is why it did not."""

    alert: Alert
    channel: str
    due: datetime
    sent: datetime | None
    tries: int
    reason: str


class AlertWriter:
    """The part of the writer that keeps alerts."""

    _batch: Batch
    moment: datetime

    def alert(self, alert: Alert, channels: Iterable[tuple[str, datetime]] = ()) -> bool:
        """Append an alert with the channels it goes to, each from a moment on; False where it is there."""
        if self._batch.seq_of(ALERT, alert.id) is not None:
            return False
        seq, recorded = self._batch.number(ALERT), to_ticks(alert.moment)
        self._batch.add(
            ALERT, seq=seq, id=alert.id, subject=alert.subject, body=encode(alert), recorded=recorded
        )
        self._batch.learn(ALERT, alert.id, seq)
        for channel, due in channels:
            row = {"due": to_ticks(due), "sent": None, "tries": 0, "reason": ""}
            self._batch.add(DELIVERY, alert=seq, channel=channel, **row)
        return True

    def told(self, subject: str, body: str) -> None:
        """Remember what was last told of a subject, in place of what was told before."""
        self._batch.run(TOLD.delete().where(TOLD.c.subject == subject))
        self._batch.add(TOLD, subject=subject, body=body, moment=to_ticks(self.moment))

    def delivered(
        self, alert: str, channel: str, *, sent: datetime | None, due: datetime, reason: str
    ) -> None:
        """Keep what came of trying to deliver an alert: that it arrived, or why not and when it is tried
        again."""
        seq = self._batch.seq_of(ALERT, alert)
        row = {"sent": None if sent is None else to_ticks(sent), "due": to_ticks(due), "reason": reason}
        which = (DELIVERY.c.alert == seq) & (DELIVERY.c.channel == channel)
        self._batch.run(DELIVERY.update().where(which).values(tries=DELIVERY.c.tries + 1, **row))

    def wish(self, wish: Wish) -> bool:
        """Append a wish; with `closed` set, close it. False where nothing is new."""
        described = put_described(self._batch, WISH, wish.id, now=to_ticks(self.moment))
        if wish.closed is not None:
            return described.close()
        body = encode(replace(wish, recorded=self.moment))
        return described.append(body, of=said_of(wish))

    def deletion(self, digest: str, *, because: str, by: str) -> bool:
        """Append that the bytes of a piece of evidence go; False where that was known. The bytes may be
        deleted once this is stored, never before. NotFound."""
        known = select(DELETION.c.seq).where(DELETION.c.digest == digest)
        if self._batch.run(known).first() is not None:
            return False
        size = self._batch.run(select(EVIDENCE.c.size).where(EVIDENCE.c.digest == digest)).scalar()
        if size is None:
            raise NotFound(f"Evidence {digest[:80]}", "", "An article's page names its evidence.")
        self._batch.add(
            DELETION,
            seq=self._batch.number(DELETION),
            digest=digest,
            size=size,
            because=because,
            by=by,
            recorded=to_ticks(self.moment),
        )
        return True


class Alerts(Moment):
    """What a view says of alerts."""

    def alerts(
        self, *, subject: str = "", skip: int = 0, limit: int = 50, since: datetime | None = None
    ) -> tuple[Alert, ...]:
        """Alerts, the newest first."""
        query = select(ALERT.c.body).where(*self._bounds.seen(ALERT))
        if subject:
            query = query.where(ALERT.c.subject == subject)
        if since is not None:
            query = query.where(ALERT.c.recorded >= to_ticks(since))
        query = query.order_by(ALERT.c.recorded.desc(), ALERT.c.seq.desc()).offset(skip).limit(limit)
        with self._reading() as connection:
            return tuple(decode(Alert, row.body) for row in connection.execute(query))

    def told(self) -> dict[str, tuple[str, datetime]]:
        """What was last told of each subject, and when."""
        with self._reading() as connection:
            rows = connection.execute(select(TOLD)).all()
        return {row.subject: (row.body, from_ticks(row.moment)) for row in rows}

    def deliveries(
        self, *, due: datetime | None = None, waiting: bool = False, channel: str = "", limit: int = 500
    ) -> tuple[Delivery, ...]:
        """Alerts on their way or arrived, the longest due first; with `waiting` those that did not arrive,
        with `due` only those of them to be sent by then."""
        query = select(DELIVERY, ALERT.c.body).join(ALERT, ALERT.c.seq == DELIVERY.c.alert)
        if waiting or due is not None:
            query = query.where(DELIVERY.c.sent.is_(None))
        if due is not None:
            query = query.where(DELIVERY.c.due <= to_ticks(due))
        if channel:
            query = query.where(DELIVERY.c.channel == channel)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(DELIVERY.c.due).limit(limit)).all()
        return tuple(
            Delivery(
                decode(Alert, row.body),
                row.channel,
                from_ticks(row.due),
                from_ticks(row.sent) if row.sent is not None else None,
                row.tries,
                row.reason,
            )
            for row in rows
        )

    def carried(self) -> dict[str, tuple[datetime | None, int, str]]:
        """Of each channel when it last took an alert, how many wait for it, and why one of them does."""
        unsent = DELIVERY.c.sent.is_(None)
        why = func.max(case((unsent, DELIVERY.c.reason), else_=""))
        query = select(
            DELIVERY.c.channel, func.max(DELIVERY.c.sent), func.sum(case((unsent, 1), else_=0)), why
        ).group_by(DELIVERY.c.channel)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return {row[0]: (moment_of(row[1]), int(row[2]), str(row[3])) for row in rows}

    def wishes(self) -> tuple[Wish, ...]:
        """What people want to hear of."""
        query = select(WISH.c.body).where(*self._bounds.open(WISH)).order_by(WISH.c.seq)
        with self._reading() as connection:
            return tuple(decode(Wish, row.body) for row in connection.execute(query))

    def deletions(self) -> tuple[Deletion, ...]:
        """Evidence whose bytes were deleted, the newest first."""
        query = select(DELETION).where(*self._bounds.seen(DELETION)).order_by(DELETION.c.seq.desc())
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Deletion(
                digest=row.digest, size=row.size, because=row.because, by=row.by,
                recorded=from_ticks(row.recorded),
            )
            for row in rows
        )  # fmt: skip

    def newest_article(self) -> datetime | None:
        """When the last article was recorded."""
        with self._reading() as connection:
            ticks = connection.execute(select(func.max(ARTICLE.c.recorded))).scalar()
        return None if ticks is None else from_ticks(ticks)

    def articles_since(self, moment: datetime) -> frozenset[str]:
        """The ids of articles that were recorded after a moment."""
        query = select(ARTICLE.c.id).where(ARTICLE.c.recorded > to_ticks(moment), *self._bounds.known())
        with self._reading() as connection:
            return frozenset(row.id for row in connection.execute(query))
