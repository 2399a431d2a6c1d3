"""What a view says of questions."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import null, select

from sayso.ledger.batch import chunks
from sayso.ledger.built import (
    Heads,
    head,
    question_of,
)
from sayso.ledger.codec import decode
from sayso.ledger.derive import source_id
from sayso.ledger.judged import Corrected
from sayso.ledger.moment import Moment
from sayso.ledger.rows import Borne, QuestionSummary
from sayso.ledger.schema import (
    ARTICLE,
    BEARING,
    OUTLET,
    QUESTION,
    SOURCE,
    STANCE,
    STATEMENT,
)
from sayso.ledger.tallies import AnyQuery, by_question
from sayso.terms.question import ArticleStance, Bearing, Question, Stance, Status, Weighing


class Questions(Moment):
    """Questions, and what bears on them."""

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

    def spoken_on(self, names: Collection[str], *, besides: str, limit: int) -> tuple[str, ...]:
        """Ids of other questions on which a source of one of these names speaks, the last changed first."""
        sources = [source_id(name) for name in names]
        query = (
            select(QUESTION.c.id)
            .join(BEARING, BEARING.c.question == QUESTION.c.seq)
            .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
            .join(SOURCE, SOURCE.c.seq == STATEMENT.c.source)
            .where(SOURCE.c.id.in_(sources), QUESTION.c.id != besides)
            .group_by(QUESTION.c.seq, QUESTION.c.id, QUESTION.c.last)
            .order_by(QUESTION.c.last.desc().nulls_last(), QUESTION.c.seq)
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def asked(self, events: Collection[str]) -> Weighing:
        """The questions of these events as they were weighed, with what bears on them."""
        of = select(ARTICLE.c.seq).where(ARTICLE.c.id.in_(events))
        query = select(QUESTION.c.id, QUESTION.c.body, QUESTION.c.status).where(QUESTION.c.event.in_(of))
        borne = select(BEARING.c.body).join(QUESTION, QUESTION.c.seq == BEARING.c.question)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(QUESTION.c.seq)).all()
            bodies = connection.execute(borne.where(QUESTION.c.event.in_(of)).order_by(BEARING.c.seq))
            bearings = tuple(decode(Bearing, body) for (body,) in bodies)
        statuses = tuple(decode(Status, row.status) for row in rows if row.status)
        questions = tuple(decode(Question, row.body) for row in rows)
        return Weighing(questions, bearings, statuses=statuses)

    def bearings(
        self, question: str | None = None, *, statements: Collection[str] | None = None
    ) -> tuple[Borne, ...]:
        """What bears on a question, or on all of them question by question, as it was printed. With
        `statements`, ids, only what these bear on."""
        query = (
            select(
                BEARING.c.body.label("bearing"),
                STATEMENT.c.body.label("statement"),
                *head(self._bounds),
            )
            .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
            .join(ARTICLE, ARTICLE.c.seq == BEARING.c.article)
            .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
            .where(*self._bounds.known(), *self._bounds.about())
            .order_by(self._bounds.dated("printed").nulls_last(), ARTICLE.c.seq, STATEMENT.c.position)
        )
        if question is not None:
            query = query.join(QUESTION, QUESTION.c.seq == BEARING.c.question)
            query = query.where(QUESTION.c.id == question)
        else:
            query = query.order_by(None).order_by(
                BEARING.c.question, self._bounds.dated("printed"), ARTICLE.c.seq
            )
        queries = [query]
        if statements is not None:
            queries = [query.where(STATEMENT.c.id.in_(some)) for some in chunks(statements)]
        heads = Heads()
        with self._reading() as connection:
            corrected = Corrected(connection, self._bounds)
            rows = [row for each in queries for row in connection.execute(each)]
        pairs = ((corrected.statement(row.statement), row) for row in rows)
        return tuple(
            Borne(decode(Bearing, row.bearing), statement, heads.of(row))
            for statement, row in pairs
            if statement
        )

    def stances(
        self, question: str | None = None, *, article: str | None = None
    ) -> tuple[ArticleStance, ...]:
        """The stance of each article to a question's main answer; of all questions, and all articles,
        where none is named."""
        query = (
            select(ARTICLE.c.id, QUESTION.c.id, STANCE.c.stance, STANCE.c.because)
            .join(ARTICLE, ARTICLE.c.seq == STANCE.c.article)
            .join(QUESTION, QUESTION.c.seq == STANCE.c.question)
            .where(*self._bounds.known())
            .order_by(STANCE.c.question, self._bounds.dated("printed"), ARTICLE.c.seq)
        )
        if question is not None:
            query = query.where(QUESTION.c.id == question)
        if article is not None:
            query = query.where(ARTICLE.c.id == article)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ArticleStance(article, which, Stance(stance), because) for article, which, stance, because in rows
        )

    def _asked(self) -> AnyQuery:
        """Questions with the counts of this view's moment; those of now are kept in their rows."""
        if not self._bounds:
            return select(QUESTION).order_by(QUESTION.c.last.desc().nulls_last(), QUESTION.c.seq)
        tally = by_question(self._bounds).subquery()
        columns = QUESTION.c.id, QUESTION.c.body, null().label("status"), *tally.c
        query = select(*columns).join(tally, tally.c.which == QUESTION.c.seq)
        return query.order_by(tally.c.last.desc().nulls_last(), QUESTION.c.seq)
