"""Words of two names laid side by side, for many pairs of names at once.

Every word of one name is compared with every word of the other by edit distance on the Latin letters, on
how they sound and on their consonants; the best pair is taken, both words are crossed out, and so on
(greedy assignment). All pairs of a batch lie one after the other in the same numpy arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from sayso.resolve.distances import fewest_edits, similarities
from sayso.resolve.taken import Bools, Floats, Names, Numbers, Words, distinct
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
    the two words in their names, and which of the distinct two words they are."""

    pair: Numbers
    left: Numbers
    right: Numbers
    words: Numbers


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
    cells, one, two = _cells(names, lefts, rights)
    corners = _corners(names.count[lefts], names.count[rights])
    kept = ~_unlike(names.words, one, two)
    kept[cells.words[corners[corners >= 0]]] = True
    # What is left out is not alike, as is the last column: the corners of a name without words.
    found = np.zeros((len(Measures._fields), len(kept) + 1), np.float32)
    some = np.nonzero(kept)[0]
    found[:, some] = _compare(names.words, one[some], two[some])
    alike = found[0]
    taken = _taken(alike, cells)
    turned = taken._replace(left=taken.right, right=taken.left)
    size = names.words.latin.size
    return Alignment(
        _side(names, lefts, taken, found, size[two]),
        _side(names, rights, turned, found, size[one]),
        alike[np.where(corners >= 0, np.append(cells.words, -1)[corners], -1)],
    )


def _cells(names: Names, lefts: Numbers, rights: Numbers) -> tuple[Cells, Numbers, Numbers]:
    """The cells of all pairs, and the numbers of the words of each distinct two."""
    high = names.count[rights]
    sizes = names.count[lefts] * high
    pair = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    # Small numbers are divided faster.
    left, right = np.divmod(place.astype(np.int8), np.repeat(high.astype(np.int8), sizes))
    begin, word = np.cumsum(names.count) - names.count, names.kept.word
    one, two = (
        word.take(np.repeat(begin[names_], sizes) + place)
        for names_, place in ((lefts, left), (rights, right))
    )
    first, number = distinct(one, two)
    return Cells(pair, left, right, number), one[first], two[first]


def _corners(wide: Numbers, high: Numbers) -> Numbers:
    """The cells of the first and last words, in the order of Alignment; -1 where a name has no word."""
    sizes = wide * high
    first = np.cumsum(sizes) - sizes
    corners = np.array([first, first + sizes - 1, first + high - 1, first + sizes - high])
    return np.where(sizes > 0, corners, -1)


def _unlike(words: Words, one: Numbers, two: Numbers) -> Bools:
    """Which words are surely not ALIKE: too many letters and consonants of one are not in the other, neither
    is an initial, and they are not both given names that have short forms."""
    letters, bones = words.latin.size, words.bones.size
    far = 5 * fewest_edits(words.latin, one, two) > 3 * np.maximum(letters[one], letters[two])
    far &= 5 * fewest_edits(words.bones, one, two) > 2 * np.maximum(bones[one], bones[two])
    nickname = (words.known & Known.NICKNAME) > 0
    return far & (letters[one] > 1) & (letters[two] > 1) & ~(nickname[one] & nickname[two])


def _side(names: Names, numbers: Numbers, taken: Cells, measures: Floats, partners: Numbers) -> Side:
    """One side of the pairs, from the cells that were taken, its own words as the left ones; `measures` and
    the letters of the other word, `partners`, are of the distinct two words."""
    ids = names.ids[: max(1, int(names.count.max(initial=1))), numbers]
    to, partner = np.full(ids.shape, -1), np.zeros(ids.shape, np.int64)
    to[taken.left, taken.pair] = taken.right
    partner[taken.left, taken.pair] = partners[taken.words]
    grids = np.zeros((len(measures), *ids.shape), np.float32)
    grids[:, taken.left, taken.pair] = measures.take(taken.words, axis=1)
    return Side(
        count=names.count[numbers],
        used=ids >= 0,
        rarity=np.append(names.words.rarity.astype(np.float32), np.float32(0))[ids],
        to=to,
        shared=Measures(*grids),
        length=np.append(names.words.latin.size, 0)[ids],
        partner_length=partner,
    )


