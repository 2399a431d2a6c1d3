"""The articles that a large event's questions are taken from: what most of them say, and what few do."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.weigh.words import stems

Pair = tuple[Article, Reading]

_LEAD = 250  # characters that tell what an article says


def sampled(pairs: Sequence[Pair], most: int) -> tuple[list[Pair], list[Pair]]:
    """At most so many articles of an event, and all others, each by their ids. Half are taken by their ids,
    which is by chance, as ids are hashes; then one after another the one that is least like all that were
    taken (Gonzalez 1985, "Clustering to minimize the maximum intercluster distance"). By chance alone forty
    relays of one report would leave no room for the denial. The order of `pairs` does not matter."""
    rest = sorted(pairs, key=lambda pair: pair[0].id)
    if len(rest) <= most:
        return rest, []
    words = {article.id: _words(article) for article, _ in rest}
    taken, rest = rest[: most // 2], rest[most // 2 :]
    nearest = {a.id: max(_likeness(words[a.id], words[b.id]) for b, _ in taken) for a, _ in rest}
    while len(taken) < most:
        new = min(rest, key=lambda pair: (nearest[pair[0].id], pair[0].id))
        rest.remove(new)
        taken.append(new)
        for article, _ in rest:
            near = _likeness(words[article.id], words[new[0].id])
            nearest[article.id] = max(nearest[article.id], near)
    return sorted(taken, key=lambda pair: pair[0].id), rest


def _words(article: Article) -> frozenset[str]:
    return frozenset(stems(f"{article.title} {article.text[:_LEAD]}"))


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Jaccard: what both have of what either has, 0 to 1."""
    return len(one & two) / (len(one | two) or 1)
