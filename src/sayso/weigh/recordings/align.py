"""Where a run of quoted words lies in a transcript: seeds by shared rare words, then an exact alignment.

The alignment is that of Smith & Waterman (1981) with the quotation whole and the transcript's ends free;
words weigh by how rare they are in the transcript, so that *the* and *of* place nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.weigh.recordings.words import alike

_BAND = 4  # words by which the parts of one place may be shifted against each other
_STRAY = 3  # heard words between an edge of a quotation and the rest that let it be laid elsewhere
_PLACES = 5  # candidates that are aligned exactly
_NEAR = 0.55  # likeness from which two words are laid to each other
_MISSING, _OTHER, _EXTRA = (
    0.5,
    0.35,
    0.25,
)  # costs: quoted and not heard, heard otherwise, heard and not quoted


@dataclass(frozen=True, slots=True)
class Pair:
    """One step of an alignment: places of a quoted and a heard word; None where one has no partner."""

    quoted: int | None
    heard: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of quoted words laid to `start..end` of the transcript. `score` is the share of the quotation's
    weight that is heard there, 0 to 1."""

    start: int
    end: int
    score: float
    pairs: tuple[Pair, ...]


class Index:
    """The words of a transcript, made ready to be searched many times."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            self._places[word].append(place)
        self._most = math.log(2 + len(words))

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer, the more; one that is never heard as much as the rarest."""
        return max(0.3, self._most - math.log(1 + len(self._places.get(word, ()))))

    def places(self, quoted: Sequence[str]) -> list[Placed]:
        """The best places of a run of words that do not overlap, best first."""
        found: list[Placed] = []
        for start, end in self._windows(quoted):
            placed = self._align(quoted, start, end)
            if placed is not None:
                found.append(placed)
        kept: list[Placed] = []
        for placed in sorted(found, key=lambda each: (-each.score, each.start)):
            if all(placed.end <= other.start or other.end <= placed.start for other in kept):
                kept.append(placed)
        return kept

    def _windows(self, quoted: Sequence[str]) -> list[tuple[int, int]]:
        votes: Counter[int] = Counter()
        for at, word in enumerate(quoted):
            places = self._places.get(word, ())
            if len(places) <= max(40, len(self.words) // 50):
                for place in places:
                    for bucket in {(place - at) // _BAND, (place - at + _BAND // 2) // _BAND}:
                        votes[bucket] += round(1000 * self.weight(word))
        room = len(quoted) + len(quoted) // 3 + 2 * _BAND
        if not votes:  # nothing rare is shared: everything is looked at
            return [(0, len(self.words))] if len(quoted) * len(self.words) < 400_000 else []
        best = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[: 2 * _PLACES]
        starts = [max(0, bucket * _BAND - _BAND) for bucket in best]
        return [(start, min(len(self.words), start + room)) for start in dict.fromkeys(starts)]

    def _align(self, quoted: Sequence[str], start: int, end: int) -> Placed | None:
        heard = self.words[start:end]
        if not heard or not quoted:
            return None
        weights = [self.weight(word) for word in quoted]
        table, back = _fill(quoted, heard, weights)
        last = max(range(len(heard) + 1), key=lambda at: (table[-1][at], -at))
        pairs = _trimmed(_trace(back, len(quoted), last), quoted, heard)
        laid = [pair.heard for pair in pairs if pair.quoted is not None and pair.heard is not None]
        if not laid:
            return None
        first, final = laid[0], laid[-1]
        inner = [pair for pair in pairs if pair.heard is None or first <= pair.heard <= final]
        gained = sum(
            weights[pair.quoted] * _worth(quoted[pair.quoted], heard[pair.heard])
            for pair in inner
            if pair.quoted is not None and pair.heard is not None
        )
        moved = tuple(Pair(p.quoted, None if p.heard is None else p.heard + start) for p in inner)
        return Placed(start + first, start + final + 1, gained / sum(weights), moved)


def _trimmed(pairs: Sequence[Pair], quoted: Sequence[str], heard: Sequence[str]) -> list[Pair]:
    """Take back that the first or last word is laid to one that only sounds alike and stands far off."""
    found = list(pairs)
    for turn in (1, -1):
        both = [pair for pair in found[::turn] if pair.quoted is not None and pair.heard is not None]
        if len(both) < 2:
            continue
        edge, inner = both[0], both[1]
        far = abs((inner.heard or 0) - (edge.heard or 0)) > _STRAY
        if far and quoted[edge.quoted or 0] != heard[edge.heard or 0]:
            low, high = sorted((edge.heard or 0, inner.heard or 0))
            dropped = [p for p in found if p.quoted is None and p.heard is not None and low < p.heard < high]
            found = [
                Pair(p.quoted, None) if p is edge else p for p in found if not any(p is d for d in dropped)
            ]
    return found


def _worth(quoted: str, heard: str) -> float:
    """What two words that were laid to each other give: nothing where they are unlike."""
    likeness = alike(quoted, heard)
    return likeness if likeness >= _NEAR else 0.0


def _fill(
    quoted: Sequence[str], heard: Sequence[str], weights: Sequence[float]
) -> tuple[list[list[float]], list[list[int]]]:
    """The table of best scores and, for each cell, where it came from (0 both, 1 quoted, 2 heard)."""
    table = [[0.0] * (len(heard) + 1)]
    back = [[2] * (len(heard) + 1)]
    for at, word in enumerate(quoted):
        above, weight = table[-1], weights[at]
        row, came = [above[0] - _MISSING * weight], [1]
        for place, other in enumerate(heard):
            worth = _worth(word, other)
            both = above[place] + (weight * worth if worth else -_OTHER * weight)
            gone = above[place + 1] - _MISSING * weight
            extra = row[place] - (_EXTRA if at + 1 < len(quoted) else 0.0)
            best = max(both, gone, extra)
            row.append(best)
            came.append(0 if best == both else 1 if best == gone else 2)
        table.append(row)
        back.append(came)
    return table, back


def _trace(back: Sequence[Sequence[int]], rows: int, column: int) -> list[Pair]:
    pairs: list[Pair] = []
    while rows:
        step = back[rows][column]
        if step == 0:
            rows, column = rows - 1, column - 1
            pairs.append(Pair(rows, column))
        elif step == 1:
            rows -= 1
            pairs.append(Pair(rows, None))
        else:
            column -= 1
            pairs.append(Pair(None, column))
    return pairs[::-1]
