"""A question as it stood at a moment, weighed anew from what was known then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sayso.ledger.rows import Borne
from sayso.ledger.view import View
from sayso.terms.entity import Resolution
from sayso.terms.framing import Framing
from sayso.terms.question import Copy, Question, Ruling, Standing
from sayso.terms.time import AsOf
from sayso.terms.version import Revision
from sayso.weigh.recordings.hanging import NOTHING, Hanging, hanging_of
from sayso.weigh.roots.relations import relations_of
from sayso.weigh.status.standing import standing


@dataclass(frozen=True, slots=True)
class Told:
    """A question with everything that bears on it, which can be weighed as of any earlier moment; `others`
    are questions that tell of its sources' past."""

    question: Question
    borne: tuple[Borne, ...]
    copies: tuple[Copy, ...]
    rulings: tuple[Ruling, ...]
    who: Resolution = field(default_factory=Resolution)
    revisions: tuple[Revision, ...] = ()
    hanging: Hanging = NOTHING
    framings: tuple[Framing, ...] = ()
    others: tuple[Told, ...] = ()


def told(view: View, question_id: str) -> Told:
    """What the view knows of a question. NotFound, also where nothing known yet bears on it."""
    question = view.question(question_id).question
    borne = view.bearings(question_id)
    articles = {item.article.id for item in borne}
    copies = view.copies(articles)
    who = view.resolution(articles)
    revisions, hanging = view.revisions(articles), hanging_of(view, sorted(articles))
    put = tuple(each for each in view.framings() if question_id in (each.question, each.into))
    return Told(question, borne, copies, view.rulings(question_id), who, revisions, hanging, put)


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
        relations=relations_of(_who_by(told, as_of)),
        copies=told.copies,
        revisions=told.revisions,
        hanging=told.hanging,
    )


def _who_by(told: Told, as_of: AsOf) -> Resolution:
    """Who is who by the articles that were known: a later one must not tell that two names are one."""
    heads = (item.article for item in told.borne)
    known = {head.id for head in heads if as_of.admits(head.published, head.recorded)}
    return replace(
        told.who,
        aliases=tuple(alias for alias in told.who.aliases if alias.origin in known),
        relations=tuple(relation for relation in told.who.relations if relation.origin in known),
    )
