"""The case as it was known at a moment. Nothing published or recorded later is ever shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, Select, func, null, select

from sayso.errors import NotFound
from sayso.ledger import search
from sayso.ledger.codec import decode
from sayso.ledger.dialect import named_errors
from sayso.ledger.heads import HEAD, AnyRow, Heads, head_of
from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.rows import Borne, Counts, Found, QuestionSummary, Refused, Said, SourceSummary
from sayso.ledger.schema import (
    ARTICLE,
    ARTICLE_TEXT,
    BEARING,
    COPY,
    EVIDENCE,
    OUTLET,
    QUESTION,
    READING,
    REFUSAL,
    SOURCE,
    STANCE,
    STATEMENT,
)
from sayso.terms.article import Article, ArticleHead
from sayso.terms.question import ArticleStance, Bearing, Copy, Question, Stance, Status
from sayso.terms.statement import Reading, SourceKind, Statement
from sayso.terms.time import AsOf, Published

AnyQuery = Select[*tuple[Any, ...]]


class View:
    """Reads a case as of a moment.

    Each question to it is answered from one state of the case; in a `with` block all of them are
    answered from the same state, whatever others write meanwhile.
    """

    def __init__(self, engine: Engine, as_of: AsOf, *, case: str) -> None:
        self.as_of = as_of
        self._engine = engine
        self._case = case
        self._pinned: Connection | None = None

    def __enter__(self) -> View:
        pinned = View(self._engine, self.as_of, case=self._case)
        self._pinned = pinned._pinned = self._engine.connect()
        return pinned

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pinned is not None:
            self._pinned.close()
            self._pinned = None

    # Articles

    def articles(
        self, *, outlet: str | None = None, limit: int | None = None, skip: int = 0
    ) -> tuple[ArticleHead, ...]:
        """Heads of articles, the newest first; those without a published time last."""
        query = (
            select(*HEAD)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._known())
            .order_by(ARTICLE.c.printed.desc().nulls_last(), ARTICLE.c.seq.desc())
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
        return _article(row)

    def recorded(self, article: str) -> datetime:
        """When the desk learned of an article. NotFound."""
        query = select(ARTICLE.c.recorded).where(ARTICLE.c.id == article, *self._known())
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
            return _readings(connection, [row])[0]

    def readings(self, *, together: int = 200) -> Iterator[tuple[Article, Reading]]:
        """Every article that has been read, with its reading, in the order they were recorded.

        They are fetched `together` at a time, so the whole case need not fit in memory.
        """
        columns = self._whole_articles().add_columns(READING.c.article, READING.c.body.label("reading"))
        query = columns.join(READING, READING.c.article == ARTICLE.c.seq).order_by(ARTICLE.c.seq)
        after = 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(query.where(ARTICLE.c.seq > after).limit(together)).all()
                readings = _readings(connection, rows)
            if not rows:
                return
            yield from zip(map(_article, rows), readings, strict=True)
            after = rows[-1].seq

    # Statements

    def statements(
        self,
        *,
        article: str | None = None,
        question: str | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> tuple[Said, ...]:
        """Statements of an article, of a question or of a source, in the order they were printed.

        The article's own voice is left out, except where it bears on the question.
        """
        query = (
            select(STATEMENT.c.body.label("statement"), *HEAD)
            .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._known(), *self._about())
            .order_by(ARTICLE.c.printed.nulls_last(), ARTICLE.c.seq, STATEMENT.c.position)
            .limit(limit)
        )
        if article is not None:
            query = query.where(ARTICLE.c.id == article)
        if source is not None:
            query = query.join(SOURCE, SOURCE.c.seq == STATEMENT.c.source).where(SOURCE.c.id == source)
        if question is not None:
            borne = select(BEARING.c.statement).join(QUESTION, QUESTION.c.seq == BEARING.c.question)
            query = query.where(STATEMENT.c.seq.in_(borne.where(QUESTION.c.id == question)))
        else:
            query = query.where(STATEMENT.c.own == 0)
        heads = Heads()
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Said(decode(Statement, row.statement), heads.of(row)) for row in rows)

    def sources(self, *, limit: int | None = None) -> tuple[SourceSummary, ...]:
        """Who said something, the most quoted first."""
        return tuple(self._source_rows(None)[:limit])

    def source(self, source: str) -> SourceSummary:
        """One source. NotFound."""
        found = self._source_rows(source)
        if not found:
            raise self._missing("Source", source, "`sayso sources` lists them.")
        return found[0]

    # Questions

    def questions(self) -> tuple[QuestionSummary, ...]:
        """The questions that something known bears on, the last changed first."""
        query = self._asked() if self._bounded else select(QUESTION).order_by(QUESTION.c.last.desc())
        with self._reading() as connection:
            rows = connection.execute(query).all()
        found = [_summary(row) for row in rows]
        found.sort(key=lambda row: row.last.timestamp() if row.last else -1e12, reverse=True)
        return tuple(found)

    def question(self, question: str) -> QuestionSummary:
        """One question. NotFound, also where nothing known yet bears on it."""
        query = self._asked() if self._bounded else select(QUESTION)
        with self._reading() as connection:
            row = connection.execute(query.where(QUESTION.c.id == question)).first()
        if row is None:
            raise self._missing("Question", question, "`sayso questions` lists them.")
        return _summary(row)

    def bearings(self, question: str | None = None) -> tuple[Borne, ...]:
        """What bears on a question, or on all of them question by question, as it was printed."""
        query = (
            select(BEARING.c.body.label("bearing"), STATEMENT.c.body.label("statement"), *HEAD)
            .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
            .join(ARTICLE, ARTICLE.c.seq == BEARING.c.article)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._known(), *self._about())
            .order_by(ARTICLE.c.printed.nulls_last(), ARTICLE.c.seq, STATEMENT.c.position)
        )
        if question is not None:
            query = query.join(QUESTION, QUESTION.c.seq == BEARING.c.question)
            query = query.where(QUESTION.c.id == question)
        else:
            query = query.order_by(None).order_by(BEARING.c.question, ARTICLE.c.printed, ARTICLE.c.seq)
        heads = Heads()
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Borne(decode(Bearing, row.bearing), decode(Statement, row.statement), heads.of(row))
            for row in rows
        )

    def stances(self, question: str | None = None) -> tuple[ArticleStance, ...]:
        """The stance of each article to a question's main answer."""
        query = (
            select(ARTICLE.c.id, QUESTION.c.id, STANCE.c.stance, STANCE.c.because)
            .join(ARTICLE, ARTICLE.c.seq == STANCE.c.article)
            .join(QUESTION, QUESTION.c.seq == STANCE.c.question)
            .where(*self._known())
            .order_by(STANCE.c.question, ARTICLE.c.printed, ARTICLE.c.seq)
        )
        if question is not None:
            query = query.where(QUESTION.c.id == question)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ArticleStance(article, which, Stance(stance), because) for article, which, stance, because in rows
        )

    def copies(self) -> tuple[Copy, ...]:
        """Which article repeats the words of which; both must be known."""
        original = ARTICLE.alias("original")
        query = (
            select(ARTICLE.c.id, original.c.id, COPY.c.contained)
            .join(ARTICLE, ARTICLE.c.seq == COPY.c.article)
            .join(original, original.c.seq == COPY.c.original)
            .where(*self._known(), *self._known(original))
            .order_by(COPY.c.article, COPY.c.original)
        )
        with self._reading() as connection:
            return tuple(Copy(row[0], row[1], row[2]) for row in connection.execute(query).all())

    # The whole case

    def search(self, words: str, *, limit: int = 20) -> Found:
        """The best `limit` articles and statements for plain words, with the words found marked.

        All words must occur; words between double quotation marks stand together. Nothing that a
        person types is taken as anything but words.
        """
        with self._reading() as connection:
            return search.find(connection, words, bounds=self._bounds_sql(), limit=limit)

    def counts(self) -> Counts:
        """How much there is."""
        known = self._known()
        articles = select(func.count(), func.count(ARTICLE.c.outlet.distinct())).where(*known)
        said = (
            select(func.count(), func.count(STATEMENT.c.source.distinct()))
            .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
            .where(STATEMENT.c.own == 0, *known)
        )
        asked = select(func.count()).select_from(self._asked().subquery())
        refused = select(func.count()).select_from(REFUSAL).where(*self._refused())
        with self._reading() as connection:
            article_count, outlets = connection.execute(articles.select_from(ARTICLE)).one()
            statements, sources = connection.execute(said).one()
            questions = connection.execute(asked).scalar_one()
            refusals = connection.execute(refused).scalar_one()
        return Counts(article_count, outlets, statements, sources, questions, refusals)

    def refusals(self, *, closed: bool = False) -> tuple[Refused, ...]:
        """Items that were set aside, the newest first; with `closed` also those that came in since."""
        query = select(REFUSAL).order_by(REFUSAL.c.seq.desc())
        if not closed:
            query = query.where(*self._refused())
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Refused(row.item, row.reason, row.next_step, from_ticks(row.recorded), _moment(row.closed))
            for row in rows
        )

    # How an as-of becomes conditions

    @property
    def _bounded(self) -> bool:
        return self.as_of != AsOf()

    def _known(self, article: FromClause = ARTICLE) -> list[ColumnElement[bool]]:
        """What an article must fulfil to be known at this view's moment."""
        bounds = []
        if self.as_of.published is not None:
            bounds.append(article.c.out <= to_ticks(self.as_of.published))
        if self.as_of.recorded is not None:
            bounds.append(article.c.recorded <= to_ticks(self.as_of.recorded))
        return bounds

    def _about(self) -> list[ColumnElement[bool]]:
        """What a statement must fulfil to be about this view's event time."""
        about = self.as_of.about
        if about is None:
            return []
        start, end = STATEMENT.c.event_start, STATEMENT.c.event_end
        bounds: list[ColumnElement[bool]] = [start.is_not(None) | end.is_not(None)]
        if about.end is not None:
            bounds.append(start.is_(None) | (start < to_ticks(about.end)))
        if about.start is not None:
            bounds.append(end.is_(None) | (end > to_ticks(about.start)))
        return bounds

    def _bounds_sql(self) -> tuple[str, dict[str, int]]:
        sql, values = "", {}
        if self.as_of.published is not None:
            sql, values["out"] = sql + " AND article.out <= :out", to_ticks(self.as_of.published)
        if self.as_of.recorded is not None:
            sql += " AND article.recorded <= :recorded"
            values["recorded"] = to_ticks(self.as_of.recorded)
        return sql, values

    def _refused(self) -> list[ColumnElement[bool]]:
        if self.as_of.recorded is None:
            return [REFUSAL.c.closed.is_(None)]
        moment = to_ticks(self.as_of.recorded)
        return [REFUSAL.c.recorded <= moment, REFUSAL.c.closed.is_(None) | (REFUSAL.c.closed > moment)]

    def _asked(self) -> AnyQuery:
        """Questions with counts over what is known at this view's moment."""
        return (
            select(
                QUESTION.c.id,
                QUESTION.c.body,
                null().label("status"),
                func.count(BEARING.c.statement.distinct()).label("statements"),
                func.count(BEARING.c.article.distinct()).label("articles"),
                func.count(ARTICLE.c.outlet.distinct()).label("outlets"),
                func.min(ARTICLE.c.printed).label("first"),
                func.max(ARTICLE.c.printed).label("last"),
            )
            .join(BEARING, BEARING.c.question == QUESTION.c.seq)
            .join(ARTICLE, ARTICLE.c.seq == BEARING.c.article)
            .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
            .where(*self._known(), *self._about())
            .group_by(QUESTION.c.seq, QUESTION.c.id, QUESTION.c.body)
        )

    def _whole_articles(self) -> AnyQuery:
        return (
            select(*HEAD, ARTICLE_TEXT.c.text, ARTICLE.c.authors, ARTICLE.c.locator, EVIDENCE.c.digest)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .join(ARTICLE_TEXT, ARTICLE_TEXT.c.article == ARTICLE.c.seq)
            .join(EVIDENCE, EVIDENCE.c.seq == ARTICLE.c.evidence)
            .where(*self._known())
        )

    def _readings(self) -> AnyQuery:
        columns = select(READING.c.article, READING.c.body.label("reading"))
        return columns.join(ARTICLE, ARTICLE.c.seq == READING.c.article).where(*self._known())

    def _source_rows(self, source: str | None) -> list[SourceSummary]:
        query = (
            select(
                SOURCE.c.id,
                SOURCE.c.name,
                func.count().label("statements"),
                func.count(ARTICLE.c.seq.distinct()).label("articles"),
                func.count(ARTICLE.c.outlet.distinct()).label("outlets"),
                func.min(ARTICLE.c.printed).label("first"),
                func.max(ARTICLE.c.printed).label("last"),
            )
            .join(STATEMENT, STATEMENT.c.source == SOURCE.c.seq)
            .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
            .where(STATEMENT.c.own == 0, *self._known())
            .group_by(SOURCE.c.seq, SOURCE.c.id, SOURCE.c.name)
        )
        if source is not None:
            query = query.where(SOURCE.c.id == source)
        kinds: dict[str, SourceKind] = {}
        with self._reading() as connection:
            rows = connection.execute(query).all()
            for name, kind in connection.execute(self._source_kinds(source)):
                kinds[name] = SourceKind(kind)  # the most frequent comes last
        found = [
            SourceSummary(
                row.id,
                row.name,
                kinds[row.id],
                row.statements,
                row.articles,
                row.outlets,
                _moment(row.first),
                _moment(row.last),
            )
            for row in rows
        ]
        return sorted(found, key=lambda row: (-row.statements, row.name))

    def _source_kinds(self, source: str | None) -> AnyQuery:
        query = (
            select(SOURCE.c.id, STATEMENT.c.source_kind)
            .join(STATEMENT, STATEMENT.c.source == SOURCE.c.seq)
            .join(ARTICLE, ARTICLE.c.seq == STATEMENT.c.article)
            .where(STATEMENT.c.own == 0, *self._known())
            .group_by(SOURCE.c.id, STATEMENT.c.source_kind)
            .order_by(func.count())
        )
        return query if source is None else query.where(SOURCE.c.id == source)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with named_errors(self._case):
            if self._pinned is not None:
                yield self._pinned
            else:
                with self._engine.connect() as connection:
                    yield connection

    def _missing(self, what: str, name: str, next_step: str) -> NotFound:
        return NotFound(f"{what} {name}", " as of that moment" if self._bounded else "", next_step)


