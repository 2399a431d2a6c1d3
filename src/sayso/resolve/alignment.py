"""Words of two names laid side by side, for many pairs of names at once.

Every word of one name is compared with every word of the other by edit distance on the Latin letters, on
how they sound and on their consonants (rapidfuzz, in C); the best pair is taken, both words are crossed
out, and so on (greedy assignment). All pairs of a batch go through the same numpy arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein
from rapidfuzz.process import cpdist

from sayso.resolve.parts import NameParts
from sayso.resolve.rarity import rarity_of
from sayso.resolve.words import Word, vocabulary

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

INITIAL = 0.8
NICKNAME = 0.85
UNLIKE = 0.5  # of names that only look alike
ALIKE = 0.6  # below it two words are not taken for the same


@dataclass(frozen=True, slots=True)
class Side:
    """One name of each pair: `ids` of its words in the batch's word table (pairs x words, -1 empty),
    what they are compared by, and for each word the word of the other side it was laid to (`to`)."""

    ids: Ints
    used: Bools
    rarity: Floats
    to: Ints
    alike: Floats
    spelling: Floats
    sound: Floats
    bones: Floats
    edits: Floats
    letter: Floats
    length: Ints
    partner_length: Ints


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both names of each pair, word by word, and the table of all words of the batch."""

    left: Side
    right: Side
    table: tuple[Word, ...]
    likeness: Floats  # pairs x left words x right words, 0 where there is none


def _numbered(lefts: Sequence[NameParts], rights: Sequence[NameParts]) -> tuple[list[Word], Ints, Ints]:
    """The distinct words of a batch, and the words of each name as numbers in that list, pairs x words,
    -1 where a name has fewer."""
    words = list(dict.fromkeys(word for names in (lefts, rights) for name in names for word in name.words))
    number = {word: place for place, word in enumerate(words)}

    def ids(names: Sequence[NameParts]) -> Ints:
        counts = np.array([len(name.words) for name in names], np.int64)
        grid = np.full((len(names), max(1, int(counts.max(initial=1)))), -1, np.int32)
        grid[np.arange(grid.shape[1]) < counts[:, None]] = [
            number[word] for name in names for word in name.words
        ]
        return grid

    return words, ids(lefts), ids(rights)


def align(lefts: Sequence[NameParts], rights: Sequence[NameParts]) -> Alignment:
    """Lay the names of each pair side by side."""
    words, left, right = _numbered(lefts, rights)
    both = (left[:, :, None] >= 0) & (right[:, None, :] >= 0)
    measures = _measure(left, right, both, words)
    to_right, to_left = _assign(measures[0], both)
    rarity = np.array([rarity_of(word) for word in words] or [0.0], np.float32)
    length = np.array([len(word.latin) for word in words] or [0], np.int32)
    turned = [grid.transpose(0, 2, 1) for grid in measures]
    return Alignment(
        _side(left, right, to_right, measures, rarity, length),
        _side(right, left, to_left, turned, rarity, length),
        tuple(words),
        measures[0],
    )


def _side(
    ids: Ints, others: Ints, to: Ints, measures: Sequence[Floats], rarity: Floats, length: Ints
) -> Side:
    used, place = ids >= 0, np.maximum(to, 0)
    picked = [
        np.where(to >= 0, np.take_along_axis(grid, place[:, :, None], 2)[:, :, 0], 0).astype(np.float32)
        for grid in measures
    ]
    partner = np.take_along_axis(others, place, 1)
    alike, spelling, sound, bones, edits, letter = picked
    return Side(
        ids=ids,
        used=used,
        rarity=np.where(used, rarity[ids], 0).astype(np.float32),
        to=to,
        alike=alike,
        spelling=spelling,
        sound=sound,
        bones=bones,
        edits=edits,
        letter=letter,
        length=np.where(used, length[ids], 0),
        partner_length=np.where(to >= 0, length[partner], 0),
    )


