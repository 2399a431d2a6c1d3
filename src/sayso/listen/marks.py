"""Where to listen again: the background changes there, or the phase of the mains hum jumps.

A mark is no finding, and none means nothing: each comes with how many cuts it finds and how often it
stands where nothing was cut, as measured by `python -m benchmarks speech`.
"""

from __future__ import annotations

import io
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

from sayso.listen.sound import RATE, Sound
from sayso.terms.recording import Mark, MarkKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HOP = RATE // 50
_SIDE = 300  # frames of 20 ms on each side whose quietest are the background
_LEAST_SIDE = 180
_EVERY = 12
_QUIET = 0.06  # share of frames that are taken for pauses
_PAUSE_DB = 22.0  # that they must lie below the louder ones
_NOISE_DB = 15.0  # change of the background over the bands that is marked
_APART = 2.0  # seconds between two marks
_BLOCK = 120.0  # seconds that are read in one go
_MAINS = (50.0, 60.0)
_CLEAR_HUM = 27.0  # dB of a mains line over its surroundings: below, the phase is not looked at
_JUMP = 0.5  # radians


def marks(sound: Sound) -> tuple[Mark, ...]:
    """The places to listen to again, in order."""
    found = [
        Mark(MarkKind.NOISE_CHANGE, at, strength, *rates(MarkKind.NOISE_CHANGE))
        for at, strength in noise_changes(_background(part) for part in _parts(sound))
    ]
    found += [
        Mark(MarkKind.HUM_PHASE, at, strength, *rates(MarkKind.HUM_PHASE))
        for at, strength in hum_jumps(sound)
    ]
    return tuple(sorted(found, key=lambda mark: mark.at))


@cache
def rates(kind: MarkKind) -> tuple[float | None, float | None]:
    """Hit rate and false alarms an hour as measured; None where they were not."""
    import json

    path = files("sayso.listen").joinpath("marks.json")
    if not path.is_file():
        return None, None
    measured = json.loads(io.StringIO(path.read_text(encoding="utf-8")).read()).get(kind.value)
    return (measured["hit_rate"], measured["false_alarms"]) if measured else (None, None)


