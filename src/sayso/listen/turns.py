"""Who speaks when: a network hears ten seconds at a time, and the voices of all windows are joined.

After Bredin, *pyannote.audio 2.1 speaker diarization pipeline*, Interspeech 2023. One setting for all
recordings; a person may give the number of speakers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.listen.calibration import common
from sayso.listen.cluster import cluster, unit
from sayso.listen.features import STEP, centred, filter_banks
from sayso.listen.models import TURNS_MODEL, turn_scores, voice_vectors
from sayso.listen.segmentation import CLASSES, FIRST, FRAME, FRAMES, WINDOW
from sayso.listen.sound import RATE, Sound
from sayso.listen.views import BAND_OF
from sayso.terms.recording import Channel, Stretch, Turn, Turns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HOP = 5 * RATE  # samples from one window to the next
_BATCH = 8
_LEAST_ALIKE = 0.48  # cosine of two groups of windows that are still one voice
_SURE_SECONDS = 1.6  # of one voice alone, from which its vector is good enough to group by
_LEAST_SECONDS = 0.3
_LEAST_SHARE = 0.015  # of all speech: a group with less is given to the voice that is nearest
_GAP, _SHORTEST = 0.4, 0.2  # seconds: pauses that are filled, turns that are dropped


@dataclass(frozen=True, slots=True)
class _Local:
    """One voice in one window: who it is there, its seconds alone, and its vector."""

    window: int
    speaker: int
    seconds: float
    vector: NDArray[np.float32]


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
    active, locals_ = _listen(sound, spoken, on_progress)
    if not locals_:
        return Turns(recording, (), TURNS_MODEL, given=speakers is not None)
    who = _voices(locals_, speakers, common(BAND_OF[channel]))
    frames = _together(active, locals_, who, sound.samples)
    found = _turns(frames)
    return Turns(recording, tuple(found), TURNS_MODEL, given=speakers is not None)


def _listen(
    sound: Sound, spoken: Sequence[Stretch] | None, on_progress: Callable[[float], None]
) -> tuple[NDArray[np.bool_], list[_Local]]:
    """Activity [windows, frames, 3] and the voices in each window."""
    import numpy as np

    starts = range(0, max(1, sound.samples - _HOP), _HOP)
    active = np.zeros((len(starts), FRAMES, 3), np.bool_)
    found: list[_Local] = []
    kinds = np.array([[at in each for at in range(3)] for each in CLASSES])
    heard = [at for at, start in enumerate(starts) if spoken is None or _touched(start, spoken)]
    for first in range(0, len(heard), _BATCH):
        batch = heard[first : first + _BATCH]
        windows = [_window(sound, starts[at]) for at in batch]
        for at, samples, scores in zip(batch, windows, turn_scores(np.stack(windows)), strict=True):
            active[at] = kinds[scores.argmax(axis=1)]
            found += _vectors(samples, active[at], at)
        on_progress(min(1.0, (first + _BATCH) / len(heard)))
    return active, found


def _touched(start: int, spoken: Sequence[Stretch]) -> bool:
    """Whether any of the stretches, which are in order, reaches into the window at `start` (samples)."""
    at = bisect_right(spoken, start / RATE, key=lambda each: each.end)
    return at < len(spoken) and spoken[at].start < (start + WINDOW) / RATE


def _window(sound: Sound, start: int) -> NDArray[np.float32]:
    import numpy as np

    samples = sound.read(start / RATE, (start + WINDOW) / RATE)
    return np.pad(samples, (0, WINDOW - len(samples)))


def _vectors(samples: NDArray[np.float32], active: NDArray[np.bool_], window: int) -> list[_Local]:
    """The vector of each voice in a window, of the frames where it is alone if there are enough."""
    import numpy as np

    found = []
    features = None
    for speaker in np.flatnonzero(active.any(axis=0)):
        alone = active[:, speaker] & (active.sum(axis=1) == 1)
        used = alone if alone.sum() * FRAME / RATE >= _LEAST_SECONDS else active[:, speaker]
        seconds = float(alone.sum() * FRAME / RATE)
        if used.sum() * FRAME / RATE < _LEAST_SECONDS:
            continue
        if features is None:
            features = filter_banks(samples)
        middle = (np.arange(len(features)) + 1.25) * STEP * RATE
        at = np.clip(np.round((middle - FIRST) / FRAME).astype(int), 0, len(used) - 1)
        vector = voice_vectors(centred(features[used[at]])[None])[0]
        found.append(_Local(window, int(speaker), seconds, vector))
    return found


def _voices(found: list[_Local], speakers: int | None, shared: NDArray[np.float32]) -> NDArray[np.int64]:
    """Which voice each local one is: the sure ones are grouped, the others go to the nearest group."""
    import numpy as np

    vectors = unit(unit(np.stack([each.vector for each in found])) - shared)
    seconds = np.array([each.seconds for each in found], np.float32)
    sure = seconds >= min(_SURE_SECONDS, float(np.quantile(seconds, 0.5)))
    labels = cluster(vectors[sure], seconds[sure], least=_LEAST_ALIKE, count=speakers)
    weight = np.bincount(labels, weights=seconds[sure])
    kept = (
        np.flatnonzero(weight >= _LEAST_SHARE * weight.sum()) if speakers is None else np.arange(len(weight))
    )
    centres = unit(np.stack([vectors[sure][labels == each].mean(axis=0) for each in kept]))
    nearest: NDArray[np.int64] = (vectors @ centres.T).argmax(axis=1)
    return nearest


def _together(
    active: NDArray[np.bool_], found: list[_Local], who: NDArray[np.int64], samples: int
) -> NDArray[np.bool_]:
    """Activity of each voice [frames, voices] of the whole: windows averaged where they overlap, as many
    voices at a time as the windows say."""
    import numpy as np

    total = samples // FRAME + 1
    votes = np.zeros((total, int(who.max()) + 1), np.float32)
    number, seen = np.zeros(total, np.float32), np.zeros(total, np.float32)
    shape = np.hamming(active.shape[1]).astype(np.float32)
    for window, mine in enumerate(active):
        start = round((window * _HOP + FIRST) / FRAME)
        end = min(total, start + len(mine))
        seen[start:end] += shape[: end - start]
        number[start:end] += (mine.sum(axis=1) * shape)[: end - start]
    for each, voice in zip(found, who, strict=True):
        start = round((each.window * _HOP + FIRST) / FRAME)
        end = min(total, start + active.shape[1])
        mine = active[each.window][:, each.speaker] * shape
        votes[start:end, voice] += mine[: end - start]
    many = np.round(number / np.maximum(seen, 1e-6)).astype(int)
    rank = (-votes).argsort(axis=1).argsort(axis=1)
    return (rank < many[:, None]) & (votes > 0)


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