def _measure(left: Ints, right: Ints, both: Bools, words: list[Word]) -> list[Floats]:
    """Likeness, spelling, sound, bones, edits and first letter of words, each pairs x left x right."""
    rows, firsts, seconds = np.nonzero(both)
    codes = left[rows, firsts].astype(np.int64) * len(words) + right[rows, seconds]
    distinct, inverse = np.unique(codes, return_inverse=True)
    found = _compare(words, distinct // max(1, len(words)), distinct % max(1, len(words)))
    grids = []
    for values in found:
        grid = np.zeros(both.shape, np.float32)
        grid[rows, firsts, seconds] = values[inverse]
        grids.append(grid)
    return grids


def _compare(words: list[Word], one: Numbers, two: Numbers) -> list[Floats]:
    """The measures of each pair of words, given by their numbers."""
    if not len(one):
        return [np.zeros(0, np.float32)] * 6
    latin, bone = [word.latin for word in words], [word.bones for word in words]
    size = np.array([len(word.latin) for word in words], np.int32)
    boned = np.array([len(word.bones) for word in words], np.int32)
    letter = np.array([ord(word.latin[0]) for word in words], np.int32)
    abjad = np.array([word.abjad for word in words])
    spelling = _similar(OSA.normalized_similarity, latin, one, two)
    skeleton = _similar(Levenshtein.normalized_similarity, bone, one, two)
    same_letter = letter[one] == letter[two]
    # Only what is somewhat alike is worth a closer look.
    close = np.nonzero((spelling >= 0.4) | (skeleton >= 0.6))[0]
    winkler, sound = spelling.copy(), 0.9 * spelling
    sounds = [word.sound for word in words]
    winkler[close] = _similar(JaroWinkler.similarity, latin, one[close], two[close])
    sound[close] = _similar(OSA.normalized_similarity, sounds, one[close], two[close])
    skeleton = np.where(np.minimum(boned[one], boned[two]) >= 2, skeleton, np.minimum(skeleton, sound))
    edits = (1 - spelling) * np.maximum(size[one], size[two])
    alike = np.maximum.reduce([
        spelling, 0.5 * (spelling + winkler), 0.97 * sound, 0.35 * sound + 0.6 * skeleton,
    ])  # fmt: skip
    bare = abjad[one] ^ abjad[two]
    alike = np.where(bare, 0.95 * skeleton, alike)
    initial = (np.minimum(size[one], size[two]) == 1) & same_letter & (spelling < 1)
    alike = np.where(initial, INITIAL, alike)
    alike = np.maximum(alike, NICKNAME * _nicknames(words, one, two))
    other = _distinct(words, one, two)
    alike = np.where(other, np.minimum(alike, UNLIKE), alike)
    skeleton = np.asarray(np.where(other, UNLIKE, skeleton))
    spelling, sound = np.where(bare, skeleton, spelling), np.where(bare, skeleton, sound)
    edits = np.where(bare, (1 - skeleton) * np.maximum(boned[one], boned[two]), edits)
    return [np.asarray(array, np.float32) for array in (alike, spelling, sound, skeleton, edits, same_letter)]


def _similar(scorer: Callable[..., float], texts: Sequence[str], one: Numbers, two: Numbers) -> Floats:
    # itemgetter picks objects out of a list several times faster than numpy does.
    if len(one) < 2:
        return np.asarray([scorer(texts[a], texts[b]) for a, b in zip(one, two, strict=True)], np.float32)
    left, right = itemgetter(*one.tolist())(texts), itemgetter(*two.tolist())(texts)
    return np.asarray(cpdist(left, right, scorer=scorer), np.float32)


def _nicknames(words: list[Word], one: Numbers, two: Numbers) -> Floats:
    """1 where two words are spellings of one given name (Bill, William), else 0."""
    known = vocabulary().nicknames
    found = np.zeros(len(one), np.float32)
    groups = [known.get(word.latin) for word in words]
    has = np.array([group is not None for group in groups])
    for place in np.nonzero(has[one] & has[two])[0].tolist():
        left, right = groups[one[place]], groups[two[place]]
        found[place] = bool(left and right and left & right)
    return found


def _distinct(words: list[Word], one: Numbers, two: Numbers) -> Bools:
    """Where two words look alike and are known to be different names (Hassan, Hussein)."""
    known = vocabulary().distinct
    found = np.array([known.get(word.sound, (-1, place)) for place, word in enumerate(words)])
    row, which = found[:, 0], found[:, 1]
    distinct: Bools = (row[one] >= 0) & (row[one] == row[two]) & (which[one] != which[two])
    return distinct


def _assign(alike: Floats, both: Bools) -> tuple[Ints, Ints]:
    """For each word of each side the place of its partner on the other side, -1 where it has none.

    Among equals the pair that stands at more similar places is taken first.
    """
    pairs, wide, high = alike.shape
    apart = np.abs(np.arange(wide)[:, None] - np.arange(high)[None, :])
    left, right = np.full((pairs, wide), -1, np.int32), np.full((pairs, high), -1, np.int32)
    rest = np.where(both & (alike >= ALIKE), alike - 1e-4 * apart, -1).astype(np.float32)
    every = np.arange(pairs)
    for _ in range(min(wide, high)):
        flat = rest.reshape(pairs, -1).argmax(1)
        row, column = flat // high, flat % high
        taken = rest[every, row, column] > 0
        if not taken.any():
            break
        who = every[taken]
        row, column = row[taken], column[taken]
        left[who, row] = column
        right[who, column] = row
        rest[who, row, :] = -1
        rest[who, :, column] = -1
    return left, right
