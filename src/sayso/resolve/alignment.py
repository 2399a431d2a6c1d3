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

from sayso.resolve.distances import fewest_edits, lengths, similarities
from sayso.resolve.taken import Bools, Floats, Names, Numbers, Words
from sayso.resolve.vocabulary import Known, vocabulary

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
    length, consonants = lengths(names.words.latin), lengths(names.words.bones)
    corners = _corners(names.count[lefts], names.count[rights])
    kept = ~_unlike(names.words, length, consonants, cells)
    kept[corners[corners >= 0]] = True
    some = np.nonzero(kept)[0]
    cells = Cells(*(column[some] for column in cells))
    found = _compare(names.words, length, consonants, cells)
    best = _assign(found.alike, cells)
    taken = Cells(*(column[best] for column in cells))
    shared = Measures(*(column[best] for column in found))
    turned = Cells(taken.pair, taken.right, taken.left, taken.two, taken.one)
    alike = np.append(found.alike, np.float32(0))
    return Alignment(
        _side(names, lefts, taken, shared, length),
        _side(names, rights, turned, shared, length),
        alike[np.where(corners >= 0, np.append(np.cumsum(kept) - 1, 0)[corners], -1)],
    )


def _cells(names: Names, lefts: Numbers, rights: Numbers) -> Cells:
    high = names.count[rights]
    sizes = names.count[lefts] * high
    pair = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(pair)) - (np.cumsum(sizes) - sizes)[pair]
    left, right = np.divmod(place, high[pair])
    return Cells(pair, left, right, names.ids[left, lefts[pair]], names.ids[right, rights[pair]])


def _corners(wide: Numbers, high: Numbers) -> Numbers:
    """The cells of the first and last words, in the order of Alignment; -1 where a name has no word."""
    sizes = wide * high
    first = np.cumsum(sizes) - sizes
    corners = np.array([first, first + sizes - 1, first + high - 1, first + sizes - high])
    return np.where(sizes > 0, corners, -1)


def _unlike(words: Words, length: Numbers, consonants: Numbers, cells: Cells) -> Bools:
    """Which words are surely not ALIKE: too many letters and consonants of one are not in the other, neither
    is an initial, and they are not both given names that have short forms."""
    one, two = cells.one, cells.two
    far = 5 * fewest_edits(words.latin, one, two) > 3 * np.maximum(length[one], length[two])
    far &= 5 * fewest_edits(words.bones, one, two) > 2 * np.maximum(consonants[one], consonants[two])
    nickname = (words.known & Known.NICKNAME) > 0
    return far & (length[one] > 1) & (length[two] > 1) & ~(nickname[one] & nickname[two])


def _side(names: Names, numbers: Numbers, taken: Cells, shared: Measures, length: Numbers) -> Side:
    """One side of the pairs, from the cells that were taken, its own words as the left ones."""
    ids = names.ids[: max(1, int(names.count.max(initial=1))), numbers]
    to, partner = np.full(ids.shape, -1), np.zeros(ids.shape, np.int64)
    to[taken.left, taken.pair] = taken.right
    partner[taken.left, taken.pair] = length[taken.two]
    grids = np.zeros((len(shared), *ids.shape), np.float32)
    grids[:, taken.left, taken.pair] = shared
    return Side(
        count=names.count[numbers],
        used=ids >= 0,
        rarity=np.append(names.words.rarity.astype(np.float32), np.float32(0))[ids],
        to=to,
        shared=Measures(*grids),
        length=np.append(length, 0)[ids],
        partner_length=partner,
    )


def _compare(words: Words, size: Numbers, boned: Numbers, cells: Cells) -> Measures:
    """The measures of the two words of each cell; `size` and `boned` are their letters and consonants."""
    one, two, letter = cells.one, cells.two, np.array([ord(latin[0]) for latin in words.latin], np.uint8)
    spelling = similarities(words.latin, one, two, swaps=True)
    skeleton = similarities(words.bones, one, two, swaps=False)
    same_letter = letter[one] == letter[two]
    # Only what is somewhat alike is worth a closer look.
    close = np.nonzero((spelling >= 0.4) | (skeleton >= 0.6))[0]
    winkler, sound = spelling.copy(), 0.9 * spelling
    other = close[spelling[close] < 1]
    winkler[other] = _winkler(words.latin, one[other], two[other])
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
    apart = _distinct(words, one, two)
    alike = np.where(apart, np.minimum(alike, UNLIKE), alike)
    skeleton = np.asarray(np.where(apart, UNLIKE, skeleton))
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
    has = (words.known & Known.NICKNAME) > 0
    for place in np.nonzero(has[one] & has[two])[0].tolist():
        left, right = known[words.latin[one[place]]], known[words.latin[two[place]]]
        found[place] = bool(left & right)
    return found


def _distinct(words: Words, one: Numbers, two: Numbers) -> Bools:
    """Where two words look alike and are known to be different names (Hassan, Hussein)."""
    known = vocabulary().distinct
    found = np.fromiter(map(known.get, words.sound, repeat(-1)), np.int64, len(words.sound))
    first, second = found[one], found[two]
    distinct: Bools = (first >= 0) & (first != second) & (first >> 4 == second >> 4)
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