def _parts(sound: Sound) -> Iterator[NDArray[np.float32]]:
    """One block at a time: half a day of sound would be gigabytes."""
    for at in range(max(1, -(-sound.samples // int(_BLOCK * RATE)))):
        yield sound.read(at * _BLOCK, min(sound.seconds, (at + 1) * _BLOCK))


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


def noise_changes(levels: Iterable[NDArray[np.float32]]) -> list[tuple[float, float]]:
    """Seconds, and dB by which the background in the pauses before and after differs, the median over the
    bands. Nothing is compared where one side has no pause that is far enough below the speech. `levels` are
    blocks of frames, of which no more are held than a comparison takes."""
    import numpy as np

    found: list[tuple[float, float]] = []
    held, passed, frame = np.zeros((0, 20), np.float32), 0, _LEAST_SIDE
    for block in chain(levels, (None,)):
        if block is not None:
            held = np.concatenate([held, block])
        end = passed + len(held) - (_SIDE if block is not None else _LEAST_SIDE)
        places = range(frame, end, _EVERY)
        if places:
            found += _changes(held, [place - passed for place in places], passed)
            frame = places[-1] + _EVERY
            gone = max(0, frame - _SIDE - passed)
            held, passed = held[gone:], passed + gone
    return _spread(found)


def _changes(level: NDArray[np.float32], frames: Iterable[int], passed: int) -> list[tuple[float, float]]:
    """The changes at some frames of a block before which so many have passed."""
    import numpy as np

    loud = 10 * np.log10((10 ** (level / 10)).sum(axis=1) + 1e-9)
    found = []
    for frame in frames:
        before, after = slice(max(0, frame - _SIDE), frame), slice(frame, frame + _SIDE)
        quiet, then = _pauses(level[before], loud[before]), _pauses(level[after], loud[after])
        if quiet is not None and then is not None:
            change = float(np.median(np.abs(then - quiet)))
            if round(change, 1) >= _NOISE_DB:
                found.append((round((passed + frame) * _HOP / RATE, 2), round(change, 1)))
    return found


def _pauses(level: NDArray[np.float32], loud: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """The mean level of the quietest frames, [bands]; None where they are not quiet enough for a pause."""
    import numpy as np

    if np.quantile(loud, 0.6) - np.quantile(loud, _QUIET) < _PAUSE_DB:
        return None
    quiet = np.argsort(loud)[: max(2, int(_QUIET * len(loud)))]
    mean: NDArray[np.float32] = level[quiet].mean(axis=0)
    return mean


def hum_jumps(sound: Sound) -> list[tuple[float, float]]:
    """Seconds, and radians by which the phase of a clear mains hum jumps. Nothing where no hum is clear.
    It is looked at minute by minute, because the mains' frequency drifts."""
    low, rate = _decimated(sound)
    found: list[tuple[float, float]] = []
    for start in range(0, max(1, len(low) - 10 * rate), 50 * rate):
        part = low[start : start + 60 * rate]
        if len(part) >= 10 * rate:
            lines = (_clear_line(part, rate, mains) for mains in _MAINS)
            frequency = next((line for line in lines if line), 0.0)
            if frequency:
                found += _jumps(part, rate, frequency, start / rate)
    return _spread(found)


def _jumps(
    part: NDArray[np.float64], rate: int, frequency: float, offset: float
) -> list[tuple[float, float]]:
    """Every second and jump above the least, of one minute."""
    import numpy as np

    tone = part * np.exp(-2j * np.pi * frequency * np.arange(len(part)) / rate)
    width = 2 * rate
    smooth = np.convolve(tone, np.hanning(width) / (width / 2), mode="same")
    jump = np.abs(np.angle(smooth[width:] * np.conj(smooth[:-width])))[width // 2 : -width // 2]
    if not jump.size:
        return []
    # A slow drift of the frequency turns the phase everywhere; only what stands out is a jump.
    jump = jump - np.median(jump)
    places = np.flatnonzero(jump > _JUMP)
    return [(round(offset + float(at + width) / rate, 2), round(float(jump[at]), 2)) for at in places]


def _spread(found: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The strongest ones that are far enough apart, in order."""
    kept: list[tuple[float, float]] = []
    for mark in sorted(found, key=lambda each: -each[1]):
        place = bisect(kept, mark)
        if all(abs(mark[0] - near[0]) > _APART for near in kept[max(0, place - 1) : place + 1]):
            kept.insert(place, mark)
    return kept


def _decimated(sound: Sound) -> tuple[NDArray[np.float64], int]:
    """The sound below 200 Hz at 400 Hz, in blocks."""
    import numpy as np

    factor = 40
    low, end = np.zeros(sound.samples // factor), 0
    for samples in _parts(sound):
        count = len(samples) // factor
        if count:
            spectrum = np.fft.rfft(samples[: count * factor])
            low[end : end + count] = np.fft.irfft(spectrum[: count // 2 + 1], count) / factor
            end += count
    return low[:end], RATE // factor


def _clear_line(low: NDArray[np.float64], rate: int, mains: float) -> float:
    """The frequency of a line near `mains` that stands far above its surroundings; 0 where there is none."""
    import numpy as np

    spectrum = np.abs(np.fft.rfft(low * np.hanning(len(low)))) ** 2
    hertz = np.fft.rfftfreq(len(low), 1 / rate)
    near = np.abs(hertz - mains) < 0.3
    around = (np.abs(hertz - mains) > 1) & (np.abs(hertz - mains) < 8)
    over = spectrum[near].max() / (np.median(spectrum[around]) + 1e-12)
    if over < 10 ** (_CLEAR_HUM / 10):
        return 0.0
    return float(hertz[near][spectrum[near].argmax()])
