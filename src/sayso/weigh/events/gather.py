"""Which articles are about one event, so that a new article changes only what it touches.

An article *follows* the earlier article that it is most like, where it is like enough (nearest-neighbour
first story detection: Allan, Lavrenko and Jin, "First story detection in TDT is hard", 2000). Less is
enough for an article that no other follows closely: by itself it would raise no question, and short
reports share few words. It belongs to the event of the article that it follows as long as it is still
like the first article of that event, so that a chain of small steps does not run through a whole year.
An event is known by its first article.

All of this is a function of which articles there are and not of the order in which they arrive: likeness
is of two articles alone (words are weighted by how rare they are in the language, not in the case). What
a new article can change is little: its own place, that of later articles that are more like it than like
the one they follow, and the events of those that follow these. Candidates are found by pairs of their
weightiest words, so that the cost does not grow with the case but with what an article shares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import exp, log, sqrt
from typing import Protocol
from zlib import crc32

from sayso.terms.article import Article
from sayso.terms.event import Place, Sketch
from sayso.terms.statement import Reading
from sayso.weigh.words import STOP, tokens_of

NEAR = 290_000
"""The nearness, in millionths, from which an article follows another closely. From .28 to .33 the measured
figures are flat; little is taken, as an article left out of its event is missed and one too many is seen."""

LONE = 200_000
"""The nearness from which an article follows another that is itself followed closely by none."""

FIRST = 100_000
"""The least nearness to the first article of an event."""

HOLDERS = 512
"""Articles that one key leads to. The order of arrival does not matter as long as no two weighty words
stand together in more articles than this; beyond, later ones are found by their other words."""

_DAYS = 120.0  # over which nearness falls to a third
_LEAD = 1500  # characters of the text that tell what it is about
_KEPT = 100  # weightiest words of an article that are compared
_KEYED = 10  # of these the ones that candidates are found by, two at a time
_RARE = 0.8  # how much rarity counts
_UNKNOWN = 6.0  # rarity of a word that can't be pieced together
_LAST = datetime.max.replace(tzinfo=UTC)
_SPREAD = 0x9E3779B97F4A7C15

Order = tuple[datetime, str]
Followed = tuple[str | None, int]


class Shelf(Protocol):
    """Where sketches and places are kept."""

    def holders(self, keys: Collection[int]) -> Iterable[tuple[int, str]]:
        """Each of these keys with each article that was put there under it."""

    def sketches(self, articles: Collection[str]) -> Mapping[str, Sketch]:
        """The sketches of these articles."""

    def places(self, articles: Collection[str]) -> Mapping[str, Place]:
        """The places of those of these articles that have one."""

    def followers(self, article: str) -> Collection[str]:
        """The articles that follow this one."""

    def members(self, event: str) -> Collection[str]:
        """The articles of an event."""

    def put(self, sketch: Sketch, keys: Collection[int]) -> None:
        """Keep a sketch, to be found by these keys."""

    def drop(self, sketch: Sketch, keys: Collection[int]) -> None:
        """Forget a sketch and the article's place."""

    def place(self, place: Place) -> None:
        """Keep a place, instead of the article's former one."""


def sketch(article: Article) -> Sketch:
    """The words of the title and the lead by weight."""
    count: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for text in (article.text[:_LEAD], article.title, article.title):
        for token in tokens_of(text):
            if token.lower not in STOP and len(token.lower) > 1:
                count[token.stem] += 1
                forms.setdefault(token.stem, token.lower)
    weights = {word: (1 + log(n)) * _rarity(forms[word]) for word, n in count.items()}
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:_KEPT]
    length = sqrt(sum(weights[word] ** 2 for word in kept)) or 1.0
    numbered = {crc32(word.encode("utf-8", "surrogatepass")): weights[word] / length for word in kept}
    words = tuple(sorted((number, round(1000 * weight)) for number, weight in numbered.items()))
    return Sketch(article.id, article.published.moment, words)


@lru_cache(maxsize=65536)
def _rarity(word: str) -> float:
    """How rare a word is: the length of its vector, which grows with rarity as the table was made."""
    from sayso.weigh.vectors import length_of  # numpy stays out of the light paths

    return float((length_of(word) or _UNKNOWN) ** _RARE)


