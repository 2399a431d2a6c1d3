"""Makes the space in which voices are followed along a recording: writes src/sayso/listen/along.npz.

    python -m benchmarks train_turns [--manifest FILE] [--write]

Only from LibriSpeech background readers (group lsclean, CC BY 4.0), each clean, by telephone, in a mobile
telephone's band, in white noise and in a simulated room. What varies within a reader's windows is what must
not tell voices apart; what varies between readers is what may (linear discriminant analysis). The first half
of the readers, by number, is left out: on conversations of them the few settings of `along` were chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.linalg import eigh

from benchmarks import degrade, speech_turns, voices
from sayso.listen import along
from sayso.listen.campplus import BLOCK
from sayso.listen.cluster import unit
from sayso.listen.features import STEP, centred, filter_banks
from sayso.listen.models import voice_vectors
from sayso.listen.segmentation import FRAME
from sayso.listen.views import BANDS, within

TARGET = Path(along.__file__).with_name("along.npz")
FITTED = "lsclean"
DIRECTIONS = 64
RIDGE = 0.05  # of the mean variance, added in every direction
# Part of what differs between readers is their microphones and rooms, which a conversation's voices share.
VOICES = 0.5
Floats = np.ndarray


def main(argv: Sequence[str]) -> int:
    """Fit and print; with --write, write the file. 2 where the manifest is absent."""
    args = voices.trained("train_turns", __doc__, argv)
    if args is None:
        return 2
    clips = [each for each in voices.manifest(args.manifest) if each.group == FITTED]
    clips = sorted(clips, key=lambda each: each.speaker)[len(clips) // 2 :]
    conditions = [[_windows(clip, name, seed) for seed, clip in enumerate(clips)] for name in _MADE]
    made = fitted(conditions)
    print(len(clips), "readers,", sum(len(v) for each in conditions for v in each), "windows;",
          "between:", np.round(made["between"][:8], 1))  # fmt: skip
    if args.write:
        np.savez_compressed(TARGET, **made)  # type: ignore[arg-type] # the stub takes the names for options
        print(f"wrote {TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


_MADE = {"clean": 0, "noise": 0, "room": 0, "mobile": 1, "telephone": 2}


def _windows(clip: voices.Clip, condition: str, seed: int) -> Floats:
    """The vectors of the short windows of a clip in which its reader speaks."""
    x = degrade.read(str(clip.path))
    x = (x / (np.sqrt((x**2).mean()) + 1e-9) * 0.06).astype(np.float32)
    rng = np.random.default_rng(seed)
    number = np.zeros(len(x) // FRAME + 1)
    for start, end in speech_turns._spoken(x):
        number[int(start * degrade.RATE / FRAME) : int(end * degrade.RATE / FRAME)] = 1.0
    if condition == "noise":
        x = degrade.noise(x, snr=10)
    elif condition == "mobile":
        x = within(x, *BANDS[1])
    elif condition != "clean":
        x = speech_turns._made("far" if condition == "room" else condition, x, rng)
    return _alone(x, number)


def _alone(x: degrade.Samples, number: Floats) -> Floats:
    """The vectors of windows of three half seconds, each heard alone. Heard along the clip, as `turns` hears
    a recording, they gave a space that tells voices by telephone worse apart (DER .062 for .034)."""
    banks, wide = filter_banks(x), 3 * BLOCK
    middles = np.arange(BLOCK // 2, len(x) / degrade.RATE / STEP, BLOCK)
    frame = (middles * STEP * degrade.RATE / FRAME).astype(int)
    begins = np.clip(middles[number[frame] > 0] - wide // 2, 0, len(banks) - wide).astype(int)
    windows = [voice_vectors(centred(banks[at : at + wide])[None]) for at in begins]
    return np.concatenate([np.zeros((0, 192), np.float32), *windows])


def fitted(conditions: Sequence[Sequence[Floats]]) -> dict[str, Floats]:
    """What the file holds: the mean of each band, and the directions that tell readers apart, in units of
    what varies within one."""
    bands = [
        [unit(v) for name, each in zip(_MADE, conditions, strict=True) if _MADE[name] == band for v in each]
        for band in range(len(BANDS))
    ]
    inside, outside = np.zeros((192, 192)), np.zeros((192, 192))
    windows = readers = 0
    for each in conditions:
        mean = np.concatenate([unit(v) for v in each]).mean(axis=0)
        for vectors in each:
            if len(vectors) >= 3:
                mine = (unit(vectors) - mean).astype(np.float64)
                off = mine - mine.mean(axis=0)
                inside += off.T @ off
                outside += np.outer(mine.mean(axis=0), mine.mean(axis=0))
                windows, readers = windows + len(mine) - 1, readers + 1
    inside /= windows
    inside += RIDGE * np.trace(inside) / len(inside) * np.eye(len(inside))
    values, directions = eigh(outside / readers, inside)
    best = np.argsort(-values)[:DIRECTIONS]
    return {
        "means": np.stack([np.concatenate(each).mean(axis=0) for each in bands]).astype(np.float32),
        "basis": directions[:, best].astype(np.float32),
        "between": (VOICES * np.maximum(values[best], 1e-3)).astype(np.float32),
    }
