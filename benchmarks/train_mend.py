"""Fits how a telephone's mark on what the voice network hears is mended: writes src/sayso/listen/mend.npz.

    python -m benchmarks train_mend [--manifest FILE] [--write]

Only from every second LibriSpeech background reader (group lsclean, CC BY 4.0): six seconds each, as they
are, by telephone, and in a telephone's band. The best linear map of what the network's front gives
of the latter two to what it gives of the first is found by least squares. Nothing is told about who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import degrade, voices
from sayso.listen import mend
from sayso.listen.cluster import unit
from sayso.listen.features import centred, filter_banks
from sayso.listen.models import fronts, voice_vectors
from sayso.listen.views import BAND_OF, BANDS, within
from sayso.terms.recording import Channel

TARGET = Path(mend.__file__).with_name("mend.npz")
FITTED = "lsclean"
SECONDS = 6
BAND = BANDS[BAND_OF[Channel.TELEPHONE]]
RIDGE = 0.01  # of the mean variance, added in every direction
Frames = NDArray[np.float32]
Pair = tuple[Frames, Frames]


def main(argv: Sequence[str]) -> int:
    """Fit and print; with --write, write the file. 2 where the manifest is absent."""
    args = voices.trained("train_mend", __doc__, argv)
    if args is None:
        return 2
    made = fitted(teachers(voices.manifest(args.manifest))[0])
    if args.write:
        packed = {part: value.astype(np.float16) for part, value in asdict(made).items()}
        np.savez_compressed(TARGET, **packed)
        print(f"wrote {TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


def teachers(clips: Sequence[voices.Clip]) -> tuple[list[voices.Clip], list[voices.Clip]]:
    """The readers who teach what ships, and the others, on whom it can be tried."""
    readers = [clip for clip in clips if clip.group == FITTED]
    return readers[::2], readers[1::2]


def fitted(clips: Sequence[voices.Clip]) -> mend.Mend:
    """What mends the band of a telephone, from these clips alone."""
    pairs: list[Pair] = []
    heard = []
    for clip in clips:
        x = _middle(degrade.read(str(clip.path)))
        goal = _front(centred(filter_banks(x)))
        narrow = [within(y, *BAND) for y in (degrade.telephone(x), x)]
        heard += [centred(filter_banks(y)) for y in narrow]
        pairs += [(_front(banks), goal) for banks in heard[-2:]]
    found = mend.Mend(*_map(pairs))
    vectors = np.stack([unit(voice_vectors(each[None], found)[0]) for each in heard[::2]])
    return mend.Mend(found.map, found.shift, vectors.mean(axis=0))


def _map(pairs: Sequence[Pair]) -> Pair:
    """The map and the shift that bring the first of each pair nearest to the second."""
    frames = sum(len(x) for x, _ in pairs)
    mean = sum(x.sum(axis=0, dtype=float) for x, _ in pairs) / frames
    goal = sum(y.sum(axis=0, dtype=float) for _, y in pairs) / frames
    spread = sum((x - mean).T @ (x - mean) for x, _ in pairs) / frames
    towards = sum((x - mean).T @ (y - goal) for x, y in pairs) / frames
    spread += RIDGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    best = np.linalg.solve(spread, towards)
    return best.T.astype(np.float32), (goal - mean @ best)[:, None].astype(np.float32)


def _front(banks: Frames) -> Frames:
    found: Frames = fronts(banks[None])[0].T
    return found


def _middle(x: degrade.Samples) -> degrade.Samples:
    start = max(0, len(x) - SECONDS * degrade.RATE) // 2
    return x[start : start + SECONDS * degrade.RATE]
