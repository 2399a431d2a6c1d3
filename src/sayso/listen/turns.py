"""Who speaks when: a network hears where somebody speaks, and the voices of short windows are followed.

The network (Bredin, *pyannote.audio 2.1 speaker diarization pipeline*, Interspeech 2023) says in how many
voices at a time; whose they are it is not asked, because by telephone it takes two for one. That is told
by a voice vector each half second (`along`). One setting for all recordings; a person may give the number
of speakers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sayso.listen.along import space, voices_along
from sayso.listen.campplus import BLOCK
from sayso.listen.features import STEP, filter_banks
from sayso.listen.models import TURNS_MODEL, turn_scores, voices_in
from sayso.listen.segmentation import CLASSES, FIRST, FRAME, WINDOW
from sayso.listen.sound import RATE, Sound
from sayso.listen.views import BAND_OF
from sayso.terms.recording import Channel, Stretch, Turn, Turns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_HOP = 5 * RATE  # samples from one window of the network to the next
_BATCH = 8
_EVERY = BLOCK * STEP  # seconds from one voice vector to the next
_AT_ONCE = 60  # of them are made in one go: half a minute
_BESIDE = 4  # more are heard on each side, as far as the network looks
_SOMEBODY, _TWO = 0.5, 1.5  # speakers at a time, on the average of the windows, from which one or two speak
_NEAR = 1.5  # seconds within which the second of two is whoever speaks before or after
_GAP, _SHORTEST = 0.6, 0.2  # seconds: pauses that are filled, turns that are dropped


def turns(
    sound: Sound,
    *,
    recording: str,
    speakers: int | None = None,
    channel: Channel = Channel.CLEAN,
    spoken: Sequence[Stretch] | None = None,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Turns:
    """Who speaks when. Speakers are numbered by first word; overlapped speech belongs to both. `channel` is
    how the speech came: a telephone makes all voices more alike, and what is common to them is taken off.
    Nobody is looked for in windows that hold nothing of `spoken`, where that is known."""
    given = speakers is not None
    number = _number(sound, spoken, lambda share: on_progress(share / 2))
    middles, vectors = _vectors(sound, number, lambda share: on_progress(0.5 + share / 2))
    if not len(middles):
        return Turns(recording, (), TURNS_MODEL, given=given)
    known = space()
    likely = voices_along(known.of(vectors, BAND_OF[channel]), known.between, count=speakers)
    found = _turns(_together(number, middles, likely))
    return Turns(recording, tuple(found), TURNS_MODEL, given=given)


def _number(sound: Sound, spoken: Sequence[Stretch] | None, on_progress: Callable[[float], None]) -> Floats:
    """How many speak at a time, [frames] of the whole: windows averaged where they overlap."""
    import numpy as np

    starts = [
        start
        for start in range(0, max(1, sound.samples - _HOP), _HOP)
        if spoken is None or _touched(start, spoken)
    ]
    many = np.array([len(each) for each in CLASSES])
    total = sound.samples // FRAME + 1
    number, seen = np.zeros(total), np.zeros(total)
    for done in range(0, len(starts), _BATCH):
        batch = starts[done : done + _BATCH]
        heard = turn_scores(np.stack([_window(sound, start) for start in batch]))
        for start, scores in zip(batch, heard, strict=True):
            shape, first = np.hamming(len(scores)), round((start + FIRST) / FRAME)
            last = min(total, first + len(scores))
            seen[first:last] += shape[: last - first]
            number[first:last] += (many[scores.argmax(axis=1)] * shape)[: last - first]
        on_progress(min(1.0, (done + _BATCH) / len(starts)))
    return number / np.maximum(seen, 1e-6)


def _touched(start: int, spoken: Sequence[Stretch]) -> bool:
    """Whether any of the stretches, which are in order, reaches into the window at `start` (samples)."""
    at = bisect_right(spoken, start / RATE, key=lambda each: each.end)
    return at < len(spoken) and spoken[at].start < (start + WINDOW) / RATE


def _window(sound: Sound, start: int) -> NDArray[np.float32]:
    import numpy as np

    samples = sound.read(start / RATE, (start + WINDOW) / RATE)
    return np.pad(samples, (0, WINDOW - len(samples)))


def _vectors(
    sound: Sound, number: Floats, on_progress: Callable[[float], None]
) -> tuple[Floats, NDArray[np.float32]]:
    """The middles (seconds) of the half seconds in whose middle somebody speaks, and the voice vector of each
    with the half seconds beside it."""
    import numpy as np

    middles = np.arange(_EVERY / 2, max(sound.seconds, _EVERY), _EVERY)
    frame = np.minimum(((middles * RATE) / FRAME).astype(int), len(number) - 1)
    spoken = number[frame] >= _SOMEBODY
    found = [np.zeros((0, 192), np.float32)]
    for start in range(0, len(middles), _AT_ONCE):
        mine = spoken[start : start + _AT_ONCE]
        if mine.any():
            found.append(_along(sound, start, start + len(mine))[mine])
        on_progress(min(1.0, (start + _AT_ONCE) / len(middles)))
    return middles[spoken], np.concatenate(found)


def _along(sound: Sound, start: int, end: int) -> NDArray[np.float32]:
    """The vectors of the half seconds from `start` to `end`, heard with what is round them."""
    import numpy as np

    first = max(0, start - _BESIDE)
    size = (end + _BESIDE - first) * BLOCK
    banks = filter_banks(sound.read(first * _EVERY, (end + _BESIDE) * _EVERY + 2 * STEP))[:size]
    if len(banks) < BLOCK // 2:
        return np.zeros((end - start, 192), np.float32)
    whole = min(size, -(-len(banks) // BLOCK) * BLOCK)  # what follows the sound is like its end
    banks = np.pad(banks, ((0, whole - len(banks)), (0, 0)), mode="edge")
    return voices_in(_evened(banks))[start - first : end - first]


def _evened(banks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Filter banks without the mean of each band in the window round each frame."""
    import numpy as np

    at, half = np.arange(len(banks)), 3 * BLOCK // 2
    sums = np.cumsum(np.pad(banks, ((1, 0), (0, 0))), axis=0, dtype=np.float64)
    low, high = np.maximum(at - half, 0), np.minimum(at + half, len(banks))
    mean = (sums[high] - sums[low]) / (high - low)[:, None]
    evened: NDArray[np.float32] = banks - mean.astype(np.float32)
    return evened


