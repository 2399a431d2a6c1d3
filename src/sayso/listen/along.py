"""Voices along a recording: a vector each half second -> which of a few voices speaks there, and how many.

VBx after Landini, Profant, Diez and Burget, *Bayesian HMM clustering of x-vector sequences (VBx) in speaker
diarization*, Computer Speech & Language 71, 2022: a hidden Markov model whose states are voices, each with
a Gaussian of its own in a space where one voice varies by one in every direction and voices differ by
`between`. Voices that explain nothing that others do not are left out. Where it ends hangs on where it
begins, so it is begun with few and with many voices, and the end that explains the most is taken.
The space is made by `python -m benchmarks train_turns` from LibriSpeech (CC BY 4.0).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.listen.cluster import cluster, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Vectors = NDArray[np.float32]

STAYS = 0.95  # chance that the same voice speaks half a second later
_TRUST = 0.2  # share of a window's evidence that is new: windows overlap (Fa of the paper)
_SPARING = 1.0  # how much a further voice has to explain (Fb)
_BEGINNINGS = (0.3, 0.4, 0.5, 0.6)  # cosines of two groups of windows that are one voice to begin with
_STEPS, _ENOUGH = 20, 1e-4
_LEAST_WINDOWS, _LEAST_SHARE = 2, 0.02  # of a voice; one that has less is given to the others


@dataclass(frozen=True, slots=True)
class Space:
    """Where voices are told apart: `means` [bands, 192] of many voices, `basis` [192, directions], and
    `between` [directions], the variance between voices where that within one is 1."""

    means: Floats
    basis: Floats
    between: Floats

    def of(self, vectors: Vectors, band: int) -> Floats:
        """Vectors [n, 192] of voices that came through a band, in this space."""
        found: Floats = (unit(vectors) - self.means[band]) @ self.basis
        return found


@cache
def space() -> Space:
    """As it is shipped."""
    import numpy as np

    data = files("sayso.listen").joinpath("along.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        return Space(*(found[name].astype(np.float64) for name in ("means", "basis", "between")))


def voices_along(x: Floats, between: Floats, *, count: int | None = None) -> Floats:
    """How likely each voice speaks in each window, [windows, voices], each row 1 in all. `x` [windows,
    directions] are vectors in the space, in order of time; `count` is the number of voices, where it is
    known."""
    import numpy as np

    weighed = unit((x * np.sqrt(between / (between + 1))).astype(np.float32))
    alike = np.ones(len(x), np.float32)
    starts = [cluster(weighed, alike, least=least, count=None) for least in _BEGINNINGS]
    ends = [_without_rare(x, between, *_settled(x, between, first, free=True)) for first in starts]
    if count is not None:
        ends = [each for each in ends if each[0].shape[1] == count]
    if not ends:  # none comes to the number that a person gave
        first = cluster(weighed, alike, least=0.0, count=count)
        return _settled(x, between, first, free=False)[0]
    return max(ends, key=lambda each: each[1])[0]


def _without_rare(x: Floats, between: Floats, likely: Floats, bound: float) -> tuple[Floats, float]:
    """What came out without the voices that have hardly a window, with the bound as it was."""
    import numpy as np

    windows = np.bincount(likely.argmax(axis=1), minlength=likely.shape[1])
    kept = windows >= min(windows.max(), max(_LEAST_WINDOWS, _LEAST_SHARE * len(x)))
    if kept.all():
        return likely, bound
    return _settled(x, between, likely[:, kept].argmax(axis=1), free=False)[0], bound


def _settled(x: Floats, between: Floats, first: NDArray[np.int64], *, free: bool) -> tuple[Floats, float]:
    """The steps of variational Bayes from first labels, with the bound of the evidence that they come to;
    with `free` also how common each voice is."""
    import numpy as np

    number = int(first.max()) + 1
    scaled = x * np.sqrt(between)
    far = 0.5 * (x**2).sum(axis=1, keepdims=True)
    ratio = _TRUST / _SPARING
    likely = np.full((len(x), number), np.exp(-7.0))
    likely[np.arange(len(x)), first] = 1.0
    likely /= likely.sum(axis=1, keepdims=True)
    share, before = np.full(number, 1 / number), -np.inf
    for _step in range(_STEPS):
        spread = 1 / (1 + ratio * likely.sum(axis=0)[:, None] * between)
        mean = ratio * spread * (likely.T @ scaled)
        evidence = _TRUST * (scaled @ mean.T - 0.5 * (spread + mean**2) @ between - far)
        likely, new, total = _passed(evidence, share)
        if free:
            share = np.maximum(new, 1e-10)
        now = total + _SPARING * 0.5 * (np.log(spread) - spread - mean**2 + 1).sum()
        if now - before < _ENOUGH:
            break
        before = float(now)
    return likely, before


def _passed(evidence: Floats, share: Floats) -> tuple[Floats, Floats, float]:
    """Forward and backward through the chain: how likely each voice is in each window, how often each is
    begun, and the log of all evidence."""
    import numpy as np

    top = evidence.max(axis=1, keepdims=True)
    seen = np.exp(evidence - top)
    ahead, back, scale = np.empty_like(seen), np.empty_like(seen), np.empty(len(seen))
    row = seen[0] * share
    for at in range(len(seen)):
        if at:
            row = seen[at] * (STAYS * row + (1 - STAYS) * share)
        scale[at] = row.sum()
        row = row / scale[at]
        ahead[at] = row
    row = np.ones(seen.shape[1])
    back[-1] = row
    for at in range(len(seen) - 1, 0, -1):
        met = seen[at] * row
        row = (STAYS * met + (1 - STAYS) * (share @ met)) / scale[at]
        back[at - 1] = row
    likely = ahead * back
    begun = likely[0] + (1 - STAYS) * share * (seen[1:] * back[1:] / scale[1:, None]).sum(axis=0)
    return (
        likely / likely.sum(axis=1, keepdims=True),
        begun / begun.sum(),
        float(np.log(scale).sum() + top.sum()),
    )
