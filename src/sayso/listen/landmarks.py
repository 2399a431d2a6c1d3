"""The loudest points of a spectrogram, by which stretches of sound are found again.

After Wang, *An Industrial-Strength Audio Search Algorithm*, ISMIR 2003: what stands out in time and frequency
survives codecs, telephones, noise and another voice. Only 300 to 3400 Hz are looked at. Times and
frequencies are kept finer than they are compared, so that speed changes are tried by scaling them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.listen.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE, HOP = 1024, 256  # samples of a frame, and from one to the next: 15.6 Hz and 16 ms
LOW, HIGH = 19, 218  # bins: 300 to 3400 Hz
FRAMES_PER_SECOND = RATE / HOP
PER_SECOND = 20  # points that are kept, the loudest first
_AROUND = (9, 7)  # frames and bins on each side within which a point is the loudest


def spectrogram(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log magnitudes [frames, bins] from 0 to 4000 Hz of 64 ms windows, a step of 16 ms."""
    import numpy as np

    if len(samples) < SIZE:
        return np.zeros((0, HIGH + 2), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, SIZE)[::HOP]
    window = np.hanning(SIZE).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(frames * window, axis=1)[:, : HIGH + 2])
    return np.log(np.maximum(spectrum, 1e-4)).astype(np.float32)


def landmarks(
    spectrum: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Frame, bin and loudness above the surroundings of the points that stand out, in order of time."""
    import numpy as np

    band = spectrum[:, LOW - 1 : HIGH + 1]
    # Flattened by the mean of each bin: a telephone's band edges or a constant hum are no landmarks.
    flat = band - band.mean(axis=0, keepdims=True)
    top = _running_max(_running_max(flat, _AROUND[0], axis=0), _AROUND[1], axis=1)
    is_peak = (flat >= top) & (flat > 0)
    is_peak[:, [0, -1]] = False
    frame, at = np.nonzero(is_peak)
    loud = flat[frame, at]
    left, right = flat[frame, at - 1], flat[frame, at + 1]
    bend = np.minimum(left + right - 2 * loud, -1e-6)
    exact = at + LOW - 1 + np.clip((left - right) / (2 * bend), -0.5, 0.5)
    keep = _loudest(frame, loud)
    return frame[keep].astype(np.float32), exact[keep].astype(np.float32), loud[keep].astype(np.float32)


def _running_max(values: NDArray[np.float32], radius: int, *, axis: int) -> NDArray[np.float32]:
    """The largest within `radius` on each side along an axis."""
    import numpy as np

    pad = [(radius, radius) if each == axis else (0, 0) for each in (0, 1)]
    padded = np.pad(values, pad, constant_values=-np.inf)
    width, done = 2 * radius + 1, 1
    while done < width:  # doubling: windows of 1, 2, 4, … and the rest
        step = min(done, width - done)
        here, ahead = padded.swapaxes(0, axis)[:-step], padded.swapaxes(0, axis)[step:]
        padded = np.maximum(here, ahead).swapaxes(0, axis)
        done += step
    return padded


def _loudest(frame: NDArray[np.int64], loud: NDArray[np.float32]) -> NDArray[np.int64]:
    """Places of the loudest `PER_SECOND` points of each second, in order of time."""
    import numpy as np

    second = (frame // FRAMES_PER_SECOND).astype(np.int64)
    order = np.lexsort((-loud, second))
    starts = np.searchsorted(second[order], second[order], side="left")
    rank = np.arange(len(order)) - starts
    return np.sort(order[rank < PER_SECOND])
