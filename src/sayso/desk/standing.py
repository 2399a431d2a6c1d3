"""A question as it stood at a moment, weighed anew from what was known then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sayso.ledger.rows import Borne
from sayso.ledger.view import View
from sayso.terms.article import ArticleHead
from sayso.terms.entity import Alias, Relation, Resolution
from sayso.terms.framing import Framing
from sayso.terms.question import Copy, Question, Ruling, Standing
from sayso.terms.time import AsOf
from sayso.terms.version import Revision
from sayso.weigh.recordings.hanging import NOTHING, Hanging, hanging_of
from sayso.weigh.roots.relations import relations_of
from sayso.weigh.status.standing import standing


@dataclass(frozen=True, slots=True)
class Told:
    """A question with everything that bears on it, which can be weighed as of any earlier moment; `who` is by
    the articles of its event, whose `heads` say when they were known; `others` are questions that tell of
    its sources' past."""

    question: Question
    borne: tuple[Borne, ...]
    copies: tuple[Copy, ...]
    rulings: tuple[Ruling, ...]
    who: Resolution = field(default_factory=Resolution)
    heads: Mapping[str, ArticleHead] = field(default_factory=dict)
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
    heads = view.heads(view.events_of(articles))
    who, revisions = view.resolution(heads), view.revisions(articles)
    hanging = hanging_of(view, sorted(articles))
    put = tuple(each for each in view.framings() if question_id in (each.question, each.into))
    return Told(question, borne, copies, view.rulings(question_id), who, heads, revisions, hanging, put)


def all_told(view: View, questions: Sequence[Question]) -> Iterator[Told]:
    """The same of many questions, read together."""
    borne: dict[str, list[Borne]] = defaultdict(list)
    for item in view.bearings():
        borne[item.bearing.question].append(item)
    rulings: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in view.rulings():
        rulings[ruling.question].append(ruling)
    articles = {item.article.id for some in borne.values() for item in some}
    events = view.events_of(articles)
    heads, who = _by_event(events, view.heads(events)), _who_by_event(events, view.resolution(events))
    copies, revisions = view.copies(), view.revisions(articles)
    hanging = hanging_of(view, sorted(articles))
    for each in questions:
        some = borne[each.id]
        told_in = sorted({events[item.article.id] for item in some})
        yield Told(
            each,
            tuple(some),
            copies,
            tuple(rulings[each.id]),
            _together([who[event] for event in told_in]),
            {name: head for event in told_in for name, head in heads[event].items()},
            revisions,
            hanging,
        )


def _by_event(
    events: Mapping[str, str], heads: Mapping[str, ArticleHead]
) -> Mapping[str, dict[str, ArticleHead]]:
    found: dict[str, dict[str, ArticleHead]] = defaultdict(dict)
    for name, head in heads.items():
        found[events[name]][name] = head
    return found


def _who_by_event(events: Mapping[str, str], who: Resolution) -> Mapping[str, Resolution]:
    """Who is who by the articles of each event alone."""
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for alias in who.aliases:
        aliases[events[alias.origin]].append(alias)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for relation in who.relations:
        relations[events[relation.origin]].append(relation)
    return {
        event: Resolution(aliases=tuple(aliases[event]), relations=tuple(relations[event]))
        for event in set(events.values())
    }


def _together(some: Sequence[Resolution]) -> Resolution:
    return Resolution(
        aliases=tuple(alias for who in some for alias in who.aliases),
        relations=tuple(relation for who in some for relation in who.relations),
    )


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
    heads = told.heads.values()
    known = {head.id for head in heads if as_of.admits(head.published, head.recorded)}
    return replace(
        told.who,
        aliases=tuple(alias for alias in told.who.aliases if alias.origin in known),
        relations=tuple(relation for relation in told.who.relations if relation.origin in known),
    )
