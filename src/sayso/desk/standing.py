"""A question as it stood at a moment, weighed anew from what was known then."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger.rows import Borne
from sayso.ledger.view import View
from sayso.terms.question import Copy, Question, Ruling, Standing
from sayso.terms.time import AsOf
from sayso.weigh.status import standing


@dataclass(frozen=True, slots=True)
class Told:
    """A question with everything that bears on it, which can be weighed as of any earlier moment."""

    question: Question
    borne: tuple[Borne, ...]
    copies: tuple[Copy, ...]
    rulings: tuple[Ruling, ...]


def told(view: View, question_id: str) -> Told:
    """What the view knows of a question. NotFound, also where nothing known yet bears on it."""
    question = view.question(question_id).question
    borne = view.bearings(question_id)
    copies = view.copies({item.article.id for item in borne})
    return Told(question, borne, copies, view.rulings(question_id))


def stand(told: Told, as_of: AsOf) -> Standing:
    """Drop what was not known at `as_of`, join the chains of the rest and find the status."""
    articles = {item.article.id: item.article for item in told.borne}
    statements = {item.statement.id: item.statement for item in told.borne}
    return standing(
        told.question,
        [item.bearing for item in told.borne],
        statements.values(),
        articles.values(),
        as_of=as_of,
        judgements=told.rulings,
        copies=told.copies,
    )
