"""The case as it was known at a moment. Nothing published or recorded later is ever shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType

from sqlalchemy import ColumnElement, Connection, Engine, func, null, select

from sayso.errors import NotFound
from sayso.ledger import search
from sayso.ledger.bounds import Bounds
from sayso.ledger.built import (
    HEAD,
    Heads,
    article_of,
    head_of,
    moment_of,
    question_of,
    readings_of,
    source_of,
    statement_of,
)
from sayso.ledger.codec import decode
from sayso.ledger.dialect import named_errors
from sayso.ledger.moments import from_ticks
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
from sayso.ledger.tallies import AnyQuery, by_question, by_source, kinds_by_source
from sayso.terms.article import Article, ArticleHead
from sayso.terms.question import ArticleStance, Bearing, Copy, Stance
from sayso.terms.statement import Reading
from sayso.terms.time import AsOf


class View:
    """Reads a case as of a moment.

    Each question to it is answered from one state of the case; in a `with` block all of them are
    answered from the same state, whatever others write meanwhile.
    """

    def __init__(self, engine: Engine, as_of: AsOf, *, case: str) -> None:
        self.as_of = as_of
        self._bounds = Bounds(as_of)
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
            .where(*self._bounds.known())
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
            return readings_of(connection, [row])[0]

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
                readings = readings_of(connection, rows)
            if not rows:
                return
            yield from zip(map(article_of, rows), readings, strict=True)
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
            .where(*self._bounds.known(), *self._bounds.about())
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
        return tuple(Said(statement_of(row.statement), heads.of(row)) for row in rows)

    def sources(self, *, limit: int | None = None) -> tuple[SourceSummary, ...]:
        """Who said something, the most quoted first."""
        return self._sources(limit=limit)

    def source(self, source: str) -> SourceSummary:
        """One source. NotFound."""
        found = self._sources(SOURCE.c.id == source, limit=1)
        if not found:
            raise self._missing("Source", source, "`sayso sources` lists them.")
        return found[0]

    # Questions

    def questions(self) -> tuple[QuestionSummary, ...]:
        """The questions that something known bears on, the last changed first."""
        with self._reading() as connection:
            return tuple(question_of(row) for row in connection.execute(self._asked()))

    def question(self, question: str) -> QuestionSummary:
        """One question. NotFound, also where nothing known yet bears on it."""
        with self._reading() as connection:
            row = connection.execute(self._asked().where(QUESTION.c.id == question)).first()
        if row is None:
            raise self._missing("Question", question, "`sayso questions` lists them.")
        return question_of(row)

    def bearings(self, question: str | None = None) -> tuple[Borne, ...]:
        """What bears on a question, or on all of them question by question, as it was printed."""
        query = (
            select(BEARING.c.body.label("bearing"), STATEMENT.c.body.label("statement"), *HEAD)
            .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
            .join(ARTICLE, ARTICLE.c.seq == BEARING.c.article)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._bounds.known(), *self._bounds.about())
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
            Borne(decode(Bearing, row.bearing), statement_of(row.statement), heads.of(row)) for row in rows
        )

    def stances(self, question: str | None = None) -> tuple[ArticleStance, ...]:
        """The stance of each article to a question's main answer."""
        query = (
            select(ARTICLE.c.id, QUESTION.c.id, STANCE.c.stance, STANCE.c.because)
            .join(ARTICLE, ARTICLE.c.seq == STANCE.c.article)
            .join(QUESTION, QUESTION.c.seq == STANCE.c.question)
            .where(*self._bounds.known())
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
            .where(*self._bounds.known(), *self._bounds.known(original))
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
            return search.find(connection, words, bounds=self._bounds.sql(), limit=limit)

    def counts(self) -> Counts:
        """How much there is."""
        refused = select(func.count()).select_from(REFUSAL).where(*self._bounds.open(REFUSAL))
        with self._reading() as connection:
            sums = self._sums_known() if self._bounds else _sums_now()
            counted = [connection.execute(query).scalar_one() for query in (*sums, refused)]
        return Counts(*counted)

    def refusals(self, *, closed: bool = False) -> tuple[Refused, ...]:
        """Items that were set aside, the newest first; with `closed` also those that came in since."""
        query = select(REFUSAL).order_by(REFUSAL.c.seq.desc())
        if not closed:
            query = query.where(*self._bounds.open(REFUSAL))
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Refused(row.item, row.reason, row.next_step, from_ticks(row.recorded), moment_of(row.closed))
            for row in rows
        )

    def _sums_known(self) -> tuple[AnyQuery, ...]:
        """Articles, outlets, statements, sources and questions as of this view's moment."""
        articles = select(func.count(ARTICLE.c.seq)).where(*self._bounds.known())
        outlets = select(func.count(ARTICLE.c.outlet.distinct())).where(*self._bounds.known())
        said = by_source(self._bounds).subquery()
        asked = by_question(self._bounds).subquery()
        statements = select(func.coalesce(func.sum(said.c.statements), 0))
        sources, questions = (select(func.count()).select_from(rows) for rows in (said, asked))
        return articles, outlets, statements, sources, questions

    # What several of the above share

    def _asked(self) -> AnyQuery:
        """Questions with the counts of this view's moment; those of now are kept in their rows."""
        if not self._bounds:
            return select(QUESTION).order_by(QUESTION.c.last.desc().nulls_last(), QUESTION.c.seq)
        tally = by_question(self._bounds).subquery()
        columns = QUESTION.c.id, QUESTION.c.body, null().label("status"), *tally.c
        query = select(*columns).join(tally, tally.c.which == QUESTION.c.seq)
        return query.order_by(tally.c.last.desc().nulls_last(), QUESTION.c.seq)

    def _whole_articles(self) -> AnyQuery:
        return (
            select(*HEAD, ARTICLE_TEXT.c.text, ARTICLE.c.authors, ARTICLE.c.locator, EVIDENCE.c.digest)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .join(ARTICLE_TEXT, ARTICLE_TEXT.c.article == ARTICLE.c.seq)
            .join(EVIDENCE, EVIDENCE.c.seq == ARTICLE.c.evidence)
            .where(*self._bounds.known())
        )

    def _readings(self) -> AnyQuery:
        columns = select(READING.c.article, READING.c.body.label("reading"))
        return columns.join(ARTICLE, ARTICLE.c.seq == READING.c.article).where(*self._bounds.known())

    def _sources(self, *which: ColumnElement[bool], limit: int | None) -> tuple[SourceSummary, ...]:
        if not self._bounds:
            query = select(SOURCE).where(SOURCE.c.statements > 0, *which)
            query = query.order_by(SOURCE.c.statements.desc(), SOURCE.c.name).limit(limit)
            with self._reading() as connection:
                return tuple(source_of(row, row.kind) for row in connection.execute(query))
        tally = by_source(self._bounds).subquery()
        query = select(SOURCE.c.id, SOURCE.c.name, *tally.c).join(tally, tally.c.which == SOURCE.c.seq)
        query = query.where(*which).order_by(tally.c.statements.desc(), SOURCE.c.name).limit(limit)
        with self._reading() as connection:
            kinds: dict[int, str] = dict(iter(connection.execute(kinds_by_source(self._bounds))))
            return tuple(source_of(row, kinds[row.which]) for row in connection.execute(query))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with named_errors(self._case):
            if self._pinned is not None:
                yield self._pinned
            else:
                with self._engine.connect() as connection:
                    yield connection

    def _missing(self, what: str, name: str, next_step: str) -> NotFound:
        return NotFound(f"{what} {name}", " as of that moment" if self._bounds else "", next_step)


def _sums_now() -> tuple[AnyQuery, ...]:
    """The same of now, without looking at each statement."""
    spoken = SOURCE.c.statements > 0
    articles, outlets, questions = (
        select(func.count()).select_from(table) for table in (ARTICLE, OUTLET, QUESTION)
    )
    statements = select(func.coalesce(func.sum(SOURCE.c.statements), 0))
    sources = select(func.count()).select_from(SOURCE).where(spoken)
    return articles, outlets, statements, sources, questions
