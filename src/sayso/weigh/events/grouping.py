"""Short texts (headlines, leads) grouped by what they report: same event, not merely same people.

Likeness of two texts is the mean of TF-IDF and sentence-vector cosines, each over a text and a share of
its nearest neighbours, raised where both name the same figure, and falling with the days between them.
Then every text's likeness to its wider neighbourhood is taken off (the hubness correction of Conneau
et al., "Word translation without parallel data", 2018): where many texts are about one person, sharing
the person says little. Average linkage does the rest. Quadratic in the number of texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.weigh.vectors import embed
from sayso.weigh.words import stems

Floats = NDArray[np.float32]

NEAR = 0.52
"""The mean corrected likeness from which two groups are one."""

LARGEST = 6000
"""Texts that one call takes: four matrices of that size fit into a gigabyte."""

_WORDS = 0.55  # share of TF-IDF in the likeness, the rest is the vectors'
_DAYS = 30.0
_AGELESS = 0.5  # share of the likeness that time does not take away
_NEIGHBOURS = 5  # whose words a text borrows
_BORROWED = 0.5
_ALIKE = 0.3  # least likeness to borrow
_FIGURE = 0.1  # added where both name the same figure
_CROWD = 60  # the wider neighbourhood
_CROWD_SHARE = 0.25
_LEVEL = 0.3  # keeps the corrected likeness between 0 and 1

_FIGURES = re.compile(r"(?<![\w.,])\d(?:[\d,.]*\d)?")


class Told(NamedTuple):
    """A text to be grouped, and when it was published; None where that isn't known."""

    text: str
    moment: datetime | None = None


def group(items: Sequence[Told], *, near: float = NEAR) -> tuple[int, ...]:
    """A group number for each item, from 0 in order of first appearance. At most 6,000 items:
    ValueError beyond that; take the items of one stretch of time instead."""
    if len(items) > LARGEST:
        raise ValueError(f"{len(items)} texts are too many to group at once; {LARGEST} is the most")
    if len(items) < 2:
        return tuple(range(len(items)))
    return _numbered(linked(likeness(items), near))


def likeness(items: Sequence[Told]) -> Floats:
    """The corrected likeness of every two items, `(n, n)`, symmetric, 1 on the diagonal, 0 to 1."""
    texts = [item.text for item in items]
    fade = _fade([item.moment for item in items])
    words, vectors = tf_idf(texts), embed(texts)
    first = _cosines(words, vectors) * fade
    np.fill_diagonal(first, -1)
    nearest = np.argsort(-first, axis=1, kind="stable")[:, : min(_NEIGHBOURS, len(items) - 1)]
    share = np.take_along_axis(first, nearest, 1)
    share = np.where(share > _ALIKE, share * _BORROWED, 0).astype(np.float32)
    alike = _cosines(_borrow(words, nearest, share), _borrow(vectors, nearest, share))
    alike += _FIGURE * _same_figure(texts)
    return _uncrowded(alike * fade)


def _fade(moments: Sequence[datetime | None]) -> Floats:
    """1 on the same day, falling towards a half; 1 where a moment isn't known."""
    days = np.array([moment.timestamp() / 86400 if moment else np.nan for moment in moments])
    apart = np.nan_to_num(np.abs(days[:, None] - days[None]), nan=0.0)
    faded: Floats = (_AGELESS + (1 - _AGELESS) * np.exp(-apart / _DAYS)).astype(np.float32)
    return faded


