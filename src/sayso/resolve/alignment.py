"""Words of two names laid side by side, for many pairs of names at once.

Every word of one name is compared with every word of the other by edit distance on the Latin letters, on
how they sound and on their consonants; the best pair is taken, both words are crossed out, and so on
(greedy assignment). All pairs of a batch lie one after the other in the same numpy arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from sayso.resolve.distances import lengths, similarities
from sayso.resolve.taken import Bools, Floats, Names, Numbers, Words
from sayso.resolve.vocabulary import vocabulary

INITIAL = 0.8
NICKNAME = 0.85
UNLIKE = 0.5  # of names that only look alike
ALIKE = 0.6  # below it two words are not taken for the same


class Measures(NamedTuple):
    """How alike two words are: all in all, in spelling, sound and consonants; letters that differ; and
    whether they start with the same letter."""

    alike: Floats
    spelling: Floats
    sound: Floats
    bones: Floats
    edits: Floats
    letter: Floats


class Cells(NamedTuple):
    """Every word of the one beside every word of the other name, pair after pair: the pair, the places of
    the two words in their names and their numbers."""

    pair: Numbers
    left: Numbers
    right: Numbers
    one: Numbers
    two: Numbers


@dataclass(frozen=True, slots=True)
class Side:
    """One name of each pair, words x pairs: which places are `used`, for each word the place of the word of
    the other side that it was laid to (`to`, -1 where none), what they share, and both lengths."""

    count: Numbers
    used: Bools
    rarity: Floats
    to: Numbers
    shared: Measures
    length: Numbers
    partner_length: Numbers


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both names of each pair, word by word. `corners` is how alike the first or last word of one is to the
    first or last of the other: first and first, last and last, first and last, last and first."""

    left: Side
    right: Side
    corners: Floats


def align(names: Names, lefts: Numbers, rights: Numbers) -> Alignment:
    """Lay the names of each pair side by side; pairs are given by the numbers of their names."""
    cells = _cells(names, lefts, rights)
    length = lengths(names.words.latin)
    found = _compare(names.words, length, cells.one, cells.two)
    best = _assign(found.alike, cells)
    taken = Cells(*(column[best] for column in cells))
    shared = Measures(*(column[best] for column in found))
    turned = Cells(taken.pair, taken.right, taken.left, taken.two, taken.one)
    return Alignment(
        _side(names, lefts, taken, shared, length),
        _side(names, rights, turned, shared, length),
        _corners(found.alike, names.count[lefts], names.count[rights]),
    )


def _cells(names: Names, lefts: Numbers, rights: Numbers) -> Cells:
    high = names.count[rights]
    sizes = names.count[lefts] * high
    pair = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(pair)) - (np.cumsum(sizes) - sizes)[pair]
    left, right = np.divmod(place, high[pair])
    return Cells(pair, left, right, names.ids[left, lefts[pair]], names.ids[right, rights[pair]])


def _side(names: Names, numbers: Numbers, taken: Cells, shared: Measures, length: Numbers) -> Side:
    """One side of the pairs, from the cells that were taken, its own words as the left ones."""
    ids = names.ids[: max(1, int(names.count.max(initial=1))), numbers]
    used = ids >= 0
    at = (taken.left, taken.pair)

    def numbers_at(values: Numbers, empty: int) -> Numbers:
        grid = np.full(ids.shape, empty)
        grid[at] = values
        return grid

    def floats_at(values: Floats) -> Floats:
        grid = np.zeros(ids.shape, np.float32)
        grid[at] = values
        return grid

    return Side(
        count=names.count[numbers],
        used=used,
        rarity=np.append(names.words.rarity.astype(np.float32), np.float32(0))[ids],
        to=numbers_at(taken.right, -1),
        shared=Measures(*map(floats_at, shared)),
        length=np.append(length, 0)[ids],
        partner_length=numbers_at(length[taken.two], 0),
    )


def _corners(alike: Floats, wide: Numbers, high: Numbers) -> Floats:
    found = np.zeros((4, len(wide)), np.float32)
    ends = np.cumsum(wide * high)
    some = np.nonzero((wide > 0) & (high > 0))[0]
    last, row = ends[some] - 1, high[some] - 1
    first = ends[some] - (wide * high)[some]
    for corner, at in enumerate((first, last, first + row, last - row)):
        found[corner, some] = alike[at]
    return found


