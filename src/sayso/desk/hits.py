"""Hits on watchlists: whom of the case each may be, what a person said of whom, and which still wait.

Several of a case can go by one name. What is said of a hit is said of one of them: that a man is the
listed one makes no other man of his name listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sayso.ledger.view import View
from sayso.resolve.dossier import case_names
from sayso.resolve.judge import clusters, is_of_a_hit
from sayso.terms.article import ArticleHead
from sayso.terms.entity import Entity, Judgement, Resolution
from sayso.terms.watchlist import Entry, Hit, Watchlist

_MOST_HITS = 2_000


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit under the id by which it is judged, with its entry, the list's version, the entities of the
    name that it was not judged of (or of which that `judgement` was made) and the articles that have it,
    other names of the same entity that hit the same entry, and what a person judged of it. `places` is
    where each of the entities stands, by id."""

    hit: Hit
    entry: Entry
    watchlist: Watchlist
    entities: tuple[Entity, ...]
    articles: tuple[ArticleHead, ...]
    also: tuple[str, ...]
    judgement: Judgement | None
    id: str
    places: dict[str, ArticleHead]


@dataclass(frozen=True, slots=True)
class Asked:
    """A hit with those of its name of whom a person said the same, or nobody anything (no `judgement`).
    No `bearers` where the name is only mentioned."""

    hit: Hit
    bearers: tuple[Entity, ...]
    judgement: Judgement | None


Judged = Mapping[tuple[str, str], Judgement]
"""What persons said of hits, by hit and by whom: an entity's id, or the entry's for all of the name."""


def judged_hits(view: View, who: Resolution) -> Judged:
    """The last judgement of each hit on each whom it was said of, under the id that the entity has now."""
    held = view.judgements()
    joined = clusters([*held, *who.joins])
    said = sorted((it for it in held if is_of_a_hit(it)), key=lambda it: it.recorded)
    return {(it.left, joined.of(it.right)): it for it in said}


def ruling(judged: Judged, hit: Hit, entity: str = "") -> Judgement | None:
    """What was said last of a hit on an entity that has the name, or on the name as such."""
    found = (judged.get((hit.id, whom)) for whom in (entity, hit.entry))
    return max((it for it in found if it), key=lambda it: it.recorded, default=None)


def bearers(who: Resolution, names: Iterable[str]) -> dict[str, tuple[Entity, ...]]:
    """The entities that go by each of the names."""
    wanted, entities = set(names), {each.id: each for each in who.entities}
    found: dict[str, dict[str, Entity]] = defaultdict(dict)
    for alias in who.aliases:
        if alias.name in wanted and alias.entity in entities:
            found[alias.name][alias.entity] = entities[alias.entity]
    return {name: tuple(some.values()) for name, some in found.items()}


def asked(view: View, counts: Callable[[Hit], bool]) -> tuple[list[list[Asked]], list[list[Asked]]]:
    """Hits that wait, of those that `counts` lets through, the likeliest first; and hits that were judged,
    the last first. Hits of one entity on one entry stand together."""
    who = view.resolution()
    judged, hits = judged_hits(view, who), [each.hit for each in view.hits()]
    of = bearers(who, (hit.query for hit in hits))
    each_one = [one for hit in hits for one in _by_ruling(hit, of.get(hit.query, ()), judged)]
    waiting = [one for one in each_one if one.judgement is None and counts(one.hit)]
    waiting.sort(key=lambda one: (-one.hit.score, one.hit.query, one.hit.entry))
    closed = [one for one in each_one if one.judgement]
    closed.sort(key=lambda one: one.judgement.recorded if one.judgement else 0, reverse=True)
    return _together(waiting[:_MOST_HITS]), _together(closed)


def _by_ruling(hit: Hit, mine: tuple[Entity, ...], judged: Judged) -> list[Asked]:
    """The hit once for all those of the name of whom the same was said."""
    if not mine:
        return [Asked(hit, (), ruling(judged, hit))]
    groups: dict[object, tuple[Judgement | None, list[Entity]]] = {}
    for entity in mine:
        said = ruling(judged, hit, entity.id)
        act = said and (said.recorded, said.by, said.verdict)
        groups.setdefault(act, (said, []))[1].append(entity)
    return [Asked(hit, tuple(some), said) for said, some in groups.values()]


def _together(some: Iterable[Asked]) -> list[list[Asked]]:
    groups: dict[tuple[object, ...], list[Asked]] = defaultdict(list)
    for one in some:
        mine = tuple(each.id for each in one.bearers) or one.hit.query
        said = one.judgement and (one.judgement.recorded, one.judgement.verdict)
        groups[one.hit.watchlist, one.hit.entry, mine, said].append(one)
    return list(groups.values())


def rows(view: View, groups: list[list[Asked]], lists: Mapping[str, Watchlist]) -> tuple[HitRow, ...]:
    """What a page shows of each group; `lists` are the versions by id."""
    who = view.resolution()
    names = {one.hit.query for group in groups for one in group}
    lone = {one.hit.query for group in groups for one in group if not one.bearers}
    # Only who is merely mentioned has to be looked for in all that was read.
    origins = case_names(who, view.readings()) if lone else {}
    where: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for alias in who.aliases:
        if alias.name in names:
            where[alias.name, alias.entity][alias.origin] = None
    stand = {key for some in where.values() for key in some}
    heads = view.heads(stand | {key for name in lone for key in origins.get(name, ())})
    found = []
    for group in groups:
        first = group[0]
        own = dict.fromkeys(
            key for one in group for each in one.bearers for key in where[one.hit.query, each.id]
        )
        keys = own or dict.fromkeys(key for one in group for key in origins.get(one.hit.query, ()))
        places = {each.id: next(iter(where[first.hit.query, each.id]), "") for each in first.bearers}
        found.append(
            HitRow(
                hit=first.hit,
                entry=view.entry(first.hit.watchlist, first.hit.entry),
                watchlist=lists[first.hit.watchlist],
                entities=first.bearers,
                articles=tuple(heads[key] for key in keys if key in heads),
                also=tuple(one.hit.query for one in group[1:]),
                judgement=first.judgement,
                id=first.hit.id,
                places={one: heads[key] for one, key in places.items() if key in heads},
            )
        )
    return tuple(found)
