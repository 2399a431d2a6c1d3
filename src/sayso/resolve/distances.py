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

from sayso.resolve.taken import Floats, Numbers

_MOST = 32  # letters whose places fit into the bits of one number
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
    last = np.left_shift(np.uint32(1), np.maximum(sizes - 1, 0).astype(np.uint32))
    edits = sizes.astype(np.int8)
    up, down = np.full(len(one), 0xFFFFFFFF, np.uint32), np.zeros(len(one), np.uint32)
    before, zero = np.zeros(len(one), np.uint32), np.zeros(len(one), np.uint32)
    signs, places = _places(texts, length)
    base = longer * _SIGNS
    for step in range(int(steps.max(initial=0))):
        # The pairs with most letters stand first: the others drop out letter by letter.
        end = len(steps) - int(np.searchsorted(steps[::-1], step + 1))
        here = places[base[:end] + signs[step, shorter[:end]]]
        vp, vn = up[:end], down[:end]
        d = (((here & vp) + vp) ^ vp) | here | vn
        if swaps:
            d |= ((~zero[:end] & here) << 1) & before[:end]
            zero, before = d, here
        more, less = vn | ~(d | vp), d & vp
        edits[:end] += (more & last[:end]) != 0
        edits[:end] -= (less & last[:end]) != 0
        more = (more << 1) | 1
        up, down = (less << 1) | ~(d | more), more & d
    found = np.empty(len(one), np.int64)
    found[order] = np.where(sizes > 0, edits, steps)
    return found


def _places(texts: Sequence[str], length: Numbers) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    """Which sign stands where (letters x texts), and as bits the places of each sign (texts * signs)."""
    longest = max(1, int(length.max(initial=1)))
    letters = np.array(texts, f"S{longest}").view(np.uint8).reshape(-1, longest).T
    signs = np.where(letters >= ord("a"), letters - ord("a"), letters - ord("0") + 26)
    places = np.zeros(len(texts) * _SIGNS, np.uint32)
    base = np.arange(len(texts)) * _SIGNS
    for place, here in enumerate(signs):
        some = np.nonzero(length > place)[0]
        places[base[some] + here[some]] |= np.uint32(1 << place)
    return signs, places
