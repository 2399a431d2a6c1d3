"""Which seconds of a new recording stand in older ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sayso.listen import bits
from sayso.listen.fingerprint import MADE_BY, Codes, unpack
from sayso.listen.index import Candidate, Index
from sayso.terms.recording import Fingerprint, ReuseMatch, Stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WINDOW = 10.0  # seconds that are asked about in one go
_STEP = 5.0
_SURE_BITS = 0.64  # share of bits: Haitsma and Kalker's threshold of .35 errors
_LIKELY_BITS = 0.56  # enough where many landmarks agree: another voice over it takes bits, not landmarks
_FEW_BITS = 0.7  # what few landmarks need
_FEW_VOTES, _MANY_VOTES = 4, 10


def find_reuse(new: Fingerprint, older: Iterable[Fingerprint]) -> tuple[ReuseMatch, ...]:
    """Stretches of `new` that stand in one of `older`, the longest first. It is found by landmarks, then
    checked and placed by bits; where both do not agree, nothing is said. No match means nothing."""
    known = {each.recording: unpack(each.codes) for each in older if each.recording != new.recording}
    if not known:
        return ()
    names, index = tuple(known), Index()
    for codes in known.values():
        index.add(codes, frames=round(codes.bits.shape[0] * bits.EVERY))
    mine = unpack(new.codes)
    return search(mine, new.recording, index, names, known.__getitem__)


def search(
    mine: Codes, recording: str, index: Index, names: tuple[str, ...], codes_of: Callable[[str], Codes]
) -> tuple[ReuseMatch, ...]:
    """The same with an index that is there already; `codes_of` gives the codes of a candidate."""
    found: list[ReuseMatch] = []
    for start, part in _windows(mine):
        for candidate in index.find(part)[:6]:
            other = names[candidate.other]
            match = _checked(part, codes_of(other), candidate, start, (recording, other))
            if match and not any(_same(match, each) for each in found):
                found.append(match)
    return _merged(found)


def _windows(mine: Codes) -> Iterable[tuple[float, Codes]]:
    """Overlapping parts of ten seconds, each beginning at frame 0, with its second."""
    total = len(mine.bits) / bits.PER_SECOND
    starts = [at * _STEP for at in range(max(1, int((total - _WINDOW) // _STEP) + 2))]
    for start in starts if total > _WINDOW else [0.0]:
        first = round(start * bits.PER_SECOND)
        last = round((start + _WINDOW) * bits.PER_SECOND)
        low, high = first * bits.EVERY, last * bits.EVERY
        inside = (mine.frame >= low) & (mine.frame < high)
        part = mine.bits[first:last]
        if len(part) > bits.PER_SECOND:
            yield (
                first / bits.PER_SECOND,
                Codes(mine.frame[inside] - low, mine.bin[inside], mine.loud[inside], part),
            )


def _checked(
    part: Codes, there: Codes, candidate: Candidate, start: float, who: tuple[str, str]
) -> ReuseMatch | None:
    """A candidate as a match where its bits agree too, at the best of the nearby places."""
    import numpy as np

    best, offset = np.zeros(0, np.float32), 0.0
    for shift in (-1.0, -0.5, 0.0, 0.5, 1.0):
        at = candidate.offset / bits.EVERY + shift
        now = bits.agreement(part.bits, there.bits, offset=at, speed=candidate.speed, pitch=candidate.pitch)
        if not best.size or np.nanmean(now) > np.nanmean(best):
            best, offset = now, at
    first, last = _extent(best, candidate)
    inside = best[first:last]
    score = float(np.nanmean(inside)) if np.isfinite(inside).any() else 0.0
    if score < _least_bits(candidate.votes):
        return None
    here = Stretch(start + first / bits.PER_SECOND, start + last / bits.PER_SECOND)
    origin = [(offset + candidate.speed * at) / bits.PER_SECOND for at in (first, last)]
    where = Stretch(max(0.0, origin[0]), origin[1])
    return ReuseMatch(*who, here, where, candidate.speed, round(score, 3), MADE_BY)


def _least_bits(votes: int) -> float:
    """The share of bits that must agree where so many landmarks do."""
    if votes >= _MANY_VOTES:
        return _LIKELY_BITS
    return _SURE_BITS if votes > _FEW_VOTES else _FEW_BITS


def _extent(agree: NDArray[np.float32], candidate: Candidate) -> tuple[int, int]:
    """The codes from the first to the last that agree, on both sides of the landmarks that do."""
    import numpy as np

    smooth = np.convolve(np.nan_to_num(agree, nan=0.4), np.ones(21) / 21, mode="same")
    good = np.flatnonzero(smooth > _LIKELY_BITS)
    marks = candidate.frames / bits.EVERY
    ends = [marks.min(), marks.max()] if not good.size else [
        min(good[0], marks.min()), max(good[-1] + 1, marks.max())
    ]  # fmt: skip
    valid = np.flatnonzero(np.isfinite(agree))
    low, high = (valid[0], valid[-1] + 1) if valid.size else (0, 0)
    return max(int(ends[0]), int(low)), min(int(ends[1]) + 1, int(high))


def _same(one: ReuseMatch, two: ReuseMatch) -> bool:
    """Whether both say the same of the same seconds, at about the same speed."""
    if one.other != two.other:
        return False
    shared = min(one.here.end, two.here.end) - max(one.here.start, two.here.start)
    apart = abs((one.there.start - one.here.start) - (two.there.start - two.here.start))
    return shared > 0.5 * min(one.here.seconds, two.here.seconds) and apart < 2.0 and two.score >= one.score


def _merged(found: Iterable[ReuseMatch]) -> tuple[ReuseMatch, ...]:
    """Matches of neighbouring windows joined to one."""
    joined: list[ReuseMatch] = []
    for each in sorted(found, key=lambda match: (match.other, match.here)):
        last = joined[-1] if joined else None
        if last and last.other == each.other and _goes_on(last, each):
            here = Stretch(last.here.start, max(last.here.end, each.here.end))
            there = Stretch(last.there.start, max(last.there.end, each.there.end))
            score = max(last.score, each.score)
            speed = last.speed if last.score >= each.score else each.speed
            joined[-1] = ReuseMatch(each.recording, each.other, here, there, speed, score, MADE_BY)
        else:
            joined.append(each)
    return tuple(sorted(joined, key=lambda match: -match.here.seconds))


def _goes_on(last: ReuseMatch, then: ReuseMatch) -> bool:
    apart = (then.there.start - last.there.start) - (then.here.start - last.here.start) * last.speed
    return then.here.start <= last.here.end + 1.0 and abs(apart) < 1.0
