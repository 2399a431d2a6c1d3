"""What a view says of articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from sayso.ledger.batch import chunks
from sayso.ledger.built import (
    AnyRow,
    article_of,
    head,
    head_of,
)
from sayso.ledger.codec import decode
from sayso.ledger.judged import Corrected
from sayso.ledger.moment import Moment
from sayso.ledger.moments import from_ticks
from sayso.ledger.schema import (
    ARTICLE,
    ARTICLE_TEXT,
    CAPTURE,
    COPY,
    DATING,
    EVIDENCE,
    GATHERED,
    OUTLET,
    READING,
    STATEMENT,
)
from sayso.ledger.tallies import AnyQuery
from sayso.terms.article import Article, ArticleHead, Evidence
from sayso.terms.question import Copy
from sayso.terms.statement import Reading, Statement


class Articles(Moment):
    """Articles, their readings, and which repeats which."""

    def articles(
        self, *, outlet: str | None = None, limit: int | None = None, skip: int = 0
    ) -> tuple[ArticleHead, ...]:
        """Heads of articles, the newest first; those without a published time last."""
        query = (
            select(*head(self._bounds))
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._bounds.known())
            .order_by(self._bounds.dated("printed").desc().nulls_last(), ARTICLE.c.seq.desc())
            .limit(limit)
            .offset(skip)
        )
        if outlet is not None:
            query = query.where(OUTLET.c.name == outlet)
        with self._reading() as connection:
            return tuple(head_of(row) for row in connection.execute(query))

    def article(self, article: str) -> Article:
        """One article with its text. NotFound, also where it was not known yet."""
        with self._reading() as connection:
            row = connection.execute(self._whole_articles().where(ARTICLE.c.id == article)).first()
        if row is None:
            raise self._missing("Article", article, "`sayso search WORDS` finds articles.")
        return article_of(row)

    def recorded(self, article: str) -> datetime:
        """When the desk learned of an article. NotFound."""
        query = select(ARTICLE.c.recorded).where(ARTICLE.c.id == article, *self._bounds.known())
        with self._reading() as connection:
            ticks = connection.execute(query).scalar()
        if ticks is None:
            raise self._missing("Article", article, "`sayso search WORDS` finds articles.")
        return from_ticks(ticks)

    def reading(self, article: str) -> Reading | None:
        """What the reader made of an article; None where it was not read yet."""
        with self._reading() as connection:
            row = connection.execute(self._readings().where(ARTICLE.c.id == article)).first()
            if row is None:
                return None
            return self._whole_readings(connection, [row])[0]

    def readings(
        self, articles: Collection[str] | None = None, *, together: int = 200
    ) -> Iterator[tuple[Article, Reading]]:
        """Every article that has been read, with its reading, in the order they were recorded; with
        `articles`, ids, those of these.

        They are fetched `together` at a time, so the whole case need not fit in memory.
        """
        columns = self._whole_articles().add_columns(READING.c.article, READING.c.body.label("reading"))
        query = columns.join(READING, READING.c.article == ARTICLE.c.seq).order_by(ARTICLE.c.seq)
        if articles is not None:
            for some in chunks(articles, together):
                with self._reading() as connection:
                    rows = connection.execute(query.where(ARTICLE.c.id.in_(some))).all()
                    readings = self._whole_readings(connection, rows)
                yield from zip(map(article_of, rows), readings, strict=True)
            return
        after = 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(query.where(ARTICLE.c.seq > after).limit(together)).all()
                readings = self._whole_readings(connection, rows)
            if not rows:
                return
            yield from zip(map(article_of, rows), readings, strict=True)
            after = rows[-1].seq

    def unread(self) -> tuple[Article, ...]:
        """Articles that have no reading yet, in the order they were recorded."""
        query = (
            self._whole_articles()
            .outerjoin(READING, READING.c.article == ARTICLE.c.seq)
            .where(READING.c.article.is_(None))
            .order_by(ARTICLE.c.seq)
        )
        with self._reading() as connection:
            return tuple(article_of(row) for row in connection.execute(query))

    def misdated(self) -> tuple[Article, ...]:
        """Articles whose published time a person corrected, or put back, since they were read."""
        changed = func.max(func.coalesce(DATING.c.closed, DATING.c.recorded))
        late = (
            select(DATING.c.article)
            .join(READING, READING.c.article == DATING.c.article)
            .group_by(DATING.c.article, READING.c.recorded)
            .having(changed > READING.c.recorded)
        )
        query = self._whole_articles().where(ARTICLE.c.seq.in_(late)).order_by(ARTICLE.c.seq)
        with self._reading() as connection:
            return tuple(article_of(row) for row in connection.execute(query))

    def outdated(self, reader: str, *, limit: int | None = None) -> tuple[str, ...]:
        """Ids of articles that another version of the same reader (`name-version`) read."""
        name, mark, _ = reader.partition("-")
        other = READING.c.reader.startswith(name + mark, autoescape=True), READING.c.reader != reader
        found = select(READING.c.article).where(*other).limit(limit)  # by the index of readers alone
        query = select(ARTICLE.c.id).where(ARTICLE.c.seq.in_(found)).order_by(ARTICLE.c.seq)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def is_read(self, article: str) -> bool:
        """Whether an article is known and has a reading."""
        with self._reading() as connection:
            return connection.execute(self._readings().where(ARTICLE.c.id == article)).first() is not None

    def evidence(self, digest: str | None = None) -> tuple[Evidence, ...]:
        """What was collected and where, in the order it was recorded; all of it, or the places of one
        digest."""
        query = (
            select(*EVIDENCE.c["digest", "size", "media_type"], *CAPTURE.c["origin", "collected"])
            .join(EVIDENCE, EVIDENCE.c.seq == CAPTURE.c.evidence)
            .where(*self._bounds.seen(CAPTURE))
            .order_by(CAPTURE.c.seq)
        )
        if digest is not None:
            query = query.where(EVIDENCE.c.digest == digest)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Evidence(row[0], row[1], row[2], row[3], from_ticks(row[4])) for row in rows)

    def copies(self, articles: Collection[str] | None = None) -> tuple[Copy, ...]:
        """Which article repeats the words of which; both must be known. With `articles`, ids, only the
        copies on either side of which one of them stands."""
        original = ARTICLE.alias("original")
        query = (
            select(COPY.c.article, COPY.c.original, COPY.c.body)
            .join(ARTICLE, ARTICLE.c.seq == COPY.c.article)
            .join(original, original.c.seq == COPY.c.original)
            .where(*self._bounds.known(), *self._bounds.known(original))
        )
        queries = [query]
        if articles is not None:
            queries = [
                query.where(side.c.id.in_(some)) for some in chunks(articles) for side in (ARTICLE, original)
            ]
        with self._reading() as connection:
            found = {
                (row.article, row.original): row.body for each in queries for row in connection.execute(each)
            }
        return tuple(decode(Copy, found[pair]) for pair in sorted(found))

    def heads(self, articles: Collection[str]) -> Mapping[str, ArticleHead]:
        """Heads of the articles with these ids, by id; what is not known is left out."""
        query = (
            select(*head(self._bounds))
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._bounds.known())
        )
        with self._reading() as connection:
            rows = (
                row
                for some in chunks(articles)
                for row in connection.execute(query.where(ARTICLE.c.id.in_(some)))
            )
            return {row.id: head_of(row) for row in rows}

    def events_of(self, articles: Collection[str]) -> Mapping[str, str]:
        """The articles of all events that these belong to, each with the article that its event is known
        by. One that was not gathered yet is an event of its own."""
        of, event = ARTICLE.alias(), ARTICLE.alias()
        which = (
            select(GATHERED.c.event)
            .join(of, of.c.seq == GATHERED.c.article)
            .where(GATHERED.c.event.is_not(None))
        )
        query = (
            select(ARTICLE.c.id, event.c.id)
            .join(GATHERED, GATHERED.c.article == ARTICLE.c.seq)
            .join(event, event.c.seq == GATHERED.c.event)
            .where(*self._bounds.known())
        )
        found = {article: article for article in articles}
        with self._reading() as connection:
            for some in chunks(articles):
                rows = connection.execute(query.where(GATHERED.c.event.in_(which.where(of.c.id.in_(some)))))
                found.update((article, event_of) for article, event_of in rows)
        return found

    def _whole_articles(self) -> AnyQuery:
        return (
            select(
                *head(self._bounds),
                ARTICLE_TEXT.c.text,
                ARTICLE_TEXT.c.hyperlinks,
                ARTICLE.c.authors,
                ARTICLE.c.locator,
                EVIDENCE.c.digest,
            )
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .join(ARTICLE_TEXT, ARTICLE_TEXT.c.article == ARTICLE.c.seq)
            .join(EVIDENCE, EVIDENCE.c.seq == ARTICLE.c.evidence)
            .where(*self._bounds.known())
        )

    def _readings(self) -> AnyQuery:
        columns = select(READING.c.article, READING.c.body.label("reading"))
        return columns.join(ARTICLE, ARTICLE.c.seq == READING.c.article).where(*self._bounds.known())

    def _whole_readings(self, connection: Connection, rows: Sequence[AnyRow]) -> list[Reading]:
        """Readings whole, with all statements of their articles fetched at once."""
        said: dict[int, tuple[list[Statement], list[Statement]]] = {row.article: ([], []) for row in rows}
        corrected = Corrected(connection, self._bounds)
        query = (
            select(STATEMENT.c.article, STATEMENT.c.own, STATEMENT.c.body)
            .where(STATEMENT.c.article.in_(list(said)))
            .order_by(STATEMENT.c.article, STATEMENT.c.position, STATEMENT.c.seq)
        )
        for article, own, body in connection.execute(query):
            if statement := corrected.statement(body):
                said[article][own].append(statement)
        return [
            replace(
                decode(Reading, row.reading),
                statements=tuple(said[row.article][0]),
                own_voice=tuple(said[row.article][1]),
            )
            for row in rows
        ]
