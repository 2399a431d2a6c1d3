"""Near-copies by containment: which articles repeat the words of which.

A wire story cut to a third shares few of the words that both texts have together, so a measure of
resemblance (Jaccard, MinHash) misses it. Containment asks how much of the *shorter* text stands in
the longer one (Broder, "On the resemblance and containment of documents", 1997). Candidates come
from an inverted index over a fixed sample of word shingles, chosen by their own hash so that both
texts choose the same ones; every candidate is then checked over all its shingles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sayso.terms.question import Copy, CopyKind
from sayso.terms.statement import Basis
from sayso.terms.time import Certainty, Published

SHINGLE = 4
"""Words in a shingle: short enough to survive an edit every ten words, long enough to be rare."""

CONTAINED = 0.5
"""The share of the shorter text that has to stand in the longer one."""

SHARED = 12
"""The fewest shingles that two texts have to share; a shared sentence is a quotation, not a copy."""

_SAMPLE = 8  # one shingle in so many is indexed
_LIKELY = 0.2  # share of the sampled shingles that makes a candidate; far under CONTAINED, as a sample errs
_HOLDERS = 64  # of each shingle only the first so many texts are kept as candidates
_SAME_LENGTH = 0.8  # shorter over longer

_NO_WORD = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
# Marks beyond ASCII that stick to words in news text; a handful of replacements is four times faster
# than a regular expression, and a mark left out costs the shingles around it, no more.
_FOREIGN_MARKS = "‘’“”„«»‹›–—…·•\u00a0\u2009\u200b\ufeff"
_WEIGHTS = np.array([0x9E3779B97F4A7C15 ** (n + 1) % 2**64 for n in range(SHINGLE)], dtype=np.uint64)

Shingles = NDArray[np.uint32]


class Paper(NamedTuple):
    """What finding copies needs to know of an article."""

    id: str
    text: str
    published: Published | None = None
    outlet: str = ""


def shingles(text: str) -> Shingles:
    """The distinct shingles of a text as sorted 32-bit hashes; letter case and punctuation don't count.
    A text shorter than a shingle is one shingle, an empty one none."""
    words = _words(text)
    ids = np.fromiter(map(crc32, words), np.uint64, len(words))
    if not len(ids):
        return np.empty(0, np.uint32)
    padded = ids if len(ids) >= SHINGLE else np.pad(ids, (0, SHINGLE - len(ids)))
    # The upper half of the sum: the lower bits depend on the lower bits of the words alone.
    mixed = (np.correlate(padded, _WEIGHTS, "valid") >> np.uint64(32)).astype(np.uint32)
    mixed.sort()
    distinct: Shingles = mixed[np.append(True, mixed[1:] != mixed[:-1])]
    return distinct


def _words(text: str) -> list[bytes]:
    if not text.isascii():
        for mark in _FOREIGN_MARKS:
            text = text.replace(mark, " ")
    return text.lower().encode("utf-8", "surrogatepass").translate(_NO_WORD).split()


def contained(left: str, right: str) -> float:
    """The share of the shorter text's shingles that stand in the other, 0 to 1."""
    return _share(*_shared(shingles(left), shingles(right)))