def keys_of(sketch: Sketch) -> tuple[int, ...]:
    """The keys that articles of one event have in common: two of the weightiest words each."""
    weighty = sorted(sketch.words, key=lambda word: (-word[1], word[0]))[:_KEYED]
    numbers = sorted(number for number, _ in weighty)
    return tuple(((one * _SPREAD + two) % 2**62) for one, two in combinations(numbers, 2))


def nearness(one: Sketch, two: Sketch) -> int:
    """How near two articles are, 0 to about a million: the cosine of their words, less with the days
    that lie between them; one of no known day is near any. The same whichever comes first."""
    other = dict(two.words)
    shared = sum(weight * other.get(number, 0) for number, weight in one.words)
    if one.moment is None or two.moment is None:
        return shared
    return int(shared * exp(-abs((one.moment - two.moment).total_seconds()) / 86400 / _DAYS))


def order_of(sketch: Sketch) -> Order:
    """What comes first: by printed time, where that is the same by id; those without one come last."""
    return sketch.moment or _LAST, sketch.article


def gather(shelf: Shelf, sketches: Iterable[Sketch]) -> frozenset[str]:
    """Take articles in, or take their new sketches; the events whose articles changed by it."""
    touched: set[str] = set()
    for new in sketches:
        touched |= _take_in(shelf, new)
    return frozenset(touched)


def _take_in(shelf: Shelf, new: Sketch) -> set[str]:
    before = shelf.places([new.article]).get(new.article)
    moves: dict[str, Followed] = {}
    again: set[str] = set()
    if before is not None:
        old = shelf.sketches([new.article])[new.article]
        if old == new:
            return {before.event}
        orphans = shelf.followers(new.article)
        again = _measured_by(shelf, new.article) - {new.article} | (
            {before.follows} if before.follows else set()
        )
        shelf.drop(old, keys_of(old))
        shelf.put(new, keys_of(new))
        moves = {orphan: _followed(shelf, shelf.sketches([orphan])[orphan])[0] for orphan in orphans}
    else:
        shelf.put(new, keys_of(new))
    moves[new.article], later = _followed(shelf, new)
    places = shelf.places(later)
    for article, near in later.items():
        if article not in moves and _leaves(shelf, places[article], new, near):
            moves[article] = new.article, near
    gone = {before.event} if before else set()
    return gone | _settle(shelf, moves, again)


def _measured_by(shelf: Shelf, first: str) -> set[str]:
    """The articles of the event that this is the first of, and those that follow them."""
    members = set(shelf.members(first))
    return members.union(*(shelf.followers(member) for member in members))


def _followed(shelf: Shelf, new: Sketch) -> tuple[Followed, dict[str, int]]:
    """Whom an article follows and how near they are; and the later articles that are near enough."""
    found = {article for _, article in shelf.holders(keys_of(new))} - {new.article}
    best: tuple[int, Order] | None = None
    follows: str | None = None
    later = {}
    for other in shelf.sketches(found).values():
        near = nearness(new, other)
        if near < LONE:
            continue
        if order_of(other) > order_of(new):
            later[other.article] = near
        elif best is None or (-near, order_of(other)) < (-best[0], best[1]):
            best, follows = (near, order_of(other)), other.article
    return (follows, best[0] if best else 0), later


def _leaves(shelf: Shelf, place: Place, new: Sketch, near: int) -> bool:
    """Whether an article follows the new one rather than the one it follows now."""
    if place.follows is None or near != place.near:
        return place.follows is None or near > place.near
    return order_of(new) < order_of(shelf.sketches([place.follows])[place.follows])


