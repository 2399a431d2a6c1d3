"""Articles about the same event: TF-IDF of their leads and names with a decay over time, one pass in order
of publication, candidates from an inverted index, so that cost grows with what an article shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import exp, log, sqrt

from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.weigh.words import stems

Pair = tuple[Article, Reading]
Vector = dict[str, float]

_SAME = 0.18  # least cosine with an event's centroid
_DAYS = 30.0  # over which likeness decays to a third
_LEAD = 1500  # characters of the text that tell what it is about
_BACKGROUND = 200  # articles of other events that a case is thought to stand among, so that a small one works
_PROBES = 10  # rarest words of an article that look up candidate events
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class Event:
    """Articles taken to be about one event, with the sum of their unit vectors."""

    members: list[int] = field(default_factory=list)
    total: Vector = field(default_factory=dict)
    latest: datetime = _EPOCH

    def likeness(self, vector: Vector, moment: datetime) -> float:
        """Cosine with the centroid, decayed by the days since the newest member."""
        norm = sqrt(sum(value * value for value in self.total.values())) or 1.0
        cosine = sum(value * self.total.get(word, 0.0) for word, value in vector.items()) / norm
        dated = self.latest is not _EPOCH and moment is not _EPOCH  # an undated text is near any day
        days = abs((moment - self.latest).total_seconds()) / 86400 if dated else 0.0
        return cosine * exp(-days / _DAYS)

    def add(self, index: int, vector: Vector, moment: datetime) -> None:
        """Take an article in."""
        self.members.append(index)
        self.latest = max(self.latest, moment)
        for word, value in vector.items():
            self.total[word] = self.total.get(word, 0.0) + value


def find_events(pairs: Sequence[Pair]) -> tuple[tuple[int, ...], ...]:
    """Indices into `pairs`, one tuple for each event, earliest article first and those without a published
    time last. The same whatever the order of `pairs`, but for the indices."""
    bags = [_bag(article, reading) for article, reading in pairs]
    seen: Counter[str] = Counter(word for bag in bags for word in bag)
    vectors = [_unit(bag, seen, len(bags)) for bag in bags]

    def when(index: int) -> tuple[bool, datetime, str]:
        moment = _moment(pairs[index][0])
        return moment is _EPOCH, moment, pairs[index][0].id

    order = sorted(range(len(pairs)), key=when)
    events: list[Event] = []
    holders: dict[str, set[int]] = defaultdict(set)
    for index in order:
        vector, moment = vectors[index], _moment(pairs[index][0])
        place = _nearest(vector, moment, events, holders)
        if place is None:
            place = len(events)
            events.append(Event())
        events[place].add(index, vector, moment)
        for word in _probes(vector):
            holders[word].add(place)
    return tuple(tuple(event.members) for event in events)


def _nearest(
    vector: Vector, moment: datetime, events: Sequence[Event], holders: Mapping[str, set[int]]
) -> int | None:
    candidates = {place for word in _probes(vector) for place in holders.get(word, ())}
    scored = [(events[place].likeness(vector, moment), -place) for place in candidates]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= _SAME else None


def _bag(article: Article, reading: Reading) -> Counter[str]:
    """The words of the title and the lead; names count twice."""
    bag = Counter(stems(article.text[:_LEAD]))
    bag.update(stems(article.title) * 2)
    for mention in reading.mentions:
        if mention.span.start < _LEAD:
            bag.update(stems(mention.name))
    return bag


def _unit(bag: Counter[str], seen: Mapping[str, int], total: int) -> Vector:
    raw = {word: (1 + log(n)) * (log((_BACKGROUND + total) / (1 + seen[word]))) for word, n in bag.items()}
    norm = sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / norm for word, value in raw.items()}


def _probes(vector: Vector) -> list[str]:
    return sorted(vector, key=lambda word: (-vector[word], word))[:_PROBES]


def _moment(article: Article) -> datetime:
    return article.published.moment or _EPOCH
