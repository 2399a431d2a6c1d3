"""An entity's page as values: its names, its lists, what it says, what is judged. Pure and light."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sayso.resolve.judge import clusters, standing
from sayso.terms.article import Article
from sayso.terms.entity import Entity, EntityKind, Judgement, Relation, Resolution
from sayso.terms.parties import parties
from sayso.terms.question import Bearing
from sayso.terms.statement import Reading, Statement
from sayso.terms.time import NOW, AsOf
from sayso.terms.watchlist import Entry, Hit, Watchlist

_LISTABLE = ("person", "organisation")  # kinds of mentions that a watchlist may have


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name that an entity goes by, the articles that use it, and whether it is too common to identify."""

    name: str
    articles: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of a watchlist that the entity may be, the version it is of, and the hit that says so.
    `confirmed`: a person said so (True), said no (False), or nobody did (None)."""

    watchlist: Watchlist
    entry: Entry
    hit: Hit
    confirmed: bool | None


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the timeline: a statement by the entity or about it, with when it was printed."""

    statement: Statement
    article: Article
    by: bool  # it is the innermost source; else a relay, or the content names it


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a case has on one entity as of a moment. `first_since` and `last_seen` are the earliest and
    the latest moment an article that names it was printed. `missing` says what could not be told."""

    entity: Entity
    names: tuple[NameUse, ...]
    listings: tuple[Listing, ...]
    timeline: tuple[Said, ...]
    first_since: datetime | None
    last_seen: datetime | None
    questions: tuple[str, ...]
    relations: tuple[Relation, ...]
    judgements: tuple[Judgement, ...]
    missing: tuple[str, ...] = ()


def case_names(
    resolution: Resolution, readings: Iterable[tuple[Article, Reading]]
) -> dict[str, tuple[str, ...]]:
    """Every name of a person or body in a case, as sources or as mentioned, with the ids of its articles."""
    unknown = {it.id for it in resolution.entities if it.kind is EntityKind.UNKNOWN}
    found: dict[str, dict[str, None]] = {}
    for alias in resolution.aliases:
        if alias.entity not in unknown:
            found.setdefault(alias.name, {})[alias.origin] = None
    for article, reading in readings:
        for mention in reading.mentions:
            if mention.kind in _LISTABLE:
                found.setdefault(mention.name, {})[article.id] = None
    return {name: tuple(articles) for name, articles in found.items()}


def in_force(versions: Iterable[Watchlist], *, on: date) -> tuple[Watchlist, ...]:
    """Of each list the last version that is not of a later day, by name."""
    latest: dict[str, Watchlist] = {}
    for version in sorted(versions, key=lambda it: (it.dated, it.digest)):
        if version.dated <= on:
            latest[version.name] = version
    return tuple(latest[name] for name in sorted(latest))


def dossier(
    entity: str,
    *,
    resolution: Resolution,
    articles: Mapping[str, Article],
    readings: Iterable[Reading],
    bearings: Iterable[Bearing] = (),
    listings: Sequence[Listing] = (),
    judgements: Sequence[Judgement] = (),
    as_of: AsOf = NOW,
) -> Dossier | None:
    """The dossier of an entity (any id of its cluster), None where the case has no such entity.

    `articles` are all articles of the case by id; one that was printed after `as_of.published` is left out,
    and judgements that were recorded after `as_of.recorded`.
    """
    id_ = clusters([*judgements, *resolution.joins], at=as_of.recorded).of(entity)
    found = next((it for it in resolution.entities if it.id in (entity, id_)), None)
    if found is None:
        return None
    seen = {key: article for key, article in articles.items() if _printed(article, as_of)}
    uses = _uses(found.id, resolution, seen)
    named = {(article, use.name) for use in uses for article in use.articles}
    timeline = _timeline(readings, seen, named)
    moments = [moment for article, _ in named if (moment := seen[article].published.moment)]
    shown = {line.statement.id for line in timeline}
    missing = ["the printed time of some articles is unknown"] if len(moments) < len(named) else []
    return Dossier(
        entity=found,
        names=uses,
        listings=tuple(sorted(listings, key=lambda it: (-it.hit.score, it.entry.id))),
        timeline=timeline,
        first_since=min(moments, default=None),
        last_seen=max(moments, default=None),
        questions=tuple(dict.fromkeys(it.question for it in bearings if it.statement in shown)),
        relations=tuple(it for it in resolution.relations if found.id in (it.left, it.right)),
        judgements=tuple(
            it for it in standing(judgements, at=as_of.recorded) if {it.left, it.right} & {found.id, entity}
        ),
        missing=tuple(missing),
    )


def _printed(article: Article, as_of: AsOf) -> bool:
    moment = article.published.moment
    return as_of.published is None or (moment is not None and moment < as_of.published)


def _uses(entity: str, resolution: Resolution, seen: Mapping[str, Article]) -> tuple[NameUse, ...]:
    origins: dict[str, list[str]] = defaultdict(list)
    weak: dict[str, bool] = {}
    for alias in resolution.aliases:
        if alias.entity == entity and alias.origin in seen:
            origins[alias.name].append(alias.origin)
            weak[alias.name] = weak.get(alias.name, True) and alias.weak
    uses = (NameUse(name, tuple(sorted(set(ids))), weak[name]) for name, ids in origins.items())
    return tuple(sorted(uses, key=lambda use: (-len(use.articles), use.name)))


def _timeline(
    readings: Iterable[Reading], seen: Mapping[str, Article], named: set[tuple[str, str]]
) -> tuple[Said, ...]:
    lines = []
    for reading in readings:
        article = seen.get(reading.article)
        if article is None:
            continue
        names = [name for key, name in named if key == article.id]
        for statement in (*reading.statements, *reading.own_voice):
            chain = [{party.name for party in parties(link)} for link in statement.chain]
            by = bool(chain) and not chain[-1].isdisjoint(names)
            if by or any(name in set().union(*chain) or name in statement.content.text for name in names):
                lines.append(Said(statement, article, by))
    return tuple(sorted(lines, key=_when))


def _when(line: Said) -> tuple[bool, float, str]:
    moment = line.article.published.moment
    return (moment is None, moment.timestamp() if moment else 0.0, line.statement.id)
