"""A question as it stood at a moment, weighed anew from what was known then."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.ledger.rows import Borne
from sayso.terms.question import Copy, Question, Standing
from sayso.terms.time import AsOf
from sayso.weigh.status import standing


def stand(question: Question, borne: Iterable[Borne], copies: Iterable[Copy], *, as_of: AsOf) -> Standing:
    """Drop what was not known at `as_of`, join the chains of the rest and find the status."""
    borne = tuple(borne)
    articles = {item.article.id: item.article for item in borne}
    statements = {item.statement.id: item.statement for item in borne}
    bearings = [item.bearing for item in borne]
    return standing(
        question, bearings, statements.values(), articles.values(), as_of=as_of, copies=tuple(copies)
    )