def _together(number: Floats, middles: Floats, likely: Floats) -> NDArray[np.bool_]:
    """Activity of each voice [frames, voices] of the whole: where one speaks the likeliest, where two do
    also who speaks before or after."""
    import numpy as np

    who = likely.argmax(axis=1)
    times = np.arange(len(number)) * (FRAME / RATE)
    nearest = np.searchsorted((middles[1:] + middles[:-1]) / 2, times)
    frames = np.zeros((len(number), likely.shape[1]), np.bool_)
    somebody = np.flatnonzero(number >= _SOMEBODY)
    frames[somebody, who[nearest[somebody]]] = True
    changes = np.flatnonzero(who[1:] != who[:-1])
    if changes.size:
        moments = (middles[changes] + middles[changes + 1]) / 2
        two = np.flatnonzero(number >= _TWO)
        close = np.searchsorted((moments[1:] + moments[:-1]) / 2, times[two])
        near = np.abs(moments[close] - times[two]) < _NEAR
        for side in (0, 1):
            frames[two[near], who[changes[close[near]] + side]] = True
    return frames


def _turns(frames: NDArray[np.bool_]) -> list[Turn]:
    """Runs of frames as turns, short pauses filled, numbered by first word."""
    import numpy as np

    step = FRAME / RATE
    runs: list[tuple[float, float, int]] = []
    for voice in range(frames.shape[1]):
        edges = np.flatnonzero(np.diff(np.pad(frames[:, voice].astype(np.int8), 1)))
        mine: list[tuple[float, float]] = []
        for start, end in zip(edges[::2] * step, edges[1::2] * step, strict=True):
            if mine and start - mine[-1][1] < _GAP:
                mine[-1] = (mine[-1][0], float(end))
            else:
                mine.append((float(start), float(end)))
        runs += [(start, end, voice) for start, end in mine if end - start >= _SHORTEST]
    runs.sort()
    names: dict[int, str] = {}
    for _start, _end, voice in runs:
        names.setdefault(voice, str(len(names) + 1))
    return [
        Turn(names[voice], round(start, 2), round(end, 2), _overlapped(at, runs))
        for at, (start, end, voice) in enumerate(runs)
    ]


def _overlapped(at: int, runs: list[tuple[float, float, int]]) -> bool:
    """Whether more than a third of a run lies within another voice's runs near it."""
    start, end, voice = runs[at]
    near = runs[max(0, at - 8) : at + 9]
    shared = sum(max(0.0, min(end, e) - max(start, s)) for s, e, v in near if v != voice)
    return shared > (end - start) / 3
