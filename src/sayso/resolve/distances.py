"""Edit distances of many pairs of short words at once.

A column of the table of edit distances fits into the bits of one number, and the columns of all pairs go
through the same few numpy operations a letter: Hyyrö, *A bit-vector algorithm for computing Levenshtein and
Damerau edit distances* (2003), for the optimal string alignment where neighbours may be exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cpdist

from sayso.resolve.taken import Floats, Numbers, lines_of

_MOST = 16  # letters whose places fit into the bits of one number
_FEW = 64  # pairs that are quicker compared one by one
_SIGNS = 36  # a to z and digits


def lengths(texts: Sequence[str]) -> Numbers:
    """The letters of each text."""
    return np.fromiter(map(len, texts), np.int64, len(texts))


def similarities(texts: Sequence[str], one: Numbers, two: Numbers, *, swaps: bool) -> Floats:
    """1 less the edits that turn one text into the other, by the letters of the longer. Texts are of
    lower-case ASCII letters and digits, pairs of them given by their numbers; `swaps` counts two neighbours
    exchanged as one edit."""
    length = lengths(texts)
    longer = np.maximum(length[one], length[two])
    found = np.empty(len(one), np.float32)
    single = longer > (_MOST if len(one) > _FEW else -1)
    if not single.all():
        edits = _edits(texts, np.minimum(length, _MOST), one, two, swaps=swaps)
        found[:] = 1 - edits / np.maximum(longer, 1)
    if single.any():
        found[single] = _one_by_one(texts, one[single], two[single], swaps=swaps)
    return found


def fewest_edits(texts: Sequence[str], one: Numbers, two: Numbers) -> Numbers:
    """How many edits there are at least: a letter that the other text has not needs one."""
    letters, begin, _ = lines_of(texts)
    bits = np.left_shift(1, np.minimum(letters ^ ord("a"), 40).astype(np.int64))  # all digits are one letter
    bits[letters == ord("\n")] = 0
    has = np.bitwise_or.reduceat(bits, begin) if len(begin) else bits
    first, second = has[one], has[two]
    lacks: Numbers = np.maximum(np.bitwise_count(first & ~second), np.bitwise_count(second & ~first))
    return lacks


def _one_by_one(texts: Sequence[str], one: Numbers, two: Numbers, *, swaps: bool) -> Floats:
    scorer = OSA.normalized_similarity if swaps else Levenshtein.normalized_similarity
    left, right = ([texts[place] for place in side.tolist()] for side in (one, two))
    return np.asarray(cpdist(left, right, scorer=scorer), np.float32)


def _edits(texts: Sequence[str], length: Numbers, one: Numbers, two: Numbers, *, swaps: bool) -> Numbers:
    """The edits between the first letters of texts."""
    first = length[one] < length[two]
    shorter, longer = np.where(first, one, two), np.where(first, two, one)
    order = np.argsort(length[shorter].astype(np.uint8), kind="stable")[::-1]
    shorter, longer = shorter[order], longer[order]
    steps, sizes = length[shorter], length[longer]
    last = np.left_shift(np.uint16(1), np.maximum(sizes - 1, 0).astype(np.uint16))
    edits = sizes.astype(np.int8)
    up, down = np.full(len(one), 0xFFFF, np.uint16), np.zeros(len(one), np.uint16)
    before, zero = np.zeros(len(one), np.uint16), np.zeros(len(one), np.uint16)
    signs, begin, places = _places(texts, length)
    text, base = begin[shorter], longer * _SIGNS
    for step in range(int(steps.max(initial=0))):
        # The pairs with most letters stand first: the others drop out letter by letter.
        end = len(steps) - int(np.searchsorted(steps[::-1], step + 1))
        here = places[base[:end] + signs[text[:end] + step]]
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
    found = np.empty(len(one), np.int64)
    found[order] = np.where(sizes > 0, edits, steps)
    return found


def _places(texts: Sequence[str], length: Numbers) -> tuple[Numbers, Numbers, npt.NDArray[np.uint16]]:
    """The signs of texts, where each text begins, and as bits the places of each sign (texts * signs)."""
    letters, begin, _ = lines_of(texts)
    signs = np.where(letters >= ord("a"), letters - ord("a"), letters - ord("0") + 26).astype(np.int64)
    place = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    at = np.repeat(np.arange(len(texts)) * _SIGNS, length) + signs[np.repeat(begin, length) + place]
    places: npt.NDArray[np.uint16] = np.zeros(len(texts) * _SIGNS, np.uint16)
    np.add.at(places, at, np.left_shift(np.uint16(1), place.astype(np.uint16)))
    return signs, begin, places
