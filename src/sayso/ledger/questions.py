"""What a view says of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, null, select

from sayso.ledger import judged
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
from sayso.terms.framing import Framed, Part, frame
from sayso.terms.question import ArticleStance, Bearing, Question, Stance, Status, Weighing

_LAST = 100  # questions among which those that a source spoke on are looked for first


class Questions(Moment):
    """Questions, and what bears on them."""

    def questions(self) -> tuple[QuestionSummary, ...]:
        """The questions that something known bears on, the last changed first, as persons put them."""
        with self._reading() as connection:
            stored = tuple(question_of(row) for row in connection.execute(self._asked()))
            framed = self._framed(connection, [each.question for each in stored])
            return stored if framed is None else self._summed(connection, stored, framed)

    def question(self, question: str) -> QuestionSummary:
        """One question. NotFound, also where nothing known yet bears on it."""
        with self._reading() as connection:
            if not judged.ever_framed(connection):
                row = connection.execute(self._asked().where(QUESTION.c.id == question)).first()
                if row is not None:
                    return question_of(row)
        for each in self.questions():
            if each.question.id == question:
                return each
        raise self._missing("Question", question, "`sayso questions` lists them.")

    def _framed(self, connection: Connection, stored: Iterable[Question]) -> tuple[Framed, ...] | None:
        """The questions as persons put them; None where nobody ever put one."""
        if not judged.ever_framed(connection):
            return None
        framings = judged.framings(connection, self._bounds, closed=False)
        return frame(stored, framings, judged.ever_opened(connection))

    def _summed(
        self, connection: Connection, stored: Sequence[QuestionSummary], framed: Iterable[Framed]
    ) -> tuple[QuestionSummary, ...]:
        """Summaries of framed questions; those made of others are counted anew and have no status yet."""
        kept = {each.question.id: each for each in stored}
        found = []
        for each in framed:
            if not each.moved:
                found.append(replace(kept[each.question.id], question=each.question))
            elif borne := self._borne(connection, [each]):
                found.append(_summary(each.question, borne))
        return tuple(found)

    def _borne(
        self,
        connection: Connection,
        framed: Sequence[Framed],
        statements: Collection[str] | None = None,
    ) -> list[Borne]:
        """What bears on framed questions, each statement once for each answer."""
        of: dict[str, list[Framed]] = defaultdict(list)
        for each in framed:
            for part in each.parts:
                of[part.source].append(each)
        query = self._bearing().join(QUESTION, QUESTION.c.seq == BEARING.c.question)
        if statements is not None:
            query = query.where(STATEMENT.c.id.in_(list(statements)))
        heads, corrected = Heads(), Corrected(connection, self._bounds)
        found: dict[tuple[str, str], Borne] = {}
        for some in chunks(of):
            for row in connection.execute(query.where(QUESTION.c.id.in_(some))):
                statement, stored = corrected.statement(row.statement), decode(Bearing, row.bearing)
                for each in of[stored.question]:
                    if statement and (bearing := each.bearing(stored)):
                        key = (statement.id, bearing.answer)
                        found.setdefault(key, Borne(bearing, statement, heads.of(row)))
        return list(found.values())

    def spoken_on(self, names: Collection[str], *, besides: str, limit: int) -> tuple[str, ...]:
        """Ids of other questions on which a source of one of these names speaks, the last changed first."""
        sources = select(SOURCE.c.seq).where(SOURCE.c.id.in_([source_id(name) for name in names]))
        spoken = (
            select(BEARING.c.question)
            .join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
            .where(STATEMENT.c.source.in_(sources))
        )
        newest = QUESTION.c.last.desc().nulls_last(), QUESTION.c.seq
        others = select(QUESTION.c.id).where(QUESTION.c.id != besides).order_by(*newest).limit(limit)
        last = QUESTION.c.seq.in_(select(QUESTION.c.seq).order_by(*newest).limit(_LAST))
        here = others.where(last, spoken.where(BEARING.c.question == QUESTION.c.seq).exists())
        with self._reading() as connection:
            # Who speaks often speaks on one of the last few, and to find all that he spoke on takes long.
            found = tuple(connection.execute(here).scalars())
            if len(found) < limit:
                found = tuple(connection.execute(others.where(QUESTION.c.seq.in_(spoken))).scalars())
            return found

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
        self, question: str | Collection[str] | None = None, *, statements: Collection[str] | None = None
    ) -> tuple[Borne, ...]:
        """What bears on a question, or on some, as it was printed; or on all of them question by question.
        With `statements`, ids, only what these bear on."""
        asked = (question,) if isinstance(question, str) else question
        query = self._bearing()
        if asked is not None:
            query = query.join(QUESTION, QUESTION.c.seq == BEARING.c.question)
            query = query.where(QUESTION.c.id.in_(asked))
        else:
            query = query.order_by(None).order_by(
                BEARING.c.question, self._bounds.dated("printed"), ARTICLE.c.seq
            )
        queries = [query]
        if statements is not None:
            queries = [query.where(STATEMENT.c.id.in_(some)) for some in chunks(statements)]
        heads = Heads()
        with self._reading() as connection:
            if judged.ever_framed(connection):
                stored = [question_of(row).question for row in connection.execute(self._asked())]
                framed = self._framed(connection, stored) or ()
                wanted = [each for each in framed if asked is None or each.question.id in asked]
                return tuple(self._borne(connection, wanted, statements))
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
        if article is not None:
            query = query.where(ARTICLE.c.id == article)
        with self._reading() as connection:
            framed = judged.ever_framed(connection)
            if question is not None and not framed:
                query = query.where(QUESTION.c.id == question)
            rows = connection.execute(query).all()
        stances = (ArticleStance(name, which, Stance(stance), why) for name, which, stance, why in rows)
        if not framed:
            return tuple(stances)
        put = self._put()
        moved = (
            replace(each, question=name) for each in stances for name in put(each.question, each.article)
        )
        return tuple(each for each in moved if question in (None, each.question))

    def _put(self) -> Callable[[str, str], list[str]]:
        """Which questions, as persons put them, a stored question's article belongs to."""
        with self._reading() as connection:
            stored = [question_of(row).question for row in connection.execute(self._asked())]
            framed = self._framed(connection, stored) or ()
        of: dict[str, list[tuple[Part, str]]] = defaultdict(list)
        for each in framed:
            for part in each.parts:
                of[part.source].append((part, each.question.id))
        return lambda source, article: [name for part, name in of[source] if part.holds(article)]

    def _bearing(self) -> AnyQuery:
        """What bears on questions, in the order it was printed."""
        return (
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

    def _asked(self) -> AnyQuery:
        """Questions with the counts of this view's moment; those of now are kept in their rows."""
        if not self._bounds:
            return select(QUESTION).order_by(QUESTION.c.last.desc().nulls_last(), QUESTION.c.seq)
        tally = by_question(self._bounds).subquery()
        columns = QUESTION.c.id, QUESTION.c.body, null().label("status"), *tally.c
        query = select(*columns).join(tally, tally.c.which == QUESTION.c.seq)
        return query.order_by(tally.c.last.desc().nulls_last(), QUESTION.c.seq)


def _summary(question: Question, borne: Sequence[Borne]) -> QuestionSummary:
    """The counts of a question by what bears on it."""
    moments = [item.article.published.moment for item in borne]
    printed = [moment for moment in moments if moment is not None]
    return QuestionSummary(
        question,
        None,
        len({item.statement.id for item in borne}),
        len({item.article.id for item in borne}),
        len({item.article.outlet for item in borne}),
        min(printed, default=None),
        max(printed, default=None),
    )
