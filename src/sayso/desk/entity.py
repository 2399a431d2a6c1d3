"""Who is who: the entities of a case, and everything it has on one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.desk.bears import bearings_of
from sayso.desk.lines import StatementLine, line_of
from sayso.desk.watchlists import listings_of
from sayso.errors import NotFound
from sayso.ledger.view import View
from sayso.resolve.dossier import Dossier, dossier
from sayso.resolve.judge import clusters
from sayso.terms.article import Article
from sayso.terms.entity import Alias, Entity, Judgement, Proposal, Relation, Resolution
from sayso.terms.question import Question
from sayso.terms.statement import Reading
from sayso.terms.time import AsOf

_MOST_NAMES, _MOST_ARTICLES = 8, 100  # that a name is looked for by, and in


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with its names and how many articles name it."""

    entity: Entity
    names: tuple[str, ...]
    articles: int
    proposals: int


@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """The entities of a case, those that most articles name first; `found` of them pass the filter."""

    as_of: AsOf
    entities: tuple[EntityRow, ...]
    found: int
    skip: int
    limit: int
    words: str


@dataclass(frozen=True, slots=True)
class EntityLine:
    """A statement by the entity, or one that names it."""

    line: StatementLine
    by: bool


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the case has on one entity. `joins` are those of the rule that made it one; `others` names
    every entity that the page speaks of, by id."""

    as_of: AsOf
    dossier: Dossier
    lines: tuple[EntityLine, ...]
    questions: tuple[Question, ...]
    proposals: tuple[Proposal, ...]
    judgements: tuple[Judgement, ...]
    joins: tuple[Judgement, ...]
    others: dict[str, Entity]


def entities_page(view: View, *, words: str = "", skip: int = 0, limit: int = 100) -> EntitiesPage:
    """The entities one of whose names holds all the words."""
    who = view.resolution()
    wanted = words.casefold().split()
    rows = [row for row in _rows(who) if all(word in " ".join(row.names).casefold() for word in wanted)]
    return EntitiesPage(view.as_of, tuple(rows[skip : skip + limit]), len(rows), skip, limit, words)


def _rows(who: Resolution) -> list[EntityRow]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    articles: dict[str, set[str]] = defaultdict(set)
    for alias in who.aliases:
        names[alias.entity][alias.name] = None
        articles[alias.entity].add(alias.origin)
    proposed: dict[str, int] = defaultdict(int)
    for proposal in who.proposals:
        proposed[proposal.left] += 1
        proposed[proposal.right] += 1
    rows = (
        EntityRow(each, tuple(names[each.id]), len(articles[each.id]), proposed[each.id])
        for each in who.entities
    )
    return sorted(rows, key=lambda row: (-row.articles, row.entity.name.casefold()))


def entity_page(view: View, entity_id: str) -> EntityPage:
    """The dossier of one entity, from the articles that name it. NotFound.

    Articles that only speak of somebody by one of its full names are in it too, and it says how many.
    """
    who = view.resolution()
    spoken_of = _spoken_of(view, who, entity_id)
    who = replace(who, aliases=(*who.aliases, *spoken_of))
    judgements = view.judgements()
    origins = {alias.origin for alias in who.aliases if alias.entity == entity_id}
    articles = {key: view.article(key) for key in sorted(origins)}
    readings = [reading for key in articles if (reading := view.reading(key))]
    bears = bearings_of(
        view, [s.id for reading in readings for s in (*reading.statements, *reading.own_voice)]
    )
    bearings = [each.bearing for some in bears.values() for each in some]
    found = dossier(
        entity_id,
        resolution=who,
        articles=articles,
        readings=readings,
        bearings=bearings,
        listings=listings_of(view, {alias.name for alias in who.aliases if alias.entity == entity_id}),
        judgements=judgements,
        as_of=view.as_of,
    )
    if found is None:
        raise NotFound(f"Entity {entity_id[:80]}", "", "The page of entities lists them.")
    if spoken_of:
        several = len({alias.origin for alias in spoken_of})
        speak = "article speaks" if several == 1 else "articles speak"
        words = f"{several} more {speak} of somebody of this name; nobody judged that it is the same one"
        found = replace(found, missing=(*found.missing, words))
    questions = {each.question.id: each.question for some in bears.values() for each in some}
    mine = [each for each in judgements if entity_id in (each.left, each.right)]
    proposals = tuple(each for each in who.proposals if entity_id in (each.left, each.right))
    return EntityPage(
        as_of=view.as_of,
        dossier=found,
        lines=_lines(view, found, articles, readings),
        questions=tuple(questions[each] for each in found.questions if each in questions),
        proposals=tuple(each for each in proposals if not _judged(each, mine)),
        judgements=tuple(mine),
        joins=_joins(who, judgements, entity_id),
        others=_others(who, entity_id, (*found.relations, *proposals, *mine)),
    )


def _spoken_of(view: View, who: Resolution, entity_id: str) -> tuple[Alias, ...]:
    """Its full names in articles that mention them and have no source of the name."""
    names = {alias.name for alias in who.aliases if alias.entity == entity_id and _full(alias.name)}
    sources = {(alias.origin, alias.name) for alias in who.aliases}
    found = []
    for name in sorted(names)[:_MOST_NAMES]:
        plain = name.replace('"', " ")
        for hit in view.search(f'"{plain}"', limit=_MOST_ARTICLES).articles:
            reading = None if (hit.article.id, name) in sources else view.reading(hit.article.id)
            if reading is not None and any(mention.name == name for mention in reading.mentions):
                found.append(Alias(name, entity_id, hit.article.id))
    return tuple(found)


def _full(name: str) -> bool:
    """Whether a name has two words or more that are written as names."""
    return sum(word[0].isupper() for word in name.split()) > 1


def _joins(who: Resolution, judgements: Sequence[Judgement], entity_id: str) -> tuple[Judgement, ...]:
    """The joins of the rule inside the entity."""
    joined = clusters([*judgements, *who.joins])
    stands = joined.of(entity_id)
    return tuple(each for each in who.joins if joined.of(each.left) == stands == joined.of(each.right))


def _lines(
    view: View, found: Dossier, articles: dict[str, Article], readings: Iterable[Reading]
) -> tuple[EntityLine, ...]:
    """The lines of the timeline, without the sentences of an article's own voice that only name it."""
    heads = view.heads(articles)
    own = {statement.id for reading in readings for statement in reading.own_voice}
    return tuple(
        EntityLine(line_of(said.statement, heads[said.article.id]), said.by)
        for said in found.timeline
        if said.statement.id not in own and said.article.id in heads
    )


def _judged(proposal: Proposal, judgements: Iterable[Judgement]) -> bool:
    pair = {proposal.left, proposal.right}
    return any(pair == {each.left, each.right} for each in judgements)


def _others(
    who: Resolution, entity_id: str, ties: Iterable[Relation | Proposal | Judgement]
) -> dict[str, Entity]:
    ids = {key for tie in ties for key in (tie.left, tie.right)} - {entity_id}
    return {each.id: each for each in who.entities if each.id in ids}
