"""Part of `python -m benchmarks speech`: cuts made on purpose, and marks where nothing was cut."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import degrade, voices
from benchmarks.speech_words import put
from sayso.listen.marks import marks
from sayso.terms.recording import MarkKind

_NEAR = 1.5  # seconds within which a mark is a hit
_HUM_DB = -22.0  # below the speech: clearly there
CUTS = 40


def measure(clips: Sequence[voices.Clip], long: degrade.Samples) -> dict[str, Any]:
    """Noise change: joins of clips of different speakers or sessions, equally loud, against whole clips.
    Hum: a piece of .1 to 1 s cut out of the long recording with a hum of 50 Hz laid under it."""
    usable = [clip for clip in clips if not clip.spoof]
    rng = np.random.default_rng(5)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "x.wav"
        noise = _noise_changes(usable, rng, place)
        hum = _hum_jumps(long, rng, place)
    return {MarkKind.NOISE_CHANGE.value: noise, MarkKind.HUM_PHASE.value: hum}


def _counted(
    made: Iterable[tuple[degrade.Samples, float | None]], kind: MarkKind, place: Path
) -> dict[str, Any]:
    """Over samples with the second of their cut, or None where nothing was cut."""
    hits, cuts, false, seconds = 0, 0, 0, 0.0
    for x, cut in made:
        found = [mark.at for mark in marks(put(x, place)) if mark.kind is kind]
        if cut is None:
            false += len(found)
            seconds += len(x) / degrade.RATE
        else:
            cuts += 1
            hits += any(abs(at - cut) < _NEAR for at in found)
    return {
        "hit_rate": round(hits / max(1, cuts), 3),
        "cuts": cuts,
        "false_alarms": round(false / max(seconds, 1) * 3600, 1),
        "hours": round(seconds / 3600, 2),
    }


def _noise_changes(clips: Sequence[voices.Clip], rng: np.random.Generator, place: Path) -> dict[str, Any]:
    long_enough = [(clip, x) for clip in clips if len(x := degrade.read(str(clip.path))) > 8 * degrade.RATE]

    def made() -> Iterable[tuple[degrade.Samples, float | None]]:
        for _cut in range(CUTS):
            (one, a), (two, b) = (
                long_enough[int(at)] for at in rng.choice(len(long_enough), 2, replace=False)
            )
            if one.session == two.session:
                continue
            first = a[: int(rng.uniform(4, 7.5) * degrade.RATE)]
            level = np.sqrt((first**2).mean() / (b**2).mean())
            yield np.concatenate([first, b * level]).astype(np.float32), len(first) / degrade.RATE
        for _clip, x in long_enough:
            yield x, None

    return _counted(made(), MarkKind.NOISE_CHANGE, place)


def _hum_jumps(long: degrade.Samples, rng: np.random.Generator, place: Path) -> dict[str, Any]:
    def made() -> Iterable[tuple[degrade.Samples, float | None]]:
        for each in range(CUTS):
            start = int(rng.uniform(0, max(1, len(long) - 61 * degrade.RATE)))
            x = long[start : start + 60 * degrade.RATE]
            drift = 50 + 0.02 * np.sin(2 * np.pi * np.arange(len(x)) / degrade.RATE / 37)
            hum = np.sin(2 * np.pi * np.cumsum(drift) / degrade.RATE + rng.uniform(0, 6))
            x = (x + np.sqrt(2 * (x**2).mean()) * 10 ** (_HUM_DB / 20) * hum).astype(np.float32)
            if each % 2:
                yield x, None
                continue
            at = int(rng.uniform(15, 45) * degrade.RATE)
            gone = int(rng.uniform(0.1, 1.0) * degrade.RATE)
            yield np.concatenate([x[:at], x[at + gone :]]), at / degrade.RATE

    return _counted(made(), MarkKind.HUM_PHASE, place)