def _compare(words: Words, size: Numbers, one: Numbers, two: Numbers) -> Measures:
    """The measures of each pair of words, given by their numbers."""
    boned, letter = lengths(words.bones), np.array([ord(latin[0]) for latin in words.latin], np.int64)
    spelling = similarities(words.latin, one, two, swaps=True)
    skeleton = similarities(words.bones, one, two, swaps=False)
    same_letter = letter[one] == letter[two]
    # Only what is somewhat alike is worth a closer look.
    close = np.nonzero((spelling >= 0.4) | (skeleton >= 0.6))[0]
    winkler, sound = spelling.copy(), 0.9 * spelling
    winkler[close] = _winkler(words.latin, one[close], two[close])
    sound[close] = similarities(words.sound, one[close], two[close], swaps=True)
    skeleton = np.where(np.minimum(boned[one], boned[two]) >= 2, skeleton, np.minimum(skeleton, sound))
    edits = (1 - spelling) * np.maximum(size[one], size[two])
    alike = np.maximum.reduce([
        spelling, 0.5 * (spelling + winkler), 0.97 * sound, 0.35 * sound + 0.6 * skeleton,
    ])  # fmt: skip
    bare = words.abjad[one] ^ words.abjad[two]
    alike = np.where(bare, 0.95 * skeleton, alike)
    initial = (np.minimum(size[one], size[two]) == 1) & same_letter & (spelling < 1)
    alike = np.where(initial, INITIAL, alike)
    alike = np.maximum(alike, NICKNAME * _nicknames(words, one, two))
    other = _distinct(words, one, two)
    alike = np.where(other, np.minimum(alike, UNLIKE), alike)
    skeleton = np.asarray(np.where(other, UNLIKE, skeleton))
    spelling, sound = np.where(bare, skeleton, spelling), np.where(bare, skeleton, sound)
    edits = np.where(bare, (1 - skeleton) * np.maximum(boned[one], boned[two]), edits)
    found = (alike, spelling, sound, skeleton, edits, same_letter)
    return Measures(*(np.asarray(array, np.float32) for array in found))


def _winkler(texts: list[str], one: Numbers, two: Numbers) -> Floats:
    picked = np.array(texts, object)  # picks objects several times faster than a list
    return np.asarray(cpdist(picked[one], picked[two], scorer=JaroWinkler.similarity), np.float32)


def _nicknames(words: Words, one: Numbers, two: Numbers) -> Floats:
    """1 where two words are spellings of one given name (Bill, William), else 0."""
    known = vocabulary().nicknames
    found = np.zeros(len(one), np.float32)
    has = np.fromiter(map(known.__contains__, words.latin), bool, len(words.latin))
    for place in np.nonzero(has[one] & has[two])[0].tolist():
        left, right = known[words.latin[one[place]]], known[words.latin[two[place]]]
        found[place] = bool(left & right)
    return found


def _distinct(words: Words, one: Numbers, two: Numbers) -> Bools:
    """Where two words look alike and are known to be different names (Hassan, Hussein)."""
    known = vocabulary().distinct
    row, which = np.array(list(map(known.get, words.sound, repeat((-1, 0)))) or [(-1, 0)]).T
    distinct: Bools = (row[one] >= 0) & (row[one] == row[two]) & (which[one] != which[two])
    return distinct


def _assign(alike: Floats, cells: Cells) -> Numbers:
    """The cells that are taken: in each pair the best first, and no word twice.

    Among equals the pair of words that stands at more similar places is taken first.
    """
    rest = np.nonzero(alike >= ALIKE)[0]
    worth = (alike[rest] - 1e-4 * np.abs(cells.left[rest] - cells.right[rest])).astype(np.float32)
    rest = rest[np.lexsort((-worth, cells.pair[rest]))]
    taken = []
    size = 8 * (int(cells.pair[-1]) + 1) if len(cells.pair) else 0
    row, column = 8 * cells.pair[rest] + cells.left[rest], 8 * cells.pair[rest] + cells.right[rest]
    while len(rest):
        pair = row >> 3
        best = np.append(True, pair[1:] != pair[:-1])
        taken.append(rest[best])
        gone_left, gone_right = np.zeros(size, bool), np.zeros(size, bool)
        gone_left[row[best]] = gone_right[column[best]] = True
        kept = ~(gone_left[row] | gone_right[column])
        rest, row, column = rest[kept], row[kept], column[kept]
    return np.concatenate(taken) if taken else rest
