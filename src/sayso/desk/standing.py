"""A question as it stood at the view's moment, weighed anew from what was known then."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.ledger.rows import Borne
from sayso.ledger.view import View
from sayso.terms.question import Copy, Question, Standing
from sayso.weigh.status import standing


def stand(view: View, question: Question, borne: Iterable[Borne], copies: Iterable[Copy]) -> Standing:
    """Join the chains and find the status; the view has dropped already what was not known."""
    borne = tuple(borne)
    articles = {item.article.id: item.article for item in borne}
    return standing(
        question,
        [item.bearing for item in borne],
        {item.statement.id: item.statement for item in borne}.values(),
        articles.values(),
        as_of=view.as_of,
        copies=tuple(copies),
        recorded={head.id: head.recorded for head in articles.values()},
    )