def _moment(ticks: int | None) -> datetime | None:
    return None if ticks is None else from_ticks(ticks)


def _article(row: AnyRow) -> Article:
    return Article(
        id=row.id,
        evidence=row.digest,
        outlet=row.name,
        title=row.title,
        text=row.text,
        published=decode(Published, row.published),
        authors=decode(tuple[str, ...], row.authors),
        url=row.url,
        language=row.language,
        locator=row.locator,
    )


def _readings(connection: Connection, rows: Sequence[AnyRow]) -> list[Reading]:
    """Readings whole, with all statements of their articles fetched at once."""
    said: dict[int, tuple[list[Statement], list[Statement]]] = {row.article: ([], []) for row in rows}
    query = (
        select(STATEMENT.c.article, STATEMENT.c.own, STATEMENT.c.body)
        .where(STATEMENT.c.article.in_(list(said)))
        .order_by(STATEMENT.c.article, STATEMENT.c.position, STATEMENT.c.seq)
    )
    for article, own, body in connection.execute(query):
        said[article][own].append(decode(Statement, body))
    return [
        replace(
            decode(Reading, row.reading),
            statements=tuple(said[row.article][0]),
            own_voice=tuple(said[row.article][1]),
        )
        for row in rows
    ]


def _summary(row: AnyRow) -> QuestionSummary:
    return QuestionSummary(
        question=decode(Question, row.body),
        status=decode(Status, row.status) if row.status else None,
        statements=row.statements,
        articles=row.articles,
        outlets=row.outlets,
        first=_moment(row.first),
        last=_moment(row.last),
    )