def _shared(left: Shingles, right: Shingles) -> tuple[int, int]:
    """How many shingles the two share, and how many the shorter has."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if not len(short):
        return 0, 0
    at = long.searchsorted(short)
    at[at == len(long)] = 0
    return int(np.count_nonzero(long[at] == short)), len(short)


def _share(shared: int, size: int) -> float:
    return shared / size if size else 0.0


@dataclass(frozen=True, slots=True)
class _Held:
    id: str
    outlet: str
    published: Published | None
    shingles: Shingles
    sampled: int


class CopyIndex:
    """Finds the copies of each text among those added before, at a cost that does not grow with them.

    The order of adding does not change which pairs are found, as long as no shingle stands in more
    than 64 texts. In a larger family each text is still found to be a copy of its first members;
    the same limit bounds what a line that stands under every page of an outlet can cost.
    """

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._ids: set[str] = set()
        self._first: dict[int, int] = {}
        self._later: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._held)

    def add(self, paper: Paper) -> tuple[Copy, ...]:
        """Add one text; its copies and originals among the texts added before, nearest first.
        An id that is there already adds nothing and finds nothing."""
        if paper.id in self._ids:
            return ()
        found = shingles(paper.text)
        sample = found[found % _SAMPLE == 0].tolist()
        known = [key for key in sample if key in self._first]
        new = _Held(paper.id, paper.outlet, paper.published, found, len(sample))
        copies = [copy for at in self._candidates(known, new) if (copy := _compare(new, self._held[at]))]
        self._keep(new, sample, known)
        return tuple(sorted(copies, key=lambda copy: (-copy.contained, copy.original, copy.article)))

    def _candidates(self, known: list[int], new: _Held) -> list[int]:
        hits = Counter(map(self._first.__getitem__, known))
        for later in filter(None, map(self._later.get, known)):
            for at in later:
                hits[at] += 1
        return [
            at for at, count in hits.items() if count >= _LIKELY * min(new.sampled, self._held[at].sampled)
        ]

    def _keep(self, new: _Held, sample: list[int], known: list[int]) -> None:
        at = len(self._held)
        self._held.append(new)
        self._ids.add(new.id)
        for key in known:
            holders = self._later.setdefault(key, [])
            if len(holders) < _HOLDERS - 1:
                holders.append(at)
        for key in sample:
            self._first.setdefault(key, at)


def copy_keys(text: str) -> tuple[int, ...]:
    """The sampled shingles that copies of a text are found by."""
    found = shingles(text)
    return tuple(int(key) for key in found[found % _SAMPLE == 0])


def likely_copies(mine: int, held: Mapping[str, int], *, most: int = 64) -> list[str]:
    """Of texts that hold so many of a text's `mine` sampled shingles, those worth a look."""
    worth = [name for name, count in held.items() if count >= min(2, _LIKELY * mine)]
    return sorted(worth, key=lambda name: (-held[name], name))[:most]


def copies_of(paper: Paper, others: Iterable[Paper]) -> tuple[Copy, ...]:
    """Which of the others the paper is a copy of, or they of it."""
    new = _held(paper)
    return tuple(copy for other in others if (copy := _compare(new, _held(other))))


def _held(paper: Paper) -> _Held:
    return _Held(paper.id, paper.outlet, paper.published, shingles(paper.text), 0)


def find_copies(papers: Iterable[Paper | tuple[str, str, Published | None, str]]) -> tuple[Copy, ...]:
    """All pairs of near-copies among `papers` (id, text, published, outlet), in order of their ids."""
    index = CopyIndex()
    copies = [copy for paper in papers for copy in index.add(Paper(*paper))]
    return tuple(sorted(copies, key=lambda copy: (copy.original, copy.article)))


def _compare(left: _Held, right: _Held) -> Copy | None:
    shared, size = _shared(left.shingles, right.shingles)
    share = _share(shared, size)
    if share < CONTAINED or shared < SHARED:
        return None
    first, second, order = _in_order(left, right)
    return Copy(second.id, first.id, share, _kind(first, second), order)


def _kind(original: _Held, copy: _Held) -> CopyKind:
    if original.outlet and original.outlet == copy.outlet:
        return CopyKind.UPDATE
    if len(copy.shingles) < _SAME_LENGTH * len(original.shingles):
        return CopyKind.CUT
    if len(original.shingles) < _SAME_LENGTH * len(copy.shingles):
        return CopyKind.EMBEDDED
    return CopyKind.SAME


def _in_order(left: _Held, right: _Held) -> tuple[_Held, _Held, Basis]:
    """The two in first-seen order, and how that order is known. Where the times overlap or are
    missing the longer text stands first, being the likelier original: papers cut more than they add."""
    if _surely_before(left, right):
        return left, right, _order_basis(left, right)
    if _surely_before(right, left):
        return right, left, _order_basis(left, right)
    first, second = sorted((left, right), key=lambda held: (-len(held.shingles), held.id))
    return first, second, Basis.UNKNOWN


def _surely_before(left: _Held, right: _Held) -> bool:
    ends = left.published.interval.end if left.published and left.published.interval else None
    starts = right.published.interval.start if right.published and right.published.interval else None
    return ends is not None and starts is not None and ends <= starts


def _order_basis(left: _Held, right: _Held) -> Basis:
    stated = all(held.published and held.published.certainty is Certainty.STATED for held in (left, right))
    return Basis.STATED if stated else Basis.INFERRED