def _compare(words: Words, one: Numbers, two: Numbers) -> Floats:
    """The Measures of pairs of words, a row each."""
    size, boned, letter = words.latin.size, words.bones.size, words.latin.letters[words.latin.begin]
    spelling = similarities(words.latin, one, two, swaps=True)
    skeleton = similarities(words.bones, one, two, swaps=False)
    same_letter = letter[one] == letter[two]
    # Only what is somewhat alike is worth a closer look.
    close = np.nonzero((spelling >= 0.4) | (skeleton >= 0.6))[0]
    winkler, sound = spelling.copy(), 0.9 * spelling
    other = close[spelling[close] < 1]
    winkler[other] = _winkler(words.latin.texts, one[other], two[other])
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
    apart = _other_names(words, one, two)
    alike = np.where(apart, np.minimum(alike, UNLIKE), alike)
    skeleton = np.asarray(np.where(apart, UNLIKE, skeleton))
    spelling, sound = np.where(bare, skeleton, spelling), np.where(bare, skeleton, sound)
    edits = np.where(bare, (1 - skeleton) * np.maximum(boned[one], boned[two]), edits)
    return np.array([alike, spelling, sound, skeleton, edits, same_letter], np.float32)


def _winkler(texts: Sequence[str], one: Numbers, two: Numbers) -> Floats:
    picked = np.array(texts, object)  # picks objects several times faster than a list
    return np.asarray(cpdist(picked[one], picked[two], scorer=JaroWinkler.similarity), np.float32)


def _nicknames(words: Words, one: Numbers, two: Numbers) -> Floats:
    """1 where two words are spellings of one given name (Bill, William), else 0."""
    known = vocabulary().nicknames
    found = np.zeros(len(one), np.float32)
    has = (words.known & Known.NICKNAME) > 0
    for place in np.nonzero(has[one] & has[two])[0].tolist():
        left, right = (known[words.latin.texts[side[place]]] for side in (one, two))
        found[place] = bool(left & right)
    return found


def _other_names(words: Words, one: Numbers, two: Numbers) -> Bools:
    """Where two words look alike and are known to be different names (Hassan, Hussein)."""
    known = vocabulary().distinct
    found = np.fromiter(map(known.get, words.sound.texts, repeat(-1)), np.int64, len(words.rarity))
    first, second = found[one], found[two]
    distinct: Bools = (first >= 0) & (first != second) & (first >> 4 == second >> 4)
    return distinct


def _taken(alike: Floats, cells: Cells) -> Cells:
    """The cells that are taken: in each pair the best first, and no word twice.

    Among equals the pair of words that stands at more similar places is taken first. `alike` is of the
    distinct two words.
    """
    alike = alike.take(cells.words)
    rest = np.nonzero(alike >= ALIKE)[0]
    worth = (alike[rest] - 1e-4 * np.abs(cells.left[rest] - cells.right[rest])).astype(np.float32)
    # The pair and how little it is worth in one number; the bits of floats above 0 are in their order.
    rest = rest[np.argsort((cells.pair[rest] << 32) - worth.view(np.int32), kind="stable")]
    taken = []
    size = 8 * (int(cells.pair[-1]) + 1) if len(cells.pair) else 0
    row, column = 8 * cells.pair[rest] + cells.left[rest], 8 * cells.pair[rest] + cells.right[rest]
    while len(rest):
        pair = row >> 3
        first = np.append(True, pair[1:] != pair[:-1])
        taken.append(rest[first])
        gone_left, gone_right = np.zeros(size, bool), np.zeros(size, bool)
        gone_left[row[first]] = gone_right[column[first]] = True
        kept = ~(gone_left[row] | gone_right[column])
        rest, row, column = rest[kept], row[kept], column[kept]
    best = np.concatenate(taken) if taken else rest
    return Cells(*(column[best] for column in cells))
