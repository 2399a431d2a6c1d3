"""Who is who in a case, as the joining of roots needs it: pairs of source names that are not independent."""

from __future__ import annotations

from collections import defaultdict

from sayso.terms.entity import Resolution
from sayso.terms.question import SourceRelation


def relations_of(resolution: Resolution) -> tuple[SourceRelation, ...]:
    """Names of one entity, and names of entities of which one speaks for or is part of the other. A name
    that stands for different entities in different articles is left out."""
    owners: dict[str, set[str]] = defaultdict(set)
    for alias in resolution.of_sources():
        owners[alias.name].add(alias.entity)
    names: dict[str, list[str]] = defaultdict(list)
    for name in sorted(owners):
        if len(owners[name]) == 1:
            names[next(iter(owners[name]))].append(name)
    found = [SourceRelation(first, name) for first, *others in names.values() for name in others]
    for relation in resolution.relations:
        if names[relation.left] and names[relation.right]:
            found.append(SourceRelation(names[relation.left][0], names[relation.right][0], relation.kind))
    return tuple(found)


def told_otherwise(before: Resolution, after: Resolution) -> frozenset[str]:
    """The articles whose names stand for other entities, or whose relations are others, than before."""

    def by_article(resolution: Resolution) -> dict[str, set[tuple[str, ...]]]:
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for alias in resolution.of_sources():
            found[alias.origin].add((alias.name, alias.entity))
        for relation in resolution.relations:
            found[relation.origin].add((relation.left, relation.right, relation.kind))
        return found

    old, new = by_article(before), by_article(after)
    return frozenset(article for article in old.keys() | new.keys() if old.get(article) != new.get(article))