def tf_idf(texts: Sequence[str]) -> Floats:
    """A row for each text and a column for each stem that two texts have; a dot product is a cosine."""
    bags = [Counter(stems(text)) for text in texts]
    seen = Counter(word for bag in bags for word in bag)
    column = {word: at for at, word in enumerate(sorted(word for word, n in seen.items() if n > 1))}
    rarity = np.array([np.log((1 + len(texts)) / (1 + seen[word])) + 1 for word in column], np.float32)
    out: Floats = np.zeros((len(texts), max(1, len(column))), np.float32)
    unshared = np.zeros(len(texts), np.float32)  # words of no other text count in the length alone
    alone = (np.log((1 + len(texts)) / 2) + 1) ** 2
    for row, bag in enumerate(bags):
        for word, n in bag.items():
            at = column.get(word)
            if at is None:
                unshared[row] += alone * (1 + np.log(n)) ** 2
            else:
                out[row, at] = rarity[at] * (1 + np.log(n))
    length = np.sqrt((out * out).sum(1) + unshared)
    out /= np.maximum(length, np.float32(1e-9))[:, None]
    return out


def _cosines(words: Floats, vectors: Floats) -> Floats:
    near: Floats = _WORDS * (words @ words.T) + (1 - _WORDS) * np.clip(vectors @ vectors.T, 0, 1)
    return near


def _borrow(rows: Floats, nearest: NDArray[np.intp], share: Floats) -> Floats:
    """Each row with a share of its neighbours' rows, of length 1 again."""
    out = rows.copy()
    for at in range(nearest.shape[1]):
        out += share[:, at, None] * rows[nearest[:, at]]
    out /= np.maximum(np.sqrt((out * out).sum(1)), np.float32(1e-9))[:, None]
    return out


def _same_figure(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Whether both texts name the same figure."""
    figures = [{found.replace(",", "") for found in _FIGURES.findall(text)} for text in texts]
    column = {figure: at for at, figure in enumerate(sorted(set().union(*figures)))}
    has = np.zeros((len(texts), max(1, len(column))), np.float32)
    for row, found in enumerate(figures):
        has[row, [column[figure] for figure in found]] = 1
    same: NDArray[np.bool_] = (has @ has.T) > 0
    return same


def _uncrowded(alike: Floats) -> Floats:
    """Likeness less a quarter of both texts' mean likeness to their sixty nearest."""
    size = len(alike)
    np.fill_diagonal(alike, -1)
    crowd = min(_CROWD, max(1, size // 2))
    mean = np.partition(alike, size - crowd, axis=1)[:, size - crowd :].mean(1) * _CROWD_SHARE
    out: Floats = np.clip(alike - mean[:, None] - mean[None] + np.float32(_LEVEL), 0, 1)
    np.fill_diagonal(out, 1)
    return out


def linked(near: Floats, least: float) -> list[int]:
    """Average linkage by nearest-neighbour chains (Murtagh 1983): of the merges of the whole tree those
    at a mean likeness of `least` or more. A representative for each item."""
    size = len(near)
    mean = near.astype(np.float64)
    np.fill_diagonal(mean, -np.inf)
    weight = np.ones(size)
    joined: list[tuple[float, int, int]] = []
    alive = np.ones(size, bool)
    chain: list[int] = []
    for _ in range(size - 1):
        if not chain:
            chain = [int(np.argmax(alive))]
        while True:
            last = chain[-1]
            best = int(np.argmax(mean[last]))
            if len(chain) > 1 and mean[last, best] <= mean[last, chain[-2]]:
                best = chain[-2]
            if len(chain) > 1 and best == chain[-2]:
                break
            chain.append(best)
        one, two = chain.pop(), chain.pop()
        joined.append((float(mean[one, two]), one, two))
        total = weight[one] + weight[two]
        row = (weight[one] * mean[one] + weight[two] * mean[two]) / total
        mean[one], mean[:, one] = row, row
        mean[one, one] = -np.inf
        mean[two], mean[:, two] = -np.inf, -np.inf
        weight[one], alive[two] = total, False
    return _joined(size, joined, least)


def _joined(size: int, merges: Sequence[tuple[float, int, int]], least: float) -> list[int]:
    parent = list(range(size))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for near, one, two in merges:
        if near >= least:
            parent[root(two)] = root(one)
    return [root(at) for at in range(size)]


def _numbered(names: Sequence[int]) -> tuple[int, ...]:
    number: dict[int, int] = {}
    return tuple(number.setdefault(name, len(number)) for name in names)
