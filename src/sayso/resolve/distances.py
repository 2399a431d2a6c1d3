"""Edit distances of many pairs of short words at once.

A column of the table of edit distances fits into the bits of one number, and the columns of all pairs go
through the same few numpy operations a letter: Hyyrö, *A bit-vector algorithm for computing Levenshtein and
Damerau edit distances* (2003), for the optimal string alignment where neighbours may be exchanged.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cpdist

from sayso.resolve.taken import Floats, Lines, Numbers

_MOST = 16  # letters whose places fit into the bits of one number
_FEW = 64  # pairs that are quicker compared one by one
_SIGNS = 37  # a to z, digits and the end of a line
_SIGN_OF = np.full(256, _SIGNS - 1)
_SIGN_OF[np.frombuffer(b"abcdefghijklmnopqrstuvwxyz0123456789", np.uint8)] = np.arange(_SIGNS - 1)
# A bit for each letter, and one for all digits.
_BIT_OF = np.where(_SIGN_OF < _SIGNS - 1, 1 << np.minimum(_SIGN_OF, 26), 0).astype(np.uint32)


def similarities(words: Lines, one: Numbers, two: Numbers, *, swaps: bool) -> Floats:
    """1 less the edits that turn one word into the other, by the letters of the longer. Words are of
    lower-case ASCII letters and digits, pairs of them given by their numbers; `swaps` counts two neighbours
    exchanged as one edit."""
    longer = np.maximum(words.size[one], words.size[two])
    found = np.empty(len(one), np.float32)
    single = longer > (_MOST if len(one) > _FEW else -1)
    if not single.all():
        found[:] = 1 - _edits(words, one, two, swaps=swaps) / np.maximum(longer, 1)
    if single.any():
        found[single] = _one_by_one(words, one[single], two[single], swaps=swaps)
    return found


def fewest_edits(words: Lines, one: Numbers, two: Numbers) -> Numbers:
    """How many edits there are at least: a letter that the other word has not needs one."""
    has = np.bitwise_or.reduceat(_BIT_OF[words.letters], words.begin) if len(words.begin) else _BIT_OF
    first, second = has[one], has[two]
    lacks: Numbers = np.maximum(np.bitwise_count(first & ~second), np.bitwise_count(second & ~first))
    return lacks


def _one_by_one(words: Lines, one: Numbers, two: Numbers, *, swaps: bool) -> Floats:
    scorer = OSA.normalized_similarity if swaps else Levenshtein.normalized_similarity
    left, right = ([words.texts[place] for place in side.tolist()] for side in (one, two))
    return np.asarray(cpdist(left, right, scorer=scorer), np.float32)


def _edits(words: Lines, one: Numbers, two: Numbers, *, swaps: bool) -> npt.NDArray[np.int8]:
    """The edits between the first letters of words."""
    size = np.minimum(words.size, _MOST).astype(np.uint8)
    first, second = size[one], size[two]
    # The pairs with most letters stand first: the others drop out letter by letter.
    order = np.argsort(np.minimum(first, second), kind="stable")[::-1]
    one, two, first, second = one[order], two[order], first[order], second[order]
    turned = first > second
    shorter, longer = np.where(turned, two, one), np.where(turned, one, two)
    steps, edits = np.minimum(first, second), np.maximum(first, second).astype(np.int8)
    last = np.left_shift(np.uint16(1), np.maximum(edits - 1, 0).astype(np.uint16))
    up, down = np.full(len(one), 0xFFFF, np.uint16), np.zeros(len(one), np.uint16)
    before, zero = np.zeros(len(one), np.uint16), np.zeros(len(one), np.uint16)
    signs, places = _SIGN_OF[words.letters], _places(words)
    letter, base = words.begin[shorter], longer * _SIGNS
    for step in range(int(steps.max(initial=0))):
        end = len(steps) - int(np.searchsorted(steps[::-1], step + 1))
        here = places.take(base[:end] + signs.take(letter[:end]))
        letter += 1
        vp, vn = up[:end], down[:end]
        d = (((here & vp) + vp) ^ vp) | here | vn
        if swaps:
            d |= ((~zero[:end] & here) << 1) & before[:end]
            zero, before = d, here
        more, less = vn | ~(d | vp), d & vp
        edits[:end] += (more & last[:end]) != 0
        edits[:end] -= (less & last[:end]) != 0
        more = np.asarray((more << 1) | 1, np.uint16)
        up, down = (less << 1) | ~(d | more), more & d
    found = np.empty_like(edits)
    found[order] = edits
    return found


def _places(words: Lines) -> npt.NDArray[np.uint16]:
    """As bits the places of each sign in each word (words * signs)."""
    size = words.size + 1
    row = np.repeat(np.arange(len(size)) * _SIGNS, size)
    letters = words.letters[: len(row)]
    place = np.arange(len(row), dtype=np.int64) - np.repeat(words.begin, size)
    places: npt.NDArray[np.uint16] = np.zeros(len(size) * _SIGNS, np.uint16)
    np.add.at(places, row + _SIGN_OF[letters], np.left_shift(np.uint16(1), place.astype(np.uint16)))
    return places
