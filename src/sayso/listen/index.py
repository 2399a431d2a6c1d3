"""An index of pairs of landmarks: where a new recording may have been heard before.

A thousand hours take some 250 MB. Speeds up to 5 % off are tried in steps of 1 %, with and without the
pitch that goes with them, by scaling the new recording's landmarks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.listen.fingerprint import Codes
from sayso.listen.landmarks import FRAMES_PER_SECOND

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SPEEDS = tuple((1 + step / 100, pitch) for step in range(-5, 6) for pitch in (True, False) if step or pitch)
_GRAIN = 2  # frames of 16 ms that are one step of a pair's distance
_NEAR, _FAR = 4, 64  # frames that the points of a pair lie apart
_STEPS = (_FAR // _GRAIN) + 1
_SPREAD = 63  # bins up or down
_BUCKETS = 256 * (2 * _SPREAD + 1) * _STEPS
_KEPT = (8, 2)  # of what is kept: landmarks a second, pairs each
_ASKED = (20, 7)  # of what is asked about: more, because a voice over it brings its own
_LOOSE = 3  # frames by which the pairs of one match may disagree
_ONE_PLACE = 60  # frames by which one place may differ between speeds
LEAST = 3  # pairs that agree on a place


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that pairs agree on: frame here = (frame there - `offset`) at `speed`."""

    other: int
    offset: float  # frame there of the first frame here
    speed: float
    pitch: float
    votes: int
    frames: NDArray[np.float32]  # here, of the landmarks that agree


class Index:
    """Pairs of many recordings, packed. `add` all, then `find`."""

    def __init__(self) -> None:
        self._hashes: list[NDArray[np.uint32]] = []
        self._frames: list[NDArray[np.uint32]] = []
        self._starts: list[int] = []
        self._end = 0
        self._table: tuple[Ints, NDArray[np.uint32]] | None = None

    def add(self, codes: Codes, *, frames: int) -> int:
        """Add a recording of so many frames; its place among those added."""
        import numpy as np

        hashes, frame, _bin = pairs(codes, *_KEPT)
        self._hashes.append(hashes.astype(np.uint32))
        self._frames.append((frame + self._end).astype(np.uint32))
        self._starts.append(self._end)
        self._end += frames + 1000  # so that no match spans two recordings
        self._table = None
        return len(self._starts) - 1

    def _sorted(self) -> tuple[Ints, NDArray[np.uint32]]:
        """Where each hash's frames begin, and the frames in order of hash."""
        import numpy as np

        if self._table is None:
            hashes, frames = np.concatenate(self._hashes), np.concatenate(self._frames)
            order = np.argsort(hashes, kind="stable")
            starts = np.zeros(_BUCKETS + 1, np.int64)
            starts[1:] = np.cumsum(np.bincount(hashes, minlength=_BUCKETS))
            self._table = starts, frames[order]
            self._hashes, self._frames = [hashes], [frames]
        return self._table

    def find(self, codes: Codes, *, speeds: Iterable[tuple[float, bool]] = SPEEDS) -> list[Candidate]:
        """The places that agree best, each speed's own, the most votes first."""
        if not self._starts:
            return []
        found: list[Candidate] = []
        for speed, pitched in speeds:
            pitch = speed if pitched else 1.0
            found += self._at(codes, speed, pitch)
        return _places(sorted(found, key=lambda each: -each.votes))

    def _at(self, codes: Codes, speed: float, pitch: float) -> list[Candidate]:
        import numpy as np

        # What runs 5 % faster here has its landmarks closer together and higher than there.
        scaled = Codes(codes.frame * np.float32(speed), codes.bin / np.float32(pitch), codes.loud, codes.bits)
        hashes, frame, _bin = pairs(scaled, *_ASKED)
        starts, frames = self._sorted()
        first, last = starts[hashes], starts[hashes + 1]
        counts = last - first
        total = int(counts.sum())
        if not total:
            return []
        asked = np.repeat(np.arange(len(hashes)), counts)
        inner = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        there = frames[np.repeat(first, counts) + inner].astype(np.int64)
        offset = there - np.round(frame[asked]).astype(np.int64)
        return [
            self._candidate(place, votes, speed, pitch, frame[asked[mine]])
            for place, votes, mine in _agreeing(offset, frame[asked])
        ]

    def _candidate(
        self, place: float, votes: int, speed: float, pitch: float, frames: NDArray[np.float32]
    ) -> Candidate:
        other = max(0, bisect_right(self._starts, place + float(frames.mean())) - 1)
        return Candidate(other, place - self._starts[other], speed, pitch, votes, frames / speed)


def _places(found: list[Candidate]) -> list[Candidate]:
    """The best two speeds of each place, so that one older recording does not hide another under it."""
    kept: list[Candidate] = []
    for each in found:
        beside = (other for other in kept if other.other == each.other)
        if sum(abs(other.offset - each.offset) < _ONE_PLACE for other in beside) < 2:
            kept.append(each)
    return kept


def pairs(codes: Codes, per_second: int, fan: int) -> tuple[Ints, NDArray[np.float32], NDArray[np.float32]]:
    """Hash, frame and bin of the first landmark of each pair: the `per_second` loudest of each second, each
    with the next `fan` that are near enough."""
    import numpy as np

    frame, at = _loudest(codes, per_second)
    hashes, frames, bins = [], [], []
    made = np.zeros(len(frame), np.int64)
    for ahead in range(1, 3 * fan + 8):
        if ahead >= len(frame):
            break
        apart = frame[ahead:] - frame[:-ahead]
        up = np.round(at[ahead:]) - np.round(at[:-ahead])
        fits = (apart >= _NEAR) & (apart < _FAR) & (np.abs(up) <= _SPREAD) & (made[:-ahead] < fan)
        made[:-ahead] += fits
        low = np.round(at[:-ahead][fits]).astype(np.int64).clip(0, 255)
        step = (apart[fits] / _GRAIN).astype(np.int64)
        hashes.append((low * (2 * _SPREAD + 1) + up[fits].astype(np.int64) + _SPREAD) * _STEPS + step)
        frames.append(frame[:-ahead][fits])
        bins.append(at[:-ahead][fits])
    if not hashes:
        return np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32)
    return np.concatenate(hashes), np.concatenate(frames), np.concatenate(bins)


def _loudest(codes: Codes, per_second: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    import numpy as np

    second = (codes.frame // FRAMES_PER_SECOND).astype(np.int64)
    order = np.lexsort((-codes.loud, second))
    rank = np.arange(len(order)) - np.searchsorted(second[order], second[order], side="left")
    keep = np.sort(order[rank < per_second])
    return codes.frame[keep], codes.bin[keep]


def _agreeing(offset: Ints, frame: NDArray[np.float32]) -> Iterable[tuple[float, int, NDArray[np.bool_]]]:
    """Places where at least `LEAST` different landmarks agree within `_LOOSE` frames, a few at most."""
    import numpy as np

    taken: list[float] = []
    cells = offset // _LOOSE
    values, counts = np.unique(cells, return_counts=True)
    beside = np.where(np.diff(values, append=values[-1] + 9) == 1, np.append(counts[1:], 0), 0)
    both = counts + beside
    best = np.argsort(-both)[:8]
    for at in best[both[best] >= LEAST]:
        mine = (cells == values[at]) | (cells == values[at] + 1)
        votes = len(np.unique(np.round(frame[mine])))
        place = float(np.median(offset[mine]))
        if votes >= LEAST and all(abs(place - each) > 4 * _LOOSE for each in taken):
            taken.append(place)
            yield place, votes, mine
