"""Who is who: the entities of a case, and everything it has on one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sayso.desk.bears import bearings_of
from sayso.desk.lines import StatementLine, line_of
from sayso.desk.watchlists import history_of, listings_of
from sayso.errors import NotFound
from sayso.ledger.view import View
from sayso.resolve.called import is_named
from sayso.resolve.dossier import Dossier, dossier
from sayso.resolve.judge import clusters, is_of_a_hit
from sayso.terms.article import Article, ArticleHead
from sayso.terms.entity import Alias, Entity, EntityKind, Judgement, Proposal, Relation, Resolution, Verdict
from sayso.terms.question import Question
from sayso.terms.statement import Reading
from sayso.terms.time import AsOf
from sayso.terms.watchlist import ListChange

PLACES = 3  # articles of a name that are shown


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with its names and how many articles name it."""

    entity: Entity
    names: tuple[str, ...]
    articles: int
    proposals: int


@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """The entities of a case, those that most articles name first; `found` of them pass the filter. Sources
    that are only described (`residents`, `the minister`) are left out unless `everybody`; `described` are."""

    as_of: AsOf
    entities: tuple[EntityRow, ...]
    found: int
    skip: int
    limit: int
    words: str
    everybody: bool
    described: int


@dataclass(frozen=True, slots=True)
class EntityLine:
    """A statement by the entity, or one that names it."""

    line: StatementLine
    by: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A name of one article, or a body's in all of them, of which the entity was put together: its own id,
    the name, the articles that have it, and why it was joined."""

    id: str
    name: str
    articles: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Act:
    """What a person judged of an entity at one moment: the entities that it was judged the same as,
    different from, or unsure."""

    verdict: Verdict
    others: tuple[str, ...]
    by: str
    because: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the case has on one entity. `changes` are what versions of watchlists changed of its entries;
    `joins` are those of the rule that made it one, `pieces` what they joined, `acts` the judgements put
    together that a person made at once; `others` names every entity that the page speaks of, by
    id, `places` an article of each that it may be one with, and `heads` the articles that its names and its
    first and last mention come from (a few of each)."""

    as_of: AsOf
    dossier: Dossier
    lines: tuple[EntityLine, ...]
    changes: tuple[ListChange, ...]
    questions: tuple[Question, ...]
    proposals: tuple[Proposal, ...]
    judgements: tuple[Judgement, ...]
    acts: tuple[Act, ...]
    joins: tuple[Judgement, ...]
    pieces: tuple[Piece, ...]
    others: dict[str, Entity]
    places: dict[str, str]
    heads: Mapping[str, ArticleHead]
    first: str  # the article that names it first, and the one that names it last; empty where none is dated
    last: str


def entities_page(
    view: View, *, words: str = "", everybody: bool = False, skip: int = 0, limit: int = 100
) -> EntitiesPage:
    """The entities one of whose names holds all the words; with `everybody` also who is only described."""
    who = view.resolution()
    wanted = words.casefold().split()
    rows = [row for row in _rows(who) if all(word in " ".join(row.names).casefold() for word in wanted)]
    named = [row for row in rows if is_named(row.entity.name, row.entity.kind)]
    shown = tuple(rows if everybody else named)
    return EntitiesPage(
        view.as_of,
        shown[skip : skip + limit],
        len(shown),
        skip,
        limit,
        words,
        everybody,
        len(rows) - len(named),
    )


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
    judgements = tuple(each for each in view.judgements() if not is_of_a_hit(each))
    if entity_id not in {each.id for each in who.entities}:  # it was joined, and goes under another id
        entity_id = clusters([*judgements, *who.joins]).of(entity_id)
    joins = _joins(who, judgements, entity_id)
    pieces = _pieces(who, entity_id, joins)
    spoken_of = _namesakes(who, entity_id, judgements)
    who = replace(who, aliases=(*who.aliases, *spoken_of))
    origins = {alias.origin for alias in who.aliases if alias.entity == entity_id}
    names = {alias.name for alias in who.aliases if alias.entity == entity_id}
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
        listings=listings_of(view, names, entity_id),
        judgements=judgements,
        as_of=view.as_of,
    )
    if found is None:
        raise NotFound(f"Entity {entity_id[:80]}", "", "`sayso entities` lists them.")
    if spoken_of:
        several = len({alias.origin for alias in spoken_of})
        speak = "article speaks" if several == 1 else "articles speak"
        words = f"{several} more {speak} of somebody of this name; nobody judged that it is the same one"
        found = replace(found, missing=(*found.missing, words))
    questions = {each.question.id: each.question for some in bears.values() for each in some}
    own = {entity_id, *(each.id for each in pieces)}
    mine = [each for each in judgements if each.left in own or each.right in own]
    proposals = tuple(each for each in who.proposals if entity_id in (each.left, each.right))
    first, last = _ends(found, articles)
    return EntityPage(
        as_of=view.as_of,
        dossier=found,
        lines=_lines(view, found, articles, readings),
        changes=history_of(view, found.listings),
        questions=tuple(questions[each] for each in found.questions if each in questions),
        proposals=tuple(each for each in proposals if not _judged(each, mine)),
        judgements=tuple(mine),
        acts=_acts(mine, own),
        joins=joins,
        pieces=pieces,
        others=_others(who, entity_id, (*found.relations, *proposals, *mine)),
        places=(places := _places(who, entity_id, proposals)),
        heads=view.heads(_shown(found, pieces, first, last, *places.values())),
        first=first,
        last=last,
    )


