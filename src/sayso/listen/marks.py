"""Where to listen again: the background changes there, or the phase of the mains hum jumps.

A mark is no finding, and none means nothing: each comes with how many cuts it finds and how often it
stands where nothing was cut, as measured by `python -m benchmarks speech`.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.listen.sound import RATE, Sound
from sayso.terms.recording import Mark, MarkKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HOP = RATE // 50
_SIDE = 150  # frames of 20 ms on each side whose quietest are the background
_LEAST_SIDE = 75
_NOISE_DB = 10.0  # change of the background over the bands that is marked
_APART = 2.0  # seconds between two marks
_BLOCK = 120.0  # seconds that are read in one go
_MAINS = (50.0, 60.0)
_CLEAR_HUM = 20.0  # dB of a mains line over its surroundings: below, the phase is not looked at
_JUMP = 1.0  # radians
_MOST = 200


def marks(sound: Sound) -> tuple[Mark, ...]:
    """The places to listen to again, in order, the strongest 200 at most."""
    import numpy as np

    floor = np.concatenate([_background(part) for part in _parts(sound)])
    found = [
        Mark(MarkKind.NOISE_CHANGE, at, strength, *rates(MarkKind.NOISE_CHANGE))
        for at, strength in noise_changes(floor)
    ]
    found += [
        Mark(MarkKind.HUM_PHASE, at, strength, *rates(MarkKind.HUM_PHASE))
        for at, strength in hum_jumps(sound)
    ]
    strongest = sorted(found, key=lambda mark: -mark.strength)[:_MOST]
    return tuple(sorted(strongest, key=lambda mark: mark.at))


@cache
def rates(kind: MarkKind) -> tuple[float | None, float | None]:
    """Hit rate and false alarms an hour as measured; None where they were not."""
    import json

    path = files("sayso.listen").joinpath("marks.json")
    if not path.is_file():
        return None, None
    measured = json.loads(io.StringIO(path.read_text(encoding="utf-8")).read()).get(kind.value)
    return (measured["hit_rate"], measured["false_alarms"]) if measured else (None, None)


def _parts(sound: Sound) -> list[NDArray[np.float32]]:
    count = max(1, -(-sound.samples // int(_BLOCK * RATE)))
    return [sound.read(at * _BLOCK, min(sound.seconds, (at + 1) * _BLOCK)) for at in range(count)]


def _background(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Level in dB of 20 bands for each 20 ms, [frames, 20]."""
    import numpy as np

    if len(samples) < 512:
        return np.zeros((0, 20), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, 512)[::_HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(512).astype(np.float32), axis=1)) ** 2
    edges = np.unique(np.round(np.geomspace(3, 257, 21)).astype(int))
    bands = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1) / np.diff(edges)
    # Below this there is nothing but the rounding of 16 bits.
    return (10 * np.log10(bands + 1e-7)).astype(np.float32)


def noise_changes(level: NDArray[np.float32]) -> list[tuple[float, float]]:
    """Seconds, and dB by which the quietest tenth before and after differ over the bands."""
    import numpy as np

    n = len(level)
    step = 12
    at = np.arange(_LEAST_SIDE, max(_LEAST_SIDE, n - _LEAST_SIDE), step)
    if not at.size:
        return []
    change = np.zeros(len(at))
    for place, frame in enumerate(at):
        before = np.quantile(level[max(0, frame - _SIDE) : frame], 0.1, axis=0)
        after = np.quantile(level[frame : frame + _SIDE], 0.1, axis=0)
        change[place] = np.sqrt(((after - before) ** 2).mean())
    found: list[tuple[float, float]] = []
    for place in np.argsort(-change):
        second = float(at[place]) * _HOP / RATE
        if change[place] < _NOISE_DB:
            break
        if all(abs(second - other) > _APART for other, _strength in found):
            found.append((round(second, 2), round(float(change[place]), 1)))
    return found


def hum_jumps(sound: Sound) -> list[tuple[float, float]]:
    """Seconds, and radians by which the phase of a clear mains hum jumps. Nothing where no hum is clear."""
    import numpy as np

    low, rate = _decimated(sound)
    if len(low) < 10 * rate:
        return []
    for mains in _MAINS:
        frequency = _clear_line(low, rate, mains)
        if not frequency:
            continue
        tone = low * np.exp(-2j * np.pi * frequency * np.arange(len(low)) / rate)
        width = int(rate * 0.5)
        smooth = np.convolve(tone, np.hanning(width) / (width / 2), mode="same")
        gap = width // 2
        jump = np.abs(np.angle(smooth[2 * gap :] * np.conj(smooth[: -2 * gap])))
        return _peaks(jump, rate, gap)
    return []


def _decimated(sound: Sound) -> tuple[NDArray[np.float64], int]:
    """The sound below 200 Hz at 400 Hz, in blocks."""
    import numpy as np

    factor = 40
    parts = []
    for samples in _parts(sound):
        whole = samples[: len(samples) // factor * factor]
        spectrum = np.fft.rfft(whole)
        count = len(whole) // factor
        if count:
            parts.append(np.fft.irfft(spectrum[: count // 2 + 1], count) / factor)
    return (np.concatenate(parts) if parts else np.zeros(0)), RATE // factor


def _clear_line(low: NDArray[np.float64], rate: int, mains: float) -> float:
    """The frequency of a line near `mains` that stands far above its surroundings; 0 where there is none."""
    import numpy as np

    part = low[: rate * 120]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
    hertz = np.fft.rfftfreq(len(part), 1 / rate)
    near = np.abs(hertz - mains) < 0.3
    around = (np.abs(hertz - mains) > 1) & (np.abs(hertz - mains) < 8)
    if 10 * np.log10(spectrum[near].max() / (np.median(spectrum[around]) + 1e-12)) < _CLEAR_HUM + 15:
        return 0.0
    return float(hertz[near][spectrum[near].argmax()])


def _peaks(jump: NDArray[np.float64], rate: int, gap: int) -> list[tuple[float, float]]:
    import numpy as np

    # A slow drift of the frequency turns the phase everywhere; only what stands out is a jump.
    jump = jump - np.median(jump)
    found: list[tuple[float, float]] = []
    for place in np.argsort(-jump):
        second = float(place + gap) / rate
        if jump[place] < _JUMP or len(found) >= _MOST:
            break
        if all(abs(second - other) > _APART for other, _strength in found):
            found.append((round(second, 2), round(float(jump[place]), 2)))
    return found
