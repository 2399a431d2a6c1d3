"""The case as it was known at a moment. Nothing published or recorded later is ever shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from sayso.ledger import search
from sayso.ledger.alerts import Alerts
from sayso.ledger.articles import Articles
from sayso.ledger.beats import Beats
from sayso.ledger.built import (
    moment_of,
)
from sayso.ledger.judgements import Judgements
from sayso.ledger.kept import Kept
from sayso.ledger.moments import from_ticks
from sayso.ledger.questions import Questions
from sayso.ledger.recordings import Recordings
from sayso.ledger.rows import Counts, Found, Refused
from sayso.ledger.schema import (
    ARTICLE,
    CUSTODY,
    FRESH,
    OUTLET,
    QUESTION,
    REFUSAL,
    SOURCE,
)
from sayso.ledger.statements import Statements
from sayso.ledger.tallies import AnyQuery, by_question, by_source
from sayso.ledger.versions import Versions
from sayso.ledger.watchlists import Watchlists


class View(
    Articles, Statements, Questions, Judgements, Watchlists, Recordings, Beats, Versions, Alerts, Kept
):
    """Reads a case as of a moment.

    Each question to it is answered from one state of the case; in a `with` block all of them are
    answered from the same state, whatever others write meanwhile. What a person corrected in a
    statement is applied; `corrections` tells what it was.
    """

    def search(self, words: str, *, limit: int = 20, since: datetime | None = None) -> Found:
        """The best `limit` articles and statements for plain words, with the words found marked; with
        `since` only of articles that were recorded later.

        All words must occur; words between double quotation marks stand together. Nothing that a
        person types is taken as anything but words.
        """
        with self._reading() as connection:
            return search.find(connection, words, bounds=self._bounds, limit=limit, since=since)

    def counts(self) -> Counts:
        """How much there is."""
        refused = select(func.count()).select_from(REFUSAL).where(*self._bounds.open(REFUSAL))
        with self._reading() as connection:
            sums = self._sums_known() if self._bounds else _sums_now()
            counted = [int(connection.execute(query).scalar_one()) for query in (*sums, refused)]
        return Counts(*counted)

    def unweighed(self, *, limit: int | None = None) -> tuple[str, ...]:
        """Ids of the articles that were read, corrected or judged since they were weighed, whatever the
        as-of, in the order they were recorded."""
        query = select(ARTICLE.c.id).join(FRESH, FRESH.c.article == ARTICLE.c.seq)
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(FRESH.c.article).limit(limit)).scalars())

    def is_weighed(self) -> bool:
        """Whether the whole case has been weighed since what is read was last changed."""
        return not self.unweighed(limit=1)

    def changed(self) -> int:
        """A number that grows with everything that is stored or weighed."""
        with self._reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(CUSTODY.c.seq), 0))).scalar_one())

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


def _sums_now() -> tuple[AnyQuery, ...]:
    """The same of now, without looking at each statement."""
    spoken = SOURCE.c.statements > 0
    articles, outlets, questions = (
        select(func.count()).select_from(table) for table in (ARTICLE, OUTLET, QUESTION)
    )
    statements = select(func.coalesce(func.sum(SOURCE.c.statements), 0))
    sources = select(func.count()).select_from(SOURCE).where(spoken)
    return articles, outlets, statements, sources, questions
