"""Search a million listed names for the names of an article, with reasons.

Words lead to listed names by the index; names that share enough of the query's rare words are scored in
full, and what is known besides is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.resolve.names import THRESHOLD, explain_pairs, score_pairs
from sayso.resolve.parts import all_parts, take_apart
from sayso.resolve.taken import Floats, NameParts, Numbers, Word
from sayso.resolve.watchlists.index import Index, Places, keys_of, mass_of
from sayso.terms.entity import EntityKind, NameScore
from sayso.terms.watchlist import Entry, Hit, HitReason

CLOSE_LOOK = 16  # names scored in full for each query
_WEAK_LIMIT = 0.75  # most that a weak alias alone can score
_SINGLE_LIMIT = 0.6  # of a listed name that is one word of the query's several
_GATHERED = 5_000  # names that are looked at for one query, by words they share


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a name's bearer besides the name: dates of birth and countries, as lists have them."""

    born: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def screen(
    index: Index,
    names: Iterable[str],
    *,
    known: dict[str, Known] | None = None,
    threshold: float = THRESHOLD,
    settled: frozenset[str] = frozenset(),
) -> tuple[Hit, ...]:
    """The entries that the names may be, best first for each name.

    `known` is what is known of a name's bearer; `settled` the ids of hits that a person confirmed or
    rejected, which are not given again. A hit that rests on a weak alias says so and scores at most .75.
    """
    queries = list(dict.fromkeys(names))
    order = {query: place for place, query in enumerate(queries)}
    near: list[tuple[str, int, float, Known]] = []
    for query, best in zip(queries, _best(index, queries), strict=True):
        about = (known or {}).get(query, Known())
        margin = 0.2 if about != Known() else 0.0  # what else is known can lift a score over the threshold
        near += [(query, *found, about) for found in best.values() if found[1] >= threshold - margin]
    said = explain_pairs(
        [(query, index.names[place]) for query, place, _, _ in near],
        kinds=[index.entries[int(index.entry[place])].kind for _, place, _, _ in near],
    )
    hits = [_hit(index, *each, name) for each, name in zip(near, said, strict=True)]
    found = [hit for hit in hits if hit.score >= threshold and hit.id not in settled]
    return tuple(sorted(found, key=lambda hit: (order[hit.query], -hit.score, hit.entry)))


def entry_scores(index: Index, names: Sequence[str]) -> list[dict[str, float]]:
    """For each name the scores of the entries near it, by their ids, without reasons."""
    best = _best(index, names)
    return [{index.entries[entry].id: score for entry, (_, score) in found.items()} for found in best]


def _best(index: Index, queries: Sequence[str]) -> Iterator[dict[int, tuple[int, float]]]:
    """For each query the entries near it: the place of the best name, and its score."""
    for query, places, scores in _scored(index, queries):
        words = len(query.words)
        best: dict[int, tuple[int, float]] = {}
        for place, score, one in zip(places, scores, _of_one_word(index, places), strict=True):
            weak = bool(index.weak[place])
            single = words > 1 and one
            limited = min(score, _SINGLE_LIMIT if single else _WEAK_LIMIT if weak else 1.0)
            entry = int(index.entry[place])
            if limited > best.get(entry, (0, -1.0))[1]:
                best[entry] = (place, limited)
        yield best


def _scored(index: Index, queries: Sequence[str]) -> Iterator[tuple[NameParts, list[int], list[float]]]:
    """For each query the places of names worth a close look, with their scores."""
    parts = all_parts([(query, False) for query in queries])
    near = [candidates(index, query) for query in parts]
    pairs = [(query, place) for query, places in zip(queries, near, strict=True) for place in places]
    kinds = [EntityKind.ORGANISATION if index.body[place] else EntityKind.PERSON for _, place in pairs]
    scores = iter(score_pairs([(query, index.names[place]) for query, place in pairs], kinds=kinds).tolist())
    for query, places in zip(parts, near, strict=True):
        yield query, places, [next(scores) for _ in places]


def _of_one_word(index: Index, places: list[int]) -> list[bool]:
    """Which of some listed names are one word, legal forms counted."""
    found = index.name_starts[np.array(places, np.int64) + 1] - index.name_starts[places] == 1
    bodies = [number for number, place in enumerate(places) if index.body[place]]
    if bodies:
        names = take_apart([index.names[places[number]] for number in bodies], np.zeros(len(bodies), bool))
        found[bodies] = names.count == 1
    return [bool(one) for one in found]