def _settle(shelf: Shelf, moves: Mapping[str, Followed], again: Collection[str]) -> set[str]:
    """Give the articles that follow another now their events, and then those that follow them."""
    placed = shelf.places(moves)
    for article, (follows, near) in moves.items():
        shelf.place(Place(article, follows, near, placed[article].event if article in placed else article))
    ends = {end for article in moves for end in (moves[article][0], _end(placed.get(article))) if end}
    waiting = [order_of(sketch) for sketch in shelf.sketches({*moves, *again, *ends}).values()]
    heapify(waiting)
    seen: set[str] = set()
    touched: set[str] = set()
    while waiting:
        article = heappop(waiting)[1]
        if article in seen:
            continue
        seen.add(article)
        place = shelf.places([article])[article]
        event = _event(shelf, place)
        is_new = article in moves and article not in placed
        if is_new or place.event != event:
            shelf.place(replace(place, event=event))
            touched |= {event} if is_new else {event, place.event}
            for follower in shelf.sketches(shelf.followers(article)).values():
                heappush(waiting, order_of(follower))
    return touched


def _end(place: Place | None) -> str | None:
    return place.follows if place else None


def _event(shelf: Shelf, place: Place) -> str:
    """The event of the one it follows, where it is like that event's first article; else its own."""
    if place.follows is None or (place.near < NEAR and _is_followed(shelf, place.article)):
        return place.article
    first = shelf.places([place.follows])[place.follows].event
    pair = shelf.sketches([place.article, first])
    return first if nearness(pair[place.article], pair[first]) >= FIRST else place.article


def _is_followed(shelf: Shelf, article: str) -> bool:
    """Whether some article follows this one closely."""
    return any(place.near >= NEAR for place in shelf.places(shelf.followers(article)).values())


@dataclass
class MemoryShelf:
    """A shelf that is kept in memory."""

    by_key: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[str, Sketch] = field(default_factory=dict)
    placed: dict[str, Place] = field(default_factory=dict)
    after: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    events: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def holders(self, keys: Collection[int]) -> Iterator[tuple[int, str]]:
        """Each of these keys with each article that was put there under it."""
        return ((key, article) for key in keys for article in self.by_key.get(key, ()))

    def sketches(self, articles: Collection[str]) -> Mapping[str, Sketch]:
        """The sketches of these articles."""
        return {article: self.kept[article] for article in articles}

    def places(self, articles: Collection[str]) -> Mapping[str, Place]:
        """The places of those of these articles that have one."""
        return {article: self.placed[article] for article in articles if article in self.placed}

    def followers(self, article: str) -> Collection[str]:
        """The articles that follow this one."""
        return tuple(self.after.get(article, ()))

    def members(self, event: str) -> Collection[str]:
        """The articles of an event."""
        return tuple(self.events.get(event, ()))

    def put(self, sketch: Sketch, keys: Collection[int]) -> None:
        """Keep a sketch, to be found by these keys."""
        self.kept[sketch.article] = sketch
        for key in keys:
            if len(self.by_key[key]) < HOLDERS:
                self.by_key[key].append(sketch.article)

    def drop(self, sketch: Sketch, keys: Collection[int]) -> None:
        """Forget a sketch and the article's place."""
        for key in keys:
            if sketch.article in self.by_key[key]:
                self.by_key[key].remove(sketch.article)
        self._unplace(sketch.article)
        del self.kept[sketch.article]

    def place(self, place: Place) -> None:
        """Keep a place, instead of the article's former one."""
        self._unplace(place.article)
        self.placed[place.article] = place
        self.events[place.event].add(place.article)
        if place.follows is not None:
            self.after[place.follows].add(place.article)

    def _unplace(self, article: str) -> None:
        old = self.placed.pop(article, None)
        if old is not None:
            self.events[old.event].discard(article)
            if old.follows is not None:
                self.after[old.follows].discard(article)


def find_events(pairs: Sequence[tuple[Article, Reading]]) -> tuple[tuple[int, ...], ...]:
    """Indices into `pairs`, one tuple for each event, earliest article first. The same whatever the
    order of `pairs`, but for the indices."""
    shelf = MemoryShelf()
    drawn = [sketch(article) for article, _ in pairs]
    gather(shelf, drawn)
    events: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(pairs)), key=lambda index: order_of(drawn[index])):
        events[shelf.placed[drawn[index].article].event].append(index)
    return tuple(tuple(members) for members in events.values())