def _places(who: Resolution, entity_id: str, proposals: Iterable[Proposal]) -> dict[str, str]:
    """The first article of each entity that it may be one with."""
    others = {key for each in proposals for key in (each.left, each.right)} - {entity_id}
    found: dict[str, str] = {}
    for alias in who.aliases:
        if alias.entity in others:
            found.setdefault(alias.entity, alias.origin)
    return found


def _shown(found: Dossier, pieces: Iterable[Piece], *ends: str) -> set[str]:
    """The articles that the page names: a few of each name, and those of the pieces."""
    some = [key for use in found.names for key in use.articles[:PLACES]]
    some += [key for piece in pieces for key in piece.articles[:PLACES]]
    some += [tie.origin for tie in found.relations]
    return {*some, *ends} - {""}


def _pieces(who: Resolution, entity_id: str, joins: Iterable[Judgement]) -> tuple[Piece, ...]:
    """What the entity was put together from; nothing where it is one piece."""
    uses: dict[str, list[Alias]] = defaultdict(list)
    for alias in who.aliases:
        if alias.entity == entity_id and alias.part:
            uses[alias.part].append(alias)
    why = {key: each.because for each in joins for key in (each.right, each.left)}
    found = (
        Piece(key, some[0].name, tuple(dict.fromkeys(each.origin for each in some)), why.get(key, ""))
        for key, some in sorted(uses.items())
    )
    return tuple(found) if len(uses) > 1 else ()


def _acts(judgements: Iterable[Judgement], own: set[str]) -> tuple[Act, ...]:
    """The judgements that were made at once put together, the last first."""
    acts: dict[tuple[datetime, str, str, Verdict], list[str]] = defaultdict(list)
    for it in judgements:
        other = it.right if it.left in own else it.left
        acts[it.recorded, it.by, it.because, it.verdict].append(other)
    return tuple(
        Act(verdict, tuple(others), by, because, recorded)
        for (recorded, by, because, verdict), others in sorted(acts.items(), reverse=True)
    )


def _ends(found: Dossier, articles: dict[str, Article]) -> tuple[str, str]:
    """The articles that name it first and last, of those that are dated."""
    dated = sorted(
        (moment, key)
        for key in {key for use in found.names for key in use.articles}
        if (moment := articles[key].published.moment) is not None
    )
    return (dated[0][1], dated[-1][1]) if dated else ("", "")


def _namesakes(who: Resolution, entity_id: str, judgements: Sequence[Judgement]) -> tuple[Alias, ...]:
    """Its full names in other articles that only speak of somebody of the name, where nobody judged that
    they speak of another one, and no other of the name says anything in the case."""
    names = {alias.name for alias in who.aliases if alias.entity == entity_id and _full(alias.name)}
    apart = {alias.entity for alias in who.aliases if not alias.spoken}
    apart |= {
        key
        for each in judgements
        if each.verdict is Verdict.DIFFERENT and entity_id in (each.left, each.right)
        for key in (each.left, each.right)
    }
    return tuple(
        replace(alias, entity=entity_id)
        for alias in who.aliases
        if alias.spoken and alias.name in names and alias.entity != entity_id and alias.entity not in apart
    )


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
    parts = {each.part: Entity(each.part, EntityKind.UNKNOWN, each.name) for each in who.aliases}
    named = {key: each for key, each in parts.items() if key in ids}
    return named | {each.id: each for each in who.entities if each.id in ids}