def candidates(index: Index, query: NameParts) -> list[int]:
    """Places of the names that share most of the query's words, the best first; at most CLOSE_LOOK.

    Names come from the rarest words until enough are gathered; all words then count for their order.
    """
    words, weights = _words_near(index, query.words)
    if not len(words):
        return []
    starts = index.starts[words].astype(np.int64)
    sizes = index.starts[words + 1] - starts
    order = np.argsort(sizes, kind="stable")
    before = np.cumsum(sizes[order]) - sizes[order]
    gathered = before < _GATHERED
    gathered[np.argmax(weights[order])] = True  # never only misspellings
    chosen = order[gathered]
    names = _distinct(index.postings[_ranges(starts[chosen], sizes[chosen])])
    likeness = _shared(index, names, words, weights) / np.sqrt(np.maximum(index.mass[names], 1e-6))
    top = np.arange(len(names))
    if len(names) > CLOSE_LOOK:
        top = np.argpartition(-likeness, CLOSE_LOOK)[:CLOSE_LOOK]
    found: list[int] = names[top[np.lexsort((names[top], -likeness[top]))]].tolist()
    return found


def _shared(index: Index, names: Numbers, words: Numbers, weights: Floats) -> Floats:
    """For each name the weights of its words, where they are among the given ones."""
    worth = np.zeros(len(index.starts), np.float32)
    worth[words] = weights
    starts = index.name_starts[names].astype(np.int64)
    sizes = index.name_starts[names + 1].astype(np.int64) - starts
    return np.add.reduceat(worth[index.name_words[_ranges(starts, sizes)]], np.cumsum(sizes) - sizes)


def _ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers of many ranges, one after the other."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Numbers = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return numbers


def _distinct(numbers: Places) -> Numbers:
    """Each number once, in order; quicker than np.unique, which hashes."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first].astype(np.int64)


def _words_near(index: Index, words: Sequence[Word]) -> tuple[Numbers, Floats]:
    """Words of the index that one of the words may be, each with what the best shared key says of the
    mass of that word."""
    asked = [(key, says, mass_of(word)) for word in dict.fromkeys(words) for key, says in keys_of(word)]
    if not asked:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    keys = np.array([key for key, _, _ in asked], np.uint32)
    starts = np.searchsorted(index.keys, keys, side="left")
    sizes = np.searchsorted(index.keys, keys, side="right") - starts
    places = _ranges(starts, sizes)
    says = np.repeat(np.array([weight for _, weight, _ in asked], np.float32), sizes)
    mass = np.repeat(np.array([mass for _, _, mass in asked], np.float32), sizes)
    worth = np.minimum(says, index.key_weight[places]) * mass
    found = index.key_word[places]
    order = np.lexsort((-worth, found))
    found, worth = found[order], worth[order]
    first = np.ones(len(found), bool)
    first[1:] = found[1:] != found[:-1]
    return found[first].astype(np.int64), worth[first]


def _hit(index: Index, query: str, place: int, score: float, known: Known, name: NameScore) -> Hit:
    entry = index.entries[int(index.entry[place])]
    weak = bool(index.weak[place])
    reasons = list(_besides(entry, known))
    odds = np.log(max(score, 1e-6) / max(1 - score, 1e-3)) + sum(reason.weight for reason in reasons)
    if weak:
        reasons.append(HitReason("only a weak alias matches", 0.0))
    total = float(1 / (1 + np.exp(-odds))) if reasons else score
    return Hit(
        query=query,
        watchlist=index.watchlist.id,
        entry=entry.id,
        score=round(min(total, _WEAK_LIMIT) if weak else total, 4),
        name=name,
        reasons=tuple(reasons),
        weak_only=weak,
    )


def _besides(entry: Entry, known: Known) -> Iterator[HitReason]:
    """What dates of birth and countries say; the shares are set by hand, there was nothing to learn from."""
    if known.born and entry.born:
        pairs = [(one, two) for one in known.born for two in entry.born]
        apart = min(abs(int(one[:4]) - int(two[:4])) for one, two in pairs)
        if any(one == two and len(one) == 10 for one, two in pairs):
            yield HitReason("born on the same day", 2.5)
        elif apart == 0:
            yield HitReason("born in the same year", 1.0)
        elif apart > 2:
            yield HitReason(f"born {apart} years apart", -2.5)
    if known.countries and entry.countries:
        shared = {it.lower() for it in known.countries} & set(entry.countries)
        if shared:
            yield HitReason(f"country: {', '.join(sorted(shared))}", 0.5)
        else:
            yield HitReason("no country in common", -0.5)
